//! Functions that are handed to a list. Rhai does not count what happens inside them; `limits` does.

use rhai::{Array, Dynamic, Engine, FnPtr, NativeCallContext};

use super::host_result::{HostResult, fail, pay};
use super::kind::described;
use super::word::{Example, Style, Topic, Word, forms};

/// The words that go through a list with a function.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "map",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List, change: Function) -> List],
        gives: "The list with each entry changed by the function.",
        ends: None,
        example: Example::new("my.values(2).map(|x| x / 100)", "[13, 12]"),
    },
    Word {
        name: "filter",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List, keep: Function) -> List],
        gives: "The entries for which the function says `true`.",
        ends: Some("where the function gives anything but true or false"),
        example: Example::new("my.values(5).filter(|x| x > 1400)", "[1500, 1450]"),
    },
    Word {
        name: "all",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List, test: Function) -> Flag],
        gives: "Whether the function says `true` for every entry; true of an empty list.",
        ends: Some("where the function gives anything but true or false"),
        example: Example::new("my.values(5).all(|x| x > 1000)", "true"),
    },
    Word {
        name: "any",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List, test: Function) -> Flag],
        gives: "Whether the function says `true` for at least one entry.",
        ends: Some("where the function gives anything but true or false"),
        example: Example::new("my.values(5).any(|x| x > 1450)", "true"),
    },
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("map", |context: NativeCallContext, list: Array, change: FnPtr| {
            list.into_iter().map(|entry| apply(&context, &change, entry)).collect::<HostResult<Array>>()
        })
        .register_fn("filter", |context: NativeCallContext, list: Array, keep: FnPtr| {
            let mut kept = Array::new();
            for entry in list {
                if holds(&context, "filter", &keep, entry.clone())? {
                    kept.push(entry);
                }
            }
            Ok(kept) as HostResult<_>
        })
        .register_fn("all", |context: NativeCallContext, list: Array, test: FnPtr| {
            for entry in list {
                if !holds(&context, "all", &test, entry)? {
                    return Ok(false);
                }
            }
            Ok(true) as HostResult<_>
        })
        .register_fn("any", |context: NativeCallContext, list: Array, test: FnPtr| {
            for entry in list {
                if holds(&context, "any", &test, entry)? {
                    return Ok(true);
                }
            }
            Ok(false) as HostResult<_>
        });
}

/// Hands an entry to a script's function; a long text costs more than a number.
fn apply(context: &NativeCallContext, function: &FnPtr, entry: Dynamic) -> HostResult<Dynamic> {
    let result: Dynamic = function.call_within_context(context, (entry,))?;
    let length = result.as_immutable_string_ref().map_or(0, |text| text.len());
    pay(context, 1 + length / 64)?;
    Ok(result)
}

fn holds(context: &NativeCallContext, asked: &str, test: &FnPtr, entry: Dynamic) -> HostResult<bool> {
    let result = apply(context, test, entry)?;
    let what = described(result.type_name());
    result
        .as_bool()
        .map_err(|_| fail(format!("the function in `{asked}` must give true or false, not {what}"), context))
}
