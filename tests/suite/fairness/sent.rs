//! What happens in a world, as the engine takes it in.

use engine::model::{
    Absence, BodyId, Cadence, Catalogue, Cell, ContributionId, Edition, Enclosed, FeedId, FileRefusal, Load,
    MeasureId, MissionId, ObligationId, ObligationRef, Observation, Paper, Period, Report, Response,
    ResponseId, ResponseKind, Scope, Source, SourceFile, Status, Submission, Unused, UnusedRow, Vintage,
    VoiceId,
};
use jiff::Timestamp;
use jiff::civil::Date;
use plugins::readers::ReadContext;
use rules::source::SourceText;
use rust_decimal::Decimal;

use super::texts::PROJECT;
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
    Unused { rows: vec![row], ..Unused::nothing(format!("{measure}-{body}-{period}.csv").into()) }
}

/// A file that is refused whole, about one measure or about any.
pub(super) fn refused(path: &str, measure: Option<&str>) -> Unused {
    let measures = measure.map(|measure| vec![MeasureId::new(measure)]);
    Unused { refused: Some(FileRefusal { measures, reason: "it is no table".into() }), ..mended(path) }
}

/// A file of which everything can be used.
pub(super) fn mended(path: &str) -> Unused {
    Unused::nothing(path.into())
}

/// A row of a file that names a body by its code.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) measure: &'static str,
    pub(super) code: String,
    pub(super) period: Period,
    pub(super) value: i64,
}

/// What a file of one row says, as the program's own reader reads it.
pub(super) fn read(row: &Row, catalogue: &Catalogue, received: Timestamp) -> Vec<Observation> {
    let (settings, _) = plugins::settings::parse(&SourceText::new("remit.toml", PROJECT));
    let settings = settings.expect("the settings are sound");
    let Row { measure, code, period, value } = row;
    let text = format!("quarter,code,measure,value\n{period},{code},{measure},{value}\n");
    let context = ReadContext { catalogue, received };
    let (_, reading) = tests::world::project::read(&settings, "feeds/rows/row.csv", &text, &context);
    let reading = reading.expect("a whole file");
    assert_eq!(reading.quarantined, [], "{row:?} can be used");
    reading.observations
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
