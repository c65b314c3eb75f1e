//! The evidence as bytes: series by series, their reports field by field.

use std::borrow::Cow;
use std::sync::Arc;

use engine::evidence::{Evidence, Origin, ReportRow, SeriesColumn};
use engine::model::{BodyId, Cadence, Edition, FeedId, Load, MeasureId, Paper, SourceFile, Vintage, VoiceId};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::column::{Column, Dictionary, Packing};
use super::decode::{pick, vintage};
use super::digits::{Digits, put_digits};
use super::fault::CodecError;
use super::figures::{join_cadence, join_report, join_status, split_cadence, split_report, split_status};
use super::moment::{moment, timestamp};
use super::papers::{join_papers, split_papers};
use super::plain::{read, write};
use super::unused::{join_sheets, split_sheets};
use super::wire::{self, Moment, PaperRow};

#[derive(Serialize, Deserialize)]
struct Wire<'a> {
    #[serde(borrow)]
    strings: Vec<&'a str>,
    files: Vec<wire::File>,
    /// The places of those with which their feeds began.
    begun: Vec<u32>,
    /// The places of those that waited for the end of an embargo, and when they came in.
    held: Vec<(u32, Moment)>,
    /// Of each file, the revision that its name tells, and the reading in which it was first seen.
    editions: Vec<(u8, u32)>,
    /// For whom each file speaks.
    voices: Vec<Option<wire::Str>>,
    /// The sheets of each file.
    sheets: Vec<Vec<wire::Str>>,
    /// A file and a vintage; none is backfill.
    origins: Vec<(u32, Option<Moment>)>,
    cadences: Vec<wire::Cadence>,
    series: SeriesColumns,
    #[serde(borrow)]
    reports: ReportColumns<'a>,
    papers: Vec<PaperRow>,
}

/// One number for each series.
#[derive(Serialize, Deserialize)]
struct SeriesColumns {
    measure: Column,
    body: Column,
    cadence: Column,
    /// How many reports it has.
    length: Column,
}

/// One number for each report, except that only values have digits.
#[derive(Serialize, Deserialize)]
struct ReportColumns<'a> {
    /// The distance from the period of the report before, wrapping around.
    period: Column,
    form: Column,
    digits: Cow<'a, [u8]>,
    status: Column,
    origin: Column,
    /// The distance from the line of the report before, wrapping around.
    line: Column,
}

/// Every report that is known.
pub(super) fn encode_evidence(evidence: &Evidence) -> Vec<u8> {
    let (mut packing, mut reports) = (SeriesPacking::default(), ReportPacking::default());
    let (mut strings, mut cadences) = (Dictionary::default(), Dictionary::default());
    // One report after the other: there may be millions, and what is written down takes less room than they do.
    for series in evidence.series() {
        packing.measure.push(strings.number(series.measure.as_str()));
        packing.body.push(strings.number(series.body.as_str()));
        packing.cadence.push(cadences.number(split_cadence(series.cadence)));
        let before = reports.rows;
        series.reports().for_each(|report| reports.push(report));
        packing.length.push(reports.rows - before);
    }
    let files = evidence.files().map(|file| {
        let SourceFile { feed, path, hash, .. } = &**file;
        let [feed, path, hash] = [feed.as_str(), path, hash].map(|text| strings.number(text));
        wire::File { feed, path, hash }
    });
    let files = files.collect();
    let begun = (0..).zip(evidence.files()).filter(|(_, file)| file.load == Load::First);
    let begun = begun.map(|(place, _)| place).collect();
    let held = (0..).zip(evidence.files()).filter_map(|(place, file)| match file.load {
        Load::Held { received } => Some((place, moment(received))),
        Load::First | Load::Later => None,
    });
    let held = held.collect();
    let editions = evidence.files().map(|file| (file.edition.revision, file.edition.reading)).collect();
    let voices =
        evidence.files().map(|file| file.speaks_for.as_ref().map(|voice| strings.number(voice.as_str())));
    let voices = voices.collect();
    let sheets = evidence.files().map(|file| split_sheets(&file.sheets, &mut |name| strings.number(name)));
    let sheets = sheets.collect();
    let origins = evidence.origins().map(|Origin { file, vintage }| match vintage {
        Vintage::Backfill => (*file, None),
        Vintage::At(at) => (*file, Some(moment(*at))),
    });
    let (reports, papers) = reports.into_columns();
    let papers = papers.iter().map(|(row, paper)| (*row, paper));
    let papers = split_papers(papers, &mut |text| strings.number(text));
    let wire = Wire {
        files,
        begun,
        held,
        editions,
        voices,
        sheets,
        origins: origins.collect(),
        cadences: cadences.into_things().collect(),
        series: packing.into_columns(),
        papers,
        reports,
        strings: strings.into_things().collect(),
    };
    write(&wire)
}

/// The series, while they are looked through.
#[derive(Default)]
struct SeriesPacking {
    measure: Packing,
    body: Packing,
    cadence: Packing,
    length: Packing,
}

impl SeriesPacking {
    fn into_columns(self) -> SeriesColumns {
        let Self { measure, body, cadence, length } = self;
        let [measure, body, cadence, length] = [measure, body, cadence, length].map(Packing::column);
        SeriesColumns { measure, body, cadence, length }
    }
}

/// The reports, while they are looked through.
#[derive(Default)]
struct ReportPacking {
    rows: u32,
    last_period: u32,
    last_line: u32,
    period: Packing,
    form: Packing,
    digits: Vec<u8>,
    status: Packing,
    origin: Packing,
    line: Packing,
    /// The papers of the rows that have one.
    papers: Vec<(u32, Arc<Paper>)>,
}

impl ReportPacking {
    fn push(&mut self, ReportRow { period, report, status, origin, line, paper }: ReportRow) {
        let (form, digits) = split_report(report);
        let period = period.cast_unsigned();
        self.period.push(period.wrapping_sub(std::mem::replace(&mut self.last_period, period)));
        self.form.push(form);
        if let Some(digits) = digits {
            put_digits(&mut self.digits, digits);
        }
        self.status.push(split_status(status));
        self.origin.push(origin);
        self.line.push(line.wrapping_sub(std::mem::replace(&mut self.last_line, line)));
        self.papers.extend(paper.map(|paper| (self.rows, paper)));
        self.rows = self.rows.checked_add(1).expect("fewer than four thousand million reports");
    }

    fn into_columns(self) -> (ReportColumns<'static>, Vec<(u32, Arc<Paper>)>) {
        let Self { period, form, digits, status, origin, line, papers, .. } = self;
        let [period, form, status, origin, line] = [period, form, status, origin, line].map(Packing::column);
        (ReportColumns { period, form, digits: Cow::Owned(digits), status, origin, line }, papers)
    }
}

/// The evidence that was encoded.
///
/// # Errors
/// The bytes are not those that [`encode_evidence`] gave.
pub(super) fn decode_evidence(bytes: &[u8]) -> Result<Evidence, CodecError> {
    let wire: Wire<'_> = read(bytes)?;
    wire.check_rows()?;
    let strings = &wire.strings;
    let begun: FxHashSet<u32> = wire.begun.iter().copied().collect();
    let held: FxHashMap<u32, Moment> = wire.held.iter().copied().collect();
    let file = |(place, file): (u32, &wire::File)| {
        let feed = FeedId::new(pick(strings, file.feed)?);
        let (path, hash) = (pick(strings, file.path)?.to_owned(), pick(strings, file.hash)?.to_owned());
        let load = match held.get(&place) {
            _ if begun.contains(&place) => Load::First,
            Some(received) => Load::Held { received: timestamp(*received)? },
            None => Load::Later,
        };
        let (revision, reading) = pick(&wire.editions, place)?;
        let edition = Edition { revision, reading };
        let voice = pick(&wire.voices, place)?;
        let speaks_for = voice.map(|voice| pick(strings, voice).map(VoiceId::new)).transpose()?;
        let sheets: Vec<wire::Str> = pick(&wire.sheets, place)?;
        let sheets = join_sheets(&sheets, |name| pick(strings, name).map(Arc::from))?;
        Ok(Arc::new(SourceFile { feed, path, hash, load, edition, speaks_for, sheets }))
    };
    let files = (0..).zip(&wire.files).map(file).collect::<Result<Vec<_>, CodecError>>()?;
    let origin = |(file, at): &(u32, Option<Moment>)| Ok(Origin { file: *file, vintage: vintage(*at)? });
    let origins = wire.origins.iter().map(origin).collect::<Result<Vec<_>, CodecError>>()?;
    let mut damage = None;
    let papers = join_papers(&wire.papers, |text| pick(strings, text).map(Arc::from))?;
    let mut columns = wire.columns(&papers);
    // What is taken in ends where the damage begins, and is then thrown away.
    let sound = std::iter::from_fn(|| columns.next()?.map_err(|error| damage = Some(error)).ok());
    let evidence = Evidence::from_columns(&files, &origins, sound);
    match damage {
        Some(error) => Err(error),
        None => evidence.map_err(|_| CodecError::Malformed("a report is of no file that is there")),
    }
}

impl Wire<'_> {
    fn check_rows(&self) -> Result<(), CodecError> {
        let SeriesColumns { measure, body, cadence, length } = &self.series;
        let ReportColumns { period, form, status, origin, line, .. } = &self.reports;
        let series = [body, cadence, length].into_iter().all(|column| column.rows() == measure.rows());
        let reports = [form, status, origin, line].into_iter().all(|column| column.rows() == period.rows());
        let lengths: u64 = length.numbers().map(u64::from).sum();
        if series && reports && lengths == period.rows() {
            return Ok(());
        }
        Err(CodecError::Malformed("the columns differ in length"))
    }

    fn columns(
        &self,
        papers: &FxHashMap<u32, Arc<Paper>>,
    ) -> impl Iterator<Item = Result<SeriesColumn, CodecError>> {
        let SeriesColumns { measure, body, cadence, length } = &self.series;
        let heads = measure.numbers().zip(body.numbers()).zip(cadence.numbers().zip(length.numbers()));
        let mut reports = self.reports.rows(papers);
        let cadences: Vec<Cadence> = self.cadences.iter().map(join_cadence).collect();
        heads.map(move |((measure, body), (cadence, length))| {
            Ok(SeriesColumn {
                measure: MeasureId::new(pick(&self.strings, measure)?),
                body: BodyId::new(pick(&self.strings, body)?),
                cadence: pick(&cadences, cadence)?,
                reports: reports.by_ref().take(length as usize).collect::<Result<_, _>>()?,
            })
        })
    }
}

impl ReportColumns<'_> {
    fn rows(
        &self,
        papers: &FxHashMap<u32, Arc<Paper>>,
    ) -> impl Iterator<Item = Result<ReportRow, CodecError>> {
        let mut digits = Digits(&self.digits);
        let (mut last_period, mut last_line) = (0_u32, 0_u32);
        let says = self.form.numbers().zip(self.status.numbers());
        let stands = self.origin.numbers().zip(self.line.numbers());
        let rows = self.period.numbers().zip(says.zip(stands)).zip(0_u32..);
        rows.map(move |((period, ((form, status), (origin, line))), row)| {
            last_period = last_period.wrapping_add(period);
            last_line = last_line.wrapping_add(line);
            Ok(ReportRow {
                period: last_period.cast_signed(),
                report: join_report(form, || digits.next())?,
                status: join_status(status)?,
                origin,
                line: last_line,
                paper: papers.get(&row).cloned(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use engine::model::{Absence, Cell, Observation, Report, Source, Status};
    use engine::{Engine, Event};
    use jiff::Timestamp;
    use rust_decimal::Decimal;

    use super::*;

    /// One report a word: body, month since 2020, what is said, and the second on which it was published.
    fn engine(reports: &str) -> Engine {
        let mut engine = Engine::new();
        let observations = reports.split("; ").zip(1..).map(|(report, line)| observation(report, line));
        engine.step(Timestamp::UNIX_EPOCH, Event::Observed(observations.collect()));
        engine
    }

    fn observation(report: &str, line: u32) -> Observation {
        let words: Vec<&str> = report.split(' ').collect();
        let file = SourceFile {
            feed: FeedId::new("feed"),
            path: format!("{}.csv", words[0]),
            hash: words[3].to_owned(),
            load: Load::Later,
            edition: Edition { revision: 0, reading: line },
            speaks_for: (words[0] == "south").then(|| VoiceId::new(words[3])),
            sheets: engine::model::Sheets::default(),
        };
        let value = words[2].parse::<Decimal>();
        let paper = Paper { title: words[0].into(), link: (words[3] == "5").then(|| words[2].into()) };
        Observation {
            paper: (words[0] == "south").then(|| Arc::new(paper)),
            cell: Cell {
                measure: MeasureId::new("warmth"),
                body: BodyId::new(words[0]),
                period: Cadence::Month.parse("2020-01").expect("a month").step(words[1].parse().unwrap()),
            },
            report: value.map_or(Report::Absent(Absence::Confidential), Report::Value),
            status: if line.is_multiple_of(2) { Status::Provisional } else { Status::Final },
            vintage: match words[3].parse() {
                Ok(second) => Vintage::At(Timestamp::from_second(second).unwrap()),
                Err(_) => Vintage::Backfill,
            },
            source: Source { file: Arc::new(file), line },
        }
    }

    #[track_caller]
    fn check(reports: &str, series: usize) {
        let engine = engine(reports);
        let evidence = engine.evidence();
        let back = decode_evidence(&encode_evidence(evidence)).expect("what was encoded is decoded");
        let columns: Vec<SeriesColumn> = evidence.columns().collect();
        assert_eq!(columns.len(), series, "{reports}");
        assert_eq!(back.columns().collect::<Vec<_>>(), columns, "{reports}");
        assert!(back.files().eq(evidence.files()), "{reports}");
        assert!(back.origins().eq(evidence.origins()), "{reports}");
    }

    #[test]
    fn reports_come_back_with_all_that_was_said() {
        check("north 0 1.50 long-ago", 1);
        check("north 0 1.50 5; north 1 -2 5; south 7 c 6; north 0 1.6 9; north 0 1.50 7", 2);
    }

    #[test]
    fn damage_is_noticed() {
        let bytes = encode_evidence(engine("north 0 1.50 5; south 1 2 5").evidence());
        let cut = |length: usize| decode_evidence(&bytes[..length]).is_err();
        assert!((0..bytes.len()).all(cut), "every missing end is noticed");
    }
}
