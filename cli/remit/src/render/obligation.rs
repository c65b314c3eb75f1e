//! One obligation as a board member reads it: what is broken and by whom, or that all is well.

use app::standing::ObligationStanding;
use engine::Engine;
use engine::alert::{Alert, AlertKind, AlertState, Breaker, Severity};
use engine::model::{BodyId, Catalogue, MissionId, Verdict};
use engine::program::{Obligation, Program};
use engine::standing::Standing;
use jiff::Timestamp;
use jiff::civil::Date;
use words::alert::{Complaint, Complaints, MOST_NAMED, Naming, complaints, consequences, in_short, label};
use words::commitment::not_pursued;
use words::lead::Lead;
use words::response::group;
use words::summary::StandingKind;
use words::{board, english, verdict};

use super::Ink;
use super::aside;
use super::page::{Page, write_list};
use super::record::{BreachRecord, Breaches};
use super::verdict::ink_of;

/// What is told of one obligation.
pub(super) struct ObligationEntry<'a> {
    pub(super) engine: &'a Engine,
    pub(super) program: &'a Program,
    pub(super) mission: &'a MissionId,
    pub(super) obligation: &'a Obligation,
    pub(super) standing: &'a ObligationStanding,
    pub(super) room: Room,
    /// The day of which all is said.
    pub(super) day: Date,
    /// Until when people were really told of it.
    pub(super) told_until: Timestamp,
}

/// How much is told of one obligation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Room {
    /// What is open, in a few lines.
    Short,
    /// With so many names.
    Names(usize),
    Any,
}

/// How many names are told in a short entry.
pub(super) const NAMES_IN_SHORT: usize = 3;
/// How many lines of one kind are told, where not all are.
const MOST_LINES: usize = 5;

impl ObligationEntry<'_> {
    pub(super) fn write(&self, page: &mut Page, explain: &str) {
        page.skip();
        if !self.standing.alerts.iter().any(|alert| alert.id.kind != AlertKind::Cut) {
            self.write_quiet(page);
        }
        for alert in &self.standing.alerts {
            match alert.id.kind {
                AlertKind::Breach => self.write_breach(page, alert),
                AlertKind::RuleFailed => self.write_failure(page, alert),
                AlertKind::Group => self.write_group(page, alert),
                AlertKind::Cut => self.write_cut(page, alert),
            }
            // What was cut stands under the evidence for how it stands.
            if alert.id.kind == AlertKind::Cut && self.standing.alerts.len() > 1 {
                continue;
            }
            let command = explain.replace("ALERT", &alert.id.asked_as());
            page.put_unbroken(9, &Ink::Faint.paint(board::evidence(&command)));
        }
    }

    /// An obligation about which nothing is open says where it stands.
    fn write_quiet(&self, page: &mut Page) {
        let mut wholes = self.standing.verdicts.iter().filter(|standing| standing.node.is_whole());
        let latest = wholes.rfind(|standing| self.is_told(standing));
        let why = latest.and_then(|latest| self.why_not_judged(latest));
        let latest = latest.map(|standing| (standing.verdict, standing.period));
        let stands = latest.map_or(Verdict::NotDue, |(verdict, _)| verdict);
        let stopped = self.obligation.not_pursued.as_ref();
        let label = match self.standing.kind_on(self.obligation, self.day) {
            aside @ (StandingKind::NotPursued | StandingKind::Excepted) => Ink::Faint.paint(aside.label()),
            _ => ink_of(stands).paint(verdict::label(stands)),
        };
        page.put(2, &format!("{label}  {}", self.obligation.title));
        // Of what was never owed, nothing is about to be due.
        let running = self.obligation.running_on(self.day);
        if latest.is_some() || self.obligation.exception(running).is_none() {
            let lead = Lead::on(self.day, &self.obligation.lead, self.program).name(None, self.program);
            page.put(9, &board::quiet(&lead, latest));
        }
        if let Some(why) = why {
            page.put(9, &format!("{}.", english::capitalised(&why)));
        }
        if let Some(stop) = stopped {
            page.put(9, &format!("{}.", english::capitalised(&not_pursued(stop))));
        }
        self.write_substitutes(page);
        self.write_excepted(page);
        self.write_waived(page);
        self.write_record(page, &[]);
        self.write_open_group(page);
        self.write_aside(page);
    }

    /// Forecasts to alerts that are over, and whom a target does not bind.
    fn write_aside(&self, page: &mut Page) {
        let not_bound = aside::not_bound(&self.standing.verdicts, self.program);
        if !not_bound.is_empty() {
            page.put(9, &board::not_bound(&not_bound, self.most_names()));
        }
        let of = self.obligation.reference(self.mission);
        let past = aside::past_forecasts(self.engine, &of, &self.standing.alerts, self.program);
        write_list(page, board::PAST_FORECASTS, past.into_iter(), self.most_lines());
    }

    /// The group that is open for it.
    fn write_open_group(&self, page: &mut Page) {
        let reference = self.obligation.reference(self.mission);
        let opened = self.engine.open_groups().filter(|response| response.obligation == reference);
        for said in opened.filter_map(|response| group::opened(response, self.program)) {
            page.put(9, &format!("{said}."));
        }
    }

    /// Where a verdict says how the obligation stands: nothing can be said of a period that is not due, and that a period is not judged goes
    /// without saying while it lasts.
    fn is_told(&self, standing: &Standing) -> bool {
        match standing.verdict {
            Verdict::NotDue => false,
            Verdict::NotJudged => standing.period.last_day() <= self.day,
            _ => true,
        }
    }

    /// What kept the whole from being judged, by the first part of which that is so.
    fn why_not_judged(&self, whole: &Standing) -> Option<String> {
        let is_it = |standing: &&Standing| {
            standing.period == whole.period
                && standing.verdict == Verdict::NotJudged
                && (!standing.node.is_whole() || !self.obligation.terms.is_joint())
        };
        let part =
            self.standing.verdicts.iter().find(is_it).filter(|_| whole.verdict == Verdict::NotJudged)?;
        Some(self.reason(part)).filter(|reason| !reason.is_empty())
    }

    /// What stands in the place of what it is for.
    fn write_substitutes(&self, page: &mut Page) {
        let running = self.obligation.running_on(self.day);
        for said in words::class::substitutes(self.mission, self.obligation, running, self.program) {
            page.put(9, &format!("{said}."));
        }
    }

    /// Who does not owe it now: that it is judged without them is no secret.
    fn write_excepted(&self, page: &mut Page) {
        let all = std::iter::once(self.obligation);
        if let Some(line) = words::exception::line(all, self.day, self.program, self.most_names()) {
            page.put(9, &line);
        }
    }

    fn write_breach(&self, page: &mut Page, alert: &Alert) {
        let ink = match alert.state {
            AlertState::Firing if !alert.is_held_up() && !alert.is_at_risk() && !alert.is_disputed() => {
                Ink::Alarm
            }
            AlertState::Firing | AlertState::Pending | AlertState::Inactive => Ink::Caution,
        };
        self.write_title(page, &ink.paint(label::of_alert(alert)));
        page.put(9, &board::matter(alert, self.program.calendar.day(alert.since)));
        if self.room == Room::Short {
            page.put(9, &in_short(alert, self.program, NAMES_IN_SHORT));
            self.write_open_group(page);
            return;
        }
        let owner = words::alert::owner_in_person(alert, &alert.lead, alert.owner.as_deref());
        let lead = Lead::on(self.day, &alert.lead, self.program);
        page.put(9, &lead.answers(owner.as_deref(), self.mission, self.program));
        if let Some(authority) = words::authority::line(words::alert::authority_of(alert, self.program)) {
            page.put(9, &authority);
        }
        for held in &alert.held_up_by {
            page.put(9, &board::held_up_by(&words::alert::held_up_by(held, self.program)));
        }
        if !alert.holds_up.is_empty() {
            let waiting: Vec<String> = alert.holds_up.iter().map(ToString::to_string).collect();
            page.put(9, &board::holds_up(&waiting));
        }
        self.write_breakers(page, alert);
        self.write_others(page, alert);
        self.write_substitutes(page);
        self.write_excepted(page);
        let open: Vec<&Breaker> = alert.breakers().collect();
        self.write_waived(page);
        self.write_record(page, &open);
        self.write_responses(page, alert);
        self.write_aside(page);
        for said in words::alert::standing_on_ladder(alert, self.program, self.told_until) {
            page.put(9, &format!("{said}."));
        }
        for consequence in consequences(alert, self.program) {
            page.put(9, &format!("{consequence}."));
        }
        for concerned in words::alert::of_relations(alert, self.obligation, self.program) {
            page.put(9, &format!("{concerned}."));
        }
        if let Some(next) = &self.obligation.next_step {
            page.put(9, &board::next_step(next));
        }
    }

    fn write_title(&self, page: &mut Page, label: &str) {
        page.put(2, &format!("{label}  {}", Ink::Title.paint(&self.obligation.title)));
    }

    fn write_breakers(&self, page: &mut Page, alert: &Alert) {
        for delay in words::alert::delays(alert, self.program) {
            page.put(9, &format!("{delay}."));
        }
        if alert.named.is_empty() && alert.held_up.is_empty() {
            self.write_reason(page, Verdict::is_unmet);
        }
        if alert.named.is_empty() {
            return;
        }
        let title = match alert.severity {
            _ if alert.is_held_up() => board::NOT_HELD_AGAINST,
            Some(Severity::AtRisk) => board::AT_RISK,
            Some(Severity::Breach) if alert.is_disputed() => board::DISPUTED,
            Some(Severity::Breach) | None => board::BROKEN_BY,
        };
        page.put(9, title);
        self.write_complaints(page, alert);
    }

    fn write_complaints(&self, page: &mut Page, alert: &Alert) {
        let naming = match self.room {
            Room::Any => Naming::Every,
            Room::Names(most) => Naming::Worst(most),
            Room::Short => Naming::Worst(NAMES_IN_SHORT),
        };
        let Complaints { count, each } = complaints(alert, self.program, naming);
        if let Some(count) = count {
            page.put(11, &format!("{count}."));
        }
        for complaint in each {
            write_complaint(page, &complaint, self.catalogue());
        }
    }

    /// How many lines of one kind are told.
    fn most_lines(&self) -> usize {
        if self.room == Room::Any { usize::MAX } else { MOST_LINES }
    }

    fn most_names(&self) -> usize {
        if self.room == Room::Any { usize::MAX } else { MOST_NAMED }
    }

    /// Why the whole stands as it does, where nobody's part can be named for it.
    fn write_reason(&self, page: &mut Page, is_wanted: fn(Verdict) -> bool) {
        let mut wholes = self.standing.verdicts.iter().filter(|standing| standing.node.is_whole());
        if let Some(latest) = wholes.rfind(|standing| is_wanted(standing.verdict)) {
            page.put(9, &format!("{}.", english::capitalised(&self.reason(latest))));
        }
    }

    fn write_others(&self, page: &mut Page, alert: &Alert) {
        let names = |bodies: &[&BodyId]| -> Vec<String> {
            let mut names: Vec<String> = bodies.iter().map(|body| self.name(body).to_owned()).collect();
            // A body that owes several parts stands once.
            names.dedup();
            names
        };
        if !alert.delivered_by.is_empty() {
            let is_broken = |body: &&BodyId| alert.breakers().any(|breaker| breaker.body == **body);
            let (also, only): (Vec<&BodyId>, Vec<&BodyId>) = alert.delivered_by.iter().partition(is_broken);
            let also = names(&also).into_iter().map(|name| board::in_another_part(&name));
            let told: Vec<String> = names(&only).into_iter().chain(also).collect();
            page.put(9, &board::delivered_by(&told, self.most_names()));
        }
        let told_already = alert.is_at_risk().then_some(Verdict::AtRisk);
        for verdict in [Verdict::AtRisk, Verdict::Disputed, Verdict::NotJudged] {
            if told_already == Some(verdict) {
                continue;
            }
            let apart = self.parts_of(alert, verdict);
            if !apart.is_empty() {
                page.put(9, &board::set_apart(verdict, &apart, self.most_names()));
            }
        }
        if !alert.awaited_from.is_empty() {
            page.put(
                9,
                &board::awaited_from(
                    &names(&alert.awaited_from.iter().collect::<Vec<_>>()),
                    self.most_names(),
                ),
            );
        }
    }

    /// Whose parts have a verdict for the last of the alert's periods; each body once.
    fn parts_of(&self, alert: &Alert, verdict: Verdict) -> Vec<String> {
        let last = alert.periods.last();
        let parts = self.standing.verdicts.iter().filter(|standing| {
            !standing.node.is_whole() && standing.verdict == verdict && Some(&standing.period) == last
        });
        let mut names: Vec<String> = parts.map(|standing| self.name(&standing.body).to_owned()).collect();
        names.dedup();
        names
    }

    /// Misses and silences that are over, or stand beside those that are open: they stay on the record.
    fn write_record(&self, page: &mut Page, open: &[&Breaker]) {
        let record = BreachRecord::new(&self.standing.verdicts, open);
        let entries = self.obligation.contributions().filter_map(|(contribution, part)| {
            let Breaches { missed, silent } = record.of(contribution)?;
            Some(board::on_record(self.name(&part.by), missed, silent))
        });
        write_list(page, board::ON_RECORD, entries, self.most_lines());
    }

    /// What would be broken if it were not excused: that it counts as delivered is no secret.
    fn write_waived(&self, page: &mut Page) {
        let is_own = |standing: &&Standing| !standing.node.is_whole() || !self.obligation.terms.is_joint();
        let waived = self.standing.verdicts.iter().filter(|standing| standing.verdict == Verdict::Waived);
        let waived: Vec<&Standing> = waived.filter(is_own).collect();
        for standing in waived.iter().take(self.most_lines()) {
            page.put(9, &board::waived(self.name(&standing.body), standing.period, &self.reason(standing)));
        }
        if let Some(more) = waived.len().checked_sub(self.most_lines()).filter(|more| *more > 0) {
            page.put(9, &board::more(more, "waiver"));
        }
    }

    /// What officials said to it, the newest last.
    fn write_responses(&self, page: &mut Page, alert: &Alert) {
        let replies = words::response::replies(alert, self.obligation, self.program);
        let replies = replies.into_iter().map(|reply| format!("{reply}."));
        write_list(page, board::RESPONSES, replies, self.most_lines());
    }

    fn write_failure(&self, page: &mut Page, alert: &Alert) {
        self.write_title(page, &Ink::Caution.paint(label::FAILED));
        page.put(9, &board::not_judged(&alert.periods));
        if alert.named.is_empty() {
            self.write_reason(page, |verdict| verdict == Verdict::Failed);
        }
        self.write_complaints(page, alert);
    }

    /// A group that did not bring about by its end what it was opened for.
    fn write_group(&self, page: &mut Page, alert: &Alert) {
        self.write_title(page, &Ink::Alarm.paint(label::of_alert(alert)));
        page.put(9, &words::alert::message(alert, self.program));
    }

    /// What funds it was cut: that stands under however it stands itself.
    fn write_cut(&self, page: &mut Page, alert: &Alert) {
        page.put(
            9,
            &format!(
                "{} {}",
                Ink::Caution.paint(label::TO_ACCEPT),
                in_short(alert, self.program, NAMES_IN_SHORT)
            ),
        );
    }

    fn reason(&self, standing: &Standing) -> String {
        words::finding::reason_of_standing(standing, self.engine)
    }

    fn catalogue(&self) -> &Catalogue {
        &self.program.catalogue
    }

    fn name<'b>(&'b self, body: &'b BodyId) -> &'b str {
        self.catalogue().body_name(body)
    }
}

/// What is held against one body or several alike.
pub(super) fn write_complaint(page: &mut Page, complaint: &Complaint<'_>, catalogue: &Catalogue) {
    let names = complaint.bodies.iter().map(|(body, owner)| {
        let owner = owner.map(|owner| format!(" ({owner})")).unwrap_or_default();
        format!("{}{owner}", Ink::Alarm.paint(catalogue.body_name(body)))
    });
    page.put(11, &format!("{}: {}.", complaint.who(&names.collect::<Vec<_>>()), complaint.did));
    if let Some((period, reason)) = &complaint.because {
        page.put(13, &board::because(*period, reason));
    }
}
