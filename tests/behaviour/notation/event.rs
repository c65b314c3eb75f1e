//! Events: a moment, then `load`, `clock`, `resume`, or reports separated by semicolons.

use std::sync::Arc;

use engine::Event;
use engine::model::{
    Absence, BodyId, Cell, FeedId, Load, MeasureId, Observation, Report, Source, SourceFile, Status, Vintage,
};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::declare::Draft;

/// Reads one line of event with its moment.
pub(crate) fn read(line: &str, draft: &Draft) -> (Timestamp, Event) {
    let (when, what) = line.split_once(' ').expect("a moment and what happened");
    let now = moment(when);
    let event = match what {
        "load" => Event::Activated(Arc::new(draft.program())),
        "clock" => Event::ClockAdvanced,
        "resume" => Event::Resumed,
        reports => Event::Observed(reports.split("; ").map(|text| report(text, line, now, draft)).collect()),
    };
    (now, event)
}

/// A day, or a day and a time, in UTC.
pub(crate) fn moment(text: &str) -> Timestamp {
    let at = text.parse::<DateTime>().unwrap_or_else(|_| text.parse::<Date>().expect("a day").into());
    at.to_zoned_datetime(TimeZone::UTC).expect("a moment").timestamp()
}

/// `calls of north in 2020-Q1 = 12 published 2020-04-01 revised`; each line of a script is a file of its own.
fn report(text: &str, line: &str, now: Timestamp, draft: &Draft) -> Observation {
    let (cell, report) = text.split_once(" = ").expect("`measure of body in period = value`");
    let (measure, cell) = cell.split_once(" of ").expect("`measure of body in period`");
    let (body, period) = cell.split_once(" in ").expect("`body in period`");
    let measure = MeasureId::new(measure);
    let period = draft.measures[&measure].every.parse(period).expect("a period");
    let mut words = report.split(' ');
    let mut observation = Observation {
        paper: None,
        cell: Cell { measure, body: BodyId::new(body), period },
        report: value(words.next().expect("a value")),
        status: Status::Final,
        vintage: Vintage::At(now),
        source: source(line),
    };
    while let Some(word) = words.next() {
        match word {
            "published" => observation.vintage = Vintage::At(moment(words.next().expect("when"))),
            "backfill" => observation.vintage = Vintage::Backfill,
            "provisional" => observation.status = Status::Provisional,
            "revised" => observation.status = Status::Revised,
            _ => panic!("a report does not say `{word}`"),
        }
    }
    observation
}

fn value(text: &str) -> Report {
    match text {
        ".." => Report::Absent(Absence::NotAvailable),
        "[c]" => Report::Absent(Absence::Confidential),
        _ => Report::Value(text.parse().expect("a value")),
    }
}

fn source(line: &str) -> Source {
    let file = SourceFile {
        feed: FeedId::new("feed"),
        path: "report.csv".to_owned(),
        hash: line.to_owned(),
        load: Load::Later,
        edition: engine::model::Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    };
    Source { file: Arc::new(file), line: 2 }
}
