//! `[[person]]` and `people.csv`: who holds which post, as it is written. Which bodies there are is looked up later.

use std::sync::Arc;

use engine::model::{BodyId, Person};
use language::grammar::PEOPLE;
use language::read::Table;
use toml::Spanned;

use super::listed::read_rows;
use super::wait::check_order;
use crate::diagnostic::Diagnostic;
use crate::source::SourceText;

/// A person as they are written, with where the body and the role stand.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct PersonDeclaration {
    pub(crate) source: SourceText,
    pub(crate) body: Spanned<String>,
    pub(crate) role: Spanned<String>,
    pub(crate) person: Person,
}

/// Reads everybody; what could not be read is left out, and has been reported.
pub(super) fn read_people(root: &Table<'_>) -> Vec<PersonDeclaration> {
    root.tables("person").iter().filter_map(read_person).collect()
}

/// Reads `people.csv`, with every fault in it.
pub(super) fn read_listed_people(source: &SourceText) -> (Vec<PersonDeclaration>, Vec<Diagnostic>) {
    let (people, faults) = read_rows(source, &PEOPLE, read_person);
    (people.into_iter().flatten().collect(), faults)
}

fn read_person(table: &Table<'_>) -> Option<PersonDeclaration> {
    let body = table.require("body").and_then(|item| item.text());
    let role = table.require("role").and_then(|item| item.text());
    let name = table.require("name").and_then(|item| item.text());
    let address = table.get("address").and_then(|item| item.text());
    let from = table.get("from").and_then(|item| item.date());
    let until = table.get("until").and_then(|item| item.date());
    check_order(table, from.as_ref(), until.as_ref());
    let (body, role) = (body?, role?);
    let person = Person {
        body: BodyId::new(body.get_ref().as_str()),
        role: role.get_ref().as_str().into(),
        name: name?.into_inner().into(),
        address: address.map(|address| Arc::from(address.into_inner())),
        from: from.map(Spanned::into_inner),
        until: until.map(Spanned::into_inner),
    };
    Some(PersonDeclaration { source: table.document().source.clone(), body, role, person })
}
