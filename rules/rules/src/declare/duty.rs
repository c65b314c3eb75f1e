//! A rule over a measure or a document, as obligations, contributions and `join` write it.

use engine::model::{Needs, Params};
use language::read::{Item, Table};
use toml::Spanned;

use super::document::{self, DocumentDeclaration};
use super::needs::read_needs;
use super::params::{ParamPlaces, params};
use crate::packs::IN_FORCE;

/// A rule over a measure, as far as it is written.
#[derive(Clone, Debug)]
pub(crate) struct DutyDeclaration {
    /// Of a document, its id.
    pub(crate) measure: Option<Spanned<String>>,
    /// The document that is owed in the place of figures.
    pub(crate) document: Option<DocumentDeclaration>,
    pub(crate) rule: Option<Spanned<String>>,
    pub(crate) params: Params,
    /// Where each of them is named.
    pub(crate) params_place: ParamPlaces,
}

impl DutyDeclaration {
    /// One that says nothing.
    pub(super) fn silent() -> Self {
        Self {
            measure: None,
            document: None,
            rule: None,
            params: Params::default(),
            params_place: ParamPlaces::default(),
        }
    }

    pub(super) fn change(&mut self, later: &Self) {
        let Self { measure, document, rule, params, params_place } = later.clone();
        if measure.is_some() {
            (self.measure, self.document) = (measure, document);
        }
        self.rule = rule.or(self.rule.take());
        self.params.extend(params);
        self.params_place.extend(params_place);
    }
}

/// How many contributions are needed, or which rule joins them.
pub(super) fn read_joining(table: &Table<'_>) -> (Option<Spanned<Needs>>, Option<Spanned<DutyDeclaration>>) {
    match table.either("needs", "join") {
        Some(item) if item.key == "join" => (None, read_join(&item)),
        Some(item) => (read_needs(&item), None),
        None => (None, None),
    }
}

/// The rule that joins contributions: its name, or a table with what it is handed.
fn read_join(item: &Item<'_>) -> Option<Spanned<DutyDeclaration>> {
    if !item.is_table() {
        let rule = item.text()?;
        return Some(item.at(DutyDeclaration { rule: Some(rule), ..DutyDeclaration::silent() }));
    }
    let table = item.table()?;
    let (params, params_place) = table.get("params").and_then(|item| params(&item)).unwrap_or_default();
    let rule = table.require("rule").and_then(|item| item.text())?;
    Some(item.at(DutyDeclaration { rule: Some(rule), params, params_place, ..DutyDeclaration::silent() }))
}

pub(super) fn read_duty(table: &Table<'_>) -> DutyDeclaration {
    let (params, params_place) = table.get("params").and_then(|item| params(&item)).unwrap_or_default();
    let measure = table.either("document", "measure");
    let document = measure.as_ref().filter(|item| item.key == "document").map(document::read);
    let rule = table.get("rule").and_then(|item| item.text());
    let implied = || document.as_ref().map(|document| Spanned::new(document.id.span(), IN_FORCE.to_owned()));
    DutyDeclaration {
        rule: rule.or_else(implied),
        measure: match &document {
            Some(document) => Some(document.id.clone()),
            None => measure.filter(|item| item.key == "measure").and_then(|item| item.text()),
        },
        document,
        params,
        params_place,
    }
}
