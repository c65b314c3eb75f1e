//! `params`: what a declaration hands to its rule.

use std::ops::Range;

use engine::model::{Param, Params};
use indexmap::IndexMap;
use language::read::Item;
use toml::de::DeValue;

/// Where parameters are named.
pub(crate) type ParamPlaces = IndexMap<String, Range<usize>>;

/// Reads a table of parameters, with the place of each name.
pub(super) fn params(item: &Item<'_>) -> Option<(Params, ParamPlaces)> {
    let entries = item.entries().or_else(|| item.refuse_kind("a table such as `{ floor = 0.8 }`"))?;
    // Every entry is read before any is missed, so that each bad one is reported.
    let read: Vec<_> = entries.iter().map(|item| (item.key.to_owned(), param(item))).collect();
    let params: Option<Params> = read.into_iter().map(|(name, param)| Some((name, param?))).collect();
    let places = entries.iter().map(|item| (item.key.to_owned(), item.key_range.clone()));
    Some((params?, places.collect()))
}

fn param(item: &Item<'_>) -> Option<Param> {
    match item.value {
        DeValue::String(text) => Some(Param::Text(text.to_string())),
        DeValue::Boolean(flag) => Some(Param::Flag(*flag)),
        DeValue::Datetime(moment) => Some(Param::Text(moment.to_string())),
        DeValue::Integer(_) | DeValue::Float(_) => {
            item.number().map(|number| Param::Number(number.into_inner()))
        }
        DeValue::Array(_) => {
            let read: Vec<_> = item.elements()?.iter().map(param).collect();
            read.into_iter().collect::<Option<_>>().map(Param::List)
        }
        DeValue::Table(_) => item.refuse_kind("a number, a text, true, false, or a list of them"),
    }
}
