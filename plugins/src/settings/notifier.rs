//! `[[notifier]]`: which kind, and what that kind wants to know.

use std::ops::Range;

use rules::declare::PluginKind;
use rules::diagnostic::Code;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::declaration::Text;
use super::document::Document;
use super::host::{Host, Usage};
use crate::notifiers::script::ScriptNotifierSettings;
use crate::registry::{NOTIFIERS, NotifierKind, NotifierSettings};

/// A notifier with its place in `remit.toml`, for faults that show only when it is connected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notifier {
    /// What is said of it.
    pub settings: NotifierSettings,
    /// Where its table begins.
    pub table: Range<usize>,
}

pub(super) fn read(document: &mut Document<'_>, root: &DeTable<'_>, host: &Host<'_>) -> Vec<Notifier> {
    let mut notifiers: Vec<Notifier> = Vec::new();
    for mut table in document.tables(root, "notifier") {
        let range = table.span();
        let Some(kind) = take_kind(document, &mut table, host) else { continue };
        let settings = match kind {
            Kind::Known(kind) => document.read_with(NAME, table, kind.read).map(|read| read.value),
            Kind::Plugin(name) => read_script(document, table, &name, host),
        };
        let Some(settings) = settings else { continue };
        let id = settings.id();
        if notifiers.iter().any(|other| other.settings.id() == id) {
            document.error(Code::DuplicateId, format!("two notifiers have the id `{id}`"), range.clone());
        }
        notifiers.push(Notifier { settings, table: range });
    }
    notifiers
}

/// What carries the messages.
enum Kind {
    Known(&'static NotifierKind),
    Plugin(Text),
}

const NAME: &str = "[[notifier]]";

/// A notifier that a plugin makes requests for. What stands beside its id is for the plugin's manifest to check.
fn read_script(
    document: &mut Document<'_>,
    table: Spanned<DeValue<'_>>,
    name: &Text,
    host: &Host<'_>,
) -> Option<NotifierSettings> {
    let header = table.span();
    let DeValue::Table(mut given) = table.into_inner() else { return None };
    let id = match given.remove("id").map(|id| (id.span(), id.into_inner())) {
        Some((_, DeValue::String(id))) => Some(id.into_owned()),
        Some((place, _)) => {
            document.error(Code::Toml, "`id` must be a text", place);
            None
        }
        None => {
            let fault = document.at(Code::Toml, format!("{NAME} lacks `id`"), header.clone());
            document.fault(fault.with_help("add a line such as `id = \"board\"`"));
            None
        }
    };
    let usage = Usage { table: NAME, name: name.get_ref(), place: name.span(), header, given };
    let engagement = host.engage(document, PluginKind::Notifier, usage)?;
    Some(NotifierSettings::Script(ScriptNotifierSettings { id: id?, engagement }))
}

/// Takes the kind out of the table: the rest is for that kind to read.
fn take_kind(document: &mut Document<'_>, table: &mut Spanned<DeValue<'_>>, host: &Host<'_>) -> Option<Kind> {
    let header = table.span();
    let DeValue::Table(entries) = table.get_mut() else { return None };
    let names = || NOTIFIERS.iter().map(|kind| kind.name).chain(host.names(PluginKind::Notifier));
    let help =
        format!("it may be {}", names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or "));
    let Some(kind) = entries.remove("kind") else {
        let fault = document.at(Code::Toml, "[[notifier]] lacks `kind`", header);
        document.fault(fault.with_help(help));
        return None;
    };
    let DeValue::String(name) = kind.get_ref() else {
        document.error(Code::Toml, "`kind` must be a text", kind.span());
        return None;
    };
    let known = NOTIFIERS.iter().find(|known| known.name == name.as_ref()).map(Kind::Known);
    let plugin = || host.knows(name).then(|| Kind::Plugin(Spanned::new(kind.span(), name.to_string())));
    let found = known.or_else(plugin);
    if found.is_none() {
        let fault =
            document.at(Code::Notifier, format!("there is no notifier of the kind `{name}`"), kind.span());
        document.fault(fault.with_help(help).with_nearest(name, names()));
    }
    found
}
