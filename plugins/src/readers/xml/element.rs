//! What one element and those around it say, by the columns of a feed.

use std::rc::Rc;

use quick_xml::XmlVersion;
use quick_xml::errors::Error;
use quick_xml::escape::EscapeError;
use quick_xml::events::BytesStart;

use crate::readers::columns::{ColumnIx, Columns, RowFields};
use crate::readers::excerpt::Excerpt;
use crate::readers::xml_fault::XmlFault;

/// So many names of attributes are kept, to say what a file has.
const MOST_NAMES: usize = 1_000;

/// What stands for the figure of a value that was deleted: it is not available.
const DELETED: &[u8] = b"[x]";

/// The names of attributes that a file has.
#[derive(Default)]
pub(super) struct NamesSeen {
    names: Vec<String>,
}

impl NamesSeen {
    fn note(&mut self, name: &str) {
        if self.names.len() < MOST_NAMES && !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
    }

    pub(super) fn into_sorted(mut self) -> Vec<String> {
        self.names.sort();
        self.names
    }
}

/// The attributes of one element, with what the elements around it say.
#[derive(Clone, Default)]
pub(super) struct Element {
    /// By slot.
    values: Vec<Option<Rc<str>>>,
    /// Whether it says of itself that it was deleted, as DHIS2 exports those that were.
    deleted: Deleted,
    /// Why it cannot be used, where an attribute of the layout stands twice in it or cannot be read.
    fault: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Deleted {
    #[default]
    No,
    Yes,
}

impl Element {
    /// Around the outermost element.
    pub(super) fn outside(columns: &Columns) -> Self {
        Self { values: vec![None; columns.names().len()], ..Self::default() }
    }

    /// An element inside this one. Attributes are told apart by their names without a prefix.
    pub(super) fn inside(
        &self,
        columns: &Columns,
        start: &BytesStart<'_>,
        seen: &mut NamesSeen,
    ) -> Result<Self, XmlFault> {
        let mut inside = self.clone();
        let mut own = vec![false; self.values.len()];
        // Looking for names that stand twice would take a time that grows with the square of their number.
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| XmlFault::NotWellFormed(error.to_string()))?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let name = attribute.key.local_name().into_inner();
            seen.note(name);
            if name == "deleted" && &*attribute.value == "true" {
                inside.deleted = Deleted::Yes;
            }
            let Some(slot) = columns.names().iter().position(|column| column == name) else { continue };
            if std::mem::replace(&mut own[slot], true) {
                inside.fault = Some(format!("`{name}` stands twice in it"));
            }
            // Of entities only those are known that XML itself has.
            match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(text) => inside.values[slot] = Some(text.trim().into()),
                Err(Error::Escape(EscapeError::UnrecognizedEntity(_, entity))) => {
                    inside.fault =
                        Some(format!("`{name}` holds {}, which is not known", Excerpt::of(&entity)));
                }
                Err(error) => inside.fault = Some(format!("`{name}` cannot be read: {error}")),
            }
        }
        Ok(inside)
    }

    /// Which columns it has.
    pub(super) fn has(&self) -> impl Iterator<Item = bool> {
        self.values.iter().map(Option::is_some)
    }

    /// What it says in a column; none where it says nothing there.
    pub(super) fn says(&self, slot: ColumnIx) -> Option<&str> {
        self.values.get(slot.0)?.as_deref()
    }

    /// Why it cannot be used, if so.
    pub(super) fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }
}

/// One element as a row.
pub(super) struct ElementRow<'e> {
    pub(super) element: &'e Element,
    pub(super) columns: &'e Columns,
    /// By slot: columns by which rows are only told apart.
    pub(super) only_filters: &'e [bool],
}

impl RowFields for ElementRow<'_> {
    fn field(&self, slot: ColumnIx) -> Option<&[u8]> {
        let is_figure = || self.columns.figures.iter().any(|place| place.columns().any(|own| own == slot));
        if self.element.deleted == Deleted::Yes && is_figure() {
            return Some(DELETED);
        }
        // A value need not name a dimension by which others are told apart.
        let blank = || self.only_filters.get(slot.0).is_some_and(|only_filter| *only_filter).then_some("");
        self.element.values.get(slot.0)?.as_deref().or_else(blank).map(str::as_bytes)
    }
}
