//! The file through the reader that a proposed feed would have: the feed and all that it needs are compiled, as `check` does it.

use std::sync::Arc;

use engine::model::{Catalogue, Edition, FeedId, Load, Report, Sheets, SourceFile};
use indexmap::IndexMap;
use jiff::Timestamp;
use rules::diagnostic::{Colour, render};
use rules::source::{MissionSources, SourceText, Sources};

use super::facts::{Preview, Trial};
use super::measures::{UNSAID_BODY, body_id};
use crate::feeds::FeedSettings;
use crate::readers::sketch::{Opened, Sketch};
use crate::readers::{ReadContext, Reading};
use crate::settings;

/// So many reports are shown.
const MOST_SHOWN: usize = 5;

/// What a trial came to.
pub(super) struct Tried {
    pub(super) trial: Trial,
    /// Rows that cannot be used, with why the first cannot.
    pub(super) set_aside: Option<(u32, String)>,
}

/// The texts of a trial.
pub(super) struct Texts<'a> {
    pub(super) feed: &'a str,
    pub(super) measures: &'a str,
    pub(super) register: &'a str,
}

/// What is read.
pub(super) struct Content<'a> {
    /// The file's name, without its folder.
    pub(super) name: &'a str,
    pub(super) bytes: &'a [u8],
    /// The same as it was opened, so that a workbook is unpacked once.
    pub(super) opened: &'a Opened,
    pub(super) now: Timestamp,
}

/// Reads a file as these texts say.
pub(super) fn read(texts: &Texts<'_>, content: &Content<'_>, sketch: &Sketch) -> Tried {
    let nothing = |trial| Tried { trial, set_aside: None };
    let (catalogue, feed) = match compile(texts) {
        Ok(compiled) => compiled,
        Err(faults) => return nothing(Trial::Unsound(faults)),
    };
    let file = Arc::new(SourceFile {
        feed: FeedId::new(feed.id.as_str()),
        path: content.name.into(),
        hash: String::new(),
        load: Load::Later,
        edition: Edition::default(),
        speaks_for: None,
        sheets: Sheets::default(),
    });
    let for_it = ReadContext { catalogue: &catalogue, received: content.now };
    let from_bytes = || feed.format.reader(&feed.layout).read(&file, content.bytes, &for_it);
    match content.opened.read(&feed.layout, &file, &for_it).unwrap_or_else(from_bytes) {
        Ok(reading) => tell(&reading, sketch),
        Err(error) => nothing(Trial::Refused(error.fault)),
    }
}

/// The register and the feed, or all that is wrong with them.
fn compile(texts: &Texts<'_>) -> Result<(Arc<Catalogue>, FeedSettings), String> {
    let project = SourceText::new("remit.toml", format!("[project]\ntitle = \"A look\"\n\n{}", texts.feed));
    let mission =
        format!("[mission]\nid = \"look\"\ntitle = \"A look\"\nboard = \"Nobody\"\n\n{}", texts.measures);
    let (settings, mut faults) = settings::parse(&project);
    let declaration = SourceText::new("missions/look.toml", mission);
    let mission = MissionSources {
        declaration,
        rules: Arc::new(IndexMap::new()),
        libraries: Arc::new(IndexMap::new()),
    };
    let missions = [(Arc::from("missions/look.toml"), mission)].into_iter().collect();
    let bodies = SourceText::new("bodies.csv", texts.register);
    let compiled = rules::compile(&Sources {
        project,
        bodies,
        bank_holidays: None,
        people: None,
        relations: None,
        missions,
    });
    faults.extend(compiled.diagnostics);
    if let (Some(settings), Some(program)) = (&settings, &compiled.program) {
        faults.extend(settings::check(settings, program));
    }
    faults.retain(rules::diagnostic::Diagnostic::is_error);
    let feed = settings.and_then(|settings| settings.feeds.into_iter().next());
    match (feed, compiled.program) {
        (Some(feed), Some(program)) if faults.is_empty() => Ok((program.catalogue, feed)),
        _ => Err(render(&faults, Colour::Plain)),
    }
}

fn tell(reading: &Reading, sketch: &Sketch) -> Tried {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let is_figure = |report: &Report| matches!(report, Report::Value(_));
    let figures = reading.observations.iter().filter(|observation| is_figure(&observation.report)).count();
    let first = reading.observations.iter().take(MOST_SHOWN).map(|observation| Preview {
        place: language::english::place(&observation.source.place()),
        measure: observation.cell.measure.to_string(),
        body: body(observation.cell.body.as_str(), sketch),
        period: language::english::period(observation.cell.period),
        figure: match observation.report {
            Report::Value(value) => Some(value.to_string()),
            Report::Absent(_) => None,
        },
    });
    let all = count(reading.quarantined.len()).saturating_add(count(reading.more_quarantined.iter().count()));
    let reason = reading.quarantined.first().map(|row| {
        let place = language::english::place(&reading.sheets.place(row.line));
        format!("{place}: {}", own_words(&row.reason()))
    });
    let trial = Trial::Read {
        figures: count(figures),
        absent: count(reading.observations.len() - figures),
        skipped: reading.skipped.saturating_add(reading.repeated),
        set_aside: all,
        first: first.collect(),
    };
    Tried { trial, set_aside: reason.map(|reason| (all, reason)) }
}

/// A reason without the names that bodies have in a trial alone.
fn own_words(reason: &str) -> &str {
    reason.split("; did you mean `body-").next().unwrap_or(reason)
}

/// A body by the file's own word for it.
fn body(id: &str, sketch: &Sketch) -> String {
    if id == UNSAID_BODY {
        return id.to_owned();
    }
    let named = sketch.bodies.iter().enumerate().find(|(place, _)| body_id(*place) == id);
    named.map_or_else(|| id.to_owned(), |(_, name)| name.clone())
}
