//! How things stand, as a board member reads it: mission by mission, what is broken first.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use engine::Engine;
use engine::alert::{Alert, AlertKind, AlertState, Breaker};
use engine::model::{BodyId, Calendar, Catalogue, ContributionId, Period, Verdict};
use engine::plain;
use engine::program::{Mission, Obligation};
use engine::standing::Standing;
use jiff::civil::Date;

use super::Ink;

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
    let mut text = format!("{}, as of {}\n", Ink::Title.paint(&heading.title), plain::date(heading.as_of));
    let Some(program) = engine.program() else { return text };
    let alerts = engine.alerts();
    let standings: Vec<Standing> = engine.verdicts().collect();
    for mission in program.missions.values() {
        write_mission(&mut text, mission);
        for obligation in &mission.obligations {
            let page = Page {
                obligation,
                catalogue: &program.catalogue,
                calendar: &program.calendar,
                alerts: alerts.iter().filter(|alert| is_of(alert, mission, obligation)).collect(),
                standings: standings.iter().filter(|standing| is_in(standing, mission, obligation)).collect(),
            };
            page.write(&mut text, heading);
        }
    }
    text.push('\n');
    text.push_str(&closing(&alerts));
    text
}

fn is_of(alert: &Alert, mission: &Mission, obligation: &Obligation) -> bool {
    alert.id.mission == mission.id && alert.id.obligation == obligation.id
}

fn is_in(standing: &Standing, mission: &Mission, obligation: &Obligation) -> bool {
    standing.mission == mission.id && standing.obligation == obligation.id
}

fn write_mission(text: &mut String, mission: &Mission) {
    let board = mission.board.as_ref().map(|board| format!(", before the {board}")).unwrap_or_default();
    put(text, 0, "");
    put(
        text,
        0,
        &format!(
            "{} {}",
            Ink::Title.paint(&mission.title),
            Ink::Faint.paint(format!("({}{board})", mission.id))
        ),
    );
}

/// What is told of one obligation.
struct Page<'a> {
    obligation: &'a Obligation,
    catalogue: &'a Catalogue,
    calendar: &'a Calendar,
    alerts: Vec<&'a Alert>,
    standings: Vec<&'a Standing>,
}

impl Page<'_> {
    fn write(&self, text: &mut String, heading: &Heading) {
        put(text, 0, "");
        if self.alerts.is_empty() {
            self.write_quiet(text);
        }
        for alert in &self.alerts {
            match alert.id.kind {
                AlertKind::Breach => self.write_breach(text, alert),
                AlertKind::RuleFailed => self.write_failure(text, alert),
            }
            put(
                text,
                9,
                &Ink::Faint
                    .paint(format!("Evidence: {}", heading.explain.replace("ALERT", &alert.id.to_string()))),
            );
        }
    }

    /// An obligation about which nothing is open says where it stands.
    fn write_quiet(&self, text: &mut String) {
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
        put(text, 2, &format!("{}  {}", ink.paint(word), self.obligation.title));
        put(text, 9, &format!("{} leads. {}.", self.name(&self.obligation.lead), plain::capitalised(&told)));
        self.write_record(text, &[]);
    }

    fn write_breach(&self, text: &mut String, alert: &Alert) {
        let (ink, word) = match alert.state {
            AlertState::Firing => (Ink::Alarm, "FIRING"),
            AlertState::Pending | AlertState::Inactive => (Ink::Caution, "PENDING"),
        };
        put(text, 2, &format!("{}  {}", ink.paint(word), Ink::Title.paint(&self.obligation.title)));
        let since = plain::date(self.calendar.day(alert.since));
        let lead = self.name(&self.obligation.lead);
        let owner = alert.owner.as_ref().map(|owner| format!(" ({owner})")).unwrap_or_default();
        put(text, 9, &format!("Not met {}; open since {since}.", plain::streak(&alert.periods)));
        put(text, 9, &format!("{lead}{owner} answers for the whole."));
        for held in &alert.held_up_by {
            put(text, 9, &format!("Held up by {held}."));
        }
        if !alert.holds_up.is_empty() {
            let waiting: Vec<String> = alert.holds_up.iter().map(ToString::to_string).collect();
            put(text, 9, &format!("{} on this: {}.", waits(waiting.len()), plain::list(&waiting)));
        }
        self.write_breakers(text, alert);
        self.write_others(text, alert);
        let broken: Vec<&ContributionId> =
            alert.broken_by.iter().map(|breaker| &breaker.contribution).collect();
        self.write_record(text, &broken);
        if let Some(next) = &self.obligation.next_step {
            put(text, 9, &format!("Next: {}.", next.trim_end_matches('.')));
        }
    }

    fn write_breakers(&self, text: &mut String, alert: &Alert) {
        if alert.broken_by.is_empty() {
            let mut latest = self.standings.iter().filter(|standing| standing.contribution.is_none());
            let latest = latest.rfind(|standing| standing.verdict.is_breach());
            put(
                text,
                9,
                &latest.map_or_else(String::new, |standing| {
                    format!("{}.", plain::capitalised(&standing.reason))
                }),
            );
            return;
        }
        put(text, 9, "Broken by");
        for breaker in &alert.broken_by {
            self.write_breaker(text, breaker);
        }
    }

    fn write_breaker(&self, text: &mut String, breaker: &Breaker) {
        let did = match breaker.verdict {
            Verdict::NoData => "no usable figure",
            _ => "missed",
        };
        let owner = breaker.owner.as_ref().map(|owner| format!(" ({owner})")).unwrap_or_default();
        let streak = plain::streak(&breaker.periods);
        let streak = streak.strip_prefix("for ").unwrap_or(&streak);
        put(text, 11, &format!("{}{owner}: {did} {streak}.", Ink::Alarm.paint(self.name(&breaker.body))));
        if let Some(last) = breaker.periods.last().filter(|_| !breaker.reason.is_empty()) {
            put(text, 13, &format!("{}: {}.", plain::capitalised(&plain::period(*last)), breaker.reason));
        }
    }

    fn write_others(&self, text: &mut String, alert: &Alert) {
        let names =
            |bodies: &[BodyId]| bodies.iter().map(|body| self.name(body).to_owned()).collect::<Vec<_>>();
        if !alert.delivered_by.is_empty() {
            put(text, 9, &format!("Delivered by {}.", plain::list(&names(&alert.delivered_by))));
        }
        if !alert.awaited_from.is_empty() {
            put(text, 9, &format!("Still awaited from {}.", plain::list(&names(&alert.awaited_from))));
        }
    }

    /// Misses that are over, or stand beside the one that is open: a missed period stays on the record.
    fn write_record(&self, text: &mut String, open: &[&ContributionId]) {
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
        put(text, 9, "Also on record as missed");
        for (body, periods) in record.values() {
            put(text, 11, &format!("{}: {}.", self.name(body), plain::periods(periods)));
        }
    }

    fn write_failure(&self, text: &mut String, alert: &Alert) {
        put(
            text,
            2,
            &format!("{}  {}", Ink::Caution.paint("FAILED"), Ink::Title.paint(&self.obligation.title)),
        );
        put(text, 9, &format!("A rule failed, so nothing can be said {}.", plain::streak(&alert.periods)));
        for breaker in &alert.broken_by {
            put(text, 11, &format!("{}: {}.", self.name(&breaker.body), breaker.reason));
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
    format!("{}\n", ink.paint(format!("{said}.")))
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

fn put(text: &mut String, indent: usize, line: &str) {
    writeln!(text, "{:indent$}{line}", "").expect("a string takes any text");
}
