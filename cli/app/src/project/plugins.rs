//! The project's own plugins: where they stand, and the libraries among them. The rest of them is compiled by their host.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use indexmap::IndexMap;
use plugins::host::PluginTexts;
use rules::declare::{MANIFEST_FILE, PLUGINS_FOLDER, PluginKind, read_manifest};
use rules::diagnostic::{Code, Diagnostic};
use rules::source::{LibrarySources, SourceText};

use super::files::{Disk, Files};

/// Reads the manifest and the scripts of every plugin of a project, in order of name. What they say is not looked at.
///
/// Whatever cannot be read is told. A folder without a manifest is no plugin, and that is worth a warning.
pub fn read_plugins(files: &dyn Files) -> (Vec<PluginTexts>, Vec<Diagnostic>) {
    let (mut plugins, mut faults) = (Vec::new(), Vec::new());
    for name in files.folders(PLUGINS_FOLDER) {
        plugins.extend(read_plugin(files, &format!("{PLUGINS_FOLDER}/{name}"), &mut faults));
    }
    (plugins, faults)
}

fn read_plugin(files: &dyn Files, folder: &str, faults: &mut Vec<Diagnostic>) -> Option<PluginTexts> {
    let manifest = format!("{folder}/{MANIFEST_FILE}");
    let is_there = |path: &Result<String, Diagnostic>| path.as_ref().is_ok_and(|path| *path == manifest);
    if !files.list(folder, "toml").iter().any(is_there) {
        let message = format!("{folder} has no {MANIFEST_FILE}");
        let fault = Diagnostic::project_error(Code::MissingFile, message).into_warning();
        faults
            .push(fault.with_help("every folder there is a plugin; `remit plugin new` writes a working one"));
        return None;
    }
    let mut keep = |text: Result<SourceText, Diagnostic>| text.map_err(|fault| faults.push(fault)).ok();
    let manifest = keep(files.read(&manifest))?;
    let scripts = files.list(folder, "rhai").into_iter();
    let scripts = scripts.filter_map(|path| keep(path.and_then(|path| files.read(&path)))).collect();
    Some(PluginTexts { manifest, scripts })
}

/// The folders in which a change of a plugin shows: that of all plugins, and each of theirs.
pub fn plugin_folders(dir: &Path) -> Vec<PathBuf> {
    let all = dir.join(PLUGINS_FOLDER);
    let own: Vec<PathBuf> =
        Disk(dir).folders(PLUGINS_FOLDER).into_iter().map(|name| all.join(name)).collect();
    std::iter::once(all).chain(own).collect()
}

/// The libraries among the plugins, for rules to import. What is wrong with the others is found by their host.
pub fn libraries(plugins: &[PluginTexts]) -> Arc<IndexMap<String, LibrarySources>> {
    let library = |texts: &PluginTexts| {
        let manifest = read_manifest(&texts.manifest).0?;
        let script = texts.script(&manifest)?.clone();
        let version = manifest.version().to_string();
        (manifest.kind() == PluginKind::Library)
            .then(|| (manifest.name().to_owned(), LibrarySources { version, script }))
    };
    Arc::new(plugins.iter().filter_map(library).collect())
}
