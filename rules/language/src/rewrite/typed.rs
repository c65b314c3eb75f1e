//! What somebody typed for a value, as TOML writes it.

use jiff::civil::Date;
use rust_decimal::Decimal;
use thiserror::Error;
use toml::de::DeTable;

use super::element::plain;
use super::value::Value;
use crate::diagnostic::listed;
use crate::grammar::{Named, ValueType};
use crate::read::parse_date;

/// The longest text that somebody types for a value.
const LONGEST: usize = 2_000;

/// How a value is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    Number,
    Day,
    /// One of these words.
    Words(Vec<&'static str>),
    /// The name of a rule.
    Rule,
    Text,
}

/// Why what was typed cannot stand there.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Mistyped {
    #[error("write the new value")]
    Empty,
    #[error("write it on one line, with no more than {LONGEST} letters")]
    NoLine,
    #[error("write a number, such as {0}")]
    NoNumber(String),
    #[error("write a whole number from {least} to {most}")]
    NotWhole { least: u32, most: u32 },
    #[error("write a number above zero")]
    NotPositive,
    #[error("write a day, such as 2026-03-31")]
    NoDay,
    #[error("write one of {0}")]
    NoWord(String),
}

/// How a value is asked for.
pub fn input(value: &Value<'_>) -> Input {
    match of(value) {
        ValueType::Number | ValueType::Positive | ValueType::Whole { .. } => Input::Number,
        ValueType::Day => Input::Day,
        ValueType::Words(words) => Input::Words(words.to_vec()),
        ValueType::Flag => Input::Words(vec!["true", "false"]),
        ValueType::Name(Named::Rule) => Input::Rule,
        ValueType::Param if is_number(value) => Input::Number,
        _ => Input::Text,
    }
}

/// What was typed for a value, as TOML writes it.
///
/// # Errors
/// No such value can stand there. Whether it fits what else is written, only the compiler says.
pub fn typed(value: &Value<'_>, text: &str) -> Result<String, Mistyped> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Mistyped::Empty);
    }
    if text.len() > LONGEST || text.chars().any(char::is_control) {
        return Err(Mistyped::NoLine);
    }
    match of(value) {
        ValueType::Number => number(text, value).map(|number| number.to_string()),
        ValueType::Positive => match number(text, value)? {
            number if number > Decimal::ZERO => Ok(number.to_string()),
            _ => Err(Mistyped::NotPositive),
        },
        ValueType::Whole { least, most } => {
            let whole = text.parse().ok().filter(|whole: &u32| (*least..=*most).contains(whole));
            whole.map(|whole| whole.to_string()).ok_or(Mistyped::NotWhole { least: *least, most: *most })
        }
        ValueType::Day => day(text).map(|day| quoted(&day.to_string())),
        ValueType::Flag => one_of(text, &["true", "false"]).map(str::to_owned),
        ValueType::Words(words) => one_of(text, words).map(quoted),
        ValueType::Param if is_number(value) => number(text, value).map(|number| number.to_string()),
        ValueType::Param if is_flag(value) => one_of(text, &["true", "false"]).map(str::to_owned),
        _ => Ok(quoted(text)),
    }
}

/// What TOML writes for one value, as people read it.
pub(super) fn plain_of(written: &str) -> Option<String> {
    let text = format!("value = {written}");
    let read = DeTable::parse(&text).ok()?;
    plain(read.get_ref().get("value")?.get_ref())
}

/// A day, as somebody typed it.
pub(super) fn day(text: &str) -> Result<Date, Mistyped> {
    parse_date(text.trim()).ok_or(Mistyped::NoDay)
}

/// A text as TOML has it: JSON's escapes are among TOML's.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// Of several ways in which a value may be written, the one in which it is.
fn of(value: &Value<'_>) -> &'static ValueType {
    let choices = value.holds.choices();
    let is_number_type = |choice: &&ValueType| {
        matches!(choice, ValueType::Number | ValueType::Positive | ValueType::Whole { .. })
    };
    let number = choices.iter().find(is_number_type).filter(|_| is_number(value));
    let text = choices.iter().find(|choice| !is_number_type(choice) && is_one(choice));
    number.or(text).or(choices.first()).unwrap_or(value.holds)
}

fn is_one(choice: &ValueType) -> bool {
    !matches!(
        choice,
        ValueType::Table(_) | ValueType::List { .. } | ValueType::ByName(_) | ValueType::Anything
    )
}

fn is_number(value: &Value<'_>) -> bool {
    value.plain.as_ref().is_some_and(|plain| plain.parse::<Decimal>().is_ok()) && !value.is_quoted
}

fn is_flag(value: &Value<'_>) -> bool {
    value.plain.as_ref().is_some_and(|plain| ["true", "false"].contains(&plain.as_str())) && !value.is_quoted
}

fn number(text: &str, value: &Value<'_>) -> Result<Decimal, Mistyped> {
    let example = value.plain.clone().unwrap_or_else(|| value.example.to_owned());
    Decimal::from_str_exact(text).map_err(|_| Mistyped::NoNumber(example))
}

fn one_of<'t>(text: &'t str, words: &[&str]) -> Result<&'t str, Mistyped> {
    if words.contains(&text) { Ok(text) } else { Err(Mistyped::NoWord(listed(words))) }
}
