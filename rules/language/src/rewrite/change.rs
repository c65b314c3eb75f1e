//! The text with other values in some places, or with new versions of what stands there from a day or a period on: all of them, or none.

use std::ops::Range;

use super::edit::{Edit, Put, apply};
use super::fault::{RewriteRefused, Unwritable};
use super::place::ValuePlace;
use super::typed::{plain_of, typed};
use super::value::{Starts, Value};
use super::version::version;
use super::walk::values;

/// A value that is to be another: from a day or a period on, or as if it had been so from the beginning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wanted<'w> {
    pub place: &'w ValuePlace,
    pub value: &'w str,
    pub from: Option<&'w str>,
}

impl<'w> Wanted<'w> {
    pub(super) fn beginning(&self) -> Option<&'w str> {
        self.from.map(str::trim).filter(|from| !from.is_empty())
    }
}

/// A text in which some values are others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rewritten {
    pub text: String,
    /// Each of them, in the order in which they were asked for.
    pub values: Vec<Changed>,
    /// What was put into the text, and where it stands now, in the order of the text.
    pub puts: Vec<Range<usize>>,
}

/// A value that is another now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed {
    /// As people read it; none where the key was not written.
    pub before: Option<String>,
    /// The new value, as people read it.
    pub after: String,
    /// All that the table said before in which it stands, alike for two that say the same.
    pub says: String,
}

/// Puts other values into a text. What begins together in one table of the text is one further version of it.
///
/// # Errors
/// There is no such value, or it cannot be this one. Then none is put in.
pub fn rewrite(text: &str, wanted: &[Wanted<'_>]) -> Result<Rewritten, RewriteRefused> {
    let Some(first) = wanted.first() else {
        return Ok(Rewritten { text: text.to_owned(), values: Vec::new(), puts: Vec::new() });
    };
    let rewritten = values(text, |found| {
        let mut puts: Vec<Put<'_, '_>> = Vec::with_capacity(wanted.len());
        for wanted in wanted {
            let refused = |why| RewriteRefused { place: wanted.place.clone(), why };
            if puts.iter().any(|put| put.found.place == *wanted.place) {
                return Err(refused(Unwritable::Twice));
            }
            puts.push(put(found, wanted).map_err(refused)?);
        }
        let changed = puts.iter().zip(wanted).map(|(put, wanted)| Changed {
            before: put.found.plain.clone(),
            after: wanted.value.trim().to_owned(),
            says: put.found.says(),
        });
        let changed = changed.collect();
        if let Some((put, since)) = puts.iter().find_map(|put| Some((put, followed(put, found)?))) {
            return Err(RewriteRefused {
                place: put.found.place.clone(),
                why: Unwritable::Followed { since },
            });
        }
        let (text, puts) = apply(text, edits(text, &puts)?);
        Ok(Rewritten { text, values: changed, puts })
    });
    let no_toml =
        || RewriteRefused { place: first.place.clone(), why: Unwritable::NotThere(first.place.clone()) };
    rewritten.unwrap_or_else(|| Err(no_toml()))
}

fn put<'v, 't>(found: &'v [Value<'t>], wanted: &Wanted<'v>) -> Result<Put<'v, 't>, Unwritable> {
    let place = wanted.place;
    let value = found.iter().find(|value| value.place == *place);
    let found = value.ok_or_else(|| Unwritable::NotThere(place.clone()))?;
    let new = typed(found, wanted.value)?;
    if found.plain.is_some() && found.plain == plain_of(&new) {
        return Err(Unwritable::Same);
    }
    Ok(Put { found, new, from: wanted.beginning() })
}

/// From when on another version of the same target holds by the day on which a change of this one would begin, which would take that version back.
fn followed(put: &Put<'_, '_>, found: &[Value<'_>]) -> Option<String> {
    let (own, begins) = (&put.found.outer, put.from.filter(|_| put.found.starts == Some(Starts::Day))?);
    let since = own.said("from");
    let is_later_version = |other: &&Value<'_>| {
        other.starts == Some(Starts::Day)
            && ["measure", "body"].iter().all(|key| other.outer.said(key) == own.said(key))
            && other.outer.said("from") > since
    };
    // Days sort as they are written.
    let later = found.iter().filter(is_later_version).filter_map(|other| other.outer.said("from"));
    later.filter(|later| **later <= *begins).max()
}

fn edits(text: &str, puts: &[Put<'_, '_>]) -> Result<Vec<Edit>, RewriteRefused> {
    let (mut beginning, lasting): (Vec<&Put<'_, '_>>, Vec<_>) =
        puts.iter().partition(|put| put.from.is_some());
    // Days sort as they are written, and so do periods of one kind: versions stand in the order in which they begin.
    beginning.sort_by_key(|put| put.from);
    let refused = |put: &Put<'_, '_>, why| RewriteRefused { place: put.found.place.clone(), why };
    if let Some(put) = beginning.iter().find(|put| put.found.starts.is_none()) {
        return Err(refused(put, Unwritable::NoBeginning));
    }
    let mut edits: Vec<Edit> = lasting.iter().map(|put| put.in_place(text)).collect();
    for (at, first) in beginning.iter().enumerate() {
        let is_before = |put: &&&Put<'_, '_>| put.from < first.from && put.is_beside(first);
        let begins_with_it = |put: &&&Put<'_, '_>| put.from == first.from && put.is_beside(first);
        if beginning.iter().take(at).any(|put| begins_with_it(&put)) {
            continue;
        }
        let together: Vec<&Put<'_, '_>> = beginning.iter().filter(begins_with_it).copied().collect();
        let lasting = lasting.iter().filter(|put| put.is_beside(first));
        let before: Vec<&Put<'_, '_>> = lasting.chain(beginning.iter().filter(is_before)).copied().collect();
        edits.push(version(text, (first, &together), &before).map_err(|why| refused(first, why))?);
    }
    Ok(edits)
}
