//! Lines of figures, read against a project's register.

use std::sync::Arc;

use engine::model::{
    Absence, BodyId, Catalogue, Cell, Edition, FeedId, FileRefusal, Load, MeasureId, Observation, Paper,
    Period, Report, Source, SourceFile, Status, UnderEmbargo, Unused, UnusedRow, Vintage, VoiceId, Withheld,
};
use jiff::Timestamp;
use plugins::files::NameMark;

/// Reads the lines of one batch: each batch is a reading, and a file of its own where its lines name no others.
pub(super) fn read_batch(
    text: &str,
    catalogue: &Catalogue,
    (now, reading): (Timestamp, u32),
    moment: impl Fn(&str) -> Timestamp,
) -> Vec<Observation> {
    let file = SourceFile {
        feed: FeedId::new("scenario"),
        path: "reports.csv".to_owned(),
        hash: format!("{now} {text}"),
        load: Load::Later,
        edition: Edition { revision: 0, reading },
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    };
    let file = Arc::new(file);
    let lines = text.lines().map(str::trim).zip(1..).filter(|(line, _)| !line.is_empty());
    let observations = lines.flat_map(|(line, number)| {
        let source = Source { file: Arc::clone(&file), line: number };
        read_line(line, catalogue, now, &moment, &source)
    });
    observations.collect()
}

/// Reads a cell such as `referrals of prisons in 2020-Q1`.
pub(super) fn read_cell(text: &str, catalogue: &Catalogue) -> Cell {
    let (measure, rest) = text.split_once(" of ").unwrap_or_else(|| panic!("`{text}` is no cell"));
    let (body, period) = rest.split_once(" in ").unwrap_or_else(|| panic!("`{text}` is no cell"));
    cell(measure, body, period, catalogue)
}

/// Reads lines of what could not be used, each of another file: a row, a file that was refused, one that waits for the end of an embargo, or one
/// that is read.
pub(super) fn read_unused(
    text: &str,
    catalogue: &Catalogue,
    moment: impl Fn(&str) -> Timestamp,
) -> Vec<Unused> {
    let line = |line: &str| {
        if let Some(path) = line.strip_suffix(" is read") {
            return Unused::nothing(path.into());
        }
        if let Some((of, received)) = line.split_once(" waits since ") {
            let (path, measure) = of.split_once(" about ").expect("a file that waits is about a measure");
            let (measures, told) =
                (Some(vec![MeasureId::new(measure)]), format!("received on {received}").into());
            let under_embargo = Some(UnderEmbargo {
                measures,
                received: moment(received),
                withheld: Withheld::WholeFile,
                told,
            });
            return Unused { under_embargo, ..Unused::nothing(path.into()) };
        }
        let (place, reason) = line.split_once(": ").unwrap_or_else(|| panic!("`{line}` gives no reason"));
        let reason: Arc<str> = Arc::from(reason);
        let Some((path, row)) = place.split_once(" line ") else {
            let refused = Some(FileRefusal { measures: None, reason: format!("{place}: {reason}").into() });
            return Unused { refused, ..Unused::nothing(place.into()) };
        };
        let (line, cell) = row.split_once(", ").unwrap_or_else(|| panic!("`{row}` names no cell"));
        let (line, cell) = (line.parse().expect("a number"), read_cell(cell, catalogue));
        Unused { rows: vec![UnusedRow { cell, line, reason: Some(reason) }], ..Unused::nothing(path.into()) }
    };
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(line).collect()
}

fn read_line(
    line: &str,
    catalogue: &Catalogue,
    now: Timestamp,
    moment: &impl Fn(&str) -> Timestamp,
    source: &Source,
) -> Vec<Observation> {
    let (cells, said) = line.split_once(" = ").unwrap_or_else(|| panic!("`{line}` says nothing"));
    let first = read_cell(&cells.replacen(" from ", " in ", 1), catalogue);
    let mut status = Status::Final;
    let mut vintage = Vintage::At(now);
    let mut reports = Vec::new();
    let mut paper: Option<Paper> = None;
    let mut source = source.clone();
    let mut words = said.split_whitespace();
    while let Some(word) = words.next() {
        match word {
            "published" => vintage = Vintage::At(moment(words.next().expect("a day after `published`"))),
            "held" => {
                let received = moment(words.next().expect("a day after `held`"));
                Arc::make_mut(&mut source.file).load = Load::Held { received };
            }
            "backfill" => vintage = Vintage::Backfill,
            "in" => {
                let path = words.next().expect("a file after `in`").to_owned();
                let NameMark { status: named, revision } = NameMark::of(&path);
                status = named.unwrap_or(status);
                let file = Arc::make_mut(&mut source.file);
                (file.path, file.edition.revision) = (path, revision);
            }
            "for" => {
                let voice = words.next().expect("a voice after `for`");
                let file = Arc::make_mut(&mut source.file);
                (file.feed, file.speaks_for) = (FeedId::new(voice), Some(VoiceId::new(voice)));
            }
            "until" => {
                let last = words.next().expect("a day after `until`");
                let last = if last == "ever" { Paper::NO_END } else { last.parse().expect("a day") };
                reports.push(Report::Value(Paper::value_until(last)));
                paper.get_or_insert(Paper { title: "".into(), link: None });
            }
            "titled" => {
                let title = words.next().expect("a title after `titled`").replace('_', " ").into();
                paper.get_or_insert(Paper { title: "".into(), link: None }).title = title;
            }
            "link" => {
                let read_at = words.next().map(Arc::from);
                paper.get_or_insert(Paper { title: "".into(), link: None }).link = read_at;
            }
            "withdrawn" => reports.push(Report::Absent(Absence::Withdrawn)),
            "provisional" => status = Status::Provisional,
            "revised" => status = Status::Revised,
            figure => reports.push(read_figure(figure)),
        }
    }
    let paper = paper.map(Arc::new);
    let observation = |(step, report): (i32, Report)| Observation {
        cell: Cell { period: first.period.step(step), ..first.clone() },
        report,
        status,
        vintage,
        source: source.clone(),
        paper: paper.clone(),
    };
    (0..).zip(reports).map(observation).collect()
}

fn read_figure(word: &str) -> Report {
    match word {
        ".." | "[x]" => Report::Absent(Absence::NotAvailable),
        "[c]" => Report::Absent(Absence::Confidential),
        _ => Report::Value(word.parse().unwrap_or_else(|_| panic!("`{word}` is no figure"))),
    }
}

fn cell(measure: &str, body: &str, period: &str, catalogue: &Catalogue) -> Cell {
    let declared =
        catalogue.measures.get(measure).unwrap_or_else(|| panic!("there is no measure `{measure}`"));
    assert!(catalogue.bodies.contains_key(body), "there is no body `{body}`");
    let period: Period = declared.every.parse(period).unwrap_or_else(|error| panic!("{error}"));
    Cell { measure: MeasureId::new(measure), body: BodyId::new(body), period }
}
