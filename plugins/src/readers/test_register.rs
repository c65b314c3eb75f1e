//! What the tests of all formats share: a small register, and readings as people would tell them.

use std::sync::Arc;

use engine::model::{
    AddsUp, Better, Body, BodyId, Bounds, Cadence, Catalogue, Due, FeedId, Load, Measure, MeasureId,
    Observation, Report, Reporters, Revision, SourceFile, Status, Unit, Vintage,
};
use jiff::civil::{Date, date};

use super::file_fault::ReadError;
use super::reader::{ReadContext, Reading};
use super::row_fault::reported;
use super::{Codes, FigureColumns, Filter, Format, Layout, Numerals, VintageFrom};

/// A register with a prison service, two councils of which one closed, and what they report.
pub(crate) fn catalogue() -> Catalogue {
    let bodies = [
        body("hm-prison-service", "HM Prison Service", None, &[], &["P1"]),
        body("probation", "The Probation Service", None, &[], &["P2"]),
        body("london", "London", None, &[], &["E12000007"]),
        body("buckinghamshire", "Buckinghamshire", None, &[], &["E06000060"]),
        body("wycombe", "Wycombe", Some(date(2020, 3, 31)), &["buckinghamshire"], &["E07000007"]),
        body("nowhere", "Nowhere District", Some(date(2020, 3, 31)), &[], &["E07000008"]),
        body("split", "Split District", Some(date(2020, 3, 31)), &["london", "wycombe"], &["E07000009"]),
    ];
    let measures = [
        measure("referrals", Unit::Count, Cadence::Quarter),
        measure("attendances", Unit::Count, Cadence::Month),
        measure("over-4-hours", Unit::Count, Cadence::Month),
        measure("smoking", Unit::Percent, Cadence::Year),
        measure("spending", Unit::Pounds, Cadence::FinancialYear),
        measure("waits", Unit::Other("days".to_owned()), Cadence::Month),
    ];
    Catalogue {
        revision: Revision::new("trial"),
        bodies: bodies.into_iter().map(|body| (body.id.clone(), body)).collect(),
        measures: measures.into_iter().map(|measure| (measure.id.clone(), measure)).collect(),
        targets: Vec::new(),
        relations: engine::model::Relations::default(),
    }
}

pub(crate) fn body(id: &str, name: &str, closed: Option<Date>, successors: &[&str], codes: &[&str]) -> Body {
    Body {
        id: BodyId::new(id),
        name: name.to_owned(),
        kind: "body".to_owned(),
        parent: None,
        jurisdiction: None,
        opened: None,
        closed,
        successors: successors.iter().map(|id| BodyId::new(*id)).collect(),
        codes: codes.iter().map(|code| (*code).to_owned()).collect(),
        labels: engine::model::Labels::default(),
    }
}

pub(crate) fn measure(id: &str, unit: Unit, every: Cadence) -> Measure {
    Measure {
        id: MeasureId::new(id),
        title: id.to_owned(),
        unit,
        better: Better::Higher,
        class: None,
        every,
        adds_up: AddsUp::Alone,
        from: None,
        complete: None,
        zero_over_zero: None,
        breakdown: None,
        expiry_days: None,
        labels: engine::model::Labels::default(),
        authority: Vec::new(),
        questioned: engine::model::Questioned::default(),
        told_by: None,
        roll_up: None,
        anchor: None,
        bounds: Bounds::default(),
        voices: engine::model::Voices::default(),
        reporters: Reporters::Anyone,
        due: Due::ON_LAST_DAY,
    }
}

/// Rows of `period,body,value`, all about referrals.
pub(crate) fn referrals() -> Layout {
    Layout {
        period: "period".to_owned(),
        body: "body".to_owned(),
        figures: FigureColumns::Fixed {
            measure: MeasureId::new("referrals"),
            value: vec!["value".to_owned()],
        },
        papers: None,
        arithmetic: Vec::new(),
        status: None,
        unit: None,
        vintage: VintageFrom::Backfill,
        embargo: None,
        beside: Vec::new(),
        only: Vec::new(),
        except: Vec::new(),
        totals: Vec::new(),
        codes: Codes::default(),
        breakdown: super::BreakdownColumns::default(),
        naming: super::BodyNaming::default(),
        marks: Vec::new(),
        dates: crate::readers::DateOrder::Undeclared,
        numerals: Numerals::default(),
        table: None,
        time_zone: jiff::tz::TimeZone::get("Europe/London").expect("a known zone"),
    }
}

/// Rows of `period,body,measure,value`.
pub(crate) fn any_measure() -> Layout {
    Layout {
        figures: FigureColumns::Long { measure: "measure".to_owned(), value: vec!["value".to_owned()] },
        ..referrals()
    }
}

/// Rows of `period,body,all,late`.
pub(crate) fn accident_and_emergency() -> Layout {
    let column = |column: &str, measure: &str| (vec![column.to_owned()], MeasureId::new(measure));
    let columns = vec![column("all", "attendances"), column("late", "over-4-hours")];
    Layout { figures: FigureColumns::Wide(columns), ..referrals() }
}

pub(crate) fn filter(column: &str, any_of: &[&str]) -> Filter {
    Filter { column: column.to_owned(), any_of: any_of.iter().map(|text| (*text).to_owned()).collect() }
}

pub(crate) fn read_bytes(
    format: &Format,
    layout: &Layout,
    name: &str,
    bytes: &[u8],
    catalogue: &Catalogue,
) -> Result<Reading, ReadError> {
    let path = format!("feeds/trial/{name}");
    let file = Arc::new(SourceFile {
        feed: FeedId::new("trial"),
        path,
        hash: "hash".to_owned(),
        load: Load::Later,
        edition: engine::model::Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    });
    let received = "2024-08-31T10:00:00Z".parse().expect("a moment");
    (format.reader)(layout).read(&file, bytes, &ReadContext { catalogue, received })
}

/// Reads a text and tells what came of it.
pub(crate) fn told(format: &Format, layout: &Layout, text: &str) -> String {
    told_as(format, layout, "file.csv", text)
}

/// The same, for a file of this name.
pub(crate) fn told_as(format: &Format, layout: &Layout, name: &str, text: &str) -> String {
    match read_bytes(format, layout, name, text.as_bytes(), &catalogue()) {
        Ok(reading) => tell(&reading),
        Err(error) => tell_error(&error),
    }
}

pub(crate) fn tell(reading: &Reading) -> String {
    let mut lines: Vec<_> = reading.observations.iter().map(tell_observation).collect();
    for (count, word) in [(reading.repeated, "repeated"), (reading.skipped, "skipped")] {
        if count > 0 {
            lines.push(format!("{count} {word}"));
        }
    }
    lines.extend(reading.quarantined.iter().map(|row| format!("line {}: {}", row.line, row.reason())));
    lines.join("\n")
}

fn tell_observation(observation: &Observation) -> String {
    let status = match observation.status {
        Status::Provisional => " provisional",
        Status::Final => "",
        Status::Revised => " revised",
    };
    let vintage = match observation.vintage {
        Vintage::Backfill => String::new(),
        Vintage::At(moment) => format!(" at {moment}"),
    };
    let absent = if matches!(observation.report, Report::Absent(_)) { "absent: " } else { "" };
    let (line, report) = (observation.source.line, reported(observation.report));
    format!("{line}: {} = {absent}{report}{status}{vintage}", language::english::cell(&observation.cell))
}

pub(crate) fn tell_error(error: &ReadError) -> String {
    let line = error.line.map_or_else(String::new, |line| format!("line {line}: "));
    let help = error.fault.help().map_or_else(String::new, |help| format!("\nhelp: {help}"));
    format!("{line}{error}{help}")
}
