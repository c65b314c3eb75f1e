//! How things stand, as a board member reads it: mission by mission, what is broken first.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use engine::Engine;
use engine::alert::{Alert, AlertKind, AlertState, Complaint};
use engine::model::{BodyId, Calendar, Catalogue, ContributionId, Period, Verdict};
use engine::plain;
use engine::program::{Mission, Obligation};
use engine::standing::Standing;
use jiff::civil::Date;

use super::Ink;
use super::page::Page;

/// What the answer is about.
pub struct Heading {
    /// The project's title.
    pub title: String,
    /// The day.
    pub as_of: Date,
    /// How to ask for the evidence of an alert: the command without the alert's name.
    pub explain: String,
}

/// How things stand.
pub fn board(heading: &Heading, engine: &Engine) -> String {
    let mut page = Page::default();
    page.put(0, &format!("{}, as of {}", Ink::Title.paint(&heading.title), plain::date(heading.as_of)));
    let Some(program) = engine.program() else { return page.into_text() };
    let alerts = engine.alerts();
    let standings: Vec<Standing> = engine.verdicts().collect();
    for mission in program.missions.values() {
        write_mission(&mut page, mission);
        for obligation in &mission.obligations {
            let matter = Matter {
                obligation,
                catalogue: &program.catalogue,
                calendar: &program.calendar,
                alerts: alerts.iter().filter(|alert| is_of(alert, mission, obligation)).collect(),
                standings: standings.iter().filter(|standing| is_in(standing, mission, obligation)).collect(),
            };
            matter.write(&mut page, heading);
        }
    }
    page.skip();
    page.put(0, &closing(&alerts));
    page.into_text()
}

fn is_of(alert: &Alert, mission: &Mission, obligation: &Obligation) -> bool {
    alert.id.mission == mission.id && alert.id.obligation == obligation.id
}

fn is_in(standing: &Standing, mission: &Mission, obligation: &Obligation) -> bool {
    standing.mission == mission.id && standing.obligation == obligation.id
}

fn write_mission(page: &mut Page, mission: &Mission) {
    let board = mission.board.as_ref().map(|board| format!(", before the {board}")).unwrap_or_default();
    page.skip();
    page.put(
        0,
        &format!(
            "{} {}",
            Ink::Title.paint(&mission.title),
            Ink::Faint.paint(format!("({}{board})", mission.id))
        ),
    );
}

/// What is told of one obligation.
struct Matter<'a> {
    obligation: &'a Obligation,
    catalogue: &'a Catalogue,
    calendar: &'a Calendar,
    alerts: Vec<&'a Alert>,
    standings: Vec<&'a Standing>,
}

impl Matter<'_> {
    fn write(&self, page: &mut Page, heading: &Heading) {
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
                &Ink::Faint
                    .paint(format!("Evidence: {}", heading.explain.replace("ALERT", &alert.id.to_string()))),
            );
        }
    }

    /// An obligation about which nothing is open says where it stands.
    fn write_quiet(&self, page: &mut Page) {
        let mut wholes = self.standings.iter().filter(|standing| standing.contribution.is_none());
        let latest = wholes.rfind(|standing| standing.verdict != Verdict::NotDue);
        let (ink, word, told) = match latest {
            None => (Ink::Faint, "NOT DUE", "no report is due yet".to_owned()),
            Some(standing) => {
                let told =
                    format!("{} for {}", verdict_words(standing.verdict), plain::period(standing.period));
                (ink_of(standing.verdict), verdict_label(standing.verdict), told)
            }
        };
        page.put(2, &format!("{}  {}", ink.paint(word), self.obligation.title));
        page.put(9, &format!("{} leads. {}.", self.name(&self.obligation.lead), plain::capitalised(&told)));
        self.write_record(page, &[]);
    }

    fn write_breach(&self, page: &mut Page, alert: &Alert) {
        let (ink, word) = match alert.state {
            AlertState::Firing => (Ink::Alarm, "FIRING"),
            AlertState::Pending | AlertState::Inactive => (Ink::Caution, "PENDING"),
        };
        page.put(2, &format!("{}  {}", ink.paint(word), Ink::Title.paint(&self.obligation.title)));
        let since = plain::date(self.calendar.day(alert.since));
        let lead = self.name(&self.obligation.lead);
        let owner = alert.owner.as_ref().map(|owner| format!(" ({owner})")).unwrap_or_default();
        page.put(9, &format!("Not met {}; open since {since}.", plain::streak(&alert.periods)));
        page.put(9, &format!("{lead}{owner} answers for the whole."));
        for held in &alert.held_up_by {
            page.put(9, &format!("Held up by {held}."));
        }
        if !alert.holds_up.is_empty() {
            let waiting: Vec<String> = alert.holds_up.iter().map(ToString::to_string).collect();
            page.put(9, &format!("{} on this: {}.", waits(waiting.len()), plain::list(&waiting)));
        }
        self.write_breakers(page, alert);
        self.write_others(page, alert);
        let broken: Vec<&ContributionId> = alert.broken_contributions().collect();
        self.write_record(page, &broken);
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
        for complaint in alert.complaints() {
            self.write_complaint(page, &complaint);
        }
    }

    /// Why the whole stands as it does, where nobody's part can be named for it.
    fn write_reason(&self, page: &mut Page, is_wanted: fn(Verdict) -> bool) {
        let mut wholes = self.standings.iter().filter(|standing| standing.contribution.is_none());
        if let Some(latest) = wholes.rfind(|standing| is_wanted(standing.verdict)) {
            page.put(9, &format!("{}.", plain::capitalised(&latest.reason)));
        }
    }

    fn write_complaint(&self, page: &mut Page, complaint: &Complaint<'_>) {
        let names = complaint.bodies.iter().map(|(body, owner)| {
            let owner = owner.map(|owner| format!(" ({owner})")).unwrap_or_default();
            format!("{}{owner}", Ink::Alarm.paint(self.name(body)))
        });
        page.put(11, &format!("{}: {}.", plain::list(&names.collect::<Vec<_>>()), complaint.did));
        if let Some((period, reason)) = complaint.because {
            page.put(13, &format!("{}: {reason}.", plain::capitalised(&plain::period(period))));
        }
    }

    fn write_others(&self, page: &mut Page, alert: &Alert) {
        let names =
            |bodies: &[BodyId]| bodies.iter().map(|body| self.name(body).to_owned()).collect::<Vec<_>>();
        if !alert.delivered_by.is_empty() {
            page.put(9, &format!("Delivered by {}.", plain::list(&names(&alert.delivered_by))));
        }
        if !alert.awaited_from.is_empty() {
            page.put(9, &format!("Still awaited from {}.", plain::list(&names(&alert.awaited_from))));
        }
    }

    /// Misses that are over, or stand beside the one that is open: a missed period stays on the record.
    fn write_record(&self, page: &mut Page, open: &[&ContributionId]) {
        let mut record: BTreeMap<usize, (&BodyId, Vec<Period>)> = BTreeMap::new();
        let places: Vec<&ContributionId> =
            self.obligation.parts().filter_map(|part| Some(&part.contribution?.id)).collect();
        for standing in self.standings.iter().filter(|standing| standing.verdict == Verdict::Missed) {
            let Some(contribution) = standing.contribution.as_ref().filter(|id| !open.contains(id)) else {
                continue;
            };
            let place = places.iter().position(|id| *id == contribution).unwrap_or(usize::MAX);
            record.entry(place).or_insert((&standing.body, Vec::new())).1.push(standing.period);
        }
        if record.is_empty() {
            return;
        }
        page.put(9, "Also on record as missed");
        for (body, periods) in record.values() {
            page.put(11, &format!("{}: {}.", self.name(body), plain::periods(periods)));
        }
    }

    fn write_failure(&self, page: &mut Page, alert: &Alert) {
        page.put(
            2,
            &format!("{}  {}", Ink::Caution.paint("FAILED"), Ink::Title.paint(&self.obligation.title)),
        );
        page.put(9, &format!("A rule failed, so nothing can be said {}.", plain::streak(&alert.periods)));
        if alert.broken_by.is_empty() {
            self.write_reason(page, |verdict| verdict == Verdict::Failed);
        }
        for complaint in alert.complaints() {
            self.write_complaint(page, &complaint);
        }
    }

    fn name<'b>(&'b self, body: &'b BodyId) -> &'b str {
        self.catalogue.body_name(body)
    }
}

fn waits(number: usize) -> String {
    let verb = if number == 1 { "waits" } else { "wait" };
    format!("{} {verb}", plain::capitalised(&plain::count(number, "other obligation")))
}

fn closing(alerts: &[Alert]) -> String {
    let number = |state| alerts.iter().filter(|alert| alert.state == state).count();
    let (firing, pending) = (number(AlertState::Firing), number(AlertState::Pending));
    let verb = |number| if number == 1 { "is" } else { "are" };
    let mut said = format!("{} {} firing", plain::capitalised(&plain::count(firing, "alert")), verb(firing));
    if pending > 0 {
        write!(said, " and {} {} pending", plain::count(pending, "more"), verb(pending))
            .expect("a string takes any text");
    }
    let ink = if firing > 0 { Ink::Alarm } else { Ink::Calm };
    ink.paint(format!("{said}."))
}

fn verdict_label(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotDue => "NOT DUE",
        Verdict::Awaiting => "AWAITING",
        Verdict::Met => "MET",
        Verdict::MetLate => "MET LATE",
        Verdict::AtRisk => "AT RISK",
        Verdict::Missed => "MISSED",
        Verdict::NoData => "NO DATA",
        Verdict::Disputed => "DISPUTED",
        Verdict::Waived => "WAIVED",
        Verdict::Failed => "FAILED",
    }
}

fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotDue => "not due yet",
        Verdict::Awaiting => "due and awaited",
        Verdict::Met => "met",
        Verdict::MetLate => "met, but late,",
        Verdict::AtRisk => "at risk",
        Verdict::Missed => "missed",
        Verdict::NoData => "nothing usable was reported",
        Verdict::Disputed => "disputed",
        Verdict::Waived => "waived",
        Verdict::Failed => "the rule failed",
    }
}

fn ink_of(verdict: Verdict) -> Ink {
    match verdict {
        Verdict::Met | Verdict::MetLate | Verdict::Waived => Ink::Calm,
        Verdict::Missed | Verdict::NoData => Ink::Alarm,
        Verdict::NotDue => Ink::Faint,
        Verdict::Awaiting | Verdict::AtRisk | Verdict::Disputed | Verdict::Failed => Ink::Caution,
    }
}
