//! What is due, for programs.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::expected::{Hold, ReportOutcome, Standing, WaitsFor};
use engine::model::Rate;
use engine::program::Program;
use jiff::civil::Date;
use serde::Serialize;

use super::matter::Matter;
use super::outlook::Outlook;
use super::rates::RatesOfEach;
use super::undertaking::{Owing, Undertaking};

/// The answer of `remit due --format json`.
#[derive(Serialize, Debug)]
pub struct DueReport {
    as_of: Date,
    until: Date,
    revision: String,
    /// How many reports were expected before the day of the question, came, and came in time.
    reporting: WireRate,
    /// The same by measure and body, where not all came.
    below_all: Vec<WireSeriesRate>,
    /// Feed by feed, measure by measure, body by body and period by period, where that is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    rates: Option<WireRates>,
    /// The most urgent first; the last are those of which nobody is asked.
    reports: Vec<WireDue>,
    /// What is owed besides reports: groups by their ends, and what is to be accepted anew.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    undertakings: Vec<WireUndertaking>,
    /// What to ask the service for `after`, to see further ones; left out where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<usize>,
}

/// One report that is due.
#[derive(Serialize, Debug)]
pub struct WireDue {
    measure: String,
    /// The body that reports it.
    body: String,
    /// Who is to report it, where that is not its body.
    #[serde(skip_serializing_if = "Option::is_none")]
    told_by: Option<String>,
    period: String,
    /// The last day on which it is in time.
    due: Date,
    /// Until when silence counts against nobody.
    grace: Date,
    /// `late`, `unusable`, `in-grace` or `coming`; of those of which nobody is asked `held-up`, `disputed`, `waived` or `absent`.
    standing: &'static str,
    working_days_late: u32,
    /// The day on which it was due before there was more time for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    was_due: Option<Date>,
    /// The last day on which it still counts as a report.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<Date>,
    /// Who waits for whom: the body, obligation or measure that comes first.
    #[serde(skip_serializing_if = "Option::is_none")]
    waits_for: Option<String>,
    /// What came and could not be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    received: Option<WireReceived>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    feeds: Vec<WireFeed>,
    /// The person to ask, where the project names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<String>,
    /// What rests on it: the obligations, or their contributions.
    needed_for: Vec<String>,
    /// Bodies whose contributions wait for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    holds_up: Vec<String>,
    /// Obligations that wait for one that rests on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    holds_up_obligations: Vec<String>,
    /// A sentence to send; left out where nobody is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    ask: Option<String>,
}

#[derive(Serialize, Debug)]
struct WireReceived {
    file: String,
    /// The sheet of a workbook, of which `line` is a row; left out for a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<Arc<str>>,
    /// None where the whole file could not be used.
    line: Option<u32>,
    reason: Option<String>,
}

#[derive(Serialize, Debug)]
struct WireFeed {
    id: String,
    folder: String,
}

/// How many reports were expected, came, and came in time.
#[derive(Serialize, Clone, Copy, Debug)]
pub struct WireRate {
    expected: u32,
    actual: u32,
    on_time: u32,
    #[serde(skip_serializing_if = "is_nought")]
    unusable: u32,
}

#[derive(Serialize, Debug)]
struct WireSeriesRate {
    measure: String,
    body: String,
    #[serde(flatten)]
    rate: WireRate,
}

/// How well reports came, one by one.
#[derive(Serialize, Debug)]
struct WireRates {
    feeds: Vec<WireNamedRate>,
    measures: Vec<WireNamedRate>,
    bodies: Vec<WireNamedRate>,
    periods: Vec<WireNamedRate>,
}

#[derive(Serialize, Debug)]
struct WireNamedRate {
    /// The feed, measure, body or period; none for reports that may come by several feeds, or by none.
    of: Option<String>,
    #[serde(flatten)]
    rate: WireRate,
}

impl From<&RatesOfEach> for WireRates {
    fn from(rates: &RatesOfEach) -> Self {
        fn all<K>(rates: &BTreeMap<K, Rate>, name: impl Fn(&K) -> Option<String>) -> Vec<WireNamedRate> {
            rates.iter().map(|(of, rate)| WireNamedRate { of: name(of), rate: (*rate).into() }).collect()
        }
        Self {
            feeds: all(&rates.feeds, |feed| feed.as_ref().map(ToString::to_string)),
            measures: all(&rates.measures, |measure| Some(measure.to_string())),
            bodies: all(&rates.bodies, |body| Some(body.to_string())),
            periods: all(&rates.periods, |period| Some(period.to_string())),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_nought(number: &u32) -> bool {
    *number == 0
}

impl From<Rate> for WireRate {
    fn from(Rate { expected, actual, on_time, unusable }: Rate) -> Self {
        Self { expected, actual, on_time, unusable }
    }
}

impl DueReport {
    pub fn new(outlook: &Outlook, program: &Program) -> Self {
        Self::listing(outlook, &outlook.matters, None, program)
    }

    /// The same with some of the reports; `next` is how many stand before further ones.
    pub fn listing(outlook: &Outlook, listed: &[Matter], next: Option<usize>, program: &Program) -> Self {
        let below = outlook.rates.each().filter(|(_, _, rate)| !rate.is_whole());
        let below = below.map(|(measure, body, rate)| WireSeriesRate {
            measure: measure.to_string(),
            body: body.to_string(),
            rate: (*rate).into(),
        });
        Self {
            as_of: outlook.today,
            until: outlook.until,
            revision: program.revision.to_string(),
            reporting: outlook.rates.together().into(),
            below_all: below.collect(),
            rates: outlook.rates_of_each.as_ref().map(Into::into),
            reports: listed.iter().map(|matter| WireDue::new(matter, program)).collect(),
            undertakings: outlook.undertakings.iter().map(|one| WireUndertaking::new(one, program)).collect(),
            next,
        }
    }
}

/// Something that is owed besides reports.
#[derive(Serialize, Debug)]
struct WireUndertaking {
    /// `group` or `acceptance`.
    kind: &'static str,
    obligation: String,
    owed_by: Vec<WireOwing>,
    /// Since when it is owed.
    since: Date,
    /// By when; left out of an acceptance, which has no end.
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<Date>,
    /// `late` or `coming` of a group; `asked` of an acceptance.
    standing: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    working_days_late: Option<u32>,
    told: String,
    /// A sentence to send.
    ask: String,
}

#[derive(Serialize, Debug)]
struct WireOwing {
    body: String,
    person: Option<String>,
}

impl WireUndertaking {
    fn new(one: &Undertaking, program: &Program) -> Self {
        let owing = |owing: &Owing| WireOwing { body: owing.body.to_string(), person: owing.person.clone() };
        Self {
            kind: one.word(),
            obligation: one.obligation.to_string(),
            owed_by: one.owed_by.iter().map(owing).collect(),
            since: one.since,
            due: one.until,
            standing: one.standing(),
            working_days_late: one.working_days_late,
            told: words::undertaking::line(one.undertaken(), program),
            ask: words::undertaking::ask(one.undertaken(), program),
        }
    }
}

impl WireDue {
    /// A report that is due, with a sentence to send.
    pub fn new(matter: &Matter, program: &Program) -> Self {
        let ask = matter.standing.is_chased().then(|| words::due::ask(&matter.demanded(program)));
        Self { ask, ..Self::in_short(matter) }
    }

    /// The same without the sentence.
    pub fn in_short(matter: &Matter) -> Self {
        let report = &matter.report;
        let timing = report.timing();
        let was_due = match report.foremost().hold {
            Hold::Extended { was_due } => Some(was_due),
            _ => None,
        };
        let needed_for = report.hangs.iter().map(|hang| {
            let part = hang.part.as_ref().and_then(|part| part.contribution());
            part.map_or_else(|| hang.obligation.to_string(), |part| format!("{}/{part}", hang.obligation))
        });
        Self {
            measure: report.cell.measure.to_string(),
            body: report.cell.body.to_string(),
            told_by: (report.teller != report.cell.body).then(|| report.teller.to_string()),
            period: report.cell.period.to_string(),
            due: timing.due,
            grace: timing.grace,
            standing: matter.standing.as_str(),
            working_days_late: matter.working_days_late,
            was_due,
            expires: report.expires,
            waits_for: waits_for(&matter.standing),
            received: received(&report.outcome),
            feeds: matter
                .feeds
                .iter()
                .map(|feed| WireFeed { id: feed.id.to_string(), folder: feed.folder.clone() })
                .collect(),
            contact: matter.contact.person.clone(),
            needed_for: needed_for.collect(),
            holds_up: matter.waiting_bodies.iter().map(ToString::to_string).collect(),
            holds_up_obligations: matter.waiting_obligations.iter().map(ToString::to_string).collect(),
            ask: None,
        }
    }
}

fn waits_for(standing: &Standing) -> Option<String> {
    match standing {
        Standing::Waits(WaitsFor::Body(body)) => Some(body.to_string()),
        Standing::Waits(WaitsFor::Obligation(obligation)) => Some(obligation.to_string()),
        Standing::Waits(WaitsFor::Reports(measure)) => Some(format!("measure:{measure}")),
        _ => None,
    }
}

fn received(outcome: &ReportOutcome) -> Option<WireReceived> {
    let (ReportOutcome::Unusable(unused) | ReportOutcome::Waiting(unused)) = outcome else { return None };
    let reason = unused.reason.as_deref().map(str::to_owned);
    let (sheet, line) = unused.place.clone().map(|place| (place.sheet, place.line)).unzip();
    Some(WireReceived { file: unused.path.to_string(), sheet: sheet.flatten(), line, reason })
}
