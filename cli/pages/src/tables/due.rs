//! What is due, with a row for each report.

use app::due::{Matter, Undertaking};
use engine::expected::ReportOutcome;
use engine::model::BodyId;
use engine::program::Program;
use words::due::ask;
use words::names::Names;

use super::row::row;

const COLUMNS: [&str; 22] = [
    "standing",
    "body",
    "body_name",
    "contact",
    "measure",
    "measure_title",
    "period",
    "due",
    "grace",
    "working_days_late",
    "feeds",
    "folders",
    "obligations",
    "holds_up",
    "file",
    "sheet",
    "line",
    "reason",
    "waits_for",
    "ask",
    "told_by",
    "kind",
];

/// A heading, a row for each report, and one for each body that owes something besides.
pub fn due_table(matters: &[Matter], undertakings: &[Undertaking], program: &Program) -> String {
    let mut table = row(&COLUMNS.map(str::to_owned));
    for matter in matters {
        table.push_str(&row(&fields(matter, program)));
    }
    for one in undertakings {
        for fields in besides(one, program) {
            table.push_str(&row(&fields));
        }
    }
    table
}

fn fields(matter: &Matter, program: &Program) -> [String; COLUMNS.len()] {
    let names = Names { program };
    let (cell, timing) = (&matter.report.cell, matter.report.timing());
    let said = matter.demanded(program);
    let unused = match &matter.report.outcome {
        ReportOutcome::Unusable(unused) | ReportOutcome::Waiting(unused) => Some(unused),
        _ => None,
    };
    let place = unused.and_then(|unused| unused.place.as_ref());
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let feeds = matter.feeds.iter().map(|feed| feed.id.as_str());
    let folders = matter.feeds.iter().map(|feed| &*feed.folder);
    let waits_for = match &matter.standing {
        engine::expected::Standing::Waits(waits_for) => words::due::waited_for(waits_for, program),
        _ => String::new(),
    };
    [
        matter.standing.as_str().to_owned(),
        cell.body.to_string(),
        names.body(&cell.body).to_owned(),
        text(matter.contact.person.as_deref()),
        cell.measure.to_string(),
        names.measure(&cell.measure).to_owned(),
        cell.period.to_string(),
        timing.due.to_string(),
        timing.grace.to_string(),
        matter.working_days_late.to_string(),
        listed(feeds),
        listed(folders),
        listed(said.obligations.iter().map(ToString::to_string)),
        listed(
            matter
                .waiting_bodies
                .iter()
                .map(ToString::to_string)
                .chain(matter.waiting_obligations.iter().map(ToString::to_string)),
        ),
        text(unused.map(|unused| &*unused.path)),
        text(place.and_then(|place| place.sheet.as_deref())),
        place.map(|place| place.line.to_string()).unwrap_or_default(),
        text(unused.and_then(|unused| unused.reason.as_deref())),
        waits_for,
        if matter.standing.is_chased() { ask(&said) } else { String::new() },
        text(Some(&matter.report.teller).filter(|teller| **teller != cell.body).map(BodyId::as_str)),
        "report".to_owned(),
    ]
}

/// A row for each body that owes something besides reports.
fn besides(one: &Undertaking, program: &Program) -> Vec<[String; COLUMNS.len()]> {
    let names = Names { program };
    let of_body = |owing: &app::due::Owing| {
        let value = |column: &str| match column {
            "standing" => one.standing().to_owned(),
            "body" => owing.body.to_string(),
            "body_name" => names.body(&owing.body).to_owned(),
            "contact" => owing.person.clone().unwrap_or_default(),
            "due" => one.until.map(|day| day.to_string()).unwrap_or_default(),
            "working_days_late" => one.working_days_late.map(|days| days.to_string()).unwrap_or_default(),
            "obligations" => one.obligation.to_string(),
            "ask" => words::undertaking::ask(one.undertaken(), program),
            "kind" => one.word().to_owned(),
            _ => String::new(),
        };
        COLUMNS.map(value)
    };
    one.owed_by.iter().map(of_body).collect()
}

fn listed<T: AsRef<str>>(each: impl Iterator<Item = T>) -> String {
    each.map(|one| one.as_ref().to_owned()).collect::<Vec<_>>().join("; ")
}
