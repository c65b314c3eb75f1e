//! What `remit.toml` says of feeds, notifiers and the ledger.
//!
//! `[project]` and `[calendar]` are read by the rules, which also report a text that is not TOML and tables that nobody
//! knows.
//!
//! - `document`: a TOML text, and the faults found in it;
//! - `fault`: what went wrong in reading a table, in words;
//! - `declaration`, `feed`, `layout`: `[[feed]]` as it is written, and what it comes to;
//! - `mention`: the measures and bodies that feeds name, checked against the register.

mod declaration;
mod document;
mod fault;
mod feed;
mod layout;
mod mention;
mod notifier;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;
use serde::Deserialize;
use toml::Spanned;
use toml::de::DeTable;

use self::document::Document;
use self::mention::Mention;
pub use self::mention::check;
pub use self::notifier::Notifier;
use crate::feeds;

/// Everything that a project says of its plugins.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    /// Its feeds, in the order in which they are written.
    pub feeds: Vec<feeds::Settings>,
    /// Its notifiers, in the order in which they are written.
    pub notifiers: Vec<Notifier>,
    /// The file of the ledger, relative to the project.
    pub store: PathBuf,
    source: SourceText,
    mentions: Vec<Mention>,
}

/// Where the ledger lies if the project does not say.
pub const DEFAULT_STORE: &str = ".remit/ledger.sqlite";

/// Reads `remit.toml`; without settings if anything in them is wrong. Every fault is told at once.
///
/// A text that is not TOML comes to nothing here without a word, since the project's own reading reports it.
pub fn parse(project: &SourceText) -> (Option<Settings>, Vec<Diagnostic>) {
    let text = project.text.strip_prefix('\u{feff}').unwrap_or(&project.text);
    // Blanks in the place of a byte order mark keep every span where it is in the file.
    let padded = format!("{}{text}", " ".repeat(project.text.len() - text.len()));
    let Ok(root) = DeTable::parse(&padded) else { return (None, Vec::new()) };
    let mut document = Document::new(project);
    let root = root.into_inner();
    let mut mentions = Vec::new();
    let feeds = feed::read(&mut document, &root, &mut mentions);
    let notifiers = notifier::read(&mut document, &root);
    let store = read_store(&mut document, &root);
    let mut faults = document.into_faults();
    rules::diagnostic::sort(&mut faults);
    let settings = Settings { feeds, notifiers, store, source: project.clone(), mentions };
    (faults.is_empty().then_some(settings), faults)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoreDeclaration {
    path: Option<Spanned<String>>,
}

fn read_store(document: &mut Document<'_>, root: &DeTable<'_>) -> PathBuf {
    let table = document.table(root, "store");
    let declared =
        table.and_then(|table| document.read::<StoreDeclaration>("[store]", table)).map(|read| read.value);
    match declared.and_then(|declared| declared.path) {
        None => PathBuf::from(DEFAULT_STORE),
        Some(path) => {
            if path.get_ref().trim().is_empty() {
                document.error(Code::InvalidValue, "the path of the ledger is empty", path.span());
            }
            PathBuf::from(path.into_inner())
        }
    }
}
