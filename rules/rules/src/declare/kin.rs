//! How bodies hang together: parents, successors and codes. Only what is wrong with it is found here.

use std::collections::BTreeMap;

use engine::model::{Body, BodyId};
use indexmap::IndexMap;
use language::read::{Row, Sheet};

use super::circle::circles;
use crate::diagnostic::{Code, Diagnostic, nearest};

type Entries<'r> = IndexMap<BodyId, (Body, &'r Row)>;

/// Reports parents and successors that do not exist or lead round in a circle, and codes that mean two bodies at once.
pub(super) fn check(sheet: &Sheet<'_>, entries: &Entries<'_>, faults: &mut Vec<Diagnostic>) {
    let parents = |body: &Body| body.parent.iter().cloned().collect::<Vec<_>>();
    let successors = |body: &Body| body.successors.clone();
    check_line(sheet, entries, "parent", "is part of", &parents, faults);
    check_line(sheet, entries, "successors", "is succeeded by", &successors, faults);
    check_codes(sheet, entries, faults);
}

/// Follows one kind of kinship, named by its `column`.
fn check_line(
    sheet: &Sheet<'_>,
    entries: &Entries<'_>,
    column: &'static str,
    verb: &str,
    kin: &dyn Fn(&Body) -> Vec<BodyId>,
    faults: &mut Vec<Diagnostic>,
) {
    // One body that has gone may be missed by hundreds, and the search for its name goes through all there are.
    let mut meant: BTreeMap<BodyId, Option<&str>> = BTreeMap::new();
    for (body, row) in entries.values() {
        for named in kin(body).into_iter().filter(|named| !entries.contains_key(named)) {
            let fault = sheet
                .fault(row, column, Code::UnknownBody, format!("there is no body `{named}`"))
                .with_help("add it to the register, or leave the field empty");
            let search = |named: &BodyId| nearest(named.as_str(), entries.keys().map(BodyId::as_str));
            let near = *meant.entry(named.clone()).or_insert_with_key(search);
            faults.push(fault.with_near(named.as_str(), near));
        }
    }
    let next = |index: usize| {
        let (_, (body, _)) = entries.get_index(index).expect("only bodies of the register are visited");
        kin(body).iter().filter_map(|named| entries.get_index_of(named)).collect()
    };
    for circle in circles(entries.len(), next) {
        let ids: Vec<&BodyId> =
            circle.iter().filter_map(|index| entries.get_index(*index)).map(|(id, _)| id).collect();
        let Some((_, (_, row))) = circle.first().and_then(|index| entries.get_index(*index)) else {
            continue;
        };
        let told: Vec<String> = ids.iter().chain(ids.first()).map(|id| format!("`{id}`")).collect();
        let message = format!("bodies lead round in a circle: {}", told.join(&format!(" {verb} ")));
        faults.push(sheet.fault(row, column, Code::Register, message));
    }
}

/// A code may pass from a closed body to a new one, but no report may mean two bodies.
fn check_codes(sheet: &Sheet<'_>, entries: &Entries<'_>, faults: &mut Vec<Diagnostic>) {
    let mut holders: BTreeMap<&str, Vec<&(Body, &Row)>> = BTreeMap::new();
    for entry in entries.values() {
        let (body, row) = entry;
        for code in &body.codes {
            let earlier = holders.entry(code).or_default();
            if let Some((other, first)) = earlier.iter().find(|(other, _)| are_open_together(other, body)) {
                let message =
                    format!("`{}` and `{}` have the code `{code}` at the same time", other.id, body.id);
                let label = sheet.field_range(first, "codes");
                let fault = sheet.fault(row, "codes", Code::DuplicateId, message);
                faults.push(fault.and_label(sheet.source, label, "the first one"));
            }
            earlier.push(entry);
        }
    }
}

fn are_open_together(one: &Body, other: &Body) -> bool {
    let first = other.opened.unwrap_or(jiff::civil::Date::MIN);
    let last = other.closed.unwrap_or(jiff::civil::Date::MAX);
    one.is_open_between(first, last)
}
