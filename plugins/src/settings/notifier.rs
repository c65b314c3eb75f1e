//! `[[notifier]]`: which kind, and what that kind wants to know.

use std::ops::Range;

use rules::diagnostic::Code;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::Document;
use crate::registry::{NOTIFIERS, NotifierKind, NotifierSettings};

/// A notifier with its place in `remit.toml`, for faults that show only when it is connected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notifier {
    /// What is said of it.
    pub settings: NotifierSettings,
    /// Where its table begins.
    pub table: Range<usize>,
}

pub(super) fn read(document: &mut Document<'_>, root: &DeTable<'_>) -> Vec<Notifier> {
    let mut notifiers: Vec<Notifier> = Vec::new();
    for mut table in document.tables(root, "notifier") {
        let range = table.span();
        let Some(kind) = take_kind(document, &mut table) else { continue };
        let Some(read) = document.read_with("[[notifier]]", table, kind.read) else { continue };
        let id = read.value.id();
        if notifiers.iter().any(|other| other.settings.id() == id) {
            document.error(Code::DuplicateId, format!("two notifiers have the id `{id}`"), range.clone());
        }
        notifiers.push(Notifier { settings: read.value, table: range });
    }
    notifiers
}

/// Takes the kind out of the table: the rest is for that kind to read.
fn take_kind(document: &mut Document<'_>, table: &mut Spanned<DeValue<'_>>) -> Option<&'static NotifierKind> {
    let header = table.span();
    let DeValue::Table(entries) = table.get_mut() else { return None };
    let names = || NOTIFIERS.iter().map(|kind| kind.name);
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
    let found = NOTIFIERS.iter().find(|known| known.name == name.as_ref());
    if found.is_none() {
        let fault =
            document.at(Code::Notifier, format!("there is no notifier of the kind `{name}`"), kind.span());
        document.fault(fault.with_help(help).with_nearest(name, names()));
    }
    found
}
