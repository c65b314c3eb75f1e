//! Reads a report by the declaration of its feed, before anything of it is kept, and looks whether whoever sends it may say all that.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::model::{BodyId, Cell};
use engine::program::Program;
use jiff::Timestamp;
use plugins::feeds::{Feed, FeedFormat};
use plugins::files::path_within;
use plugins::readers::{Holds, ReadContext, TakenOut};
use serde_json::value::RawValue;

use super::fault::IntakeFault;
use super::name::{is_plain_name, name_of};
use crate::reading::FileReading;

/// What reports are read by: the feeds of a project and the program in force.
pub struct Intake {
    pub project: PathBuf,
    pub feeds: Vec<Feed>,
    pub program: Arc<Program>,
}

/// A report as it came.
#[derive(Clone, Copy)]
pub struct Sent<'s> {
    pub feed: &'s str,
    /// What its file is to be called; none where that is left to Remit.
    pub name: Option<&'s str>,
    /// Its place among all that the account sends, where that counts: files that are not taken in yet are read in the order of their names.
    pub place: Option<u64>,
    /// The account that sends it, and what that calls it.
    pub account: &'s str,
    pub key: &'s str,
    /// How it is written, as its head says.
    pub content_type: Option<&'s str>,
    pub bytes: &'s [u8],
    pub received: Timestamp,
}

/// For whom somebody may report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Speaker {
    Everybody,
    /// For these bodies, and no others.
    Bodies(BTreeSet<BodyId>),
}

/// A report that was read, and is to be kept.
pub struct ReadReport {
    pub reading: FileReading,
    /// Where its file is to stand.
    pub path: PathBuf,
    /// What is to stand in it.
    pub bytes: Vec<u8>,
    /// By which program it was read.
    pub program: Arc<Program>,
}

impl Intake {
    /// Reads a report. Nothing is kept yet.
    ///
    /// # Errors
    /// It cannot be used, or whoever sends it may not say what it says.
    pub fn read(&self, sent: &Sent<'_>, speaker: &Speaker) -> Result<ReadReport, IntakeFault> {
        let feed = self.feed(sent.feed)?;
        let bytes = as_lines(feed, sent)?;
        let path = self.path(feed, sent)?;
        let context = ReadContext { catalogue: &self.program.catalogue, received: sent.received };
        let (file, reading) = feed.read_bytes(&self.project, &path, &bytes, &context)?;
        if let Some(held) = &reading.held {
            return Err(IntakeFault::RowsUnderEmbargo { until: held.last.clone() });
        }
        let reading = FileReading { file, reading };
        check_speaker(feed, &reading, speaker)?;
        Ok(ReadReport { reading, path, bytes: bytes.into_owned(), program: Arc::clone(&self.program) })
    }

    fn feed(&self, id: &str) -> Result<&Feed, IntakeFault> {
        self.feeds.iter().find(|feed| feed.settings().id.as_str() == id).ok_or_else(|| {
            let known = self.feeds.iter().map(|feed| feed.settings().id.to_string()).collect();
            IntakeFault::NoSuchFeed { feed: id.to_owned(), known }
        })
    }

    /// Where the file of a report stands, whether or not it can be used.
    ///
    /// # Errors
    /// There is no such feed, or it takes no such file.
    pub fn place(&self, sent: &Sent<'_>) -> Result<PathBuf, IntakeFault> {
        self.path(self.feed(sent.feed)?, sent)
    }

    /// Where the file of a report stands.
    fn path(&self, feed: &Feed, sent: &Sent<'_>) -> Result<PathBuf, IntakeFault> {
        if let Some(misplaced) = feed.misplaced(&self.project) {
            return Err(misplaced.into());
        }
        let name = match sent.name {
            Some(name) if is_plain_name(name) => name.to_owned(),
            Some(name) => return Err(IntakeFault::ImproperName { name: name.to_owned() }),
            None => name_of((sent.account, sent.key), sent.place, ending(feed, sent.content_type)),
        };
        let path = feed.folder(&self.project).join(&name);
        if feed.takes(&self.project, &path) {
            return Ok(path);
        }
        let (pattern, feed) = (feed.settings().files.glob().to_owned(), sent.feed.to_owned());
        Err(if pattern.contains('/') {
            IntakeFault::OfWholeFolders { feed }
        } else {
            IntakeFault::OtherName { feed, name, pattern }
        })
    }

    /// The path of a file as the project names it.
    pub fn path_within(&self, path: &Path) -> String {
        path_within(&self.project, path)
    }
}

/// What kind of text or workbook somebody says that he sends.
fn kind(content_type: Option<&str>) -> &str {
    content_type.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim()
}

/// The ending of the name of a file to which nobody gave one.
fn ending(feed: &Feed, content_type: Option<&str>) -> &'static str {
    match kind(content_type) {
        "text/csv" => "csv",
        "text/tab-separated-values" => "tsv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "application/vnd.oasis.opendocument.spreadsheet" => "ods",
        "application/vnd.ms-excel" => "xls",
        "application/xml" | "text/xml" => "xml",
        "application/json" | "application/x-ndjson" | "application/jsonl" => "ndjson",
        _ => match feed.settings().format.name() {
            "ndjson" => "ndjson",
            "xlsx" => "xlsx",
            "ods" => "ods",
            "xls" => "xls",
            "adx" | "dhis2" | "xml" => "xml",
            _ => "csv",
        },
    }
}

/// What stands in the file of a report: word for word what was sent, but for JSON, of which each object stands on a line of its own.
fn as_lines<'s>(feed: &Feed, sent: &Sent<'s>) -> Result<Cow<'s, [u8]>, IntakeFault> {
    let format = &feed.settings().format;
    let is_of_objects = matches!(format, FeedFormat::Known(format) if format.holds == Holds::Objects);
    let is_json = kind(sent.content_type) == "application/json";
    let says_objects = is_json || kind(sent.content_type).contains("ndjson");
    let is_known = matches!(format, FeedFormat::Known(_));
    if is_known && says_objects != is_of_objects && !kind(sent.content_type).is_empty() {
        let is_unsaid = ["text/plain", "application/octet-stream"].contains(&kind(sent.content_type));
        if says_objects || !is_unsaid {
            let (feed, format) = (sent.feed.to_owned(), format.name().to_owned());
            return Err(IntakeFault::OtherFormat { feed, format, sent: kind(sent.content_type).to_owned() });
        }
    }
    if !(is_json && is_of_objects) {
        return Ok(Cow::Borrowed(sent.bytes));
    }
    let not_json = |reason: &dyn ToString| IntakeFault::NotJson { reason: reason.to_string() };
    let text = std::str::from_utf8(sent.bytes).map_err(|error| not_json(&error))?;
    let objects: Vec<&RawValue> = if text.trim_start().starts_with('[') {
        serde_json::from_str(text).map_err(|error| not_json(&error))?
    } else {
        vec![serde_json::from_str(text).map_err(|error| not_json(&error))?]
    };
    // Within a text of JSON a line never ends, so that this changes no word.
    let lines: String = objects.iter().map(|object| object.get().replace(['\r', '\n'], " ") + "\n").collect();
    Ok(Cow::Owned(lines.into_bytes()))
}

/// Looks whether somebody may say what a report says, also in the rows that cannot be used.
fn check_speaker(feed: &Feed, read: &FileReading, speaker: &Speaker) -> Result<(), IntakeFault> {
    let Speaker::Bodies(own) = speaker else { return Ok(()) };
    if feed.settings().taken_out == TakenOut::WithdrawnByRelease {
        return Err(IntakeFault::SpeaksForAll { feed: feed.settings().id.to_string() });
    }
    let said = read.reading.observations.iter().map(|observation| &observation.cell);
    let lacking = read.reading.lacking.iter().map(|(_, cell)| cell);
    let is_other = |cell: &&Cell| !own.contains(&cell.body);
    let others: BTreeSet<&BodyId> = said.chain(lacking).filter(is_other).map(|cell| &cell.body).collect();
    if others.is_empty() {
        return Ok(());
    }
    let named = |bodies: &mut dyn Iterator<Item = &BodyId>| bodies.map(ToString::to_string).collect();
    Err(IntakeFault::OtherBody { own: named(&mut own.iter()), others: named(&mut others.into_iter()) })
}
