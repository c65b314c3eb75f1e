//! `approvers` of `[mission]`: who may sign a change of it. Only the shape of a key is looked at here; no signature is checked.

use engine::model::{Approver, is_same_person};
use language::read::{Item, Table};
use ssh_key::{Algorithm, EcdsaCurve, PublicKey};

use super::wait::check_order;
use crate::diagnostic::{Code, Diagnostic};

const NEW_KEY: &str =
    "`ssh-keygen -t ed25519` makes a pair; the key is the one line of the file that ends in `.pub`";

/// Reads everyone who may sign. Where one of them cannot be used, the others are still looked at.
pub(super) fn read_approvers(head: &Table<'_>) -> Vec<Approver> {
    let Some(item) = head.get("approvers") else { return Vec::new() };
    let tables = head.tables("approvers");
    if item.elements().is_some_and(|elements| elements.len() < 2) {
        item.refuse_with_help::<()>(
            Code::Approver,
            "a change needs two people, and fewer are named here",
            "name at least two approvers, and better three, or leave `approvers` out",
        );
    }
    let mut approvers: Vec<Approver> = Vec::new();
    for table in &tables {
        let from = table.get("from").and_then(|item| item.date());
        let until = table.get("until").and_then(|item| item.date());
        check_order(table, from.as_ref(), until.as_ref());
        let name = table.require("name").and_then(|item| read_name(&item, &approvers));
        let key = table.require("key").and_then(|item| read_key(&item, &approvers));
        let term = (from.map(toml::Spanned::into_inner), until.map(toml::Spanned::into_inner));
        let person = name.zip(key).map(|(name, key)| Approver {
            name: name.into(),
            key: key.into(),
            from: term.0,
            until: term.1,
        });
        approvers.extend(person);
    }
    approvers
}

/// A name that stands for one person, and on one line of what that person signs.
fn read_name(item: &Item<'_>, known: &[Approver]) -> Option<String> {
    let name = item.text()?.into_inner();
    if name.chars().any(char::is_control) {
        return item.refuse(Code::Approver, "a name stands on one line, without tabs");
    }
    // A statement is signed under a name on one line, and no two spellings of it may look alike.
    if name != name.split_whitespace().collect::<Vec<_>>().join(" ") {
        return item.refuse(Code::Approver, "the words of a name stand apart by single blanks");
    }
    if known.iter().any(|other| is_same_person(&other.name, &name)) {
        let help = "two different people sign a change; tell namesakes apart by their posts";
        return item.refuse_with_help(Code::Approver, format!("`{name}` is named twice"), help);
    }
    Some(name)
}

/// A key in the one spelling by which keys are compared.
fn read_key(item: &Item<'_>, known: &[Approver]) -> Option<String> {
    let text = item.text()?.into_inner();
    if text.contains("PRIVATE KEY") {
        let help = format!("it is to be seen by nobody: take it out, and make another pair. {NEW_KEY}");
        // The place is not shown, so that the key stands in no log.
        let fault = Diagnostic::error(
            Code::Approver,
            "an approver's `key` is a private key",
            item.document.source,
            0..0,
        );
        item.document.fault(fault.with_help(help));
        return None;
    }
    let Ok(key) = PublicKey::from_openssh(&text) else {
        return item.refuse_with_help(Code::Approver, "this is not a public key of OpenSSH", NEW_KEY);
    };
    if !is_taken(&key.algorithm()) {
        let message = format!("keys of the kind `{}` are not taken", key.algorithm());
        let help = format!("use one of the kind `ssh-ed25519`: {NEW_KEY}");
        return item.refuse_with_help(Code::Approver, message, help);
    }
    let spelling = PublicKey::new(key.key_data().clone(), "").to_openssh().ok()?.trim_end().to_owned();
    if let Some(other) = known.iter().find(|other| *other.key == *spelling) {
        let message = format!("this is the key of {} as well", other.name);
        let fault = Diagnostic::error(Code::Approver, message, item.document.source, item.range.clone());
        item.document
            .fault(fault.with_help("two different people sign a change; each has a key of their own"));
        return None;
    }
    Some(spelling)
}

/// The kinds whose signatures can be checked: Ed25519 and ECDSA over P-256, on a disk or on a security key.
fn is_taken(kind: &Algorithm) -> bool {
    matches!(
        kind,
        Algorithm::Ed25519
            | Algorithm::SkEd25519
            | Algorithm::SkEcdsaSha2NistP256
            | Algorithm::Ecdsa { curve: EcdsaCurve::NistP256 }
    )
}
