//! `breakdown` of a measure, as it is written.

use std::sync::Arc;

use engine::model::Breakdown;
use language::read::{Item, Table};
use toml::Spanned;

use crate::diagnostic::Code;

/// What feeds call the total, so that no value can.
const TOTAL: &str = "total";

/// What a measure is divided by, as it is written.
#[derive(Clone, Debug)]
pub(crate) struct BreakdownDeclaration {
    name: String,
    pub(super) values: Vec<Spanned<String>>,
}

impl BreakdownDeclaration {
    pub(crate) fn resolved(&self) -> Breakdown {
        let values = self.values.iter().map(|value| Arc::from(value.get_ref().as_str()));
        Breakdown { name: Arc::from(self.name.as_str()), values: values.collect() }
    }
}

/// Reads what a measure is divided by; none where it is not, or where that could not be read.
pub(super) fn read_breakdown(table: &Table<'_>) -> Option<BreakdownDeclaration> {
    let item = table.get("breakdown")?;
    let breakdown = item.table()?;
    let name = breakdown.require("name").and_then(|item| item.id());
    let of = breakdown.require("of").and_then(|of| {
        let elements = of.elements().or_else(|| of.refuse_kind("a list of values"))?;
        if elements.is_empty() {
            return of.refuse(Code::InvalidValue, "`of` is empty: name each value");
        }
        // Every value is read before any is missed, so that each bad one is reported.
        let read: Vec<_> = elements.iter().map(Item::id).collect();
        read.into_iter().collect::<Option<Vec<_>>>()
    });
    let values = of?;
    for (place, value) in values.iter().enumerate() {
        let is_twice = values[..place].iter().any(|other| other.get_ref() == value.get_ref());
        if is_twice {
            let message = format!("`{value}` stands there twice");
            table.document().error(Code::DuplicateId, message, value.span());
            return None;
        }
        if value.get_ref() == TOTAL {
            let fault =
                table.document().at(Code::InvalidValue, "`total` is what all values come to", value.span());
            table.document().fault(fault.with_help("give the value another name"));
            return None;
        }
    }
    Some(BreakdownDeclaration { name: name?.into_inner(), values })
}
