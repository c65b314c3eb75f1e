//! Every value of a mission's text that can be changed, by the grammar.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::element::{Element, is_naming, name_of, plain};
use super::place::ValuePlace;
use super::value::{Slot, Starts, Value};
use crate::grammar::{Key, MISSIONS, Relation, TableType, ValueType};

/// Finds one value of a text and hands it to `read`; none where there is none at this place, or the text is no TOML.
pub fn find<T>(text: &str, place: &ValuePlace, read: impl FnOnce(&Value<'_>) -> T) -> Option<T> {
    values(text, |values| values.iter().find(|value| value.place == *place).map(read))?
}

/// Hands all values of a text that can be changed to `read`, in the order of the grammar; none where the text is no TOML.
pub fn values<T>(text: &str, read: impl FnOnce(&[Value<'_>]) -> T) -> Option<T> {
    let root = DeTable::parse(text).ok()?;
    let mut walk = Walk { text, found: Vec::new() };
    for key in MISSIONS.root.keys {
        if let Some(value) = root.get_ref().get(key.name) {
            walk.top(key, value);
        }
    }
    Some(read(&walk.found))
}

/// Where the walk is.
#[derive(Clone)]
struct Here<'t> {
    place: ValuePlace,
    outer: Element<'t>,
    element: Element<'t>,
    starts: Option<Starts>,
}

struct Walk<'t> {
    text: &'t str,
    found: Vec<Value<'t>>,
}

impl<'t> Walk<'t> {
    fn top(&mut self, key: &'static Key, value: &'t Spanned<DeValue<'t>>) {
        let place = ValuePlace::root().then(key.name);
        match value.get_ref() {
            DeValue::Table(entries) => {
                let Some(kind) = key.holds.table() else { return };
                let element = Element::of(kind, value.span(), entries, self.text);
                self.table(&Here { place, outer: element, element, starts: None });
            }
            DeValue::Array(_) => self.list(&key.holds, value, &place, None),
            _ => {}
        }
    }

    /// The tables of a list, of which each can be told from the others.
    fn list(
        &mut self,
        holds: &'static ValueType,
        list: &'t Spanned<DeValue<'t>>,
        place: &ValuePlace,
        within: Option<&Here<'t>>,
    ) {
        let (Some(kind), DeValue::Array(tables)) =
            (holds.element().and_then(ValueType::table), list.get_ref())
        else {
            return;
        };
        let tables = tables.iter().filter_map(|table| match table.get_ref() {
            DeValue::Table(entries) => Some((name_of(kind, entries)?, table.span(), entries)),
            _ => None,
        });
        let tables: Vec<(String, Range<usize>, &DeTable<'_>)> = tables.collect();
        for (name, range, entries) in &tables {
            if tables.iter().filter(|(other, ..)| other == name).count() > 1 {
                continue;
            }
            let element = Element::of(kind, range.clone(), entries, self.text);
            let place = place.then(name);
            let here = match within {
                Some(here) => Here { place, element, starts: here.starts_within(kind), outer: here.outer },
                None => Here { place, outer: element, element, starts: None },
            };
            self.table(&here);
        }
    }

    /// The keys of one table, those that are not written last.
    fn table(&mut self, here: &Here<'t>) {
        let Element { kind, entries, .. } = here.element;
        for key in kind.keys {
            if let Some(value) = entries.get(key.name) {
                self.entry(key, value, &here.at(key.name));
            }
        }
        let Some(anchor) = here.element.anchor() else { return };
        for key in kind.keys.iter().filter(|key| !entries.contains_key(key.name)) {
            if is_single(&key.holds) && !key.is_required && goes_with(kind, key.name, entries) {
                self.add(here.at(key.name), (key, &key.holds), None, Slot::Missing(anchor.clone()));
            }
        }
    }

    fn entry(&mut self, key: &'static Key, value: &'t Spanned<DeValue<'t>>, here: &Here<'t>) {
        match value.get_ref() {
            DeValue::Table(entries) => self.inner(key, entries, here),
            DeValue::Array(_) => self.list(&key.holds, value, &here.place, Some(here)),
            _ if is_fixed(here.element.kind, key) => {}
            single => self.single((key, &key.holds), single, value.span(), here),
        }
    }

    /// A table within braces, or one whose keys are names: it is no table of its own kind.
    fn inner(&mut self, key: &'static Key, entries: &'t DeTable<'t>, here: &Here<'t>) {
        for (name, value) in entries {
            let name = name.get_ref();
            let found = match (key.holds.by_name(), key.holds.table()) {
                (Some(each), _) => Some((key, each)),
                (None, Some(kind)) => kind.key(name).map(|key| (key, &key.holds)),
                (None, None) => None,
            };
            let (Some(found), true) = (found, super::place::is_step(name)) else { continue };
            let here = Here { place: here.place.then(name), ..here.clone() };
            self.single(found, value.get_ref(), value.span(), &here);
        }
    }

    fn single(
        &mut self,
        found: (&'static Key, &'static ValueType),
        value: &DeValue<'_>,
        range: Range<usize>,
        here: &Here<'t>,
    ) {
        if let (true, Some(plain)) = (is_single(found.1), plain(value)) {
            let is_quoted = matches!(value, DeValue::String(_));
            self.add(here.clone(), found, Some((plain, is_quoted)), Slot::Written(range));
        }
    }

    fn add(
        &mut self,
        here: Here<'t>,
        (key, holds): (&'static Key, &'static ValueType),
        written: Option<(String, bool)>,
        slot: Slot,
    ) {
        let Key { meaning, example, default, .. } = key;
        let Here { place, outer, element, starts } = here;
        let (plain, is_quoted) = written.unzip();
        let is_quoted = is_quoted.unwrap_or_default();
        self.found.push(Value {
            place,
            meaning,
            holds,
            example,
            default,
            plain,
            is_quoted,
            starts,
            slot,
            element,
            outer,
        });
    }
}

impl Here<'_> {
    /// At a key of the table.
    fn at(&self, key: &str) -> Self {
        let starts = match self.element.kind.id {
            "target" if !["from", "until", "measure", "body"].contains(&key) => Some(Starts::Day),
            "obligation" if is_term(self.element.kind, key) => Some(Starts::Period),
            _ => self.starts,
        };
        Self { place: self.place.then(key), starts, ..self.clone() }
    }

    /// In a table of a list within: the points of a target come and go with it.
    fn starts_within(&self, kind: &TableType) -> Option<Starts> {
        self.starts.filter(|_| kind.id == "point")
    }
}

/// Whether later terms of an obligation may say it.
fn is_term(obligation: &'static TableType, key: &str) -> bool {
    let terms = obligation.key("terms").and_then(|terms| terms.holds.element()?.table());
    key != "from" && terms.is_some_and(|terms| terms.key(key).is_some())
}

/// Whether one value is enough for what may stand there.
fn is_single(holds: &'static ValueType) -> bool {
    holds.choices().iter().any(|choice| {
        use ValueType as T;
        matches!(
            choice,
            T::Text
                | T::Name(_)
                | T::Number
                | T::Positive
                | T::Whole { .. }
                | T::Flag
                | T::Day
                | T::Moment
                | T::Period
                | T::Words(_)
                | T::Param
        )
    })
}

/// Whether a value says which table it stands in: with another one it would be another table. Days and periods may move all the same.
fn is_fixed(kind: &TableType, key: &Key) -> bool {
    let moves = matches!(key.holds, ValueType::Day | ValueType::Period);
    matches!(key.holds, ValueType::NewId) || (is_naming(kind, key.name) && !moves)
}

/// Whether a key may be written beside those that are.
fn goes_with(kind: &TableType, key: &str, entries: &DeTable<'_>) -> bool {
    kind.relations.iter().all(|relation| match relation {
        Relation::NotBoth(one, other) => {
            let is_other = |name: &str| name != key && entries.contains_key(name);
            !(([*one, *other].contains(&key)) && (is_other(one) || is_other(other)))
        }
        Relation::OneOf(groups) => {
            let is_other = |group: &&[&str]| !group.contains(&key);
            let others = groups.iter().filter(|group| is_other(group));
            !groups.iter().any(|group| group.contains(&key))
                || !others.flat_map(|group| group.iter()).any(|name| entries.contains_key(*name))
        }
        _ => true,
    })
}
