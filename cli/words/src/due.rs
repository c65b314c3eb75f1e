//! What is due: how many reports, from whom, whom they hold up, and a sentence to send to whoever owes them.

use engine::expected::{ReportOutcome, Standing, WaitsFor};
use engine::model::{BodyId, MeasureId, ObligationRef, Period, Rate, UnusedReport};
use engine::program::Program;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::english;
use crate::names::{Names, with_owner};
use crate::papers;

/// Where nothing is due.
pub const NOTHING: &str = "Nothing is due, and nothing is late.";
/// Where a board is asked about that nobody declares.
pub const NO_SUCH_BOARD: &str = "no mission names such a board";
/// Where a feed is asked about that is not there.
pub const NO_SUCH_FEED: &str = "the project has no such feed";
/// Of so many who wait the names are said.
const MOST_NAMED: usize = 3;
/// So many things are asked for in one sentence.
const MOST_ASKED: usize = 4;

/// How many reports stand in which way.
#[derive(Clone, Copy, Default, Debug)]
pub struct ReportCounts {
    pub late: usize,
    /// From so many bodies.
    pub late_bodies: usize,
    pub unusable: usize,
    pub in_grace: usize,
    pub coming: usize,
    pub held_up: usize,
    /// A file came that may hold them, and is under embargo.
    pub under_embargo: usize,
    pub waived: usize,
    pub disputed: usize,
    pub absent: usize,
}

/// Reports of one measure that one body owes, and that stand alike.
#[derive(Clone)]
pub struct Demanded<'a> {
    pub program: &'a Program,
    pub measure: &'a MeasureId,
    /// Whose figures they are, where somebody else publishes them.
    pub about: Vec<&'a BodyId>,
    /// In order.
    pub periods: Vec<Period>,
    pub standing: &'a Standing,
    pub outcome: &'a ReportOutcome,
    /// When the first of them was due, or is.
    pub due: Date,
    /// Until when silence counts against nobody.
    pub grace: Date,
    pub working_days_late: u32,
    /// Where files of it go; empty where no feed can hold it.
    pub folders: Vec<&'a str>,
    /// Whose contributions rest on it.
    pub waiting_bodies: &'a [BodyId],
    /// What waits for what rests on it.
    pub waiting_obligations: &'a [ObligationRef],
    /// What rests on it.
    pub obligations: Vec<&'a ObligationRef>,
}

/// What was asked: `Due by 30 September 2024`.
pub fn heading(until: Date) -> String {
    format!("Due by {}", english::date(until))
}

/// The counts before the names.
pub fn counts(counts: &ReportCounts, until: Date) -> String {
    let of = |number: usize, one: &str, several: &str| match number {
        0 => None,
        1 => Some(format!("{} {one}", english::capitalised(&english::count(1, "report")))),
        number => Some(format!("{} {several}", english::capitalised(&english::count(number, "report")))),
    };
    let bodies = english::count(counts.late_bodies, "body");
    let by = english::date(until);
    let said = [
        of(counts.late, &format!("is late, from {bodies}"), &format!("are late, from {bodies}")),
        of(counts.unusable, "came in and could not be used", "came in and could not be used"),
        of(counts.in_grace, "is past its day and in its grace", "are past their day and in their grace"),
        of(counts.coming, &format!("is still to come by {by}"), &format!("are still to come by {by}")),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    if said.is_empty() { NOTHING.to_owned() } else { format!("{}.", said.join(". ")) }
}

/// Of which reports nobody is asked, and why; none where there are none.
pub fn not_chased(counts: &ReportCounts) -> Option<String> {
    let said = [
        (counts.held_up, "held up by others"),
        (counts.under_embargo, "may be in files under embargo"),
        (counts.waived, "waived"),
        (counts.disputed, "disputed"),
        (counts.absent, "reported without a figure"),
    ];
    let said = said.into_iter().filter(|(number, _)| *number > 0);
    let said: Vec<String> =
        said.map(|(number, what)| format!("{} {what}", english::figure(number))).collect();
    (!said.is_empty()).then(|| format!("Nobody is asked for these: {}.", english::list(&said)))
}

/// A body with the person to ask, and how many reports it owes.
pub fn body(program: &Program, body: &BodyId, person: Option<&str>, reports: usize) -> String {
    let name = program.catalogue.body_name(body);
    format!("{}: {}", with_owner(name, person), english::count(reports, "report"))
}

/// Matters that are not shown.
pub fn more(matters: usize, bodies: usize) -> String {
    let from = match bodies {
        0 => String::new(),
        bodies => format!(" from {}", english::count(bodies, "more body")),
    };
    format!("and {}{from}; --all shows them", english::count(matters, "more matter"))
}

/// Before a sentence to send.
pub fn to_send(ask: &str) -> String {
    format!("Say: “{ask}”")
}

/// One demand in a line.
pub fn line(demanded: &Demanded<'_>) -> String {
    let Demanded { working_days_late, due, grace, .. } = demanded;
    let (what, due) = (demanded.what(), english::date(*due));
    let stands = match demanded.standing {
        Standing::Late => {
            let late = english::count(*working_days_late as usize, "working day");
            format!("{} late: {what}, {} {due}", english::capitalised(&late), demanded.was_due())
        }
        Standing::InGrace => {
            format!("Due {due}, with grace until {}: {what}", english::date(*grace))
        }
        Standing::Unusable => match demanded.outcome {
            ReportOutcome::Unusable(unused) => format!("Not usable: {what}; {}", received(unused)),
            _ => format!("Not usable: {what}"),
        },
        Standing::UnderEmbargo => match demanded.outcome {
            ReportOutcome::Waiting(waiting) => format!("Under embargo: {what}; {}", received(waiting)),
            _ => format!("Under embargo: {what}"),
        },
        Standing::Waits(waits_for) => {
            format!("Held up by {}: {what}", waited_for(waits_for, demanded.program))
        }
        Standing::Disputed => format!("Disputed: {what}"),
        Standing::Waived => format!("Waived: {what}"),
        Standing::Absent(absence) => format!("Reported as {}: {what}", english::absence(*absence)),
        Standing::Coming | Standing::Reported => format!("Due {due}: {what}"),
    };
    let Some(waiting) = demanded.holds_up().filter(|_| demanded.standing.is_chased()) else { return stands };
    match demanded.standing {
        Standing::Coming | Standing::InGrace => format!("{stands}; needed by {waiting}"),
        _ => format!("{stands}; holds up {waiting}"),
    }
}

/// It as the title of an event on the day on which it is due.
pub fn event(body: &str, demanded: &Demanded<'_>) -> String {
    format!("Due: {}, {body}", demanded.what())
}

/// A sentence to send to whoever owes it.
pub fn ask(demanded: &Demanded<'_>) -> String {
    let what = demanded.what();
    let to = demanded.to();
    let is_one = demanded.periods.len() == 1;
    let due = english::date(demanded.due);
    let asked = match (demanded.standing, demanded.outcome) {
        (Standing::Coming, _) if is_one => {
            return format!("Please remember that {what} is due on {due}; send it{to} by then.");
        }
        (Standing::Coming, _) => {
            return format!("Please remember that {what} are due from {due} on; send them{to} in time.");
        }
        (_, ReportOutcome::Unusable(unused)) if unused.place.is_none() => {
            let reason = unused.reason.as_deref().unwrap_or(&unused.path);
            format!("Please send {what} again{to}, if it was in a file that could not be used: {reason}")
        }
        (_, ReportOutcome::Unusable(unused)) => {
            format!("Please send {what} again{to}: what came {}", english::not_used(unused))
        }
        _ if is_one => format!("Please send {what}{to}: it was due on {due}"),
        _ => format!("Please send {what}{to}: the first of them was due on {due}"),
    };
    let asked = asked.trim_end_matches('.');
    match demanded.holds_up() {
        Some(waiting) => format!("{asked}. {} for it.", waits(&waiting, demanded)),
        None => format!("{asked}."),
    }
}

/// A sentence to send about several demands of one body: those that stand as the first does, and go to the same place.
pub fn ask_together(demands: &[Demanded<'_>]) -> String {
    let Some(first) = demands.first() else { return String::new() };
    let is_alike = |other: &&Demanded<'_>| {
        other.standing == first.standing
            && other.folders == first.folders
            && matches!(other.outcome, ReportOutcome::Missing)
    };
    let alike: Vec<&Demanded<'_>> = demands.iter().filter(is_alike).collect();
    let ([_, _, ..], ReportOutcome::Missing) = (&alike[..], first.outcome) else { return ask(first) };
    let whats: Vec<String> = alike.iter().map(|demanded| demanded.what()).collect();
    let untold = whats.len().saturating_sub(MOST_ASKED);
    let more = if untold == 0 { String::new() } else { format!("; and {untold} more") };
    let listed = format!("{}{more}", whats[..whats.len() - untold].join("; "));
    let due = english::date(alike.iter().map(|demanded| demanded.due).min().unwrap_or(first.due));
    let to = first.to();
    match first.standing {
        Standing::Coming => {
            format!("Please remember what is due from {due} on, and send it{to} in time: {listed}.")
        }
        _ => format!("Please send these{to}, of which the first was due on {due}: {listed}."),
    }
}

fn waits(waiting: &str, demanded: &Demanded<'_>) -> String {
    let number = demanded.waiting_bodies.len() + demanded.waiting_obligations.len();
    format!("{waiting} {}", if number == 1 { "waits" } else { "wait" })
}

fn received(unused: &UnusedReport) -> String {
    english::unused(unused)
}

/// Whom or what a report waits for.
pub fn waited_for(waits_for: &WaitsFor, program: &Program) -> String {
    let names = Names { program };
    match waits_for {
        WaitsFor::Body(body) => names.body(body).to_owned(),
        WaitsFor::Obligation(obligation) => format!("‘{}’", title(obligation, program)),
        WaitsFor::Reports(measure) => format!("overdue reports of {}", names.measure(measure)),
    }
}

fn title(obligation: &ObligationRef, program: &Program) -> String {
    program.obligation(obligation).map_or_else(|| obligation.to_string(), |owed| owed.title.clone())
}

impl Demanded<'_> {
    /// `A&E attendances of London for June 2024`.
    pub fn what(&self) -> String {
        let names = Names { program: self.program };
        let (measure, periods) = (names.measure(self.measure), english::periods(&self.periods));
        if self.program.catalogue.is_document(self.measure) {
            let asked = papers::asked_for(measure, &self.periods);
            let bodies: Vec<String> = self.about.iter().map(|body| names.body(body).to_owned()).collect();
            return match &bodies[..] {
                [] => asked,
                bodies => format!("{asked}, of {}", english::some_of(bodies, MOST_NAMED)),
            };
        }
        match &self.about[..] {
            [] => format!("{measure} for {periods}"),
            about => {
                let bodies: Vec<String> = about.iter().map(|body| names.body(body).to_owned()).collect();
                format!("{measure} of {} for {periods}", english::some_of(&bodies, MOST_NAMED))
            }
        }
    }

    fn to(&self) -> String {
        match &self.folders[..] {
            [] => String::new(),
            [only] => format!(" to {only}"),
            several => format!(" to {}", several.join(" or ")),
        }
    }

    fn was_due(&self) -> &'static str {
        if self.periods.len() == 1 { "due" } else { "the first of them due" }
    }

    /// Who waits for it, by name.
    pub fn holds_up(&self) -> Option<String> {
        let bodies = self.waiting_bodies.iter().map(|body| self.program.catalogue.body_name(body).to_owned());
        let obligations =
            self.waiting_obligations.iter().map(|waiting| format!("‘{}’", title(waiting, self.program)));
        let names: Vec<String> = bodies.chain(obligations).collect();
        (!names.is_empty()).then(|| english::some_of(&names, MOST_NAMED))
    }
}

/// How to see whom to ask, on the day of which all else is said.
pub fn whom(project: &str, as_of: Option<Date>) -> String {
    let day = as_of.map(|day| format!(" --as-of {day}")).unwrap_or_default();
    format!("Whom to ask: remit due {project}{day}")
}

/// How many of the reports that were expected came, and in time.
pub fn reporting(rate: &Rate, below: usize) -> Option<String> {
    let Rate { expected, actual, on_time, unusable } = *rate;
    let percent = |share: Decimal| english::number(share.round_dp(1));
    let (reporting, timely) = (percent(rate.reporting()?), percent(rate.timely()?));
    let (expected, actual) = (english::number(expected.into()), english::number(actual.into()));
    let on_time = english::number(on_time.into());
    // What came in and could not be used was sent all the same.
    let from = match (below, unusable as usize) {
        (0, _) => String::new(),
        (below, 0) => format!("; {} sent fewer than all", english::count(below, "body")),
        (below, unusable) => format!(
            "; {} more came in and could not be used; {} sent fewer that could be used than were due",
            english::figure(unusable),
            english::count(below, "body")
        ),
    };
    Some(format!(
        "Reports due so far: {actual} of {expected} came in ({reporting}%), {on_time} on time ({timely}%){from}."
    ))
}

/// What the rates are taken apart by, over each list of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RatesBy {
    Feed,
    Measure,
    Body,
    Period,
}

impl RatesBy {
    /// What stands over the list.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Feed => "By feed",
            Self::Measure => "By measure",
            Self::Body => "By body",
            Self::Period => "By period",
        }
    }

    /// The word for one of them that programs read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Measure => "measure",
            Self::Body => "body",
            Self::Period => "period",
        }
    }

    /// Those that are not shown.
    pub fn more(self, untold: usize) -> String {
        format!("and {}; --all shows them", english::count(untold, &format!("more {}", self.as_str())))
    }
}

/// Reports that no feed alone brings.
pub const NO_ONE_FEED: &str = "no feed, or one of several";
/// Where nothing was due yet.
pub const NO_RATES: &str = "Nothing was due yet.";

/// How many reports of one thing came: `leeds: 20 of 22 came in (90.9%), 18 on time (81.8%), one of no use`.
pub fn rate_of(name: &str, rate: &Rate) -> Option<String> {
    let Rate { expected, actual, on_time, unusable } = *rate;
    let percent = |share: Decimal| english::number(share.round_dp(1));
    let (reporting, timely) = (percent(rate.reporting()?), percent(rate.timely()?));
    let (expected, actual) = (english::number(expected.into()), english::number(actual.into()));
    let on_time = english::number(on_time.into());
    let unusable = match unusable {
        0 => String::new(),
        unusable => format!(", {} of no use", english::number(unusable.into())),
    };
    Some(format!(
        "{name}: {actual} of {expected} came in ({reporting}%), {on_time} on time ({timely}%){unusable}"
    ))
}
