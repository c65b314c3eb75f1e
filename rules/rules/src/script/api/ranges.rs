//! Ranges between numbers of either form: a figure that is whole counts, and one that is not says so. Rhai itself makes ranges of whole
//! numbers that are written without a point.

use std::ops::{Range, RangeInclusive};

use rhai::{Dynamic, Engine, NativeCallContext, Variant};
use rust_decimal::Decimal;

use super::host_result::{HostResult, fail};
use super::number::Whole;
use super::word::{Example, Style, Topic, Word, forms};

/// Those of Rhai's functions that take two figures alone.
const OF_TWO_FIGURES: [&str; 6] = ["add", "subtract", "multiply", "divide", "modulo", "power"];

/// The operators of ranges, those of Rhai among them.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "..",
        style: Style::Operator,
        topic: Topic::Seldom,
        forms: forms![(from: Number, to: Number) -> Range],
        gives: "The whole numbers from the first up to the last, which is left out.",
        ends: Some("where one of them is not whole"),
        example: Example::new("let all = []; for x in 1..my.values(3).len() { all.push(x); } all", "[1, 2]"),
    },
    Word {
        name: "..=",
        style: Style::Operator,
        topic: Topic::Seldom,
        forms: forms![(from: Number, to: Number) -> Range],
        gives: "The whole numbers from the first up to the last.",
        ends: Some("where one of them is not whole"),
        example: Example::new("let all = []; for x in 1..=3 { all.push(x); } all", "[1, 2, 3]"),
    },
];

pub(super) fn register(engine: &mut Engine) {
    register_between::<i64, Decimal>(engine);
    register_between::<Decimal, i64>(engine);
    register_between::<Decimal, Decimal>(engine);
    register_stepped::<i64, i64, Decimal>(engine);
    register_stepped::<i64, Decimal, i64>(engine);
    register_stepped::<i64, Decimal, Decimal>(engine);
    register_stepped::<Decimal, i64, i64>(engine);
    register_stepped::<Decimal, i64, Decimal>(engine);
    register_stepped::<Decimal, Decimal, i64>(engine);
    engine.register_fn("range", |context: NativeCallContext, range: Range<i64>, step: Decimal| {
        context.call_native_fn::<Dynamic>("range", (range, whole(&context, step)?))
    });
    for name in OF_TWO_FIGURES {
        register_of_two::<i64, i64>(engine, name);
        register_of_two::<i64, Decimal>(engine, name);
        register_of_two::<Decimal, i64>(engine, name);
    }
}

fn register_between<F: Whole + Variant, T: Whole + Variant>(engine: &mut Engine) {
    for name in ["range", ".."] {
        engine.register_fn(name, |context: NativeCallContext, from: F, to: T| -> HostResult<Range<i64>> {
            Ok(whole(&context, from)?..whole(&context, to)?)
        });
    }
    engine.register_fn(
        "..=",
        |context: NativeCallContext, from: F, to: T| -> HostResult<RangeInclusive<i64>> {
            Ok(whole(&context, from)?..=whole(&context, to)?)
        },
    );
}

fn register_stepped<F, T, S>(engine: &mut Engine)
where
    F: Whole + Variant,
    T: Whole + Variant,
    S: Whole + Variant,
{
    engine.register_fn("range", |context: NativeCallContext, from: F, to: T, step: S| {
        if let (Some(from), Some(to), Some(step)) = (from.whole(), to.whole(), step.whole()) {
            let whole = (i64::from(from), i64::from(to), i64::from(step));
            return context.call_native_fn::<Dynamic>("range", whole);
        }
        let figures: (Decimal, Decimal, Decimal) = (from.into(), to.into(), step.into());
        context.call_native_fn::<Dynamic>("range", figures)
    });
}

fn register_of_two<X, Y>(engine: &mut Engine, name: &'static str)
where
    X: Copy + Into<Decimal> + Variant,
    Y: Copy + Into<Decimal> + Variant,
{
    engine.register_fn(name, move |context: NativeCallContext, x: X, y: Y| {
        let figures: (Decimal, Decimal) = (x.into(), y.into());
        context.call_native_fn::<Dynamic>(name, figures)
    });
}

/// A number that must be whole.
fn whole<N: Whole>(context: &NativeCallContext, number: N) -> HostResult<i64> {
    number.whole().map(i64::from).ok_or_else(|| {
        let number: Decimal = number.into();
        let why = if number.is_integer() { "is too large to count to" } else { "is no whole number" };
        fail(format!("{} {why}", number.normalize()), context)
    })
}
