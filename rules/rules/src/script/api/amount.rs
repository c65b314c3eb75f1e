//! Amounts: numbers for people with the unit of the measure that is judged.

use engine::view::View;
use language::english;
use rhai::{Engine, NativeCallContext, Variant};
use rust_decimal::Decimal;

use super::format::{PLACES, places, rounded};
use super::host_result::HostResult;
use super::number::Whole;
use super::subject::My;
use super::word::{Example, Style, Topic, Word, forms};

/// The word for amounts.
pub(super) const WORDS: &[Word] = &[Word {
    name: "amount",
    style: Style::Method,
    topic: Topic::Numbers,
    forms: forms![(my: My, x: Number) -> Text, (my: My, x: Number, places: Whole) -> Text],
    gives: "A number for people with the unit of the measure that is judged, with at most two decimal places or `places`.",
    ends: Some("where `places` is not a whole number from 0 to 28"),
    example: Example::new("my.amount(12345.5)", "\"12,345.5\""),
}];

pub(super) fn register(engine: &mut Engine) {
    register_plain::<i64>(engine);
    register_plain::<Decimal>(engine);
    register_to_places::<i64, i64>(engine);
    register_to_places::<i64, Decimal>(engine);
    register_to_places::<Decimal, i64>(engine);
    register_to_places::<Decimal, Decimal>(engine);
}

fn register_plain<F: Copy + Into<Decimal> + Variant>(engine: &mut Engine) {
    engine.register_fn("amount", |my: &mut My, value: F| amount(my, rounded(value.into(), PLACES)));
}

fn register_to_places<F: Copy + Into<Decimal> + Variant, N: Whole + Variant>(engine: &mut Engine) {
    engine.register_fn("amount", |context: NativeCallContext, my: &mut My, value: F, to: N| {
        Ok(amount(my, rounded(value.into(), places(&context, to)?))) as HostResult<_>
    });
}

fn amount(my: &My, value: Decimal) -> String {
    amount_shown(my.view(), value)
}

/// A number for people with the unit of the measure that is judged.
pub(in crate::script) fn amount_shown(view: &View, value: Decimal) -> String {
    let measure = view.catalogue().measures.get(&view.subject().measure);
    english::with_unit(&english::number(value), measure.map(|measure| &measure.unit))
}
