//! Arithmetic that Rhai would do otherwise than people: whole numbers divide exactly, and powers stay small.

use rhai::{Dynamic, Engine, EvalAltResult, NativeCallContext, Position, Variant};
use rust_decimal::Decimal;

use super::number::{Whole, number};
use super::outcome::{Outcome, fail};

/// The largest exponent; more than that is a slip, and takes long.
const EXPONENT: i32 = 1_000;

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("/", divide_whole);
    // Rhai's own `/=` on whole numbers drops the fraction, and it is asked after this one.
    engine.register_fn("/=", |context: NativeCallContext, value: &mut Dynamic, by: Dynamic| -> Outcome<()> {
        *value = divide(&context, value, &by)?;
        Ok(())
    });
    register_power::<i64, i64>(engine);
    register_power::<i64, Decimal>(engine);
    register_power::<Decimal, i64>(engine);
    register_power::<Decimal, Decimal>(engine);
}

/// A fault of arithmetic in the words that Rhai's own operators have.
fn arithmetic(message: String) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorArithmetic(message, Position::NONE))
}

fn divide(context: &NativeCallContext, value: &Dynamic, by: &Dynamic) -> Outcome<Dynamic> {
    if let (Ok(value), Ok(by)) = (value.as_int(), by.as_int()) {
        return divide_whole(value, by);
    }
    match (number(value), number(by)) {
        (Some(value), Some(by)) => divide_exactly(value, by).map(Dynamic::from_decimal),
        _ => Err(fail("only a number can be divided, and only by a number", context)),
    }
}

/// Whole where it comes out even, so that the result can still stand as a place in a list.
fn divide_whole(value: i64, by: i64) -> Outcome<Dynamic> {
    match value.checked_rem(by) {
        Some(0) => Ok(Dynamic::from_int(value / by)),
        _ => divide_exactly(value.into(), by.into()).map(Dynamic::from_decimal),
    }
}

fn divide_exactly(value: Decimal, by: Decimal) -> Outcome<Decimal> {
    if by.is_zero() {
        return Err(arithmetic(format!("Division by zero: {value} / {by}")));
    }
    value.checked_div(by).ok_or_else(|| arithmetic(format!("Division overflow: {value} / {by}")))
}

fn register_power<B: Copy + Into<Decimal> + Variant, E: Whole + Variant>(engine: &mut Engine) {
    engine.register_fn("**", |context: NativeCallContext, base: B, exponent: E| -> Outcome<Decimal> {
        let exponent = exponent.whole().filter(|exponent| exponent.abs() <= EXPONENT).ok_or_else(|| {
            let exponent: Decimal = exponent.into();
            fail(format!("a power must be a whole number up to {EXPONENT}, not {exponent}"), &context)
        })?;
        power(base.into(), exponent)
    });
}

fn power(base: Decimal, exponent: i32) -> Outcome<Decimal> {
    let too_large = || arithmetic(format!("Exponential overflow: {base} ** {exponent}"));
    let times = |product: Decimal, _| product.checked_mul(base);
    let product = (0..exponent.abs()).try_fold(Decimal::ONE, times).ok_or_else(too_large)?;
    if exponent < 0 { divide_exactly(Decimal::ONE, product) } else { Ok(product) }
}
