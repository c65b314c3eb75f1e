//! Lists. Whatever looks at every entry pays for every entry.

use rhai::{Array, Dynamic, Engine, NativeCallContext};
use rust_decimal::Decimal;

use super::comparison::{equal, order};
use super::host_result::{HostResult, fail, pay};
use super::kind::described;
use super::number::{Whole, number};
use super::texts::read_aloud;
use super::word::{Example, Style, Topic, Word, forms};

/// The words for lists.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "len",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List) -> Whole],
        gives: "How many entries the list has.",
        ends: None,
        example: Example::new("my.values(3).len()", "3"),
    },
    Word {
        name: "is_empty",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List) -> Flag],
        gives: "Whether the list has no entries.",
        ends: None,
        example: Example::new("[].is_empty()", "true"),
    },
    Word {
        name: "push",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List, entry: Anything) -> Nothing],
        gives: "Adds an entry at the end of the list.",
        ends: Some("where the list would have more than 1,000 entries, with what is in them"),
        example: Example::new("let list = [1]; list.push(2); list", "[1, 2]"),
    },
    Word {
        name: "set",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List, at: Whole, entry: Anything) -> Nothing],
        gives: "Puts an entry in the place of another; places are counted from 0.",
        ends: Some("where there is no such place"),
        example: Example::new("let list = [1, 2]; list.set(0, 9); list", "[9, 2]"),
    },
    Word {
        name: "contains",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List, entry: Anything) -> Flag],
        gives: "Whether the list holds an entry that says the same; `entry in list` does the same.",
        ends: None,
        example: Example::new("[1, 2].contains(2.0)", "true"),
    },
    Word {
        name: "first",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List) -> Anything],
        gives: "The first entry.",
        ends: Some("where the list is empty"),
        example: Example::new("my.values(3).first()", "1400"),
    },
    Word {
        name: "last",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List) -> Anything],
        gives: "The last entry.",
        ends: Some("where the list is empty"),
        example: Example::new("my.values(3).last()", "1200"),
    },
    Word {
        name: "reverse",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List) -> Nothing],
        gives: "Turns the order of the list round.",
        ends: None,
        example: Example::new("let list = [1, 2]; list.reverse(); list", "[2, 1]"),
    },
    Word {
        name: "sort",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List) -> Nothing],
        gives: "Puts the list in order, the least first.",
        ends: Some("where the list holds anything but numbers, or anything but texts"),
        example: Example::new("let list = my.values(3); list.sort(); list", "[1200, 1300, 1400]"),
    },
    Word {
        name: "join",
        style: Style::Method,
        topic: Topic::Lists,
        forms: forms![(list: List, between: Text) -> Text],
        gives: "The entries as one text.",
        ends: Some("where an entry is no number, text or period"),
        example: Example::new("[\"a\", \"b\"].join(\" and \")", "\"a and b\""),
    },
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("len", |list: &mut Array| count(list.len()))
        .register_fn("is_empty", |list: &mut Array| list.is_empty())
        .register_fn("set", set::<i64>)
        .register_fn("set", set::<Decimal>)
        .register_fn("push", |list: &mut Array, entry: Dynamic| list.push(entry))
        .register_fn("contains", |context: NativeCallContext, list: &mut Array, entry: Dynamic| {
            pay(&context, list.len())?;
            Ok(list.iter().any(|other| equal(other, &entry).unwrap_or(false))) as HostResult<_>
        })
        .register_fn("first", |context: NativeCallContext, list: &mut Array| at_end(&context, list.first()))
        .register_fn("last", |context: NativeCallContext, list: &mut Array| at_end(&context, list.last()))
        .register_fn("reverse", |list: &mut Array| list.reverse())
        .register_fn("sort", sort)
        .register_fn("join", join);
}

/// A number of entries as scripts count.
pub(super) fn count(entries: usize) -> i64 {
    i64::try_from(entries).unwrap_or(i64::MAX)
}

fn at_end(context: &NativeCallContext, entry: Option<&Dynamic>) -> HostResult<Dynamic> {
    entry.cloned().ok_or_else(|| fail("an empty list has neither a first nor a last entry", context))
}

fn set<N: Whole>(context: NativeCallContext, list: &mut Array, at: N, entry: Dynamic) -> HostResult<()> {
    let (entries, shown) = (list.len(), at.into());
    let place = at.whole().and_then(|at| usize::try_from(at).ok()).and_then(|at| list.get_mut(at));
    let place = place.ok_or_else(|| {
        fail(format!("there is no entry {shown} among {entries}, counted from 0"), &context)
    })?;
    *place = entry;
    Ok(())
}

/// Least first. Entries that cannot be ordered end the rule before anything is moved.
fn sort(context: NativeCallContext, list: &mut Array) -> HostResult<()> {
    pay(&context, list.len() * 16)?;
    let all = |like: fn(&Dynamic) -> bool| list.iter().all(like);
    if !all(|entry| number(entry).is_some()) && !all(Dynamic::is_string) {
        return Err(fail("`sort` needs a list of numbers or a list of texts", &context));
    }
    list.sort_by(|left, right| order(left, right).unwrap_or(std::cmp::Ordering::Equal));
    Ok(())
}

fn join(context: NativeCallContext, list: &mut Array, between: &str) -> HostResult<String> {
    let mut text = String::new();
    for (at, entry) in list.iter().enumerate() {
        let entry = read_aloud(entry).ok_or_else(|| {
            fail(format!("`join` does not take {}", described(entry.type_name())), &context)
        })?;
        pay(&context, 1 + (entry.len() + between.len()) / 64)?;
        if at > 0 {
            text.push_str(between);
        }
        text.push_str(&entry);
    }
    Ok(text)
}
