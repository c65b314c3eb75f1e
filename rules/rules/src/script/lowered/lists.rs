//! Lists and loops of a lowered rule.

use rust_decimal::Decimal;

use super::code::{Code, Entries, For, Fuel, ListWord};
use super::numbers::equal;
use super::run::{Exit, Gives, Run, or_trap};
use super::value::{Value, text};
use crate::script::sandbox::{ENTRIES, RULE_SIZES};

/// How many bytes of a text one operation pays for, at the least.
const BYTES: usize = 16;

impl Run<'_> {
    pub(super) fn go_through(&mut self, each: &For) -> Gives {
        match &each.of {
            Entries::Of(list) => {
                let Value::List(entries) = self.value(list)? else { return Err(Exit::Trap) };
                self.rounds(each, entries)
            }
            Entries::Range { from, to, holds_last } => {
                let (from, to) = (self.value(from)?, self.value(to)?);
                let (from, to) = or_trap(from.place().zip(to.place()))?;
                // A range that holds its last goes on to the one behind it.
                let to = if *holds_last { or_trap(to.checked_add(1))? } else { to };
                self.rounds(each, (from..to).map(Value::Whole))
            }
        }
    }

    fn rounds(&mut self, each: &For, entries: impl IntoIterator<Item = Value>) -> Gives {
        for entry in entries {
            self.spend(each.round)?;
            self.variables[each.variable] = entry;
            match self.value(&each.body) {
                Ok(_) | Err(Exit::Continue) => {}
                Err(Exit::Break) => break,
                Err(exit) => return Err(exit),
            }
        }
        Ok(Value::Nothing)
    }

    pub(super) fn go_round(&mut self, condition: &Code, body: &Code, round: Fuel) -> Gives {
        loop {
            self.spend(round)?;
            if !self.flag(condition)? {
                return Ok(Value::Nothing);
            }
            match self.value(body) {
                Ok(_) | Err(Exit::Continue) => {}
                Err(Exit::Break) => return Ok(Value::Nothing),
                Err(exit) => return Err(exit),
            }
        }
    }

    /// A list of what is written out.
    pub(super) fn list(&mut self, entries: &[Code]) -> Gives {
        let entries = self.all(entries)?;
        or_trap(fits(&entries).then_some(Value::List(entries)))
    }

    /// An entry of a list; a place below zero is counted from the end.
    pub(super) fn entry(&mut self, list: &Code, at: &Code) -> Gives {
        let Value::Whole(at) = self.value(at)? else { return Err(Exit::Trap) };
        self.look_at(list, |list| {
            let Value::List(entries) = list else { return None };
            let length = i64::try_from(entries.len()).ok()?;
            let at = if at < 0 { length.checked_add(at)? } else { at };
            usize::try_from(at).ok().and_then(|at| entries.get(at)).cloned()
        })
    }

    pub(super) fn push(&mut self, place: usize, entry: &Code) -> Gives {
        let entry = self.value(entry)?;
        let Value::List(entries) = &mut self.variables[place] else { return Err(Exit::Trap) };
        entries.push(entry);
        or_trap(fits(entries).then_some(Value::Nothing))
    }

    pub(super) fn of_list(&mut self, word: ListWord, list: &Code) -> Gives {
        let mut looked_at = 0;
        let value = self.look_at(list, |list| match (word, list) {
            (ListWord::Length, Value::List(entries)) => i64::try_from(entries.len()).ok().map(Value::Whole),
            (ListWord::Length, Value::Text(text)) => {
                i64::try_from(text.chars().count()).ok().map(Value::Whole)
            }
            (ListWord::IsEmpty, Value::List(entries)) => Some(Value::Flag(entries.is_empty())),
            (ListWord::IsEmpty, Value::Text(text)) => Some(Value::Flag(text.is_empty())),
            (ListWord::First, Value::List(entries)) => entries.first().cloned(),
            (ListWord::Last, Value::List(entries)) => entries.last().cloned(),
            (ListWord::Sum | ListWord::Least | ListWord::Most, Value::List(entries)) => {
                looked_at = entries.len();
                aggregate(word, entries).map(Value::Exact)
            }
            _ => None,
        })?;
        self.spend(looked_at as u64)?;
        Ok(value)
    }

    /// Whether a list holds an entry, or a text another one.
    pub(super) fn holds(&mut self, list: &Code, entry: &Code) -> Gives {
        let entry = self.value(entry)?;
        let mut looked_at = 0;
        let value = self.look_at(list, |list| match (list, &entry) {
            (Value::Text(text), Value::Text(part)) => {
                looked_at = 1 + text.len() / BYTES;
                Some(Value::Flag(text.contains(part.as_str())))
            }
            (Value::List(entries), _) => {
                looked_at = entries.len();
                let is_plain = |value: &Value| !matches!(value, Value::List(_) | Value::Nothing);
                let are_plain = is_plain(&entry) && entries.iter().all(is_plain);
                are_plain.then(|| Value::Flag(entries.iter().any(|other| equal(other, &entry) == Some(true))))
            }
            _ => None,
        })?;
        self.spend(looked_at as u64)?;
        Ok(value)
    }

    /// The entries of a list as one text.
    pub(super) fn joined(&mut self, list: &Code, between: &Code) -> Gives {
        let between = self.value(between)?;
        let joined = self.look_at(list, |list| {
            let (Value::List(entries), Some(between)) = (list, between.text()) else { return None };
            let entries: Option<Vec<_>> = entries.iter().map(Value::read_aloud).collect();
            Some(entries?.join(between))
        })?;
        // Each entry costs one operation, and one more for every 64 bytes.
        self.spend(ENTRIES as u64 + (joined.len() / BYTES) as u64)?;
        or_trap(text(joined))
    }

    /// What is found in a value, which is not copied where a variable holds it.
    fn look_at<T>(&mut self, code: &Code, find: impl FnOnce(&Value) -> Option<T>) -> Gives<T> {
        match code {
            Code::Variable(place) => or_trap(find(&self.variables[*place])),
            code => {
                let value = self.value(code)?;
                or_trap(find(&value))
            }
        }
    }
}

fn aggregate(word: ListWord, entries: &[Value]) -> Option<Decimal> {
    let mut numbers = entries.iter().map(Value::number);
    let pick = |pick: fn(Decimal, Decimal) -> Decimal| {
        move |found: Option<Decimal>, next: Option<Decimal>| {
            let next = next?;
            Some(found.map_or(next, |found| pick(found, next)))
        }
    };
    match word {
        ListWord::Sum => numbers.try_fold(Decimal::ZERO, |total, next| total.checked_add(next?)),
        _ if entries.iter().any(|entry| entry.number().is_none()) => None,
        ListWord::Least => numbers.fold(None, pick(Decimal::min)),
        _ => numbers.fold(None, pick(Decimal::max)),
    }
}

/// Whether a list is no larger, with all that is in it, than the interpreter lets one be.
fn fits(entries: &[Value]) -> bool {
    let is_list = |entry: &Value| matches!(entry, Value::List(_));
    let bytes: usize = entries.iter().filter_map(Value::text).map(str::len).sum();
    entries.len() <= ENTRIES && bytes <= RULE_SIZES.text_bytes && !entries.iter().any(is_list)
}
