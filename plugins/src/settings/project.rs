//! All of a project's settings: read together, so that every fault in them is told at once.

use std::path::PathBuf;

use indexmap::IndexMap;
use rules::diagnostic::Diagnostic;
use rules::source::SourceText;
use toml::de::DeTable;

use super::document::Document;
use super::host::Host;
use super::mention::Mention;
use super::notifier::Notifier;
use super::{feed, hook, notifier, store};
use crate::feeds::FeedSettings;
use crate::host::{ConfiguredPlugin, Grant, Plugins};

/// Everything that a project says of its plugins.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    /// Its feeds, in the order in which they are written.
    pub feeds: Vec<FeedSettings>,
    /// Its notifiers, in the order in which they are written.
    pub notifiers: Vec<Notifier>,
    /// Its hooks, in the order in which messages go through them.
    pub hooks: Vec<ConfiguredPlugin>,
    /// What it grants each plugin, by the plugin's name.
    pub grants: IndexMap<String, Grant>,
    /// The file of the ledger, relative to the project.
    pub store: PathBuf,
    pub(super) source: SourceText,
    pub(super) mentions: Vec<Mention>,
}

/// Reads `remit.toml`; without settings if anything in them is wrong. Every fault is told at once.
///
/// A text that is not TOML comes to nothing here without a word, since the project's own reading reports it.
pub fn parse(project: &SourceText) -> (Option<Settings>, Vec<Diagnostic>) {
    parse_with(project, &Plugins::shipped())
}

/// The same, for a project with plugins of its own.
pub fn parse_with(project: &SourceText, plugins: &Plugins) -> (Option<Settings>, Vec<Diagnostic>) {
    let text = project.text.strip_prefix('\u{feff}').unwrap_or(&project.text);
    // Blanks in the place of a byte order mark keep every span where it is in the file.
    let padded = format!("{}{text}", " ".repeat(project.text.len() - text.len()));
    let Ok(root) = DeTable::parse(&padded) else { return (None, Vec::new()) };
    let mut document = Document::new(project);
    let root = root.into_inner();
    let mut mentions = Vec::new();
    let host = Host::read(&mut document, &root, plugins);
    let feeds = feed::read(&mut document, &root, &host, &mut mentions);
    let notifiers = notifier::read(&mut document, &root, &host);
    let hooks = hook::read(&mut document, &root, &host);
    let store = store::read(&mut document, &root);
    let grants = host.into_grants();
    let mut faults = document.into_faults();
    rules::diagnostic::sort(&mut faults);
    let settings = Settings { feeds, notifiers, hooks, grants, store, source: project.clone(), mentions };
    (faults.is_empty().then_some(settings), faults)
}
