//! One obligation as a board member reads it: what is broken and by whom, or that all is well.

use engine::Engine;
use engine::alert::{Alert, AlertKind, AlertState, Breaker};
use engine::model::{BodyId, Calendar, Catalogue, Verdict};
use engine::program::{Obligation, Program};
use engine::standing::Standing;
use words::alert::{Complaint, complaints};
use words::english;

use super::Ink;
use super::page::Page;
use super::record::BreachRecord;
use super::verdict::{ink_of, verdict_label, verdict_words};

/// What is told of one obligation.
pub(super) struct Matter<'a> {
    pub(super) engine: &'a Engine,
    pub(super) program: &'a Program,
    pub(super) obligation: &'a Obligation,
    pub(super) catalogue: &'a Catalogue,
    pub(super) calendar: &'a Calendar,
    pub(super) alerts: Vec<&'a Alert>,
    pub(super) standings: Vec<&'a Standing>,
}

impl Matter<'_> {
    pub(super) fn write(&self, page: &mut Page, explain: &str) {
        page.skip();
        if self.alerts.is_empty() {
            self.write_quiet(page);
        }
        for alert in &self.alerts {
            match alert.id.kind {
                AlertKind::Breach => self.write_breach(page, alert),
                AlertKind::RuleFailed => self.write_failure(page, alert),
            }
            page.put_unbroken(
                9,
                &Ink::Faint.paint(format!("Evidence: {}", explain.replace("ALERT", &alert.id.to_string()))),
            );
        }
    }

    /// An obligation about which nothing is open says where it stands.
    fn write_quiet(&self, page: &mut Page) {
        let mut wholes = self.standings.iter().filter(|standing| standing.node.is_whole());
        let latest = wholes.rfind(|standing| standing.verdict != Verdict::NotDue);
        let (ink, word, told) = match latest {
            None => (Ink::Faint, "NOT DUE", "no report is due yet".to_owned()),
            Some(standing) => {
                let told =
                    format!("{} for {}", verdict_words(standing.verdict), english::period(standing.period));
                (ink_of(standing.verdict), verdict_label(standing.verdict), told)
            }
        };
        page.put(2, &format!("{}  {}", ink.paint(word), self.obligation.title));
        page.put(9, &format!("{} leads. {}.", self.name(&self.obligation.lead), english::capitalised(&told)));
        self.write_waived(page);
        self.write_record(page, &[]);
    }

    fn write_breach(&self, page: &mut Page, alert: &Alert) {
        let (ink, word) = match alert.state {
            AlertState::Firing => (Ink::Alarm, "FIRING"),
            AlertState::Pending | AlertState::Inactive => (Ink::Caution, "PENDING"),
        };
        page.put(2, &format!("{}  {}", ink.paint(word), Ink::Title.paint(&self.obligation.title)));
        let since = english::date(self.calendar.day(alert.since));
        let lead = self.name(&self.obligation.lead);
        let owner = alert.owner.as_ref().map(|owner| format!(" ({owner})")).unwrap_or_default();
        page.put(9, &format!("Not met {}; open since {since}.", english::streak(&alert.periods)));
        page.put(9, &format!("{lead}{owner} answers for the whole."));
        for held in &alert.held_up_by {
            page.put(9, &format!("Held up by {}.", words::alert::held_up_by(held, self.program)));
        }
        if !alert.holds_up.is_empty() {
            let waiting: Vec<String> = alert.holds_up.iter().map(ToString::to_string).collect();
            page.put(9, &format!("{} on this: {}.", waits(waiting.len()), english::list(&waiting)));
        }
        self.write_breakers(page, alert);
        self.write_others(page, alert);
        let open: Vec<&Breaker> = alert.broken_by.iter().collect();
        self.write_waived(page);
        self.write_record(page, &open);
        self.write_responses(page, alert);
        if let Some(next) = &self.obligation.next_step {
            page.put(9, &format!("Next: {}.", next.trim_end_matches('.')));
        }
    }

    fn write_breakers(&self, page: &mut Page, alert: &Alert) {
        if alert.broken_by.is_empty() {
            self.write_reason(page, Verdict::is_breach);
            return;
        }
        page.put(9, "Broken by");
        for complaint in complaints(alert, self.catalogue) {
            self.write_complaint(page, &complaint);
        }
    }

    /// Why the whole stands as it does, where nobody's part can be named for it.
    fn write_reason(&self, page: &mut Page, is_wanted: fn(Verdict) -> bool) {
        let mut wholes = self.standings.iter().filter(|standing| standing.node.is_whole());
        if let Some(latest) = wholes.rfind(|standing| is_wanted(standing.verdict)) {
            page.put(9, &format!("{}.", english::capitalised(&self.reason(latest))));
        }
    }

    fn write_complaint(&self, page: &mut Page, complaint: &Complaint<'_>) {
        let names = complaint.bodies.iter().map(|(body, owner)| {
            let owner = owner.map(|owner| format!(" ({owner})")).unwrap_or_default();
            format!("{}{owner}", Ink::Alarm.paint(self.name(body)))
        });
        page.put(11, &format!("{}: {}.", english::list(&names.collect::<Vec<_>>()), complaint.did));
        if let Some((period, reason)) = &complaint.because {
            page.put(13, &format!("{}: {reason}.", english::capitalised(&english::period(*period))));
        }
    }

    fn write_others(&self, page: &mut Page, alert: &Alert) {
        let names =
            |bodies: &[BodyId]| bodies.iter().map(|body| self.name(body).to_owned()).collect::<Vec<_>>();
        if !alert.delivered_by.is_empty() {
            page.put(9, &format!("Delivered by {}.", english::list(&names(&alert.delivered_by))));
        }
        if !alert.awaited_from.is_empty() {
            page.put(9, &format!("Still awaited from {}.", english::list(&names(&alert.awaited_from))));
        }
    }

    /// Misses and silences that are over, or stand beside those that are open: they stay on the record.
    fn write_record(&self, page: &mut Page, open: &[&Breaker]) {
        let record = BreachRecord::new(self.standings.iter().copied(), open);
        let entries: Vec<String> = self
            .obligation
            .contributions()
            .filter_map(|(contribution, part)| {
                let did = record.told(contribution)?;
                Some(format!("{}: {did}.", self.name(&part.by)))
            })
            .collect();
        if !entries.is_empty() {
            page.put(9, "Also on record");
        }
        for entry in entries {
            page.put(11, &entry);
        }
    }

    /// What would be broken if it were not excused: that it counts as delivered is no secret.
    fn write_waived(&self, page: &mut Page) {
        let is_own = |standing: &&&Standing| !standing.node.is_whole() || !self.obligation.terms.is_joint();
        let waived = self.standings.iter().filter(|standing| standing.verdict == Verdict::Waived);
        for standing in waived.filter(is_own) {
            let (who, period) = (self.name(&standing.body), english::period(standing.period));
            page.put(9, &format!("{who}, {period}: {}.", self.reason(standing)));
        }
    }

    /// What officials said to it, the newest last.
    fn write_responses(&self, page: &mut Page, alert: &Alert) {
        let replies = words::response::replies(alert, self.obligation, self.catalogue, self.calendar);
        if !replies.is_empty() {
            page.put(9, "Responses");
        }
        for reply in replies {
            page.put(11, &format!("{reply}."));
        }
    }

    fn write_failure(&self, page: &mut Page, alert: &Alert) {
        page.put(
            2,
            &format!("{}  {}", Ink::Caution.paint("FAILED"), Ink::Title.paint(&self.obligation.title)),
        );
        page.put(9, &format!("A rule failed, so nothing can be said {}.", english::streak(&alert.periods)));
        if alert.broken_by.is_empty() {
            self.write_reason(page, |verdict| verdict == Verdict::Failed);
        }
        for complaint in complaints(alert, self.catalogue) {
            self.write_complaint(page, &complaint);
        }
    }

    fn reason(&self, standing: &Standing) -> String {
        words::finding::reason_of_standing(standing, self.engine)
    }

    fn name<'b>(&'b self, body: &'b BodyId) -> &'b str {
        self.catalogue.body_name(body)
    }
}

fn waits(number: usize) -> String {
    let verb = if number == 1 { "waits" } else { "wait" };
    format!("{} {verb}", english::capitalised(&english::count(number, "other obligation")))
}
