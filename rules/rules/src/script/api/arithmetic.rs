//! Arithmetic that Rhai would do otherwise than people: whole numbers divide exactly, and powers stay small.

use rhai::{Dynamic, Engine, EvalAltResult, NativeCallContext, Position, Variant};
use rust_decimal::Decimal;

use super::host_result::{HostResult, fail};
use super::number::{Whole, number};
use super::word::{Example, Style, Topic, Word, forms};

/// The largest exponent; more than that is a slip, and takes long.
const EXPONENT: i32 = 1_000;

/// The operators of arithmetic, those of Rhai among them.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "+",
        style: Style::Operator,
        topic: Topic::Operators,
        forms: forms![
            (x: Number, y: Number) -> Number,
            (x: Number) -> Number,
            (text: Text, x: Number) -> Text,
            (x: Number, text: Text) -> Text,
        ],
        gives: "The sum; beside a text, both joined in one text.",
        ends: Some("where the sum is too large for a number"),
        example: Example::new("0.1 + 0.2", "0.3"),
    },
    Word {
        name: "-",
        style: Style::Operator,
        topic: Topic::Operators,
        forms: forms![(x: Number, y: Number) -> Number, (x: Number) -> Number],
        gives: "The difference, or the number with its sign turned.",
        ends: Some("where the result is too large for a number"),
        example: Example::new("1 - 1.5", "-0.5"),
    },
    Word {
        name: "*",
        style: Style::Operator,
        topic: Topic::Operators,
        forms: forms![(x: Number, y: Number) -> Number],
        gives: "The product.",
        ends: Some("where it is too large for a number"),
        example: Example::new("1.5 * 4", "6"),
    },
    Word {
        name: "/",
        style: Style::Operator,
        topic: Topic::Operators,
        forms: forms![(x: Number, y: Number) -> Number],
        gives: "The quotient, exact to 28 places: whole numbers divide exactly too.",
        ends: Some("where the divisor is zero"),
        example: Example::new("7 / 2", "3.5"),
    },
    Word {
        name: "%",
        style: Style::Operator,
        topic: Topic::Operators,
        forms: forms![(x: Number, y: Number) -> Number],
        gives: "What is left over by a division.",
        ends: Some("where the divisor is zero"),
        example: Example::new("7 % 4", "3"),
    },
    Word {
        name: "**",
        style: Style::Operator,
        topic: Topic::Operators,
        forms: forms![(x: Number, n: Whole) -> Number],
        gives: "The power.",
        ends: Some("where `n` is no whole number from -1,000 to 1,000, or the result is too large"),
        example: Example::new("1.1 ** 2", "1.21"),
    },
];

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("/", divide_whole);
    // Rhai's own `/=` on whole numbers drops the fraction, and it is asked after this one.
    engine.register_fn(
        "/=",
        |context: NativeCallContext, value: &mut Dynamic, by: Dynamic| -> HostResult<()> {
            *value = divide(&context, value, &by)?;
            Ok(())
        },
    );
    register_power::<i64, i64>(engine);
    register_power::<i64, Decimal>(engine);
    register_power::<Decimal, i64>(engine);
    register_power::<Decimal, Decimal>(engine);
}

/// A fault of arithmetic in the words that Rhai's own operators have.
fn arithmetic(message: String) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorArithmetic(message, Position::NONE))
}

fn divide(context: &NativeCallContext, value: &Dynamic, by: &Dynamic) -> HostResult<Dynamic> {
    if let (Ok(value), Ok(by)) = (value.as_int(), by.as_int()) {
        return divide_whole(value, by);
    }
    match (number(value), number(by)) {
        (Some(value), Some(by)) => divide_exactly(value, by).map(Dynamic::from_decimal),
        _ => Err(fail("only a number can be divided, and only by a number", context)),
    }
}

/// Whole where it comes out even, so that the result can still stand as a place in a list.
fn divide_whole(value: i64, by: i64) -> HostResult<Dynamic> {
    match value.checked_rem(by) {
        Some(0) => Ok(Dynamic::from_int(value / by)),
        _ => divide_exactly(value.into(), by.into()).map(Dynamic::from_decimal),
    }
}

fn divide_exactly(value: Decimal, by: Decimal) -> HostResult<Decimal> {
    if by.is_zero() {
        return Err(arithmetic(format!("Division by zero: {value} / {by}")));
    }
    value.checked_div(by).ok_or_else(|| arithmetic(format!("Division overflow: {value} / {by}")))
}

fn register_power<B: Copy + Into<Decimal> + Variant, E: Whole + Variant>(engine: &mut Engine) {
    engine.register_fn("**", |context: NativeCallContext, base: B, exponent: E| -> HostResult<Decimal> {
        let exponent = exponent.whole().filter(|exponent| exponent.abs() <= EXPONENT).ok_or_else(|| {
            let exponent: Decimal = exponent.into();
            fail(format!("a power must be a whole number up to {EXPONENT}, not {exponent}"), &context)
        })?;
        power(base.into(), exponent)
    });
}

fn power(base: Decimal, exponent: i32) -> HostResult<Decimal> {
    let too_large = || arithmetic(format!("Exponential overflow: {base} ** {exponent}"));
    let times = |product: Decimal, _| product.checked_mul(base);
    let product = (0..exponent.abs()).try_fold(Decimal::ONE, times).ok_or_else(too_large)?;
    if exponent < 0 { divide_exactly(Decimal::ONE, product) } else { Ok(product) }
}
