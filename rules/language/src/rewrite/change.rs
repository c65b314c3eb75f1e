//! The text with another value in one place, or with a new version of what stands there from a day or a period on.

use std::fmt::Write as _;
use std::ops::Range;

use thiserror::Error;
use toml::Spanned;
use toml::de::DeValue;

use super::element::{is_in_one_piece, plain};
use super::place::Place;
use super::typed::{Mistyped, day, quoted, typed};
use super::value::{Slot, Starts, Value};
use super::walk::find;

const GROWS: &str = "a string takes any text";
const SPAN: &str = "places were found in this very text";

/// A text in which one value is another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rewritten {
    pub text: String,
    /// The value before, as people read it; none where the key was not written.
    pub before: Option<String>,
    /// The new value, as people read it.
    pub after: String,
    /// All that the table said before in which it stands, alike for two that say the same.
    pub says: String,
    /// What was put into the text, and where it stands now.
    pub put: Range<usize>,
}

/// Why a text cannot be rewritten.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Unwritable {
    #[error("nothing that can be changed stands at `{0}` in the mission's text")]
    NotThere(Place),
    #[error(transparent)]
    Mistyped(#[from] Mistyped),
    #[error("it says that already")]
    Same,
    #[error("a change of this value begins with no day of its own; leave it out")]
    NoBeginning,
    #[error("the change would begin on {from}, and what it changes holds only from {since} on")]
    TooEarly { from: String, since: String },
    #[error("it is written under several headings, so that only a person can add a version to it")]
    Scattered,
}

/// Puts another value into a text: from a day or a period on, or as if it had been so from the beginning.
///
/// # Errors
/// There is no such value, or it cannot be this one.
pub fn rewrite(text: &str, place: &Place, value: &str, from: Option<&str>) -> Result<Rewritten, Unwritable> {
    let found = find(text, place, |found| {
        let new = typed(found, value)?;
        if found.plain.as_deref() == Some(value.trim()) {
            return Err(Unwritable::Same);
        }
        let (at, put) = match from.map(str::trim).filter(|from| !from.is_empty()) {
            None => in_place(text, found, &new),
            Some(from) => version(text, found, &new, from)?,
        };
        Ok((at, put, found.plain.clone(), found.says()))
    });
    let (at, put, before, says) = found.ok_or_else(|| Unwritable::NotThere(place.clone()))??;
    let mut rewritten = text.to_owned();
    rewritten.replace_range(at.clone(), &put);
    let after = value.trim().to_owned();
    Ok(Rewritten { text: rewritten, before, after, says, put: at.start..at.start + put.len() })
}

/// What is to be replaced in the text, and by what.
type Edit = (Range<usize>, String);

fn in_place(text: &str, found: &Value<'_>, new: &str) -> Edit {
    match &found.slot {
        Slot::Written(range) => (range.clone(), new.to_owned()),
        Slot::Missing(behind) if found.element.is_inline => {
            (behind.end..behind.end, format!(", {} = {new}", found.key()))
        }
        Slot::Missing(behind) => {
            let at = line_end(text, behind.end);
            (at..at, format!("{}{} = {new}\n", line_break(text, at), found.key()))
        }
    }
}

fn version(text: &str, found: &Value<'_>, new: &str, from: &str) -> Result<Edit, Unwritable> {
    let block = match found.starts {
        None => return Err(Unwritable::NoBeginning),
        Some(Starts::Day) => target_from(text, found, new, from)?,
        Some(Starts::Period) => terms_from(text, found, new, from)?,
    };
    let at = line_end(text, found.outer.end);
    Ok((at..at, format!("{}\n{block}", line_break(text, at))))
}

/// The same target with another value, from a day on.
fn target_from(text: &str, found: &Value<'_>, new: &str, from: &str) -> Result<String, Unwritable> {
    let from = day(from)?;
    let mut block = "[[target]]\n".to_owned();
    for (key, value) in found.outer.written() {
        let said = match key {
            "from" => {
                check_later(&from.to_string(), value)?;
                quoted(&from.to_string())
            }
            "until" => continue,
            _ => replaced(text, found, new, value)?,
        };
        writeln!(block, "{key} = {said}").expect(GROWS);
    }
    if let Slot::Missing(_) = found.slot {
        writeln!(block, "{} = {new}", found.key()).expect(GROWS);
    }
    Ok(block)
}

/// Other terms of an obligation, from a period on.
fn terms_from(text: &str, found: &Value<'_>, new: &str, from: &str) -> Result<String, Unwritable> {
    let key = found.place.steps().get(2).map_or("", String::as_str);
    let value = found.outer.entries.get(key);
    let said = match value {
        Some(_) if found.place.steps().len() > 3 && key == "params" => {
            format!("{{ {} = {new} }}", found.key())
        }
        Some(value) => replaced(text, found, new, value)?,
        None => new.to_owned(),
    };
    if let Some(value) = found.outer.entries.get("from") {
        check_later(from, value)?;
    }
    Ok(format!("[[obligation.terms]]\nfrom = {}\n{key} = {said}\n", quoted(from)))
}

/// A value as it is written, in which the new one stands where it is within.
fn replaced(
    text: &str,
    found: &Value<'_>,
    new: &str,
    value: &Spanned<DeValue<'_>>,
) -> Result<String, Unwritable> {
    if !is_in_one_piece(value, text) {
        return Err(Unwritable::Scattered);
    }
    let range = value.span();
    let mut said = text.get(range.clone()).expect(SPAN).to_owned();
    if let Slot::Written(at) = &found.slot
        && range.start <= at.start
        && at.end <= range.end
    {
        said.replace_range(at.start - range.start..at.end - range.start, new);
    }
    Ok(said)
}

/// Days sort as they are written, and so do periods of one kind.
fn check_later(from: &str, since: &Spanned<DeValue<'_>>) -> Result<(), Unwritable> {
    let Some(since) = plain(since.get_ref()) else { return Ok(()) };
    if *from > *since {
        return Ok(());
    }
    Err(Unwritable::TooEarly { from: from.to_owned(), since })
}

/// Where the line ends in which something stands, behind its line break.
fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).expect(SPAN).find('\n').map_or(text.len(), |found| at + found + 1)
}

/// A line break where the text lacks one before this place.
fn line_break(text: &str, at: usize) -> &'static str {
    if text.get(..at).expect(SPAN).ends_with('\n') || at == 0 { "" } else { "\n" }
}
