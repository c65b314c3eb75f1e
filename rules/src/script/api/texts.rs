//! Texts. Whatever looks at a whole text pays for its length.

use engine::model::Period;
use rhai::{Array, Dynamic, Engine, NativeCallContext, Variant};
use rust_decimal::Decimal;

use super::format::tidy;
use super::number::number;
use super::outcome::{Outcome, end};
use crate::script::meter;

type Context<'a> = NativeCallContext<'a>;

/// How many bytes one operation looks at.
const BYTES: usize = 64;

pub(super) fn register(engine: &mut Engine) {
    register_joining::<i64>(engine);
    register_joining::<Decimal>(engine);
    // A quotient such as `1.50` reads as `1.5` in a text.
    engine.register_fn("to_string", |value: Decimal| tidy(value).to_string());
    engine
        .register_fn("len", |text: &str| i64::try_from(text.chars().count()).unwrap_or(i64::MAX))
        .register_fn("is_empty", |text: &str| text.is_empty())
        .register_fn("contains", |context: Context, text: &str, part: &str| {
            paid(&context, text).map(|text| text.contains(part))
        })
        .register_fn("starts_with", |text: &str, part: &str| text.starts_with(part))
        .register_fn("ends_with", |text: &str, part: &str| text.ends_with(part))
        .register_fn("to_upper", |context: Context, text: &str| paid(&context, text).map(str::to_uppercase))
        .register_fn("to_lower", |context: Context, text: &str| paid(&context, text).map(str::to_lowercase))
        .register_fn("trim", |context: Context, text: &str| {
            paid(&context, text).map(|text| text.trim().to_owned())
        })
        .register_fn("split", |context: Context, text: &str, at: &str| {
            paid(&context, text).map(|text| -> Array { text.split(at).map(Into::into).collect() })
        });
}

/// A number beside a text is said as in `${number}`.
fn register_joining<F: Copy + Into<Decimal> + Variant>(engine: &mut Engine) {
    engine
        .register_fn("+", |text: &str, value: F| format!("{text}{}", tidy(value.into())))
        .register_fn("+", |value: F, text: &str| format!("{}{text}", tidy(value.into())));
}

/// A number, a text or a period as it reads in a text; none for anything else.
pub(super) fn read_aloud(value: &Dynamic) -> Option<String> {
    let text = number(value).map(|value| tidy(value).to_string());
    let text = text.or_else(|| value.clone().into_string().ok());
    text.or_else(|| value.read_lock::<Period>().map(|period| period.to_string()))
}

fn paid<'a>(context: &NativeCallContext, text: &'a str) -> Outcome<&'a str> {
    meter::spend(1 + text.len() / BYTES).map_err(|stop| end(stop, context))?;
    Ok(text)
}
