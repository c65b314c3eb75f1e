//! How many of the contributions are needed, and what one of them weighs, shares and brings.

use engine::model::{Effect, Needs};
use language::read::Item;
use rust_decimal::Decimal;
use toml::Spanned;

use crate::diagnostic::Code;

/// Reads `needs`: a word, `{ at_least = 2 }` or `{ weight = 0.6 }`.
pub(super) fn read_needs(item: &Item<'_>) -> Option<Spanned<Needs>> {
    if !item.is_table() {
        return item.word(&[("all", Needs::All), ("any", Needs::Any), ("in-order", Needs::InOrder)]);
    }
    let table = item.table()?;
    match table.either("at_least", "weight") {
        Some(inner) if inner.key == "at_least" => {
            inner.whole().map(|count| item.at(Needs::AtLeast(*count.get_ref())))
        }
        Some(inner) => positive(&inner).map(|weight| item.at(Needs::Weight(*weight.get_ref()))),
        None => item.refuse_with_help(
            Code::Toml,
            "`needs` says nothing",
            "write `{ at_least = 2 }`, `{ weight = 0.6 }`, or one of \"all\", \"any\" and \"in-order\"",
        ),
    }
}

/// A number above zero.
pub(super) fn positive(item: &Item<'_>) -> Option<Spanned<Decimal>> {
    let number = item.number()?;
    if *number.get_ref() > Decimal::ZERO {
        return Some(number);
    }
    item.refuse(Code::InvalidValue, format!("`{}` must be more than zero", item.key))
}

/// A part of the whole.
pub(super) fn read_share(item: &Item<'_>) -> Option<Spanned<Decimal>> {
    let share = item.number()?;
    if *share.get_ref() > Decimal::ZERO && *share.get_ref() <= Decimal::ONE {
        return Some(share);
    }
    let help = "write a share, such as `0.4` for 40 of 100";
    item.refuse_with_help(Code::InvalidValue, "`share` is more than 0 and at the most 1", help)
}

/// A number, or words.
pub(super) fn read_effect(item: &Item<'_>) -> Option<Effect> {
    if item.kind() == "a number" {
        return item.number().map(|amount| Effect::Amount(amount.into_inner()));
    }
    item.text().map(|words| Effect::Words(words.into_inner()))
}
