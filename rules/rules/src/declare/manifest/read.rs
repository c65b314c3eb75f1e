//! Reading a manifest, with every fault in it.

use indexmap::IndexMap;
use language::grammar::{MANIFESTS, RESERVED_SETTINGS};
use language::read::{ID_HELP, Item, Table, is_well_formed, read_document};
use semver::Version;
use toml::Spanned;

use super::declaration::{Manifest, path_pattern};
use super::host::HostPattern;
use super::kind::PluginKind;
use super::setting::{SettingDeclaration, SettingKind, SettingValue};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// Reads a manifest. The name of its folder is taken from its path, such as `plugins/teams/plugin.toml`.
///
/// Where it has faults there is no manifest, and every fault is told.
pub fn read_manifest(source: &SourceText) -> (Option<Manifest>, Vec<Diagnostic>) {
    let reading = read_document(source, &MANIFESTS, read_root);
    (reading.found.filter(|_| reading.faults.is_empty()), reading.faults)
}

fn read_root(root: &Table<'_>) -> Option<Manifest> {
    let Some(item) = root.get("plugin") else {
        let fault = root.document().at(Code::Toml, "the file has no [plugin]", 0..0);
        root.document().fault(
            fault.with_help("begin it with `[plugin]`, a `name`, a `version`, a `kind` and a `title`"),
        );
        return None;
    };
    let head = item.table()?;
    let name = read_name(&head);
    let version = head.require("version").and_then(|item| read_version(&item));
    let kind = head.require("kind").and_then(|item| read_kind(&item));
    let title = head.require("title").and_then(|item| item.text());
    let description = head.get("description").and_then(|item| item.text());
    let script = head.get("script").map(|item| read_script(&item));
    let files = head.get("files").and_then(|item| read_files(&item));
    let capabilities = root.get("capabilities").and_then(|item| item.table());
    let (hosts, paths) = capabilities.as_ref().map(read_capabilities).unwrap_or_default();
    let settings = root.get("settings").map(|item| read_settings(&item)).unwrap_or_default();
    let kind = kind?;
    check_fit(kind, &head, capabilities.as_ref(), root);
    Some(Manifest {
        name: name?,
        version: version?,
        kind,
        title: title?.into_inner(),
        description: description.map(Spanned::into_inner),
        script: script.unwrap_or_else(|| Some(format!("{kind}.rhai")))?,
        files,
        hosts,
        paths,
        settings,
    })
}

/// A name is the folder's, so that what a project names is where one finds it.
fn read_name(head: &Table<'_>) -> Option<String> {
    let path = &head.document().source.path;
    let folder = path.rsplit('/').nth(1).unwrap_or_default();
    let item = head.require_such_as("name", &format!("\"{folder}\""))?;
    let name = item.id()?.into_inner();
    if name == folder {
        return Some(name);
    }
    let message = format!("the plugin is called `{name}` and its folder `{folder}`");
    let help = if is_well_formed(folder) {
        format!("write `name = \"{folder}\"`, or give the folder the name of the plugin")
    } else {
        format!("give the folder the name of the plugin; {ID_HELP}")
    };
    item.refuse_with_help(Code::Plugin, message, help)
}

fn read_version(item: &Item<'_>) -> Option<Version> {
    let text = item.text()?;
    match Version::parse(text.get_ref()) {
        Ok(version) => Some(version),
        Err(_) => item.refuse_with_help(
            Code::InvalidValue,
            format!("`{text}` is not a semantic version"),
            "write three numbers, such as `1.0.0`",
        ),
    }
}

fn read_kind(item: &Item<'_>) -> Option<PluginKind> {
    let words: Vec<(&str, PluginKind)> = PluginKind::ALL.iter().map(|kind| (kind.as_str(), *kind)).collect();
    item.word(&words).map(Spanned::into_inner)
}

fn read_script(item: &Item<'_>) -> Option<String> {
    let script = item.text()?.into_inner();
    let stem = script.strip_suffix(".rhai").unwrap_or_default();
    if !stem.is_empty() && !stem.starts_with('.') && !script.contains(['/', '\\', ':']) {
        return Some(script);
    }
    let message = format!("`{script}` is not a script in the plugin's own folder");
    item.refuse_with_help(Code::InvalidValue, message, "name a file such as `reader.rhai`")
}

fn read_files(item: &Item<'_>) -> Option<String> {
    let pattern = item.text()?.into_inner();
    if !pattern.contains('/') && path_pattern(&pattern).is_some() {
        return Some(pattern);
    }
    let message = format!("`{pattern}` does not name files in a folder");
    item.refuse_with_help(Code::InvalidValue, message, "write it like `*.json`, without folders")
}

fn read_capabilities(table: &Table<'_>) -> (Vec<HostPattern>, Vec<String>) {
    let path = |text: &str| path_pattern(text).map(|_| text.to_owned());
    let hosts = read_each(table, "hosts", HostPattern::parse, "a host", HOST_HELP);
    (hosts, read_each(table, "paths", path, "a pattern of files in a project", PATH_HELP))
}

/// Every text of a list as what it should be.
fn read_each<T>(
    table: &Table<'_>,
    key: &'static str,
    read: impl Fn(&str) -> Option<T>,
    what: &str,
    help: &str,
) -> Vec<T> {
    let texts = table.get(key).and_then(|item| item.texts()).unwrap_or_default();
    let one = |text: Spanned<String>| {
        let found = read(text.get_ref());
        if found.is_none() {
            let message = format!("`{}` is not {what}", text.get_ref());
            let source = table.document().source;
            let fault = Diagnostic::error(Code::InvalidValue, message, source, text.span());
            table.document().fault(fault.with_help(help));
        }
        found
    };
    texts.into_iter().filter_map(one).collect()
}

const HOST_HELP: &str =
    "write it like `example.org`, `*.example.org` or `example.org:8443`, without `https://`";
const PATH_HELP: &str = "write it from the project's own folder, such as `codes/*.csv`";

fn read_settings(item: &Item<'_>) -> IndexMap<String, SettingDeclaration> {
    let Some(entries) = item.entries() else {
        item.refuse_kind::<()>("a table");
        return IndexMap::new();
    };
    let read = |item: &Item<'_>| Some((item.key.to_owned(), read_setting(item)?));
    entries.iter().filter_map(read).collect()
}

fn read_setting(item: &Item<'_>) -> Option<SettingDeclaration> {
    if !is_setting_name(item.key) {
        let message = format!("`{}` is not a well-formed name of a setting", item.key);
        let help = "it begins with a lower-case letter and goes on with lower-case letters, digits and `_`";
        return item.refuse_with_help(Code::MalformedId, message, help);
    }
    if RESERVED_SETTINGS.contains(&item.key) {
        let message =
            format!("a setting cannot be called `{}`: that is a key of the project's own", item.key);
        return item.refuse_with_help(Code::InvalidValue, message, "give it another name");
    }
    let table = item.table()?;
    let kind = table.require("type").and_then(|item| item.word(SettingKind::WORDS));
    let required = table.get("required");
    let is_required = required.as_ref().and_then(Item::flag).unwrap_or(false);
    let secret = table.get("secret");
    let is_secret = secret.as_ref().and_then(Item::flag).unwrap_or(false);
    let kind = kind?.into_inner();
    if let Some(secret) = secret.filter(|_| is_secret && kind != SettingKind::Text) {
        secret.refuse::<()>(Code::InvalidValue, "only a text can be a secret");
    }
    let default = table.get("default").map(|item| read_default(&item, kind));
    if let Some(required) = required.filter(|_| is_required && default.is_some()) {
        required.refuse_with_help::<()>(
            Code::InvalidValue,
            "a setting with a default need not be required",
            "leave `required` or `default` out",
        );
    }
    let doc = table.get("doc").and_then(|item| item.text()).map(Spanned::into_inner);
    Some(SettingDeclaration {
        kind,
        required: is_required,
        secret: is_secret,
        default: default.flatten(),
        doc,
    })
}

fn is_setting_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

fn read_default(item: &Item<'_>, kind: SettingKind) -> Option<SettingValue> {
    match SettingValue::read(item.value) {
        Ok(value) if value.kind() == kind => Some(value),
        Ok(_) => item.refuse_kind(kind.article()),
        Err(why) => item.refuse(Code::InvalidValue, format!("`default` {why}")),
    }
}

/// What a manifest says must have a meaning for its kind.
fn check_fit(kind: PluginKind, head: &Table<'_>, capabilities: Option<&Table<'_>>, root: &Table<'_>) {
    let is_any_of = |kinds: &[PluginKind]| kinds.contains(&kind);
    let misplaced = |item: Option<Item<'_>>, message: &str| {
        if let Some(item) = item {
            item.refuse_with_help::<()>(Code::Plugin, format!("a {kind} {message}"), "leave it out");
        }
    };
    let asked = |key| capabilities.and_then(|table| table.get(key));
    if !is_any_of(&[PluginKind::Reader]) {
        misplaced(head.get("files"), "reads no files of a feed");
    }
    if !is_any_of(&[PluginKind::Notifier]) {
        misplaced(asked("hosts"), "sends nothing to a host");
    }
    if !is_any_of(&[PluginKind::Reader, PluginKind::Hook]) {
        misplaced(asked("paths"), "is handed no files of the project");
    }
    if is_any_of(&[PluginKind::Library]) {
        misplaced(root.get("settings"), "is told nothing by a project; its functions have parameters");
    }
}
