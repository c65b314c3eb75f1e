//! What somebody typed into a return, as files of the feeds by which its figures come. Each row is read back by its feed before it is relied on, so that a
//! figure says what was meant or is refused with its reason; nothing is kept here.

use std::collections::BTreeMap;

use engine::model::{Absence, Cell, MeasureId, Report};
use indexmap::IndexMap;
use jiff::Timestamp;
use plugins::feeds::Feed;
use plugins::readers::{ReadContext, Reading, TypedFigure, TypedRow, Untypable};
use words::returns as say;

use super::sheet::{Return, ReturnFigure};
use crate::intake::{Intake, Sent, Speaker};

/// Who types, and when.
#[derive(Clone, Copy)]
pub struct Typist<'t> {
    /// The account.
    pub account: &'t str,
    pub speaker: &'t Speaker,
    /// What its return is told by.
    pub key: &'t str,
    pub received: Timestamp,
}

/// Figures of a return as a file of one feed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypedFile {
    pub feed: String,
    pub name: Option<String>,
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
    /// The measures whose figures stand in it.
    pub measures: Vec<MeasureId>,
}

/// Why figures cannot be taken as they are typed, measure by measure.
pub type TypingFaults = BTreeMap<MeasureId, String>;

impl Typist<'_> {
    /// The key under which the file of one feed is handed in.
    pub fn key_of(&self, feed: &str) -> String {
        format!("{}-{}", self.key, blake3::hash(feed.as_bytes()).to_hex().chars().take(8).collect::<String>())
    }

    /// A file as it is handed in.
    pub fn sent<'s>(&'s self, file: &'s TypedFile, key: &'s str) -> Sent<'s> {
        Sent {
            feed: &file.feed,
            name: file.name.as_deref(),
            place: None,
            account: self.account,
            key,
            content_type: Some(file.content_type),
            bytes: &file.bytes,
            received: self.received,
        }
    }
}

impl ReturnFigure {
    /// The feed for which it can be typed.
    ///
    /// # Errors
    /// Why there is none.
    pub fn feed<'i>(&self, intake: &'i Intake) -> Result<&'i Feed, String> {
        let cell = self.cell();
        let mut why = say::NO_FEED.to_owned();
        for id in &self.feeds {
            let Some(feed) = intake.feeds.iter().find(|feed| feed.settings().id == *id) else { continue };
            let voice = feed.settings().speaks_for.as_ref();
            if voice.is_some_and(|voice| voice.as_str() != cell.body.as_str()) {
                say::OTHER_VOICE.clone_into(&mut why);
                continue;
            }
            match feed.takes_typed() {
                Ok(()) => return Ok(feed),
                Err(untypable) => why = untypable.to_string(),
            }
        }
        Err(why)
    }
}

/// The files that say what was typed, by measures.
///
/// # Errors
/// Some figures cannot be taken as they are typed.
pub fn typed_files(
    sheet: &Return,
    texts: &BTreeMap<MeasureId, String>,
    intake: &Intake,
    typist: &Typist<'_>,
) -> Result<Vec<TypedFile>, TypingFaults> {
    let mut faults = TypingFaults::new();
    let mut by_feed: IndexMap<&str, (&Feed, Vec<TypedFigure<'_>>)> = IndexMap::new();
    for figure in &sheet.figures {
        let cell = figure.cell();
        let Some(text) = texts.get(&cell.measure) else { continue };
        match figure.feed(intake) {
            Ok(feed) => {
                let typed = TypedFigure { cell, text, status: figure.status_of_typed() };
                let of_feed =
                    by_feed.entry(feed.settings().id.as_str()).or_insert_with(|| (feed, Vec::new()));
                of_feed.1.push(typed);
            }
            Err(why) => drop(faults.insert(cell.measure.clone(), why)),
        }
    }
    let mut files = Vec::new();
    for (feed, figures) in by_feed.into_values() {
        match (OneFeed { feed, figures: &figures, intake, typist }).file() {
            Ok(file) => files.push(file),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(files) } else { Err(faults) }
}

/// What is typed for one feed.
struct OneFeed<'f> {
    feed: &'f Feed,
    figures: &'f [TypedFigure<'f>],
    intake: &'f Intake,
    typist: &'f Typist<'f>,
}

impl OneFeed<'_> {
    fn file(&self) -> Result<TypedFile, TypingFaults> {
        let program = &self.intake.program;
        let context = ReadContext { catalogue: &program.catalogue, received: self.typist.received };
        let typed = self.feed.typed(self.figures, &context).map_err(|(place, why)| {
            let measure = self.figures[place].cell.measure.clone();
            TypingFaults::from([(measure, why.to_string())])
        })?;
        let mut faults = TypingFaults::new();
        for row in &typed.rows {
            let file = self.written(&typed.columns, &[row]);
            self.read_back(row, &file, &mut faults);
        }
        let all: Vec<&TypedRow> = typed.rows.iter().collect();
        if faults.is_empty() { Ok(self.written(&typed.columns, &all)) } else { Err(faults) }
    }

    fn written(&self, columns: &[String], rows: &[&TypedRow]) -> TypedFile {
        let day = self.intake.program.calendar.day(self.typist.received);
        let feed = self.feed.settings().id.to_string();
        let hash = blake3::hash(self.typist.key_of(&feed).as_bytes());
        // Digits beside hyphens might be taken for a date.
        let halves = hash.as_bytes().iter().take(6).flat_map(|byte| [byte >> 4, byte & 15]);
        let word: String = halves.map(|half| char::from(b'a' + half)).collect();
        let figures = rows.iter().flat_map(|row| &row.figures);
        TypedFile {
            name: self.feed.typed_name(day, &word),
            feed,
            content_type: self.feed.typed_kind(),
            bytes: self.feed.written(columns, rows),
            measures: figures.map(|place| self.figures[*place].cell.measure.clone()).collect(),
        }
    }

    /// Reads a row as its feed does: it says the figures that were meant and no others.
    fn read_back(&self, row: &TypedRow, file: &TypedFile, faults: &mut TypingFaults) {
        let key = self.typist.key_of(&file.feed);
        let read = self.intake.read(&self.typist.sent(file, &key), self.typist.speaker);
        let reading = match read {
            Ok(read) => read.reading.reading,
            Err(fault) => {
                let why = fault.to_string();
                return faults.extend(row.figures.iter().map(|place| (self.measure(*place), why.clone())));
            }
        };
        for place in &row.figures {
            if let Some(why) = fault(&reading, self.figures[*place].cell, row.figures.len()) {
                faults.insert(self.measure(*place), why);
            }
        }
    }

    fn measure(&self, place: usize) -> MeasureId {
        self.figures[place].cell.measure.clone()
    }
}

/// Why a row does not say the figure of a cell; none where it does.
fn fault(reading: &Reading, cell: &Cell, figures: usize) -> Option<String> {
    let said = reading.observations.iter().find(|observation| observation.cell == *cell);
    match said.map(|observation| observation.report) {
        Some(Report::Absent(Absence::NotDeclared)) => {
            let mark = reading.unexplained.first().map_or("-", |mark| &*mark.mark);
            Some(say::unexplained(mark))
        }
        Some(_) if reading.observations.len() <= figures => None,
        _ => {
            let set_aside = reading.quarantined.first().map(plugins::readers::QuarantinedRow::reason);
            Some(set_aside.unwrap_or_else(|| Untypable::Figure.to_string()))
        }
    }
}
