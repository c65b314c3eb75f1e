//! A further version of what a text says, from a day or a period on: another target, or other terms of an obligation. What begins together in one table is one version of it.

use std::fmt::Write as _;

use toml::Spanned;
use toml::de::DeValue;

use super::edit::{Edit, Piece, Put, SPAN, apply, line_break, line_end};
use super::element::is_in_one_piece;
use super::fault::Unwritable;
use super::typed::{day, plain_of, quoted};
use super::value::{Slot, Starts};

const GROWS: &str = "a string takes any text";

/// The version in which all of `together` begin, of which `first` is one. `before` is what is changed in the same table as well, for all time or from
/// earlier on: a copy says that too.
pub(super) fn version(
    text: &str,
    (first, together): (&Put<'_, '_>, &[&Put<'_, '_>]),
    before: &[&Put<'_, '_>],
) -> Result<Edit, Unwritable> {
    let (Some(starts), Some(from)) = (first.found.starts, first.from) else {
        return Err(Unwritable::NoBeginning);
    };
    let begin = Begin { text, first, together, before, from };
    let block = match starts {
        Starts::Day => begin.target()?,
        Starts::Period => begin.terms()?,
    };
    let at = line_end(text, first.found.outer.end);
    Ok(Edit { at: at..at, piece: Piece::Table, put: format!("{}\n{block}", line_break(text, at)) })
}

/// What begins together.
struct Begin<'b, 'v, 't> {
    text: &'b str,
    first: &'b Put<'v, 't>,
    together: &'b [&'b Put<'v, 't>],
    before: &'b [&'b Put<'v, 't>],
    from: &'b str,
}

impl<'b, 'v, 't> Begin<'b, 'v, 't> {
    fn beginning(&self) -> impl Iterator<Item = &'b Put<'v, 't>> {
        self.together.iter().copied()
    }

    fn all(&self) -> impl Iterator<Item = &'b Put<'v, 't>> {
        self.beginning().chain(self.before.iter().copied())
    }

    /// That it begins later than what it is a version of, also where that begins on another day now.
    fn check_later(&self, from: &str) -> Result<(), Unwritable> {
        let outer = &self.first.found.outer;
        let is_beginning = |put: &&&Put<'_, '_>| {
            put.found.key() == "from" && std::ptr::eq(put.found.element.entries, outer.entries)
        };
        let moved = self.before.iter().find(is_beginning).map(|put| plain_of(&put.new));
        let written = || outer.said("from");
        match moved.unwrap_or_else(written) {
            // Days sort as they are written, and so do periods of one kind.
            Some(since) if *from <= *since => Err(Unwritable::TooEarly { from: from.to_owned(), since }),
            _ => Ok(()),
        }
    }

    /// The same target with other values, from a day on.
    fn target(&self) -> Result<String, Unwritable> {
        let from = day(self.from)?;
        let mut block = "[[target]]\n".to_owned();
        for (key, value) in self.first.found.outer.written() {
            let said = match key {
                "from" => {
                    self.check_later(&from.to_string())?;
                    quoted(&from.to_string())
                }
                "until" => continue,
                _ => self.replaced(value)?,
            };
            writeln!(block, "{key} = {said}").expect(GROWS);
        }
        let is_added = |put: &&Put<'_, '_>| {
            matches!(put.found.slot, Slot::Missing(_)) && put.found.place.steps().len() == 3
        };
        for Put { found, new, .. } in self.all().filter(is_added).filter(|put| put.found.key() != "until") {
            writeln!(block, "{} = {new}", found.key()).expect(GROWS);
        }
        Ok(block)
    }

    /// Other terms of an obligation, from a period on.
    fn terms(&self) -> Result<String, Unwritable> {
        let entries = self.first.found.outer.entries;
        self.check_later(self.from)?;
        let mut block = format!("[[obligation.terms]]\nfrom = {}\n", quoted(self.from));
        let mut said_already: Vec<&str> = Vec::new();
        for put in self.beginning() {
            let key = term(put);
            if said_already.contains(&key) {
                continue;
            }
            said_already.push(key);
            let said = match entries.get(key) {
                Some(_) if put.found.place.steps().len() > 3 && key == "params" => self.params(),
                Some(value) => self.replaced(value)?,
                None => put.new.clone(),
            };
            writeln!(block, "{key} = {said}").expect(GROWS);
        }
        Ok(block)
    }

    /// What a rule is handed otherwise: terms add to the obligation's own.
    fn params(&self) -> String {
        let of_rule = self.beginning().filter(|put| term(put) == "params");
        let said: Vec<String> =
            of_rule.map(|Put { found, new, .. }| format!("{} = {new}", found.key())).collect();
        format!("{{ {} }}", said.join(", "))
    }

    /// A value as it is written, in which new ones stand where they are within.
    fn replaced(&self, value: &Spanned<DeValue<'_>>) -> Result<String, Unwritable> {
        if !is_in_one_piece(value, self.text) {
            return Err(Unwritable::Scattered);
        }
        let range = value.span();
        let is_within = |put: &&Put<'_, '_>| match &put.found.slot {
            Slot::Written(at) => range.start <= at.start && at.end <= range.end,
            // Behind what ends the value stands a key of the table around it.
            Slot::Missing(behind) => {
                put.found.element.is_inline && range.start <= behind.start && behind.end < range.end
            }
        };
        let edits = self.all().filter(is_within).map(|put| {
            let edit = put.in_place(self.text);
            Edit { at: edit.at.start - range.start..edit.at.end - range.start, ..edit }
        });
        Ok(apply(self.text.get(range.clone()).expect(SPAN), edits.collect()).0)
    }
}

/// The key of an obligation at which something stands, or within which.
fn term<'v>(put: &Put<'v, '_>) -> &'v str {
    put.found.place.steps().get(2).map_or("", String::as_str)
}
