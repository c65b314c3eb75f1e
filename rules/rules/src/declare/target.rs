//! `[[target]]`: a value by a date, or the points of a trajectory.

use engine::model::{Authority, TargetPoint};
use jiff::civil::Date;
use language::read::Table;
use toml::Spanned;

use super::authority::read_authority;
use super::exception::{ExceptionDeclaration, read_exceptions};
use super::wait::check_order;
use crate::diagnostic::{Code, Diagnostic};

/// A target as it is written. What could not be read is absent, and has been reported.
#[derive(Clone, Debug)]
pub(crate) struct TargetDeclaration {
    pub(crate) measure: Option<Spanned<String>>,
    pub(crate) body: Option<Spanned<String>>,
    pub(crate) from: Option<Spanned<Date>>,
    pub(crate) until: Option<Spanned<Date>>,
    pub(crate) points: Vec<TargetPoint>,
    pub(crate) authority: Vec<Authority>,
    /// Whom it does not bind.
    pub(crate) except: Vec<ExceptionDeclaration>,
}

pub(super) fn read_target(table: &Table<'_>) -> TargetDeclaration {
    let from = table.require("from").and_then(|item| item.date());
    let until = table.get("until").and_then(|item| item.date());
    check_order(table, from.as_ref(), until.as_ref());
    TargetDeclaration {
        measure: table.require("measure").and_then(|item| item.text()),
        body: table.get("body").and_then(|item| item.text()),
        from,
        until,
        points: read_points(table),
        authority: read_authority(table),
        except: read_exceptions(table),
    }
}

fn read_points(table: &Table<'_>) -> Vec<TargetPoint> {
    let Some(item) = table.either("points", "value") else {
        let document = table.document();
        let fault =
            Diagnostic::error(Code::Toml, "[[target]] lacks `value`", document.source, table.header());
        document.fault(fault.with_help("add `value` and `by`, or `points` for a trajectory"));
        return Vec::new();
    };
    if item.key == "value" {
        return read_point(table).map(Spanned::into_inner).into_iter().collect();
    }
    if let Some(by) = table.get("by") {
        let message = "`points` and `by` exclude each other";
        by.refuse_with_help::<()>(Code::InvalidValue, message, "leave one of them out");
    }
    let tables = table.tables("points");
    let points: Vec<Spanned<TargetPoint>> = tables.iter().filter_map(read_point).collect();
    if item.elements().is_some_and(|elements| elements.is_empty()) {
        item.refuse_with_help::<()>(
            Code::InvalidValue,
            "`points` is empty",
            "a trajectory has at least one point",
        );
    }
    check_rising(table, &points);
    points.into_iter().map(Spanned::into_inner).collect()
}

fn read_point(table: &Table<'_>) -> Option<Spanned<TargetPoint>> {
    let by = table.require("by").and_then(|item| item.date());
    let value = table.require("value").and_then(|item| item.number());
    let point = TargetPoint { by: by?.into_inner(), value: value?.into_inner() };
    Some(Spanned::new(table.header(), point))
}

fn check_rising(table: &Table<'_>, points: &[Spanned<TargetPoint>]) {
    for pair in points.windows(2) {
        if let [before, after] = pair
            && before.get_ref().by >= after.get_ref().by
        {
            let message = format!(
                "the points are not in order: {} comes after {}",
                after.get_ref().by,
                before.get_ref().by
            );
            table.document().error(Code::InvalidValue, message, after.span());
        }
    }
}
