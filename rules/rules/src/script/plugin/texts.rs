//! Words for texts that rules have no need of: cutting, replacing, reading numbers and dates, and spelling texts so that
//! they fit into an address or a page.

use jiff::civil::Date;
use rhai::{Array, Dynamic, Engine, NativeCallContext, Variant};
use rust_decimal::Decimal;

use crate::script::api::{HostResult, Whole, end, fail, number};
use crate::script::sandbox::limits;

/// How many bytes one operation looks at.
const BYTES: usize = 64;

pub(super) fn register(engine: &mut Engine) {
    register_cutting::<i64, i64>(engine);
    register_cutting::<i64, Decimal>(engine);
    register_cutting::<Decimal, i64>(engine);
    register_cutting::<Decimal, Decimal>(engine);
    register_padding::<i64>(engine);
    register_padding::<Decimal>(engine);
    engine
        .register_fn(
            "replace",
            |context: NativeCallContext, text: &str, old: &str, new: &str| -> HostResult<String> {
                let added = text.matches(old).count() * new.len();
                pay(&context, text.len() + added)?;
                Ok(if old.is_empty() { text.to_owned() } else { text.replace(old, new) })
            },
        )
        .register_fn("lines", |context: NativeCallContext, text: &str| -> HostResult<Array> {
            pay(&context, text.len())?;
            let lines: Array = text.lines().map(Into::into).collect();
            limits::spend(lines.len()).map_err(|stop| end(stop, &context))?;
            Ok(lines)
        })
        .register_fn("is_number", |text: &str| exact(text).is_some())
        .register_fn("to_number", |context: NativeCallContext, value: Dynamic| to_number(&context, &value))
        .register_fn("is_text", |value: Dynamic| value.is_string())
        .register_fn("is_date", |text: &str| iso_date(text).is_some())
        .register_fn(
            "parse_date",
            |context: NativeCallContext, text: &str, format: &str| -> HostResult<String> {
                let date = Date::strptime(format, text.trim());
                date.map(|date| date.to_string())
                    .map_err(|_| fail(format!("`{text}` is not a date written like `{format}`"), &context))
            },
        )
        .register_fn("url_encode", |context: NativeCallContext, text: &str| -> HostResult<String> {
            pay(&context, text.len() * 3)?;
            Ok(url_encode(text))
        })
        .register_fn("html_escape", |context: NativeCallContext, text: &str| -> HostResult<String> {
            pay(&context, text.len() * 6)?;
            Ok(html_escape(text))
        });
}

fn register_cutting<F: Whole + Variant, N: Whole + Variant>(engine: &mut Engine) {
    engine.register_fn(
        "slice",
        |context: NativeCallContext, text: &str, from: F, count: N| -> HostResult<String> {
            pay(&context, text.len())?;
            let (from, count) = (place(&context, from)?, place(&context, count)?);
            Ok(text.chars().skip(from).take(count).collect())
        },
    );
}

fn register_padding<N: Whole + Variant>(engine: &mut Engine) {
    engine
        .register_fn("slice", |context: NativeCallContext, text: &str, from: N| -> HostResult<String> {
            pay(&context, text.len())?;
            Ok(text.chars().skip(place(&context, from)?).collect())
        })
        .register_fn(
            "pad_start",
            |context: NativeCallContext, text: &str, width: N, with: &str| -> HostResult<String> {
                let width = place(&context, width)?;
                pay(&context, width * with.len().max(1))?;
                let missing = width.saturating_sub(text.chars().count());
                let padding: String = with.chars().cycle().take(missing).collect();
                Ok(padding + text)
            },
        );
}

fn pay(context: &NativeCallContext, bytes: usize) -> HostResult<()> {
    limits::spend(1 + bytes / BYTES).map_err(|stop| end(stop, context))
}

fn place<N: Whole>(context: &NativeCallContext, count: N) -> HostResult<usize> {
    let place = count.whole().and_then(|count| usize::try_from(count).ok());
    place.ok_or_else(|| {
        let count: Decimal = count.into();
        fail(format!("a place in a text is a whole number from 0, not {count}"), context)
    })
}

/// A number in plain digits, with a point and without anything else.
fn exact(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let is_scientific = text.contains(['e', 'E']);
    if is_scientific { Decimal::from_scientific(text).ok() } else { Decimal::from_str_exact(text).ok() }
}

fn to_number(context: &NativeCallContext, value: &Dynamic) -> HostResult<Decimal> {
    if let Some(number) = number(value) {
        return Ok(number);
    }
    let text = value.as_immutable_string_ref().map(|text| text.to_string()).unwrap_or_default();
    exact(&text).ok_or_else(|| fail(format!("`{text}` is not a number"), context))
}

fn iso_date(text: &str) -> Option<Date> {
    (text.len() == "2024-03-31".len()).then(|| text.parse().ok())?
}

/// Everything but letters, digits and the four marks that RFC 3986 leaves alone, as bytes in hexadecimal digits.
fn url_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', hexadecimal(byte >> 4), hexadecimal(byte & 15)]);
        }
    }
    encoded
}

fn hexadecimal(half: u8) -> char {
    char::from_digit(u32::from(half), 16).map_or('0', |digit| digit.to_ascii_uppercase())
}

fn html_escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}
