//! Numbers for people, and rounding. Halves are rounded away from zero, as people do.

use language::english;
use rhai::{Engine, NativeCallContext, Variant};
use rust_decimal::Decimal;

use super::host_result::{HostResult, fail};
use super::number::{Whole, held};
use super::word::{Example, Style, Topic, Word, forms};

/// How many places a figure keeps where nobody asks for more: a quotient has twenty-eight.
pub(in crate::script) const PLACES: u32 = 2;

/// The words for rounding and for showing numbers.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "percent",
        style: Style::Function,
        topic: Topic::Numbers,
        forms: forms![(part: Number) -> Text, (part: Number, places: Whole) -> Text],
        gives: "A part of one as a percentage in a text, with `places` decimal places or none.",
        ends: Some("where `places` is not a whole number from 0 to 28, or the number is too large"),
        example: Example::new("percent(0.752, 1)", "\"75.2%\""),
    },
    Word {
        name: "number",
        style: Style::Function,
        topic: Topic::Numbers,
        forms: forms![(x: Number) -> Text, (x: Number, places: Whole) -> Text],
        gives: "A number for people: thousands apart, and at most two decimal places or `places`.",
        ends: Some("where `places` is not a whole number from 0 to 28"),
        example: Example::new("number(12345.678)", "\"12,345.68\""),
    },
    Word {
        name: "counted",
        style: Style::Function,
        topic: Topic::Numbers,
        forms: forms![(count: Whole) -> Text, (count: Whole, noun: Text) -> Text],
        gives: "A count in words up to twenty, alone or with its noun: one noun, or several. No count of a noun is `no`, and alone it is `none`.",
        ends: Some("where `count` is not a whole number from 0"),
        example: Example::new("counted(8, \"period\")", "\"eight periods\""),
    },
    Word {
        name: "places_apart",
        style: Style::Function,
        topic: Topic::Numbers,
        forms: forms![(x: Number, y: Number) -> Whole, (x: Number, y: Number, least: Whole) -> Whole],
        gives: "With how many decimal places two numbers must be shown to read differently, if they differ: at least one, or \
            `least`, unless both are whole and `least` is not given.",
        ends: Some("where `least` is not a whole number from 0 to 28"),
        example: Example::new("places_apart(36.96, 37.04)", "2"),
    },
    Word {
        name: "round",
        style: Style::Function,
        topic: Topic::Numbers,
        forms: forms![(x: Number) -> Number, (x: Number, places: Whole) -> Number],
        gives: "The number rounded to a whole one or to `places` decimal places; halves go away from \
            zero.",
        ends: Some("where `places` is not a whole number from 0 to 28"),
        example: Example::new("round(2.345, 2)", "2.35"),
    },
    Word {
        name: "floor",
        style: Style::Function,
        topic: Topic::Numbers,
        forms: forms![(x: Number) -> Number],
        gives: "The next whole number at or below.",
        ends: None,
        example: Example::new("floor(-1.5)", "-2"),
    },
    Word {
        name: "ceiling",
        style: Style::Function,
        topic: Topic::Numbers,
        forms: forms![(x: Number) -> Number],
        gives: "The next whole number at or above.",
        ends: None,
        example: Example::new("ceiling(1.2)", "2"),
    },
];

pub(super) fn register(engine: &mut Engine) {
    register_plain::<i64>(engine);
    register_plain::<Decimal>(engine);
    register_to_places::<i64, i64>(engine);
    register_to_places::<i64, Decimal>(engine);
    register_to_places::<Decimal, i64>(engine);
    register_to_places::<Decimal, Decimal>(engine);
    register_counted::<i64>(engine);
    register_counted::<Decimal>(engine);
}

fn register_counted<N: Whole + Variant>(engine: &mut Engine) {
    engine
        .register_fn("counted", |context: NativeCallContext, count: N, noun: &str| {
            Ok(english::count(whole_count(&context, count)?, noun)) as HostResult<String>
        })
        .register_fn("counted", |context: NativeCallContext, count: N| {
            Ok(counted_alone(whole_count(&context, count)?)) as HostResult<String>
        });
}

/// A count in words without a noun.
pub(in crate::script) fn counted_alone(count: usize) -> String {
    if count == 0 { "none".to_owned() } else { english::figure(count) }
}

fn whole_count<N: Whole>(context: &NativeCallContext, count: N) -> HostResult<usize> {
    count.whole().and_then(|count| usize::try_from(count).ok()).ok_or_else(|| {
        let count: Decimal = count.into();
        fail(format!("there are no {count} of anything: a count is a whole number from 0"), context)
    })
}

fn register_plain<F: Copy + Into<Decimal> + Variant>(engine: &mut Engine) {
    engine
        .register_fn("round", |value: F| held(rounded(value.into(), 0)))
        .register_fn("floor", |value: F| held(tidy(value.into().floor())))
        .register_fn("ceiling", |value: F| held(tidy(value.into().ceil())))
        .register_fn("number", |value: F| english::number(rounded(value.into(), PLACES)))
        .register_fn("percent", |context: NativeCallContext, value: F| percent(&context, value.into(), 0));
    register_apart::<F, i64>(engine);
    register_apart::<F, Decimal>(engine);
}

fn register_apart<F: Copy + Into<Decimal> + Variant, G: Copy + Into<Decimal> + Variant>(engine: &mut Engine) {
    engine.register_fn("places_apart", |one: F, other: G| {
        let (one, other) = (one.into(), other.into());
        i64::from(english::places_apart(one, other, usual_places_apart(one, other)))
    });
    register_apart_from::<F, G, i64>(engine);
    register_apart_from::<F, G, Decimal>(engine);
}

/// With how many places two numbers are shown at the least, so that they read differently.
pub(in crate::script) fn usual_places_apart(one: Decimal, other: Decimal) -> u32 {
    u32::from(!(one.fract().is_zero() && other.fract().is_zero()))
}

fn register_apart_from<F, G, N>(engine: &mut Engine)
where
    F: Copy + Into<Decimal> + Variant,
    G: Copy + Into<Decimal> + Variant,
    N: Whole + Variant,
{
    engine.register_fn("places_apart", |context: NativeCallContext, one: F, other: G, least: N| {
        let least = places(&context, least)?;
        Ok(i64::from(english::places_apart(one.into(), other.into(), least))) as HostResult<_>
    });
}

fn register_to_places<F: Copy + Into<Decimal> + Variant, N: Whole + Variant>(engine: &mut Engine) {
    engine
        .register_fn("round", |context: NativeCallContext, value: F, to: N| {
            Ok(rounded(value.into(), places(&context, to)?)) as HostResult<_>
        })
        .register_fn("number", |context: NativeCallContext, value: F, to: N| {
            Ok(english::number(rounded(value.into(), places(&context, to)?))) as HostResult<_>
        })
        .register_fn("percent", |context: NativeCallContext, value: F, to: N| {
            percent(&context, value.into(), places(&context, to)?)
        });
}

fn percent(context: &NativeCallContext, value: Decimal, places: u32) -> HostResult<String> {
    percent_shown(value, places)
        .ok_or_else(|| fail(format!("{value} is too large for a percentage"), context))
}

/// A part of one as parts of a hundred: `0.752` is `75%`; none where it is too large.
pub(in crate::script) fn percent_shown(value: Decimal, places: u32) -> Option<String> {
    let hundredfold = value.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(format!("{}%", english::number(rounded(hundredfold, places))))
}

/// A number of decimal places; none where no number has so many.
pub(in crate::script) fn places_of(count: impl Whole) -> Option<u32> {
    let places = count.whole().and_then(|count| u32::try_from(count).ok());
    places.filter(|count| *count <= Decimal::MAX_SCALE)
}

pub(super) fn places<N: Whole>(context: &NativeCallContext, count: N) -> HostResult<u32> {
    places_of(count).ok_or_else(|| {
        let count: Decimal = count.into();
        fail(format!("a number has 0 to {} decimal places, not {count}", Decimal::MAX_SCALE), context)
    })
}

pub(in crate::script) fn rounded(value: Decimal, places: u32) -> Decimal {
    tidy(english::rounded(value, places))
}

/// Without the zeros that mean nothing, and without the sign of zero.
pub(in crate::script) fn tidy(value: Decimal) -> Decimal {
    if value.is_zero() { Decimal::ZERO } else { value.normalize() }
}
