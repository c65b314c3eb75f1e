//! Texts. Whatever looks at a whole text pays for its length.

use engine::model::Period;
use rhai::{Array, Dynamic, Engine, NativeCallContext, Variant};
use rust_decimal::Decimal;

use super::format::tidy;
use super::host_result::{HostResult, end};
use super::number::number;
use super::word::{Example, Style, Topic, Word, forms};
use crate::script::sandbox::limits;

/// How many bytes one operation looks at.
const BYTES: usize = 64;

/// The words for texts.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "to_string",
        style: Style::Method,
        topic: Topic::Texts,
        forms: forms![(value: Anything) -> Text],
        gives: "The value as it reads in a text; `${value}` inside backticks does the same.",
        ends: None,
        example: Example::new("(3.10).to_string()", "\"3.1\""),
    },
    Word {
        name: "len",
        style: Style::Method,
        topic: Topic::Texts,
        forms: forms![(text: Text) -> Whole],
        gives: "How many letters the text has.",
        ends: None,
        example: Example::new("\"prison\".len()", "6"),
    },
    Word {
        name: "is_empty",
        style: Style::Method,
        topic: Topic::Texts,
        forms: forms![(text: Text) -> Flag],
        gives: "Whether the text has no letters.",
        ends: None,
        example: Example::new("\"\".is_empty()", "true"),
    },
    Word {
        name: "contains",
        style: Style::Method,
        topic: Topic::Texts,
        forms: forms![(text: Text, part: Text) -> Flag],
        gives: "Whether the part stands somewhere in the text.",
        ends: None,
        example: Example::new("my.body.name.contains(\"Council\")", "true"),
    },
    Word {
        name: "starts_with",
        style: Style::Method,
        topic: Topic::Texts,
        forms: forms![(text: Text, part: Text) -> Flag],
        gives: "Whether the text begins with the part.",
        ends: None,
        example: Example::new("\"E09000033\".starts_with(\"E\")", "true"),
    },
    Word {
        name: "ends_with",
        style: Style::Method,
        topic: Topic::Texts,
        forms: forms![(text: Text, part: Text) -> Flag],
        gives: "Whether the text ends with the part.",
        ends: None,
        example: Example::new("\"2020-Q4\".ends_with(\"Q4\")", "true"),
    },
    Word {
        name: "to_upper",
        style: Style::Method,
        topic: Topic::Texts,
        forms: forms![(text: Text) -> Text],
        gives: "The text in capitals.",
        ends: None,
        example: Example::new("\"nhs\".to_upper()", "\"NHS\""),
    },
    Word {
        name: "to_lower",
        style: Style::Method,
        topic: Topic::Texts,
        forms: forms![(text: Text) -> Text],
        gives: "The text in small letters.",
        ends: None,
        example: Example::new("\"NHS\".to_lower()", "\"nhs\""),
    },
    Word {
        name: "trim",
        style: Style::Method,
        topic: Topic::Texts,
        forms: forms![(text: Text) -> Text],
        gives: "The text without blanks at both ends.",
        ends: None,
        example: Example::new("\" a b \".trim()", "\"a b\""),
    },
    Word {
        name: "split",
        style: Style::Method,
        topic: Topic::Texts,
        forms: forms![(text: Text, at: Text) -> Texts],
        gives: "The parts of the text between each `at`.",
        ends: None,
        example: Example::new("\"a, b\".split(\", \")", "[\"a\", \"b\"]"),
    },
];

pub(super) fn register(engine: &mut Engine) {
    register_joining::<i64>(engine);
    register_joining::<Decimal>(engine);
    // A quotient such as `1.50` reads as `1.5` in a text.
    engine.register_fn("to_string", |value: Decimal| tidy(value).to_string());
    engine
        .register_fn("len", |text: &str| i64::try_from(text.chars().count()).unwrap_or(i64::MAX))
        .register_fn("is_empty", |text: &str| text.is_empty())
        .register_fn("contains", |context: NativeCallContext, text: &str, part: &str| {
            paid(&context, text).map(|text| text.contains(part))
        })
        .register_fn("starts_with", |text: &str, part: &str| text.starts_with(part))
        .register_fn("ends_with", |text: &str, part: &str| text.ends_with(part))
        .register_fn("to_upper", |context: NativeCallContext, text: &str| {
            paid(&context, text).map(str::to_uppercase)
        })
        .register_fn("to_lower", |context: NativeCallContext, text: &str| {
            paid(&context, text).map(str::to_lowercase)
        })
        .register_fn("trim", |context: NativeCallContext, text: &str| {
            paid(&context, text).map(|text| text.trim().to_owned())
        })
        .register_fn("split", |context: NativeCallContext, text: &str, at: &str| {
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

fn paid<'a>(context: &NativeCallContext, text: &'a str) -> HostResult<&'a str> {
    limits::spend(1 + text.len() / BYTES).map_err(|stop| end(stop, context))?;
    Ok(text)
}
