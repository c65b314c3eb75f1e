//! Documents that duties name in the place of a measure. Each is declared where it is named: as a measure of which papers are reported and
//! no figures, so that whatever looks a measure up finds it. Two that have one id are one document.

use engine::model::{Better, Cadence, Due, Labels, Questioned, Unit, Voices};
use language::read::{ID_HELP, Item, is_well_formed};
use toml::Spanned;

use super::measure::{AddsUpDeclaration, MeasureDeclaration};
use crate::diagnostic::Code;

/// A document as it is written.
#[derive(Clone, Debug)]
pub(crate) struct DocumentDeclaration {
    pub(crate) id: Spanned<String>,
    pub(crate) title: String,
}

/// Reads `document`: its title, of which its id is made, or both. One that could not be read, which has been reported, stands for itself, so that
/// nothing else is missed in its place.
pub(super) fn read(item: &Item<'_>) -> DocumentDeclaration {
    let found = if item.is_table() { read_table(item) } else { read_title(item) };
    found.unwrap_or_else(|| DocumentDeclaration {
        id: item.at("unread".to_owned()),
        title: "document".to_owned(),
    })
}

fn read_table(item: &Item<'_>) -> Option<DocumentDeclaration> {
    let table = item.table()?;
    let id = table.require("id").and_then(|item| item.id());
    let title = table.require("title").and_then(|item| item.text());
    Some(DocumentDeclaration { id: id?, title: title?.into_inner() })
}

fn read_title(item: &Item<'_>) -> Option<DocumentDeclaration> {
    let title = item.text()?;
    let id = id_of(title.get_ref());
    if is_well_formed(&id) {
        return Some(DocumentDeclaration { id: item.at(id), title: title.into_inner() });
    }
    let message = format!("no id can be made of `{title}`");
    let help = format!("write `{{ id = \"..\", title = \"{title}\" }}`; {ID_HELP}");
    item.refuse_with_help(Code::MalformedId, message, help)
}

/// `nhs-workforce-plan` of `NHS workforce plan`.
fn id_of(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
    words.join("-")
}

/// The documents that duties name, each once.
pub(super) fn as_measures<'d>(
    documents: impl Iterator<Item = &'d DocumentDeclaration>,
) -> Vec<MeasureDeclaration> {
    let mut found: Vec<MeasureDeclaration> = Vec::new();
    for document in documents {
        let is_known = |known: &MeasureDeclaration| {
            known.id.as_ref().map(Spanned::get_ref) == Some(document.id.get_ref())
        };
        if !found.iter().any(is_known) {
            found.push(as_measure(document));
        }
    }
    found
}

fn as_measure(document: &DocumentDeclaration) -> MeasureDeclaration {
    MeasureDeclaration {
        id: Some(document.id.clone()),
        title: Some(document.title.clone()),
        unit: Unit::Document,
        every: Some(Spanned::new(document.id.span(), Cadence::Day)),
        better: Better::Higher,
        class: None,
        adds_up: AddsUpDeclaration::Alone,
        breakdown: None,
        roll_up: None,
        from: None,
        complete: None,
        zero_over_zero: None,
        bounds: None,
        voices: Voices::default(),
        preferred: Vec::new(),
        reporters: None,
        told_by: None,
        due: Due::ON_LAST_DAY,
        expiry_days: None,
        labels: Labels::default(),
        questioned: Questioned::Never,
        authority: Vec::new(),
    }
}
