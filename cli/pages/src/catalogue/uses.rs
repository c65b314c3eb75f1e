//! Where a project puts its plugins to use: its feeds, notifiers and hooks, and the rules that import a library.

use std::collections::BTreeMap;

use plugins::feeds::FeedFormat;
use plugins::host::Plugin;
use plugins::registry::NotifierSettings;
use rules::declare::PluginKind;
use rules::source::{SourceText, Sources};
use words::english;

use super::address::{self, Link};
use app::project::Project;

/// A rule with its text.
#[derive(Clone, Copy)]
pub(super) struct Rule<'s> {
    pub(super) id: &'s str,
    pub(super) source: &'s SourceText,
}

/// Every rule, by name.
pub(super) fn rules(sources: &Sources) -> Vec<Rule<'_>> {
    let missions = sources.missions.values();
    let rules: BTreeMap<&str, &SourceText> =
        missions.flat_map(|mission| mission.rules.iter()).map(|(id, source)| (id.as_str(), source)).collect();
    rules.into_iter().map(|(id, source)| Rule { id, source }).collect()
}

/// The libraries that a rule imports.
pub(super) fn libraries_of(project: &Project, rule: Rule<'_>) -> Vec<Link> {
    let libraries = project.plugins.of_kind(PluginKind::Library);
    let imported = libraries.filter(|library| imports(rule.source, library));
    imported.map(|library| Link::new(library, address::plugin(library))).collect()
}

/// The rules that import a library.
pub(super) fn rules_with(project: &Project, library: &str) -> Vec<Link> {
    let rules = rules(&project.sources).into_iter();
    let importing = rules.filter(|rule| imports(rule.source, library));
    importing.map(|rule| Link::new(rule.id, address::rule(rule.id))).collect()
}

/// Whether a line of a script imports a library of this name.
fn imports(source: &SourceText, library: &str) -> bool {
    let is_named = |line: &str| {
        let named = line.trim_start().strip_prefix("import").map(str::trim_start);
        let after = named.and_then(|named| named.strip_prefix('"')?.strip_prefix(library));
        after.is_some_and(|after| after.starts_with(['"', '@']))
    };
    source.text.lines().any(is_named)
}

/// Where a plugin is put to use, each place in a few words with names between backticks; empty where it is not.
pub(super) fn places(project: &Project, plugin: &Plugin) -> Vec<String> {
    let name = plugin.manifest.name();
    match plugin.manifest.kind() {
        PluginKind::Reader => feeds(project, name),
        PluginKind::Notifier => notifiers(project, name),
        PluginKind::Hook => hooks(project, name),
        PluginKind::Library => {
            rules_with(project, name).into_iter().map(|rule| format!("rule `{}`", rule.text)).collect()
        }
    }
}

fn feeds(project: &Project, name: &str) -> Vec<String> {
    let feeds = project.settings.feeds.iter();
    let fed = feeds.filter(|feed| matches!(feed.format, FeedFormat::Script(_)) && feed.format.name() == name);
    fed.map(|feed| format!("feed `{}`, files `{}` in `{}`", feed.id, feed.files.glob(), feed.folder))
        .collect()
}

fn notifiers(project: &Project, name: &str) -> Vec<String> {
    let notifiers = project.settings.notifiers.iter();
    let id = |settings: &NotifierSettings| match settings {
        NotifierSettings::Script(script) if script.engagement.name() == name => {
            Some(format!("notifier `{}`", script.id))
        }
        // Every other kind comes with Remit.
        _ => None,
    };
    notifiers.filter_map(|notifier| id(&notifier.settings)).collect()
}

fn hooks(project: &Project, name: &str) -> Vec<String> {
    let hooks = &project.settings.hooks;
    let told = |place: usize| match hooks.len() {
        1 => "the hook of every message about an alert".to_owned(),
        all => format!(
            "hook {} of {}, in the order in which messages go through them",
            place + 1,
            english::figure(all)
        ),
    };
    let placed = hooks.iter().enumerate().filter(|(_, hook)| hook.name() == name);
    placed.map(|(place, _)| told(place)).collect()
}

/// What a project grants a plugin, as it is written there.
pub(super) struct Granted {
    pub(super) hosts: Vec<String>,
    pub(super) paths: Vec<String>,
}

/// What a project grants a plugin.
pub(super) fn granted(project: &Project, name: &str) -> Granted {
    let grant = project.settings.grants.get(name);
    Granted {
        hosts: grant.map(|grant| grant.hosts.iter().map(ToString::to_string).collect()).unwrap_or_default(),
        paths: grant.map(|grant| grant.paths.clone()).unwrap_or_default(),
    }
}
