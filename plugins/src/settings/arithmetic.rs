//! What an entry of `values` does to the columns of its measure, as it is written.

use language::diagnostic::Code;
use language::read::{Item, Table};
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::DeValue;

use crate::readers::{Share, can_be_held};

/// What is done to a figure, as it is written.
pub(super) struct ArithmeticDeclaration {
    pub(super) minus: Vec<Spanned<String>>,
    pub(super) share: Share,
    pub(super) times: Option<Spanned<Decimal>>,
    pub(super) divided_by: Option<Spanned<Decimal>>,
}

/// Where an entry names its columns: `columns`, `sum` or `one_minus`, of which it has one.
pub(super) fn figure_item<'d>(table: &Table<'d>) -> Option<Item<'d>> {
    let named: Vec<_> = ["columns", "sum", "one_minus"].iter().filter_map(|key| table.get(key)).collect();
    match named.as_slice() {
        [] => table.require("columns"),
        [only] => Some(only.clone()),
        [_, second, ..] => {
            let message = format!("`{}` says again which columns hold the figure", second.key);
            second.refuse_with_help(Code::Feed, message, "keep one of `columns`, `sum` and `one_minus`")
        }
    }
}

/// What is done to the figure of an entry; none where nothing is.
pub(super) fn read_arithmetic(table: &Table<'_>) -> Option<ArithmeticDeclaration> {
    let minus = table.get("minus").and_then(|item| columns_of_figure(&item)).unwrap_or_default();
    let share = if table.get("one_minus").is_some() { Share::OneMinus } else { Share::Itself };
    let times = table.get("times").and_then(|item| factor(&item));
    let divided_by = table.get("divided_by").and_then(|item| factor(&item));
    let is_plain = minus.is_empty() && share == Share::Itself && times.is_none() && divided_by.is_none();
    (!is_plain).then_some(ArithmeticDeclaration { minus, share, times, divided_by })
}

/// A number that a figure is multiplied or divided by.
fn factor(item: &Item<'_>) -> Option<Spanned<Decimal>> {
    let number = item.number()?;
    if number.get_ref().is_zero() {
        return item.refuse_with_help(
            Code::InvalidValue,
            format!("`{}` cannot be 0", item.key),
            "it turns every figure into the same one, or into none; leave it out",
        );
    }
    if !can_be_held(&number.get_ref().normalize()) {
        return item
            .refuse(Code::InvalidValue, format!("`{}` has more digits than a figure can hold", item.key));
    }
    Some(item.at(number.into_inner().normalize()))
}

/// One column, or those that are added up.
pub(super) fn columns_of_figure(item: &Item<'_>) -> Option<Vec<Spanned<String>>> {
    match item.value {
        DeValue::String(_) => Some(vec![item.verbatim()?]),
        DeValue::Array(columns) if columns.is_empty() => {
            item.refuse(Code::InvalidValue, format!("`{}` names no column; name one or several", item.key))
        }
        DeValue::Array(_) => item.texts(),
        _ => item.refuse_kind("a column or a list of columns"),
    }
}
