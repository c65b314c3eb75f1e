//! Bodies: organisations that owe or report.

use std::sync::Arc;

use jiff::civil::Date;

use super::{BodyId, Labels};

/// An organisation of any kind that owes or reports: department, council, trust, charity, community panel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Body {
    /// Its stable id.
    pub id: BodyId,
    /// Its name as people know it.
    pub name: String,
    /// What kind of body it is, in the project's own words, such as `department` or `nhs-region`.
    pub kind: String,
    /// The body that it is part of.
    pub parent: Option<BodyId>,
    /// Whose bank holidays it keeps: its own, or those of the nearest body above it of which that is said.
    pub jurisdiction: Option<Arc<str>>,
    /// The first day on which it could owe or report.
    pub opened: Option<Date>,
    /// The last day on which it could.
    pub closed: Option<Date>,
    /// The bodies that took over its duties when it closed.
    pub successors: Vec<BodyId>,
    /// The official codes under which feeds may name it (ODS, GSS and the like).
    pub codes: Vec<String>,
    /// By what rules pick it out.
    pub labels: Labels,
}

impl Body {
    /// Whether the body existed at the end of a day.
    pub fn is_open_on(&self, day: Date) -> bool {
        self.is_open_between(day, day)
    }

    /// Whether the body existed on some day from `first` to `last`.
    pub fn is_open_between(&self, first: Date, last: Date) -> bool {
        self.opened.is_none_or(|opened| opened <= last) && self.closed.is_none_or(|closed| closed >= first)
    }
}
