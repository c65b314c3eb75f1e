//! `[[plugin]]`: what a project grants plugins; and what it tells them in the places where it uses them.

use std::ops::Range;

use indexmap::IndexMap;
use language::diagnostic::{Code, Diagnostic, listed};
use language::read::{Document, Item, Table};
use rules::declare::{HostPattern, Manifest, PluginKind, SettingValue, path_pattern};

use semver::VersionReq;
use toml::Spanned;
use toml::de::DeValue;

use super::declaration::Text;
use crate::host::{ConfiguredPlugin, Grant, Plugin, PluginSettings, Plugins};

/// What a project grants one plugin, as it is written.
struct PluginDeclaration {
    name: Text,
    version: Option<Text>,
    allow_hosts: Vec<Text>,
    allow_paths: Vec<Text>,
}

/// The plugins that a project may use, with what it grants each.
pub(super) struct Host<'p> {
    plugins: &'p Plugins,
    grants: IndexMap<String, Grant>,
}

/// A place where a project uses a plugin.
pub(super) struct Usage<'t> {
    /// What people call the place, such as `[[notifier]]`.
    pub(super) table: &'static str,
    /// The plugin's name.
    pub(super) name: &'t str,
    /// Where the name stands.
    pub(super) place: Range<usize>,
    /// Where the table begins in which its settings stand.
    pub(super) header: Range<usize>,
    /// Its settings, as they are written.
    pub(super) given: Vec<Item<'t>>,
}

impl<'p> Host<'p> {
    pub(super) fn read(root: &Table<'_>, plugins: &'p Plugins) -> Self {
        let mut host = Self { plugins, grants: IndexMap::new() };
        let document = root.document();
        for table in root.tables("plugin") {
            let Some(declared) = read_plugin(&table) else { continue };
            let grant = host.grant(document, &declared);
            let name = &declared.name;
            if host.grants.insert(name.get_ref().clone(), grant).is_some() {
                let message = format!("the plugin `{}` is granted something twice", name.get_ref());
                let fault = document.at(Code::DuplicateId, message, name.span());
                document.fault(fault.with_help("keep one `[[plugin]]` for each plugin"));
            }
        }
        host
    }

    fn grant(&self, document: &Document<'_>, declared: &PluginDeclaration) -> Grant {
        let name = &declared.name;
        let mut grant = Grant::default();
        let found = self.plugins.find(name.get_ref());
        if found.is_none() {
            document.fault(self.unknown(document, name.get_ref(), name.span()));
        }
        let plugin = found.and_then(Result::ok);
        if let Some((version, plugin)) = declared.version.as_ref().zip(plugin) {
            check_version(document, version, &plugin.manifest);
        }
        let manifest = plugin.map(|plugin| &plugin.manifest);
        for text in &declared.allow_hosts {
            let pattern = HostPattern::parse(text.get_ref()).filter(|pattern| !pattern.is_any());
            let Some(pattern) = pattern else {
                let fault = format!("`{}` is not a host that can be granted", text.get_ref());
                let help =
                    "write it like `example.org`, `*.example.org` or `example.org:8443`, without `https://`";
                document.fault(document.at(Code::Plugin, fault, text.span()).with_help(help));
                continue;
            };
            let asked = manifest.map(Manifest::hosts);
            if let Some(asked) = asked.filter(|asked| !asked.iter().any(|asked| asked.covers(&pattern))) {
                refuse_unasked(document, name.get_ref(), text, "sends nothing to", &shown(asked));
            }
            grant.hosts.push(pattern);
        }
        for text in &declared.allow_paths {
            if path_pattern(text.get_ref()).is_none() {
                let fault = format!("`{}` does not name files of the project", text.get_ref());
                let help = "write it from the project's own folder, such as `codes/*.csv`";
                document.fault(document.at(Code::Plugin, fault, text.span()).with_help(help));
                continue;
            }
            let covers = |asked: &String| {
                asked == text.get_ref()
                    || path_pattern(asked).is_some_and(|asked| asked.is_match(text.get_ref()))
            };
            let asked = manifest.map(Manifest::paths);
            if let Some(asked) = asked.filter(|asked| !asked.iter().any(covers)) {
                refuse_unasked(document, name.get_ref(), text, "does not ask for", asked);
            }
            grant.paths.push(text.get_ref().clone());
        }
        grant
    }

    /// What the project grants, by the plugin's name.
    pub(super) fn into_grants(self) -> IndexMap<String, Grant> {
        self.grants
    }

    /// The names of plugins of one kind.
    pub(super) fn names(&self, kind: PluginKind) -> impl Iterator<Item = &str> {
        self.plugins.of_kind(kind)
    }

    /// Whether there is a plugin of this name, of whatever kind.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.plugins.find(name).is_some()
    }

    fn unknown(&self, document: &Document<'_>, name: &str, place: Range<usize>) -> Diagnostic {
        let known: Vec<&str> = self.plugins.names().collect();
        document
            .at(Code::Plugin, format!("there is no plugin `{name}`"), place)
            .with_help(format!("put it into `plugins/{name}`, with its `plugin.toml`"))
            .with_nearest(name, known.into_iter())
    }

    /// Puts a plugin to use, noting every fault in that.
    pub(super) fn engage(
        &self,
        document: &Document<'_>,
        kind: PluginKind,
        usage: Usage<'_>,
    ) -> Option<ConfiguredPlugin> {
        let name = usage.name;
        let plugin = match self.plugins.find(name) {
            None => {
                document.fault(self.unknown(document, name, usage.place));
                return None;
            }
            // Its own faults are told where they are; what needs it is told when it fails.
            Some(Err(reason)) => {
                return Some(ConfiguredPlugin::Broken { name: name.to_owned(), reason: reason.to_owned() });
            }
            Some(Ok(plugin)) => plugin,
        };
        let found = plugin.manifest.kind();
        if found != kind {
            let message = format!("`{name}` is a {found}, not a {kind}");
            document.error(Code::Plugin, message, usage.place);
            return None;
        }
        let grant = self.grants.get(name).cloned().unwrap_or_default();
        check_granted(document, plugin, &grant, usage.place.clone());
        let told = read_told(document, &plugin.manifest, &usage)?;
        Some(ConfiguredPlugin::Sound { plugin: plugin.clone(), told, grant })
    }
}

fn read_plugin(table: &Table<'_>) -> Option<PluginDeclaration> {
    let texts = |key: &str| table.get(key).and_then(|item| item.texts()).unwrap_or_default();
    let (allow_hosts, allow_paths) = (texts("allow_hosts"), texts("allow_paths"));
    let version = table.get("version").and_then(|item| item.verbatim());
    let name = table.require("name")?.verbatim()?;
    Some(PluginDeclaration { name, version, allow_hosts, allow_paths })
}

fn shown(hosts: &[HostPattern]) -> Vec<String> {
    hosts.iter().map(ToString::to_string).collect()
}

fn check_version(document: &Document<'_>, version: &Text, manifest: &Manifest) {
    let Ok(wanted) = VersionReq::parse(version.get_ref()) else {
        let fault = format!("`{}` is not a version", version.get_ref());
        let fault = document.at(Code::InvalidValue, fault, version.span());
        return document.fault(fault.with_help("write it like `1`, `1.2` or `>=1.2, <3`"));
    };
    if !wanted.matches(manifest.version()) {
        let message = format!(
            "the plugin `{}` is of version {}, and the project wants {}",
            manifest.name(),
            manifest.version(),
            version.get_ref()
        );
        let fault = document.at(Code::Plugin, message, version.span());
        document
            .fault(fault.with_help("take the plugin in that version, or try this one and change the line"));
    }
}

fn refuse_unasked(document: &Document<'_>, name: &str, text: &Text, verb: &str, asked: &[String]) {
    let message = format!("the plugin `{name}` {verb} `{}`", text.get_ref());
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    let help = if asked.is_empty() {
        "leave the line out; the plugin asks for nothing of the kind".to_owned()
    } else {
        format!("its manifest asks for {}", listed(&asked))
    };
    document.fault(document.at(Code::Plugin, message, text.span()).with_help(help));
}

/// What a plugin asks for must be granted in words, so that nobody sends data anywhere by naming a plugin.
fn check_granted(document: &Document<'_>, plugin: &Plugin, grant: &Grant, place: Range<usize>) {
    let manifest = &plugin.manifest;
    let name = manifest.name();
    let missing = |what: &str, key: &str, asked: &[String]| {
        let texts: Vec<&str> = asked.iter().map(String::as_str).collect();
        let message =
            format!("the plugin `{name}` asks {what} {}, which the project does not grant", listed(&texts));
        let values: Vec<String> = asked.iter().map(|text| format!("{:?}", example(text))).collect();
        let help = format!(
            "add `[[plugin]]` with `name = \"{name}\"` and a line such as `{key} = [{}]`",
            values.join(", ")
        );
        document.fault(document.at(Code::Plugin, message, place.clone()).with_help(help));
    };
    if !manifest.hosts().is_empty() && grant.hosts.is_empty() {
        missing("to send to", "allow_hosts", &shown(manifest.hosts()));
    }
    if !manifest.paths().is_empty() && grant.paths.is_empty() {
        missing("for the files", "allow_paths", manifest.paths());
    }
}

/// A host for every host there is, since that cannot be granted.
fn example(text: &str) -> &str {
    if text == "*" { "example.org" } else { text }
}

fn read_told(document: &Document<'_>, manifest: &Manifest, usage: &Usage<'_>) -> Option<PluginSettings> {
    let mut told = PluginSettings::default();
    let mut is_whole = true;
    for item in &usage.given {
        is_whole &= read_setting(document, manifest, usage.table, item, &mut told).is_some();
    }
    for (name, declared) in manifest.settings() {
        let is_given = told.values.contains_key(name) || told.secret_files.contains_key(name);
        if let Some(default) = declared.default.clone().filter(|_| !is_given) {
            told.values.insert(name.clone(), default);
        } else if declared.required && !is_given && is_whole {
            let message =
                format!("{} lacks `{name}`, which the plugin `{}` needs", usage.table, manifest.name());
            let file = if declared.secret {
                format!(", or `{name}_file` with the path of a file that holds it")
            } else {
                String::new()
            };
            let help = format!("add a line such as `{name} = {}`{file}", declared.kind.example());
            document.fault(document.at(Code::Toml, message, usage.header.clone()).with_help(help));
            is_whole = false;
        }
        if declared.secret {
            told.secrets.push(name.clone());
        }
    }
    is_whole.then_some(told)
}

fn read_setting(
    document: &Document<'_>,
    manifest: &Manifest,
    table: &str,
    item: &Item<'_>,
    told: &mut PluginSettings,
) -> Option<()> {
    let Item { key: name, value, range, key_range, .. } = item;
    let secret = |name: &str| manifest.settings().get(name).is_some_and(|declared| declared.secret);
    if let Some(setting) = name.strip_suffix("_file").filter(|setting| secret(setting)) {
        let DeValue::String(file) = value else {
            document.error(Code::Toml, format!("`{name}` must be the path of a file"), range.clone());
            return None;
        };
        if told.values.contains_key(setting) {
            let message = format!("`{setting}` and `{name}` exclude each other");
            document
                .fault(document.at(Code::Plugin, message, key_range.clone()).with_help("keep one of them"));
            return None;
        }
        told.secret_files.insert(setting.to_owned(), Spanned::new(range.clone(), file.to_string()));
        return Some(());
    }
    let Some(declared) = manifest.settings().get(*name) else {
        let known: Vec<&str> = manifest.settings().keys().map(String::as_str).collect();
        let message =
            format!("{table} has no key `{name}`: the plugin `{}` has no such setting", manifest.name());
        let help = if known.is_empty() {
            "the plugin has no settings".to_owned()
        } else {
            format!("its settings are {}", listed(&known))
        };
        let fault = document.at(Code::Toml, message, key_range.clone());
        document.fault(fault.with_help(help).with_nearest(name, known.into_iter()));
        return None;
    };
    match SettingValue::read(value) {
        Ok(read) if read.kind() == declared.kind => {
            if told.secret_files.contains_key(*name) {
                let message = format!("`{name}` and `{name}_file` exclude each other");
                document.fault(
                    document.at(Code::Plugin, message, key_range.clone()).with_help("keep one of them"),
                );
                return None;
            }
            if declared.secret {
                told.secret_places.push(Spanned::new(range.clone(), (*name).to_owned()));
            }
            told.values.insert((*name).to_owned(), read);
            Some(())
        }
        Ok(read) => {
            let message =
                format!("`{name}` must be {}, not {}", declared.kind.article(), read.kind().article());
            document.error(Code::Toml, message, range.clone());
            None
        }
        Err(why) => {
            document.error(Code::InvalidValue, format!("`{name}` {why}"), range.clone());
            None
        }
    }
}
