//! What a plugin's manifest and script say of it.

use plugins::host::Plugin;
use rules::declare::{Manifest, PluginKind, SettingDeclaration};
use rules::script::FunctionDoc;

/// A plugin as facts.
#[derive(Clone, Debug)]
pub struct Profile<'p> {
    pub plugin: &'p Plugin,
    /// What it asks for; a project grants it or does not.
    pub wishes: Vec<Wish>,
    /// What a project may tell it, in the order of the manifest.
    pub settings: Vec<SettingFact<'p>>,
    /// The functions that a library lends to rules.
    pub functions: Vec<FunctionDoc>,
    /// How it is put to use.
    pub snippet: Snippet,
}

/// What a plugin asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wish {
    /// Which kind of thing.
    pub of: Wishes,
    /// Patterns of hosts or of paths.
    pub asked: Vec<String>,
}

/// The kinds of things that a plugin can ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wishes {
    /// Hosts to send to.
    Hosts,
    /// Files of the project to be handed.
    Paths,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettingFact<'p> {
    pub name: &'p str,
    /// What it takes: `text`, `number`, `flag`, `list` or `table`.
    pub kind: &'static str,
    /// What holds where a project does not say.
    pub given: Given,
    /// What it is for, as one line; empty where the manifest does not say.
    pub doc: String,
    /// The key that may name a file with a secret.
    pub secret_file: Option<String>,
}

/// What holds where a project does not say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Given {
    /// A project must say.
    Required,
    /// Nothing is told to the plugin.
    Nothing,
    /// This, as it is written in TOML.
    Default(String),
}

/// A text that puts a plugin to use, to be copied and filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snippet {
    /// What it is written in, and so where it goes.
    pub language: Language,
    pub text: String,
}

/// What a snippet is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// It goes into `remit.toml`.
    Toml,
    /// It goes into a rule.
    Rhai,
}

impl<'p> Profile<'p> {
    /// The facts of a plugin.
    pub fn of(plugin: &'p Plugin) -> Self {
        let manifest = &plugin.manifest;
        let setting = |(name, setting): (&'p String, &'p SettingDeclaration)| fact(name, setting);
        let functions = match manifest.kind() {
            PluginKind::Library => FunctionDoc::all(&plugin.source),
            PluginKind::Reader | PluginKind::Notifier | PluginKind::Hook => Vec::new(),
        };
        Self {
            plugin,
            wishes: wishes(manifest),
            settings: manifest.settings().iter().map(setting).collect(),
            functions,
            snippet: snippet(manifest),
        }
    }
}

fn wishes(manifest: &Manifest) -> Vec<Wish> {
    let hosts = manifest.hosts().iter().map(ToString::to_string).collect();
    let all = [(Wishes::Hosts, hosts), (Wishes::Paths, manifest.paths().to_vec())];
    all.into_iter().filter(|(_, asked)| !asked.is_empty()).map(|(of, asked)| Wish { of, asked }).collect()
}

fn fact<'p>(name: &'p str, setting: &SettingDeclaration) -> SettingFact<'p> {
    let given = match &setting.default {
        Some(default) => Given::Default(default.to_string()),
        None if setting.required => Given::Required,
        None => Given::Nothing,
    };
    SettingFact {
        name,
        kind: setting.kind.as_str(),
        given,
        doc: setting.doc.as_deref().unwrap_or_default().replace('\n', " "),
        secret_file: setting.secret.then(|| format!("{name}_file")),
    }
}

fn snippet(manifest: &Manifest) -> Snippet {
    let name = manifest.name();
    let toml = |lines: String| {
        let required = manifest.settings().iter().filter(|(_, setting)| setting.required);
        let required = required.map(|(name, setting)| format!("{name} = {}\n", setting.kind.example()));
        Snippet { language: Language::Toml, text: std::iter::once(lines).chain(required).collect() }
    };
    match manifest.kind() {
        PluginKind::Reader => toml(format!(
            "[[feed]]\nid = \"...\"\nfolder = \"feeds/...\"\nformat = \"{name}\"\n[feed.settings]\n"
        )),
        PluginKind::Notifier => toml(format!("[[notifier]]\nid = \"...\"\nkind = \"{name}\"\n")),
        PluginKind::Hook => toml(format!("[[hook]]\nplugin = \"{name}\"\n")),
        PluginKind::Library => {
            let alias = name.replace('-', "_");
            let text = format!("import \"{name}@{}\" as {alias};\n", manifest.version().major);
            Snippet { language: Language::Rhai, text }
        }
    }
}
