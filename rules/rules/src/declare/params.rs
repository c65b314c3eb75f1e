//! `params`: what a declaration hands to its rule.

use engine::model::{Param, Params};
use language::read::Item;
use toml::de::DeValue;

/// Reads a table of parameters.
pub(super) fn params(item: &Item<'_>) -> Option<Params> {
    let entries = item.entries().or_else(|| item.refuse_kind("a table such as `{ floor = 0.8 }`"))?;
    // Every entry is read before any is missed, so that each bad one is reported.
    let read: Vec<_> = entries.iter().map(|item| (item.key.to_owned(), param(item))).collect();
    read.into_iter().map(|(name, param)| Some((name, param?))).collect()
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
