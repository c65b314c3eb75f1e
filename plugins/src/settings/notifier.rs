//! `[[notifier]]`: which kind, and what that kind wants to know.

use std::ops::Range;

use language::diagnostic::Code;
use language::grammar::PLUGIN_NOTIFIER;
use language::read::{Item, Table};
use rules::declare::PluginKind;

use super::declaration::Text;
use super::host::{Host, Usage};
use crate::notifiers::script::ScriptNotifierSettings;
use crate::notifiers::templated::TemplateFile;
use crate::registry::{NOTIFIERS, NotifierKind, NotifierSettings};

/// A notifier with its place in `remit.toml`, for faults that show only when it is connected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notifier {
    /// What is said of it.
    pub settings: NotifierSettings,
    /// Where its table begins.
    pub table: Range<usize>,
    /// In whose words its messages about alerts are; none where in Remit's own.
    pub template: Option<TemplateFile>,
}

pub(super) fn read(root: &Table<'_>, host: &Host<'_>) -> Vec<Notifier> {
    let mut notifiers: Vec<Notifier> = Vec::new();
    for item in root.elements("notifier") {
        let Some((settings, template)) = read_one(&item, host) else { continue };
        let id = settings.id();
        if notifiers.iter().any(|other| other.settings.id() == id) {
            let message = format!("two notifiers have the id `{id}`");
            item.document.error(Code::DuplicateId, message, item.range.clone());
        }
        notifiers.push(Notifier { settings, table: item.range, template });
    }
    notifiers
}

/// What carries the messages.
enum NamedKind {
    Known(&'static NotifierKind),
    Plugin(Text),
}

fn read_one(item: &Item<'_>, host: &Host<'_>) -> Option<(NotifierSettings, Option<TemplateFile>)> {
    // Which keys a notifier has hangs on its kind; as a plugin's it may have any.
    let table = item.table_of(&PLUGIN_NOTIFIER)?;
    match read_kind(&table, host)? {
        NamedKind::Known(kind) => {
            let table = item.table_of(kind.grammar)?;
            let template = table.get("template").and_then(|item| item.text()).map(TemplateFile::new);
            Some(((kind.read)(&table)?, template))
        }
        // A plugin writes its requests itself.
        NamedKind::Plugin(name) => Some((read_script(&table, &name, host)?, None)),
    }
}

/// A notifier that a plugin makes requests for. What stands beside its id is for the plugin's manifest to check.
fn read_script(table: &Table<'_>, name: &Text, host: &Host<'_>) -> Option<NotifierSettings> {
    let id = table.require("id").and_then(|item| item.verbatim());
    let usage = Usage {
        table: "[[notifier]]",
        name: name.get_ref(),
        place: name.span(),
        header: table.header(),
        given: table.others(),
    };
    let plugin = host.engage(table.document(), PluginKind::Notifier, usage)?;
    Some(NotifierSettings::Script(ScriptNotifierSettings { id: id?.into_inner(), engagement: plugin }))
}

fn read_kind(table: &Table<'_>, host: &Host<'_>) -> Option<NamedKind> {
    let document = table.document();
    let names = || NOTIFIERS.iter().map(|kind| kind.name).chain(host.names(PluginKind::Notifier));
    let help =
        format!("it may be {}", names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or "));
    let Some(item) = table.get("kind") else {
        let fault = document.at(Code::Toml, "[[notifier]] lacks `kind`", table.header());
        document.fault(fault.with_help(help));
        return None;
    };
    let name = item.verbatim()?;
    if let Some(known) = NOTIFIERS.iter().find(|known| known.name == name.get_ref()) {
        return Some(NamedKind::Known(known));
    }
    if host.knows(name.get_ref()) {
        return Some(NamedKind::Plugin(name));
    }
    let message = format!("there is no notifier of the kind `{}`", name.get_ref());
    let fault = document.at(Code::Notifier, message, name.span());
    document.fault(fault.with_help(help).with_nearest(name.get_ref(), names()));
    None
}
