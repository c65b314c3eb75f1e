//! Lists and maps. Whatever looks at every entry pays for every entry.

use rhai::{Array, Dynamic, Engine, FnPtr, Map, NativeCallContext};
use rust_decimal::Decimal;

use super::comparison::{equal, order};
use super::kind::described;
use super::number::{Whole, number};
use super::outcome::{Outcome, end, fail};
use super::texts::read_aloud;
use crate::script::meter;

type Context<'a> = NativeCallContext<'a>;

pub(super) fn register(engine: &mut Engine) {
    register_figures(engine);
    register_callbacks(engine);
    engine
        .register_fn("len", |list: &mut Array| count(list.len()))
        .register_fn("is_empty", |list: &mut Array| list.is_empty())
        .register_fn("set", set::<i64>)
        .register_fn("set", set::<Decimal>)
        .register_fn("push", |list: &mut Array, entry: Dynamic| list.push(entry))
        .register_fn("contains", |context: Context, list: &mut Array, entry: Dynamic| {
            pay(&context, list.len())?;
            Ok(list.iter().any(|other| equal(other, &entry).unwrap_or(false))) as Outcome<_>
        })
        .register_fn("first", |context: Context, list: &mut Array| at_end(&context, list.first()))
        .register_fn("last", |context: Context, list: &mut Array| at_end(&context, list.last()))
        .register_fn("reverse", |list: &mut Array| list.reverse())
        .register_fn("sort", sort)
        .register_fn("join", join);
    engine
        .register_fn("len", |map: &mut Map| count(map.len()))
        .register_fn("is_empty", |map: &mut Map| map.is_empty())
        .register_fn("set", |map: &mut Map, key: &str, entry: Dynamic| {
            map.insert(key.into(), entry);
        })
        .register_fn("contains", |map: &mut Map, key: &str| map.contains_key(key))
        .register_fn("keys", |map: &mut Map| -> Array { map.keys().map(|key| key.as_str().into()).collect() })
        .register_fn("values", |map: &mut Map| -> Array { map.values().cloned().collect() });
}

fn register_figures(engine: &mut Engine) {
    engine
        .register_fn("sum", |context: Context, list: Array| {
            let add = |total: Decimal, next: Decimal| total.checked_add(next);
            let total = figures(&context, "sum", &list)?.into_iter().try_fold(Decimal::ZERO, add);
            total.ok_or_else(|| fail("a number became too large: the sum of a list", &context))
        })
        .register_fn("min", |context: Context, list: Array| {
            let least = figures(&context, "min", &list)?.into_iter().min();
            least.ok_or_else(|| fail("an empty list has no least number", &context))
        })
        .register_fn("max", |context: Context, list: Array| {
            let most = figures(&context, "max", &list)?.into_iter().max();
            most.ok_or_else(|| fail("an empty list has no greatest number", &context))
        })
        .register_fn("min", |x: Decimal, y: i64| x.min(y.into()))
        .register_fn("min", |x: i64, y: Decimal| y.min(x.into()))
        .register_fn("max", |x: Decimal, y: i64| x.max(y.into()))
        .register_fn("max", |x: i64, y: Decimal| y.max(x.into()));
}

fn register_callbacks(engine: &mut Engine) {
    engine
        .register_fn("map", |context: Context, list: Array, change: FnPtr| {
            list.into_iter().map(|entry| apply(&context, &change, entry)).collect::<Outcome<Array>>()
        })
        .register_fn("filter", |context: Context, list: Array, keep: FnPtr| {
            let mut kept = Array::new();
            for entry in list {
                if holds(&context, "filter", &keep, entry.clone())? {
                    kept.push(entry);
                }
            }
            Ok(kept) as Outcome<_>
        })
        .register_fn("all", |context: Context, list: Array, test: FnPtr| {
            for entry in list {
                if !holds(&context, "all", &test, entry)? {
                    return Ok(false);
                }
            }
            Ok(true) as Outcome<_>
        })
        .register_fn("any", |context: Context, list: Array, test: FnPtr| {
            for entry in list {
                if holds(&context, "any", &test, entry)? {
                    return Ok(true);
                }
            }
            Ok(false) as Outcome<_>
        });
}

fn pay(context: &NativeCallContext, operations: usize) -> Outcome<()> {
    meter::spend(operations).map_err(|stop| end(stop, context))
}

fn count(entries: usize) -> i64 {
    i64::try_from(entries).unwrap_or(i64::MAX)
}

fn figures(context: &NativeCallContext, asked: &str, list: &Array) -> Outcome<Vec<Decimal>> {
    pay(context, list.len())?;
    let figure = |entry: &Dynamic| {
        let what = described(entry.type_name());
        number(entry).ok_or_else(|| {
            fail(format!("`{asked}` needs a list of numbers, and this one holds {what}"), context)
        })
    };
    list.iter().map(figure).collect()
}

fn at_end(context: &NativeCallContext, entry: Option<&Dynamic>) -> Outcome<Dynamic> {
    entry.cloned().ok_or_else(|| fail("an empty list has neither a first nor a last entry", context))
}

fn set<N: Whole>(context: Context, list: &mut Array, at: N, entry: Dynamic) -> Outcome<()> {
    let (entries, shown) = (list.len(), at.into());
    let place = at.whole().and_then(|at| usize::try_from(at).ok()).and_then(|at| list.get_mut(at));
    let place = place.ok_or_else(|| {
        fail(format!("there is no entry {shown} among {entries}, counted from 0"), &context)
    })?;
    *place = entry;
    Ok(())
}

/// Hands an entry to a script's function; a long text costs more than a number.
fn apply(context: &NativeCallContext, function: &FnPtr, entry: Dynamic) -> Outcome<Dynamic> {
    let result: Dynamic = function.call_within_context(context, (entry,))?;
    let length = result.as_immutable_string_ref().map_or(0, |text| text.len());
    pay(context, 1 + length / 64)?;
    Ok(result)
}

fn holds(context: &NativeCallContext, asked: &str, test: &FnPtr, entry: Dynamic) -> Outcome<bool> {
    let result = apply(context, test, entry)?;
    let what = described(result.type_name());
    result
        .as_bool()
        .map_err(|_| fail(format!("the function in `{asked}` must give true or false, not {what}"), context))
}

/// Least first. Entries that cannot be ordered end the rule before anything is moved.
fn sort(context: Context, list: &mut Array) -> Outcome<()> {
    pay(&context, list.len() * 16)?;
    let all = |like: fn(&Dynamic) -> bool| list.iter().all(like);
    if !all(|entry| number(entry).is_some()) && !all(Dynamic::is_string) {
        return Err(fail("`sort` needs a list of numbers or a list of texts", &context));
    }
    list.sort_by(|left, right| order(left, right).unwrap_or(std::cmp::Ordering::Equal));
    Ok(())
}

fn join(context: Context, list: &mut Array, between: &str) -> Outcome<String> {
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
