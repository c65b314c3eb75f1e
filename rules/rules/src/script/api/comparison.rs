//! Comparison. Rhai says `false` where unlike things are compared; a rule would then judge by accident, so it stops.

use std::cmp::Ordering;

use engine::model::Period;
use jiff::civil::Date;
use language::english;
use rhai::{Array, Dynamic, Engine, EvalAltResult, ImmutableString, Map, NativeCallContext, Variant};
use rust_decimal::Decimal;

use super::host_result::{HostResult, fail};
use super::kind::described;
use super::number::number;
use super::word::{Example, Style, Topic, Word, forms};

/// The operators of comparison.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "==",
        style: Style::Operator,
        topic: Topic::Operators,
        forms: forms![(x: Anything, y: Anything) -> Flag],
        gives: "Whether both say the same; lists and maps are compared entry by entry.",
        ends: Some("where unlike things are compared, such as a number with a text"),
        example: Example::new("0.1 + 0.2 == 0.3", "true"),
    },
    Word {
        name: "!=",
        style: Style::Operator,
        topic: Topic::Operators,
        forms: forms![(x: Anything, y: Anything) -> Flag],
        gives: "Whether they differ.",
        ends: Some("where unlike things are compared, such as a number with a text"),
        example: Example::new("my.body.kind != \"trust\"", "true"),
    },
    of_order(
        "<",
        "Whether the first is less, or earlier.",
        Example::new("my.value_ago(1) < my.value()", "false"),
    ),
    of_order(
        "<=",
        "Whether the first is not greater, nor later.",
        Example::new("my.value() <= my.value_ago(1)", "true"),
    ),
    of_order(
        ">",
        "Whether the first is greater, or later.",
        Example::new("my.period > my.period.back(1)", "true"),
    ),
    of_order(
        ">=",
        "Whether the first is not less, nor earlier.",
        Example::new("my.value() / my.value_ago(4) >= my.params.floor", "true"),
    ),
];

/// An operator that asks which of two comes first.
const fn of_order(name: &'static str, gives: &'static str, example: Example) -> Word {
    Word {
        name,
        style: Style::Operator,
        topic: Topic::Operators,
        forms: forms![
            (x: Number, y: Number) -> Flag,
            (text: Text, other: Text) -> Flag,
            (period: Period, other: Period) -> Flag,
            (day: Day, other: Day) -> Flag,
        ],
        gives,
        ends: Some(
            "where unlike things are compared, such as a number with a text or a quarter with a month",
        ),
        example,
    }
}

pub(super) fn register(engine: &mut Engine) {
    // Numbers are registered pair by pair, since an exact match is found before the general form.
    register_numbers::<Decimal, Decimal>(engine);
    register_numbers::<Decimal, i64>(engine);
    register_numbers::<i64, Decimal>(engine);
    register_numbers::<i64, i64>(engine);
    register_unlike_literals(engine);
    register_equality(engine, "==", |equal| equal);
    register_equality(engine, "!=", |equal| !equal);
    register_order(engine, "<", Ordering::is_lt);
    register_order(engine, "<=", Ordering::is_le);
    register_order(engine, ">", Ordering::is_gt);
    register_order(engine, ">=", Ordering::is_ge);
}

fn register_numbers<L: Into<Decimal> + Variant + Clone, R: Into<Decimal> + Variant + Clone>(
    engine: &mut Engine,
) {
    engine
        .register_fn("==", |left: L, right: R| left.into() == right.into())
        .register_fn("!=", |left: L, right: R| left.into() != right.into())
        .register_fn("<", |left: L, right: R| left.into() < right.into())
        .register_fn("<=", |left: L, right: R| left.into() <= right.into())
        .register_fn(">", |left: L, right: R| left.into() > right.into())
        .register_fn(">=", |left: L, right: R| left.into() >= right.into());
}

/// The general form is enough while a rule runs. The optimiser, which works out what is constant, looks for an exact match
/// alone before it takes Rhai's own.
fn register_unlike_literals(engine: &mut Engine) {
    macro_rules! pairs {
        ($(($left:ty, $right:ty)),*) => {$(
            register_unlike::<$left, $right>(engine);
            register_unlike::<$right, $left>(engine);
        )*};
    }
    type Text = ImmutableString;
    pairs![((), bool), ((), i64), ((), Decimal), ((), Text)];
    pairs![(bool, i64), (bool, Decimal), (bool, Text), (i64, Text), (Decimal, Text)];
}

fn register_unlike<L: Variant + Clone, R: Variant + Clone>(engine: &mut Engine) {
    for operator in ["<", "<=", ">", ">="] {
        engine.register_fn(operator, |context: NativeCallContext, left: L, right: R| -> HostResult<bool> {
            Err(unlike(&context, &Dynamic::from(left), &Dynamic::from(right)))
        });
    }
    for (operator, is_same) in [("==", true), ("!=", false)] {
        engine.register_fn(operator, move |context: NativeCallContext, left: L, right: R| {
            let (left, right) = (Dynamic::from(left), Dynamic::from(right));
            let equal = equal(&left, &right).map(|equal| equal == is_same);
            equal.ok_or_else(|| unlike(&context, &left, &right))
        });
    }
}

fn register_equality(engine: &mut Engine, operator: &str, holds: fn(bool) -> bool) {
    engine.register_fn(operator, move |context: NativeCallContext, left: Dynamic, right: Dynamic| {
        equal(&left, &right).map(holds).ok_or_else(|| unlike(&context, &left, &right))
    });
}

fn register_order(engine: &mut Engine, operator: &str, holds: fn(Ordering) -> bool) {
    engine.register_fn(operator, move |context: NativeCallContext, left: Dynamic, right: Dynamic| {
        order(&left, &right).map(holds).ok_or_else(|| unlike(&context, &left, &right))
    });
}

fn unlike(context: &NativeCallContext, left: &Dynamic, right: &Dynamic) -> Box<EvalAltResult> {
    let periods = (left.read_lock::<Period>(), right.read_lock::<Period>());
    if let (Some(left), Some(right)) = periods {
        let (left, right) = (english::cadence(left.cadence()), english::cadence(right.cadence()));
        return fail(format!("a {left} cannot be compared with a {right}"), context);
    }
    let (left, right) = (described(left.type_name()), described(right.type_name()));
    fail(format!("{left} cannot be compared with {right}"), context)
}

/// Which of two numbers, texts, days or periods of one cadence comes first; none for anything else.
pub(super) fn order(left: &Dynamic, right: &Dynamic) -> Option<Ordering> {
    if let (Some(left), Some(right)) = (number(left), number(right)) {
        return Some(left.cmp(&right));
    }
    if let (Ok(left), Ok(right)) = (left.as_immutable_string_ref(), right.as_immutable_string_ref()) {
        return Some(left.as_str().cmp(right.as_str()));
    }
    if let (Ok(left), Ok(right)) = (left.as_char(), right.as_char()) {
        return Some(left.cmp(&right));
    }
    if let (Some(left), Some(right)) = (left.read_lock::<Date>(), right.read_lock::<Date>()) {
        return Some(left.cmp(&right));
    }
    let (left, right) = (left.read_lock::<Period>()?, right.read_lock::<Period>()?);
    (left.cadence() == right.cadence()).then(|| left.cmp(&right))
}

/// Whether two values say the same; none where the question has no answer.
pub(super) fn equal(left: &Dynamic, right: &Dynamic) -> Option<bool> {
    if let Some(order) = order(left, right) {
        return Some(order.is_eq());
    }
    if left.is_unit() || right.is_unit() {
        return Some(left.is_unit() && right.is_unit());
    }
    if let (Ok(left), Ok(right)) = (left.as_bool(), right.as_bool()) {
        return Some(left == right);
    }
    if let (Some(left), Some(right)) = (left.read_lock::<Array>(), right.read_lock::<Array>()) {
        let same = |(left, right)| equal(left, right).unwrap_or(false);
        return Some(left.len() == right.len() && left.iter().zip(right.iter()).all(same));
    }
    let (left, right) = (left.read_lock::<Map>()?, right.read_lock::<Map>()?);
    let same = |((key, left), (other, right)): ((&_, &Dynamic), (&_, &Dynamic))| {
        key == other && equal(left, right).unwrap_or(false)
    };
    Some(left.len() == right.len() && left.iter().zip(right.iter()).all(same))
}
