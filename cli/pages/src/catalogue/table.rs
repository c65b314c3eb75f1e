//! A table of a page, with what each of its fields is about.

use engine::model::{BodyId, MeasureId, ObligationRef};

/// A table of a page, with what is left out of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// What it tells, and of which day.
    pub caption: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Field>>,
    /// How many rows are not shown; empty where all are.
    pub more: String,
}

/// One field of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    pub text: String,
    pub(crate) about: Option<About>,
    /// Where more is said of it; none on pages that have no such place.
    pub(crate) href: Option<String>,
}

/// What a field is about, where there is a page of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum About {
    /// By the name that the obligations of one declaration share.
    Obligation(ObligationRef),
    Series(MeasureId, BodyId),
}

impl Field {
    /// The same field, about something of which there is a page.
    #[must_use]
    pub(super) fn about(self, about: About) -> Self {
        Self { about: Some(about), ..self }
    }
}

impl<T: Into<String>> From<T> for Field {
    fn from(text: T) -> Self {
        Self { text: text.into(), about: None, href: None }
    }
}

impl Table {
    /// Where there are pages of what its fields are about: each leads to its own.
    #[must_use]
    pub(crate) fn leading(mut self, href: impl Fn(&About) -> String) -> Self {
        for field in self.rows.iter_mut().flatten() {
            field.href = field.about.as_ref().map(&href);
        }
        self
    }
}
