//! A look at one file: what it seems to be, a feed for it, and what becomes of it by that feed.

use engine::model::{Cadence, Catalogue};
use jiff::Timestamp;
use rustc_hash::FxHashSet;

use super::ask::questions;
use super::declare::{Answers, Declaration, every};
use super::facts::{FileExtent, Looked, Proposal, Trial};
use super::ids::id;
use super::measures::{measures, measures_text, register_text};
use super::sheets::all_sheets;
use super::trial::{self, Content, Texts};
use crate::readers::body_naming::plain_name;
use crate::readers::sketch::{Apart, Sketch, Sketched, open, sketch, unreadable};
use crate::readers::spreadsheet::is_workbook;

/// So much of a text is looked at.
const MOST_TEXT: usize = 16 << 20;

/// What is looked at, and by what.
pub struct Subject<'a> {
    /// The file's name, without its folder.
    pub name: &'a str,
    pub bytes: &'a [u8],
    /// The only sheet that is looked at, where one is named.
    pub sheet: Option<&'a str>,
    /// The register of the project for which it is.
    pub register: Option<&'a Catalogue>,
    /// The periods that the project names.
    pub named: &'a [(String, Cadence)],
    pub now: Timestamp,
}

/// Looks at a file.
pub fn look(subject: &Subject<'_>) -> Looked {
    let (bytes, extent) = first_part(subject.bytes);
    let opened = match open(bytes, subject.sheet) {
        Ok(opened) => opened,
        Err(error) => return Looked { sketched: unreadable(error), extent, proposal: None },
    };
    let sketched = sketch(subject.name, &opened, subject.register);
    let content = Content { name: subject.name, bytes, opened: &opened, now: subject.now };
    let proposal = sketched.table.as_ref().map(|table| propose(subject, &content, &sketched, table));
    // Objects may be of a shape that no feed can name, or say nothing that can be read: then only their sender knows what they mean.
    let is_read = |proposal: &Proposal| {
        matches!(proposal.trial, Trial::Read { figures: 1.., .. }) && proposal.sketch.apart != Apart::Unknown
    };
    let proposal = proposal.filter(|proposal| !sketched.kind.has_names() || is_read(proposal));
    Looked { sketched, extent, proposal }
}

/// As much of a file as is looked at. A workbook is read as a whole or not at all, and its reader has bounds of its own.
fn first_part(bytes: &[u8]) -> (&[u8], FileExtent) {
    if is_workbook(bytes) || bytes.len() <= MOST_TEXT {
        return (bytes, FileExtent::Whole);
    }
    let part = &bytes[..MOST_TEXT];
    let end = part.iter().rposition(|byte| *byte == b'\n').map_or(part.len(), |end| end + 1);
    (&part[..end], FileExtent::FirstPart { bytes: bytes.len() as u64 })
}

fn propose(subject: &Subject<'_>, content: &Content<'_>, sketched: &Sketched, sketch: &Sketch) -> Proposal {
    let (stem, ending) = subject.name.rsplit_once('.').unwrap_or((subject.name, ""));
    let id = id(stem, "file");
    let new = measures(sketch, &id);
    let declaration = Declaration {
        id: &id,
        ending: &ending.to_lowercase(),
        kind: sketched.kind,
        written: sketched.written,
        sketch,
        measures: &new,
    };
    let measures = measures_text(sketch, &new, every(sketch), subject.named);
    let of_trial = measures_text(sketch, &new, every(sketch), &[]);
    let (feed, trial_feed) = (declaration.feed(Answers::ToSay), declaration.feed(Answers::Any));
    let texts = Texts { feed: &trial_feed, measures: &of_trial, register: &register_text(sketch) };
    let tried = trial::read(&texts, content, sketch);
    let registered: FxHashSet<String> = subject
        .register
        .into_iter()
        .flat_map(|register| register.bodies.values())
        .flat_map(|body| body.codes.iter().cloned().chain([body.id.to_string(), plain_name(&body.name)]))
        .collect();
    let is_known = |body: &String| registered.contains(body) || registered.contains(&plain_name(body));
    let (known, unknown) = sketch.bodies.iter().cloned().partition(is_known);
    let questions = questions(sketched, sketch, &tried);
    let has_several = !sketched.beside.is_empty();
    let sheets = has_several.then(|| all_sheets((content, subject.named), &id, (sketched, sketch)));
    let (sheets, trial, sketch) = (sheets.flatten(), tried.trial, sketch.clone());
    Proposal { sketch, feed, measures, known, unknown, questions, trial, sheets }
}
