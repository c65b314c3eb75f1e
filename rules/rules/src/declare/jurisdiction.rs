//! Whose bank holidays a body keeps: those of its `jurisdiction`, which the bodies below it share unless they name their own.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::{Body, BodyId, ById};
use indexmap::IndexMap;
use language::diagnostic::listed;
use language::grammar::REGISTER;
use language::read::{Row, Sheet};

use super::holidays::Divisions;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// Hands each jurisdiction down to the bodies below that name none. A circle of bodies, which is reported, hands nothing on.
pub(super) fn inherit(entries: &mut IndexMap<BodyId, (Body, &Row)>) {
    if entries.values().all(|(body, _)| body.jurisdiction.is_none()) {
        return;
    }
    let handed_down: Vec<Option<Arc<str>>> = entries.values().map(|(body, _)| of(body, entries)).collect();
    for ((body, _), jurisdiction) in entries.values_mut().zip(handed_down) {
        body.jurisdiction = jurisdiction;
    }
}

fn of(body: &Body, entries: &IndexMap<BodyId, (Body, &Row)>) -> Option<Arc<str>> {
    let above = |body: &&Body| Some(&entries.get(body.parent.as_ref()?)?.0);
    let mut line = std::iter::successors(Some(body), above).take(entries.len());
    line.find_map(|body| body.jurisdiction.clone())
}

/// Every jurisdiction that a body keeps.
pub(crate) fn jurisdictions(register: &ById<BodyId, Body>) -> BTreeSet<Arc<str>> {
    register.values().filter_map(|body| body.jurisdiction.clone()).collect()
}

/// Reports jurisdictions of which the project has no bank holidays, each where it is written first.
pub(crate) fn check_jurisdictions(
    source: &SourceText,
    register: &ById<BodyId, Body>,
    divisions: &Divisions,
) -> Vec<Diagnostic> {
    let mut unknown = jurisdictions(register);
    unknown.retain(|name| !divisions.contains_key(&**name));
    if unknown.is_empty() {
        return Vec::new();
    }
    let Some(sheet) = Sheet::read(source, &REGISTER, &mut Vec::new()) else { return Vec::new() };
    let fault = |name: Arc<str>| {
        let row = sheet.rows.iter().find(|row| sheet.value(row, "jurisdiction") == &*name)?;
        let message = format!("the project has no bank holidays of `{name}`");
        let fault = sheet.fault(row, "jurisdiction", Code::InvalidValue, message);
        if divisions.is_empty() {
            let help = "add [calendar] with `bank_holidays` to remit.toml, or leave the field empty";
            return Some(fault.with_help(help));
        }
        let known: Vec<&str> = divisions.keys().map(String::as_str).collect();
        let help =
            format!("the bank-holiday file knows {}; an empty field takes its parent's", listed(&known));
        Some(fault.with_help(help).with_nearest(&name, known.into_iter()))
    };
    unknown.into_iter().filter_map(fault).collect()
}
