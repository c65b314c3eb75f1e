//! Lists, maps and loops of a lowered rule, and what is asked of them. What has no answer here is asked of the host.

use rhai::ImmutableString;
use rust_decimal::Decimal;

use super::code::{Code, Each, EachWord, Entries, For, Fuel, Look, Method, MethodWord, TotalWord};
use super::numbers::equal;
use super::run::{Exit, Gives, Run, or_trap};
use super::value::{Value, text};
use crate::script::sandbox::ENTRIES;

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

    pub(super) fn go_round(&mut self, look: Look, condition: &Code, body: &Code, round: Fuel) -> Gives {
        loop {
            self.spend(round)?;
            if look == Look::First && !self.flag(condition)? {
                return Ok(Value::Nothing);
            }
            match self.value(body) {
                Ok(_) => {}
                // A loop that looks after each round does not look where the round goes on with the next.
                Err(Exit::Continue) => continue,
                Err(Exit::Break) => return Ok(Value::Nothing),
                Err(exit) => return Err(exit),
            }
            if look != Look::First && self.flag(condition)? != (look == Look::AfterWhile) {
                return Ok(Value::Nothing);
            }
        }
    }

    /// A list of what is written out.
    pub(super) fn list(&mut self, entries: &[Code]) -> Gives {
        let entries = self.all(entries)?;
        or_trap(Value::List(entries).that_fits())
    }

    /// A map of what is written out.
    pub(super) fn map(&mut self, entries: &[(ImmutableString, Code)]) -> Gives {
        let entry = |(key, entry): &(ImmutableString, Code)| Ok((key.clone(), self.value(entry)?));
        let entries = entries.iter().map(entry).collect::<Gives<_>>()?;
        or_trap(Value::Map(entries).that_fits())
    }

    /// An entry of a list, whose place below zero is counted from the end, or of a map.
    pub(super) fn entry(&mut self, list: &Code, at: &Code) -> Gives {
        let at = self.value(at)?;
        self.look_at(list, |list| match (list, &at) {
            (Value::List(entries), Value::Whole(at)) => {
                let length = i64::try_from(entries.len()).ok()?;
                let at = if *at < 0 { length.checked_add(*at)? } else { *at };
                usize::try_from(at).ok().and_then(|at| entries.get(at)).cloned()
            }
            (Value::Map(entries), Value::Text(key)) => entries.get(key).cloned(),
            _ => None,
        })
    }

    pub(super) fn push(&mut self, place: usize, entry: &Code) -> Gives {
        let entry = self.value(entry)?;
        let Value::List(entries) = &mut self.variables[place] else { return Err(Exit::Trap) };
        entries.push(entry);
        or_trap(self.variables[place].fits().then_some(Value::Nothing))
    }

    /// Goes through a list with a function.
    pub(super) fn each(&mut self, each: &Each) -> Gives {
        let Value::List(entries) = self.value(&each.of)? else { return Err(Exit::Trap) };
        let mut kept = Vec::new();
        for entry in entries {
            let copy = if each.word == EachWord::Filter { entry.clone() } else { Value::Nothing };
            self.variables[each.variable] = entry;
            let given = self.value(&each.body)?;
            let length = given.text().map_or(0, str::len);
            self.spend(each.round + (length / BYTES) as u64)?;
            match each.word {
                EachWord::Map => kept.push(given),
                EachWord::Filter => kept.extend(or_trap(given.flag())?.then_some(copy)),
                EachWord::All if !or_trap(given.flag())? => return Ok(Value::Flag(false)),
                EachWord::Any if or_trap(given.flag())? => return Ok(Value::Flag(true)),
                EachWord::All | EachWord::Any => {}
            }
        }
        match each.word {
            EachWord::Map | EachWord::Filter => or_trap(Value::List(kept).that_fits()),
            EachWord::All => Ok(Value::Flag(true)),
            EachWord::Any => Ok(Value::Flag(false)),
        }
    }

    pub(super) fn total(&mut self, word: TotalWord, list: &Code) -> Gives {
        let list = self.value(list)?;
        let found = match &list {
            Value::List(entries) => {
                self.spend(entries.len() as u64)?;
                aggregate(word, entries)
            }
            _ => None,
        };
        match found {
            Some(total) => Ok(Value::Exact(total)),
            None => self.ask_host(word.written(), vec![list]),
        }
    }

    /// What is asked of a value, of which a variable need not be copied.
    pub(super) fn method(&mut self, method: &Method) -> Gives {
        let args = self.all(&method.args)?;
        let copy;
        let of = if let Some(place) = method.of.place() {
            &self.variables[place]
        } else {
            copy = self.value(&method.of)?;
            &copy
        };
        if let Some(Answer { value, cost }) = answer(method.word, of, &args) {
            self.spend(cost)?;
            return Ok(value);
        }
        let mut all = vec![of.clone()];
        all.extend(args);
        self.ask_host(&method.name, all)
    }

    /// What is found in a value, which is not copied where a variable holds it.
    fn look_at<T>(&mut self, code: &Code, find: impl FnOnce(&Value) -> Option<T>) -> Gives<T> {
        if let Some(place) = code.place() {
            return or_trap(find(&self.variables[place]));
        }
        let value = self.value(code)?;
        or_trap(find(&value))
    }
}

/// What a word comes to, and in how many operations of the interpreter, at the most.
struct Answer {
    value: Value,
    cost: u64,
}

impl Answer {
    fn of(value: Value) -> Self {
        Self { value, cost: 0 }
    }

    fn flag(flag: bool) -> Self {
        Self::of(Value::Flag(flag))
    }

    fn count(count: usize) -> Option<Self> {
        i64::try_from(count).ok().map(|count| Self::of(Value::Whole(count)))
    }
}

/// What a word comes to; none where the host is to say.
fn answer(word: MethodWord, of: &Value, args: &[Value]) -> Option<Answer> {
    match (word, of, args) {
        (MethodWord::Length, Value::List(entries), []) => Answer::count(entries.len()),
        (MethodWord::Length, Value::Map(entries), []) => Answer::count(entries.len()),
        (MethodWord::Length, Value::Text(text), []) => Answer::count(text.chars().count()),
        (MethodWord::IsEmpty, Value::List(entries), []) => Some(Answer::flag(entries.is_empty())),
        (MethodWord::IsEmpty, Value::Map(entries), []) => Some(Answer::flag(entries.is_empty())),
        (MethodWord::IsEmpty, Value::Text(text), []) => Some(Answer::flag(text.is_empty())),
        (MethodWord::First, Value::List(entries), []) => Some(Answer::of(entries.first()?.clone())),
        (MethodWord::Last, Value::List(entries), []) => Some(Answer::of(entries.last()?.clone())),
        (MethodWord::Contains, Value::Text(text), [Value::Text(part)]) => {
            let cost = 1 + (text.len() / BYTES) as u64;
            Some(Answer { value: Value::Flag(text.contains(part.as_str())), cost })
        }
        (MethodWord::Contains, Value::Map(entries), [Value::Text(key)]) => {
            Some(Answer::flag(entries.contains_key(key)))
        }
        (MethodWord::Contains, Value::List(entries), [entry]) => holds(entries, entry),
        (MethodWord::Join, Value::List(entries), [Value::Text(between)]) => joined(entries, between),
        (MethodWord::Next, Value::Period(period), []) => Some(Answer::of(Value::Period(period.step(1)))),
        (MethodWord::Back, Value::Period(period), [count]) => {
            let count = count.whole().filter(|count| *count >= 0)?;
            Some(Answer::of(Value::Period(period.step(-count))))
        }
        (MethodWord::Written, of, []) => Some(Answer::of(Value::Text(of.read_aloud()?))),
        _ => None,
    }
}

/// Whether a list holds an entry.
fn holds(entries: &[Value], entry: &Value) -> Option<Answer> {
    let is_plain = |value: &Value| {
        matches!(
            value,
            Value::Flag(_) | Value::Whole(_) | Value::Exact(_) | Value::Text(_) | Value::Period(_)
        )
    };
    if !is_plain(entry) || !entries.iter().all(is_plain) {
        return None;
    }
    let is_there = entries.iter().any(|other| equal(other, entry) == Some(true));
    Some(Answer { value: Value::Flag(is_there), cost: entries.len() as u64 })
}

/// The entries of a list as one text.
fn joined(entries: &[Value], between: &str) -> Option<Answer> {
    let parts = entries.iter().map(|entry| match entry {
        Value::Flag(_) => None,
        entry => entry.read_aloud(),
    });
    let joined = parts.collect::<Option<Vec<_>>>()?.join(between);
    // Each entry costs one operation, and one more for every 64 bytes.
    let cost = ENTRIES as u64 + (joined.len() / BYTES) as u64;
    Some(Answer { value: text(joined)?, cost })
}

fn aggregate(word: TotalWord, entries: &[Value]) -> Option<Decimal> {
    let mut numbers = entries.iter().map(Value::number);
    let pick = |pick: fn(Decimal, Decimal) -> Decimal| {
        move |found: Option<Decimal>, next: Option<Decimal>| {
            let next = next?;
            Some(found.map_or(next, |found| pick(found, next)))
        }
    };
    match word {
        TotalWord::Sum => numbers.try_fold(Decimal::ZERO, |total, next| total.checked_add(next?)),
        _ if entries.iter().any(|entry| entry.number().is_none()) => None,
        TotalWord::Least => numbers.fold(None, pick(Decimal::min)),
        TotalWord::Most => numbers.fold(None, pick(Decimal::max)),
    }
}
