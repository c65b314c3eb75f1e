//! The manifest of a plugin.

use globset::{GlobBuilder, GlobMatcher};
use indexmap::IndexMap;
use semver::Version;

use super::host::HostPattern;
use super::kind::PluginKind;
use super::setting::SettingDeclaration;

/// The folder of a project's plugins, each in a folder of its own name.
pub const PLUGINS_FOLDER: &str = "plugins";
/// The file that makes a folder a plugin.
pub const MANIFEST_FILE: &str = "plugin.toml";

/// What a plugin says of itself, sound in itself; its script is not looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Manifest {
    pub(super) name: String,
    pub(super) version: Version,
    pub(super) kind: PluginKind,
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) script: String,
    pub(super) files: Option<String>,
    pub(super) hosts: Vec<HostPattern>,
    pub(super) paths: Vec<String>,
    pub(super) settings: IndexMap<String, SettingDeclaration>,
}

impl Manifest {
    /// Its name, which is that of its folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn version(&self) -> &Version {
        &self.version
    }

    /// What it does.
    pub fn kind(&self) -> PluginKind {
        self.kind
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it is for, at more length.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The file of its script, within its folder.
    pub fn script(&self) -> &str {
        &self.script
    }

    /// A reader's files where a feed does not say: a pattern of file names.
    pub fn files(&self) -> Option<&str> {
        self.files.as_deref()
    }

    /// The hosts that it may ask for.
    pub fn hosts(&self) -> &[HostPattern] {
        &self.hosts
    }

    /// The files of the project that it may ask for: patterns of paths.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// What a project may tell it, in the order of the manifest.
    pub fn settings(&self) -> &IndexMap<String, SettingDeclaration> {
        &self.settings
    }
}

/// A pattern of paths within a project as a matcher; none where it is not one or leads out of the project.
///
/// An asterisk stands for a part of one name, never for several folders.
pub fn path_pattern(pattern: &str) -> Option<GlobMatcher> {
    let is_inside = !pattern.starts_with('/')
        && !pattern.contains(['\\', ':'])
        && pattern.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let glob = GlobBuilder::new(pattern).literal_separator(true).build().ok()?;
    is_inside.then(|| glob.compile_matcher())
}
