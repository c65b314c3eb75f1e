//! What happens in a world, as the engine takes it in.

use engine::model::{
    Absence, BodyId, Cadence, Cell, ContributionId, Edition, Enclosed, FeedId, Load, MeasureId, MissionId,
    ObligationId, ObligationRef, Observation, Paper, Period, Report, Response, ResponseId, ResponseKind,
    Scope, Source, SourceFile, Status, Submission, Unused, UnusedRow, Vintage, VoiceId,
};
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::world::{Waiver, quarter};

fn cell(measure: &str, body: &str, period: Period) -> Cell {
    Cell { measure: MeasureId::new(measure), body: BodyId::new(body), period }
}

/// A report as an observation, which became known at this moment.
pub(super) fn observation(
    measure: &str,
    body: &str,
    period: Period,
    (value, voice): (Option<i64>, Option<&str>),
    known: Timestamp,
) -> Observation {
    let file = SourceFile {
        feed: FeedId::new(voice.unwrap_or("feed")),
        path: format!("{}.csv", voice.unwrap_or("file")),
        hash: known.to_string(),
        load: Load::Later,
        edition: Edition::default(),
        speaks_for: voice.map(VoiceId::new),
        sheets: engine::model::Sheets::default(),
    };
    // What is reported of a day is a paper.
    let paper = Paper { title: "".into(), link: None };
    Observation {
        paper: (period.cadence() == Cadence::Day).then(|| paper.into()),
        cell: cell(measure, body, period),
        report: value
            .map_or(Report::Absent(Absence::NotAvailable), |value| Report::Value(Decimal::from(value))),
        status: Status::Final,
        vintage: Vintage::At(known),
        source: Source { file: file.into(), line: 1 },
    }
}

/// Undated files of one reading, with a row each.
pub(super) fn undated(body: &str, period: Period, values: [i64; 2], now: Timestamp) -> Vec<Observation> {
    let files = values.iter().enumerate().map(|(place, value)| {
        let mut report = observation("inspected", body, period, (Some(*value), None), now);
        let mut file = SourceFile::clone(&report.source.file);
        file.path = format!("undated-{place}.csv");
        file.hash = format!("{place} {now}");
        file.edition.reading = 1;
        report.source.file = file.into();
        report.vintage = Vintage::Backfill;
        report
    });
    files.collect()
}

/// A file of one row, which cannot be used.
pub(super) fn set_aside(measure: &str, body: &str, period: Period) -> Unused {
    let row = UnusedRow { cell: cell(measure, body, period), line: 2, reason: None };
    Unused {
        path: format!("{measure}-{body}-{period}.csv").into(),
        sheets: engine::model::Sheets::default(),
        content: None,
        rows: vec![row],
        refused: None,
    }
}

/// A waiver that somebody approved, as the engine lets it in.
pub(super) fn response(waiver: &Waiver, number: usize, until: Date, at: Timestamp) -> Response {
    let Waiver { obligation, part, quarter: of, .. } = waiver;
    Response {
        id: ResponseId::new(number.to_string()),
        obligation: ObligationRef {
            mission: MissionId::new("homes"),
            obligation: ObligationId::new(obligation.as_str()),
        },
        scope: Scope::named(Some(ContributionId::new(part.as_str()))),
        owed_by: None,
        periods: vec![quarter(*of)],
        submission: Submission {
            kind: ResponseKind::Waive,
            by: "Ann".to_owned(),
            reason: "so it is".to_owned(),
            approver: Some("Bob".to_owned()),
            until: Some(until),
        },
        enclosed: Enclosed::Nothing,
        takes_back: None,
        at,
    }
}
