//! The texts of the plugins in a project's own folder. Nothing of them is compiled here.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use indexmap::IndexMap;
use rules::declare::{MANIFEST_FILE, Manifest, PLUGINS_FOLDER, PluginKind, read_manifest};
use rules::diagnostic::Diagnostic;
use rules::source::{LibrarySources, SourceText};

use super::files::{Disk, Files};

/// One plugin of a project whose texts can be read.
#[derive(Clone, PartialEq, Debug)]
pub struct PluginTexts {
    /// The text of its manifest.
    pub manifest_text: SourceText,
    /// What its manifest says.
    pub manifest: Manifest,
    /// Its script.
    pub script: SourceText,
}

/// Reads every plugin of a project, in order of name. One with a fault is left out, and its faults are told.
pub fn read_plugins(dir: &Path) -> (Vec<PluginTexts>, Vec<Diagnostic>) {
    read_plugins_of(&Disk(dir))
}

/// The same, wherever the files are had from.
pub(super) fn read_plugins_of(files: &dyn Files) -> (Vec<PluginTexts>, Vec<Diagnostic>) {
    let (mut plugins, mut faults) = (Vec::new(), Vec::new());
    for name in files.folders(PLUGINS_FOLDER) {
        match read_plugin(files, &format!("{PLUGINS_FOLDER}/{name}")) {
            Ok(plugin) => plugins.push(plugin),
            Err(found) => faults.extend(found),
        }
    }
    (plugins, faults)
}

fn read_plugin(files: &dyn Files, folder: &str) -> Result<PluginTexts, Vec<Diagnostic>> {
    let manifest_text = files.read(&format!("{folder}/{MANIFEST_FILE}")).map_err(|fault| vec![fault])?;
    let (manifest, faults) = read_manifest(&manifest_text);
    let manifest = manifest.filter(|_| faults.is_empty()).ok_or(faults)?;
    let script = files.read(&format!("{folder}/{}", manifest.script())).map_err(|fault| vec![fault])?;
    Ok(PluginTexts { manifest_text, manifest, script })
}

/// The folders in which a change of a plugin shows: that of all plugins, and each of theirs.
pub fn plugin_folders(dir: &Path) -> Vec<PathBuf> {
    let all = dir.join(PLUGINS_FOLDER);
    let own: Vec<PathBuf> =
        Disk(dir).folders(PLUGINS_FOLDER).into_iter().map(|name| all.join(name)).collect();
    std::iter::once(all).chain(own).collect()
}

/// The libraries among the plugins, for rules to import.
pub(super) fn libraries(plugins: &[PluginTexts]) -> Arc<IndexMap<String, LibrarySources>> {
    let libraries = plugins.iter().filter(|plugin| plugin.manifest.kind() == PluginKind::Library);
    let library = |plugin: &PluginTexts| {
        let version = plugin.manifest.version().to_string();
        (plugin.manifest.name().to_owned(), LibrarySources { version, script: plugin.script.clone() })
    };
    Arc::new(libraries.map(library).collect())
}
