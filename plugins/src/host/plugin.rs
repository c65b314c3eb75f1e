//! One plugin: its texts, and what they come to: its manifest and its script.

use rules::declare::{Manifest, PluginKind};
use rules::script::plugin::{EntryPoints, Script};
use rules::source::SourceText;

/// Where a plugin comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The project's own folder.
    Project,
    /// It came with Remit.
    Shipped,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PluginTexts {
    /// Its manifest, under a path such as `plugins/teams/plugin.toml`.
    pub manifest: SourceText,
    /// The scripts beside it.
    pub scripts: Vec<SourceText>,
}

impl PluginTexts {
    /// The script that the manifest names, if it is there.
    pub fn script(&self, manifest: &Manifest) -> Option<&SourceText> {
        self.scripts.iter().find(|script| script.path.rsplit('/').next() == Some(manifest.script()))
    }
}

/// A plugin without faults.
#[derive(Clone, Debug)]
pub struct Plugin {
    /// What it says of itself.
    pub manifest: Manifest,
    /// The text of its script.
    pub source: SourceText,
    /// Its script, ready to run; none for a library, which rules import.
    pub script: Option<Script>,
    /// Where it comes from.
    pub origin: Origin,
}

impl PartialEq for Plugin {
    fn eq(&self, other: &Self) -> bool {
        self.manifest == other.manifest && self.source == other.source
    }
}

impl Eq for Plugin {}

/// The functions that the host calls in scripts of a kind; none for a library.
pub fn shape(kind: PluginKind) -> Option<EntryPoints> {
    let optional: &[&str] = if kind == PluginKind::Notifier { &["judge"] } else { &[] };
    kind.entry().map(|entry| EntryPoints { entry, optional })
}
