//! The least, the greatest and the sum of numbers. Whatever looks at every entry of a list pays for every entry.

use rhai::{Array, Dynamic, Engine, NativeCallContext};
use rust_decimal::Decimal;

use super::host_result::{HostResult, fail, pay};
use super::kind::described;
use super::number::number;
use super::word::{Example, Style, Topic, Word, forms};

/// The words for several numbers at once.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "min",
        style: Style::Function,
        topic: Topic::Numbers,
        forms: forms![(x: Number, y: Number) -> Number, (list: Numbers) -> Number],
        gives: "The lesser of two numbers, or the least of a list.",
        ends: Some("where a list is empty, or holds anything but numbers"),
        example: Example::new("min(my.values(4))", "1200"),
    },
    Word {
        name: "max",
        style: Style::Function,
        topic: Topic::Numbers,
        forms: forms![(x: Number, y: Number) -> Number, (list: Numbers) -> Number],
        gives: "The greater of two numbers, or the greatest of a list.",
        ends: Some("where a list is empty, or holds anything but numbers"),
        example: Example::new("max(my.value(), 1250)", "1250"),
    },
    Word {
        name: "sum",
        style: Style::Function,
        topic: Topic::Numbers,
        forms: forms![(list: Numbers) -> Number],
        gives: "The sum of a list; zero where it is empty.",
        ends: Some("where the list holds anything but numbers"),
        example: Example::new("sum(my.values(4))", "5350"),
    },
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("sum", |context: NativeCallContext, list: Array| {
            let add = |total: Decimal, next: Decimal| total.checked_add(next);
            let total = figures(&context, "sum", &list)?.into_iter().try_fold(Decimal::ZERO, add);
            total.ok_or_else(|| fail("a number became too large: the sum of a list", &context))
        })
        .register_fn("min", |context: NativeCallContext, list: Array| {
            let least = figures(&context, "min", &list)?.into_iter().min();
            least.ok_or_else(|| fail("an empty list has no least number", &context))
        })
        .register_fn("max", |context: NativeCallContext, list: Array| {
            let most = figures(&context, "max", &list)?.into_iter().max();
            most.ok_or_else(|| fail("an empty list has no greatest number", &context))
        })
        .register_fn("min", |x: Decimal, y: i64| x.min(y.into()))
        .register_fn("min", |x: i64, y: Decimal| y.min(x.into()))
        .register_fn("max", |x: Decimal, y: i64| x.max(y.into()))
        .register_fn("max", |x: i64, y: Decimal| y.max(x.into()));
}

fn figures(context: &NativeCallContext, asked: &str, list: &Array) -> HostResult<Vec<Decimal>> {
    pay(context, list.len())?;
    let figure = |entry: &Dynamic| {
        let what = described(entry.type_name());
        number(entry).ok_or_else(|| {
            fail(format!("`{asked}` needs a list of numbers, and this one holds {what}"), context)
        })
    };
    list.iter().map(figure).collect()
}
