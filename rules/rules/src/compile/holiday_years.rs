//! Whether the bank holidays of a project reach from the first deadline that is counted over them to the last.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::model::{BodyId, Calendar, Due, Ladder, ObligationRef, Period, Wait};
use engine::program::{Obligation, Program};
use jiff::civil::Date;
use language::english;

use crate::declare::division_name;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceText, Sources};

/// The first and the last deadline that a jurisdiction's bank holidays are needed for, each with what has it.
struct Needed {
    first: (Date, ObligationRef),
    last: (Date, ObligationRef),
}

impl Needed {
    fn with(self, (first, last): (Date, Date), by: &ObligationRef) -> Self {
        Self {
            first: if first < self.first.0 { (first, by.clone()) } else { self.first },
            last: if last > self.last.0 { (last, by.clone()) } else { self.last },
        }
    }
}

type NeededByJurisdiction = BTreeMap<Option<Arc<str>>, Needed>;

/// Warns of bank holidays that end before a deadline of the periods that run on a day, or begin after the first: where none are known,
/// every weekday counts as a working day, and a deadline falls too early.
pub fn check_holiday_years(sources: &Sources, program: &Program, today: Date) -> Vec<Diagnostic> {
    let Some(file) = &sources.bank_holidays else { return Vec::new() };
    let mut faults = Vec::new();
    for (jurisdiction, needed) in needed(program, today) {
        let calendar = program.calendar.of(jurisdiction.as_deref());
        let Some((first, last)) = calendar.known_holidays() else { continue };
        let name = jurisdiction.map_or_else(|| division_name(&sources.project), |name| name.to_string());
        if needed.last.0 > last.last_of_year() {
            faults.push(end(file, &name, last, needed.last));
        }
        if needed.first.0 < first.first_of_year() {
            faults.push(beginning(file, &name, first, needed.first));
        }
    }
    faults
}

fn end(file: &SourceText, name: &str, last: Date, (day, by): (Date, ObligationRef)) -> Diagnostic {
    let (year, day) = (last.year(), english::date(day));
    let message = format!("the bank holidays of `{name}` end with {year}, and `{by}` has until {day}");
    let help = format!(
        "save https://www.gov.uk/bank-holidays.json again; until then every weekday after {year} counts as a working day"
    );
    at(file, name, last, message).with_help(help)
}

fn beginning(file: &SourceText, name: &str, first: Date, (day, by): (Date, ObligationRef)) -> Diagnostic {
    let (year, day) = (first.year(), english::date(day));
    let message = format!("the bank holidays of `{name}` begin with {year}, and `{by}` was due on {day}");
    let help = format!(
        "add those of the years before; until then every weekday before {year} counts as a working day"
    );
    at(file, name, first, message).with_help(help)
}

/// A warning at a bank holiday of a division.
fn at(file: &SourceText, name: &str, day: Date, message: String) -> Diagnostic {
    let division = file.text.find(&format!("\"{name}\"")).unwrap_or(0);
    let day = format!("\"{day}\"");
    let place =
        file.text.get(division..).and_then(|text| text.find(&day)).map_or(0, |place| division + place);
    Diagnostic::error(Code::Calendar, message, file, place..place + day.len()).into_warning()
}

fn needed(program: &Program, today: Date) -> NeededByJurisdiction {
    let mut needed = NeededByJurisdiction::new();
    for mission in program.missions.values() {
        for owed in &mission.obligations {
            let reference = owed.reference(&mission.id);
            for (body, days) in deadlines(program, owed, today) {
                note(&mut needed, program, body, days, &reference);
            }
        }
    }
    needed
}

fn note(
    needed: &mut NeededByJurisdiction,
    program: &Program,
    body: &BodyId,
    days: (Date, Date),
    by: &ObligationRef,
) {
    let jurisdiction = program.catalogue.bodies.get(body).and_then(|body| body.jurisdiction.clone());
    let before = needed.remove(&jurisdiction);
    let now = match before {
        Some(before) => before.with(days, by),
        None => Needed { first: (days.0, by.clone()), last: (days.1, by.clone()) },
    };
    needed.insert(jurisdiction, now);
}

/// The first deadline of an obligation and the last of the period that runs, for each body whose calendar counts.
fn deadlines<'p>(program: &'p Program, owed: &'p Obligation, today: Date) -> Vec<(&'p BodyId, (Date, Date))> {
    let running = owed.running_on(today).max(owed.from);
    let last = owed.last_owed().map_or(running, |last| last.min(running));
    let mut found = Vec::new();
    for period in [owed.from, last] {
        let terms = owed.terms_of(period);
        let gates = terms.gates().filter_map(|gate| program.catalogue.measures.get(gate));
        let gates = gates.map(|measure| (&owed.lead, measure.due, measure.period_of(period.last_day())));
        let parts = terms.parts.iter().map(|part| (&part.by, terms.due, period));
        for (body, due, period) in parts.chain(gates).filter(|(_, due, _)| due.counts_working_days()) {
            found.push((body, span(due, period, program.calendar_of(body))));
        }
    }
    if let Some(ladder) = owed.ladder.as_ref().filter(|ladder| top(ladder) > 0) {
        let top = Wait::WorkingDays(top(ladder)).after(today, program.calendar_of(&owed.lead));
        found.push((&owed.lead, (today, top)));
    }
    found
}

fn span(due: Due, period: Period, calendar: &Calendar) -> (Date, Date) {
    let day = due.day(period, calendar);
    (day, due.grace.after(day, calendar))
}

/// After how many working days the last step of a ladder falls due.
fn top(ladder: &Ladder) -> u32 {
    ladder.steps.last().map_or(0, |step| step.after)
}
