//! All of a project's settings: read together, so that every fault in them is told at once.

use indexmap::IndexMap;
use language::diagnostic::Diagnostic;
use language::grammar::REMIT_TOML;
use language::read::{Table, TomlText};
use rules::source::SourceText;

use super::checkpoints::CheckpointSettings;
use super::feed::Inlets;
use super::host::Host;
use super::mention::Mention;
use super::notifier::Notifier;
use super::server::ServerSettings;
use super::store::StoreSettings;
use super::{checkpoints, feed, hook, notifier, route, server, store};
use crate::feeds::FeedSettings;
use crate::host::{ConfiguredPlugin, Grant, Plugins};
use crate::pull::PullSettings;
use crate::registry::NotifierSettings;
use crate::routes::Routes;
use crate::streams::StreamSettings;

/// Everything that a project says of its plugins.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    /// Its feeds, in the order in which they are written.
    pub feeds: Vec<FeedSettings>,
    /// How the files of feeds are pulled, of those whose files are.
    pub pulls: Vec<PullSettings>,
    /// From which streams reports come, of those feeds whose do.
    pub streams: Vec<StreamSettings>,
    /// Its notifiers, in the order in which they are written.
    pub notifiers: Vec<Notifier>,
    /// Which messages go through which of them.
    pub routes: Routes,
    /// Its hooks, in the order in which messages go through them.
    pub hooks: Vec<ConfiguredPlugin>,
    /// What it grants each plugin, by the plugin's name.
    pub grants: IndexMap<String, Grant>,
    /// Where it keeps the ledger.
    pub store: StoreSettings,
    /// How it publishes what its ledger came to; none where it does not.
    pub checkpoints: Option<CheckpointSettings>,
    /// Who reaches its service, and how.
    pub server: ServerSettings,
    pub(super) source: SourceText,
    pub(super) mentions: Vec<Mention>,
}

impl Settings {
    /// The notifiers that write to people alone.
    pub fn letters(&self) -> Vec<String> {
        let mail = self.notifiers.iter().map(|notifier| &notifier.settings);
        mail.filter(|settings| matches!(settings, NotifierSettings::Mail(_)))
            .map(|settings| settings.id().to_owned())
            .collect()
    }
}

/// Reads the settings of a project whose plugins are those that come with Remit.
pub fn parse(project: &SourceText) -> (Option<Settings>, Vec<Diagnostic>) {
    parse_with(project, &Plugins::shipped())
}

/// The same, for a project with plugins of its own.
pub fn parse_with(project: &SourceText, plugins: &Plugins) -> (Option<Settings>, Vec<Diagnostic>) {
    read_settings(&TomlText::parse(project), plugins)
}

/// Reads `remit.toml`; without settings if anything in them is wrong. Every fault is told at once.
///
/// A text that is not TOML comes to nothing here without a word, since the project's own reading reports it.
pub fn read_settings(project: &TomlText<'_>, plugins: &Plugins) -> (Option<Settings>, Vec<Diagnostic>) {
    if !project.is_toml() {
        return (None, Vec::new());
    }
    let reading = project.read_further(&REMIT_TOML, |root| read_root(root, project.source(), plugins));
    let mut faults = reading.faults;
    language::diagnostic::sort(&mut faults);
    (faults.is_empty().then_some(reading.found), faults)
}

fn read_root(root: &Table<'_>, source: &SourceText, plugins: &Plugins) -> Settings {
    let mut mentions = Vec::new();
    let host = Host::read(root, plugins);
    let Inlets { feeds, pulls, streams } = feed::read(root, &host, &mut mentions);
    let notifiers = notifier::read(root, &host);
    let routes = route::read(root);
    let hooks = hook::read(root, &host);
    let store = store::read(root);
    let checkpoints = checkpoints::read(root, &notifiers);
    let server = server::read(root, &mut mentions);
    Settings {
        feeds,
        pulls,
        streams,
        notifiers,
        routes,
        hooks,
        grants: host.into_grants(),
        store,
        checkpoints,
        server,
        source: source.clone(),
        mentions,
    }
}
