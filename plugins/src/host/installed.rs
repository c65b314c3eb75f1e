//! Every plugin that a project may name: its own, and those that come with Remit.

use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;
use rules::declare::{PluginKind, read_manifest};
use rules::diagnostic::{Code, Diagnostic, Severity};
use rules::script::plugin::Script;

use super::plugin::{Origin, Plugin, PluginTexts, shape};
use super::shipped::packs;

/// Plugins by name.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Plugins {
    found: IndexMap<String, Result<Arc<Plugin>, String>>,
    /// The texts of the project's own, faults and all.
    own: Vec<PluginTexts>,
    /// Plugins whose newest texts have faults, so that older ones are in force.
    kept: Vec<String>,
}

static SHIPPED: LazyLock<Plugins> = LazyLock::new(|| {
    let (plugins, faults) = read_all(&packs(), Origin::Shipped);
    assert!(faults.is_empty(), "plugins that come with Remit have no faults: {faults:?}");
    plugins
});

impl Plugins {
    /// Those that come with Remit.
    pub fn shipped() -> Self {
        SHIPPED.clone()
    }

    /// Compiles a project's own plugins, with the last good text of each that has faults. Each stands before a plugin of
    /// its name that comes with Remit.
    pub fn load(own: &[PluginTexts], last_good: Option<&Self>) -> (Self, Vec<Diagnostic>) {
        let (read, faults) = read_all(own, Origin::Project);
        let mut plugins = Self { own: own.to_vec(), ..Self::shipped() };
        for (name, plugin) in read.found {
            let older = last_good.and_then(|plugins| plugins.found.get(&name)?.as_ref().ok());
            let older = older.filter(|older| older.origin == Origin::Project);
            let plugin = match (plugin, older) {
                (Err(_), Some(older)) => {
                    plugins.kept.push(name.clone());
                    Ok(Arc::clone(older))
                }
                (plugin, _) => plugin,
            };
            plugins.found.insert(name, plugin);
        }
        plugins.found.sort_keys();
        (plugins, faults)
    }

    /// The plugin of this name, or what is wrong with it; none where there is none.
    pub fn find(&self, name: &str) -> Option<Result<&Arc<Plugin>, &str>> {
        self.found.get(name).map(|found| found.as_ref().map_err(String::as_str))
    }

    /// The names of all plugins, those with faults included.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.found.keys().map(String::as_str)
    }

    /// The names of the sound plugins of one kind.
    pub fn of_kind(&self, kind: PluginKind) -> impl Iterator<Item = &str> {
        self.iter().filter(move |plugin| plugin.manifest.kind() == kind).map(|plugin| plugin.manifest.name())
    }

    /// The sound ones, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Plugin>> {
        self.found.values().filter_map(|found| found.as_ref().ok())
    }

    /// Whether they are of these texts.
    pub fn are_of(&self, own: &[PluginTexts]) -> bool {
        self.own == own
    }

    /// The names of those with faults, whether older texts of them are in force or not.
    pub fn faulty(&self) -> Vec<&str> {
        let broken = self.found.iter().filter(|(_, found)| found.is_err()).map(|(name, _)| name.as_str());
        let mut faulty: Vec<&str> = broken.chain(self.kept.iter().map(String::as_str)).collect();
        faulty.sort_unstable();
        faulty
    }

    /// The names of those whose newest texts have faults, so that older ones are in force.
    pub fn kept(&self) -> &[String] {
        &self.kept
    }
}

fn read_all(texts: &[PluginTexts], origin: Origin) -> (Plugins, Vec<Diagnostic>) {
    let mut plugins = Plugins::default();
    let mut all_faults = Vec::new();
    for texts in texts {
        let name = texts.manifest.path.rsplit('/').nth(1).unwrap_or_default().to_owned();
        let (plugin, faults) = read(texts, origin);
        let reason = faults.iter().find(|fault| fault.severity == Severity::Error).map(first_words);
        let plugin = plugin.map(Arc::new).ok_or_else(|| reason.unwrap_or_default());
        plugins.found.insert(name, plugin);
        all_faults.extend(faults);
    }
    plugins.found.sort_keys();
    (plugins, all_faults)
}

fn read(texts: &PluginTexts, origin: Origin) -> (Option<Plugin>, Vec<Diagnostic>) {
    let (manifest, faults) = read_manifest(&texts.manifest);
    let Some(manifest) = manifest else { return (None, faults) };
    let Some(source) = texts.script(&manifest) else {
        let message = format!("the plugin has no file `{}`", manifest.script());
        let fault = Diagnostic::error(Code::MissingFile, message, &texts.manifest, 0..0);
        let help = "put its script there, or name another one with `script` under [plugin]";
        return (None, vec![fault.with_help(help)]);
    };
    let Some(shape) = shape(manifest.kind()) else {
        // What is wrong with a library's functions is found where rules import them.
        return (Some(Plugin { manifest, source: source.clone(), script: None, origin }), faults);
    };
    match Script::compile(source, shape) {
        Ok(script) => {
            (Some(Plugin { manifest, source: source.clone(), script: Some(script), origin }), faults)
        }
        Err(faults) => (None, faults),
    }
}

/// A fault in one line, with its place.
fn first_words(fault: &Diagnostic) -> String {
    match fault.labels.first().map(|label| &label.span) {
        Some(span) => {
            format!("{} (line {} of {})", fault.message, span.source.line(span.range.start), span.source.path)
        }
        None => fault.message.clone(),
    }
}
