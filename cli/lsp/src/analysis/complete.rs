//! What can be written at a place in a file.

use std::ops::Range;

use language::grammar::{Key, Named, TableType, ValueType};
use rules::script::{Style, Word, reference};
use rules::source::SourceText;

use super::keys;
use super::library::{Function, Library};
use super::meaning::judged_by;
use super::names::{Declared, Kind, Names};
use super::outline::{Role, outline};
use super::params::{self, Taken};
use super::script::Token;
use super::series;
use super::words::{self, Expected, Place};

/// Something that can be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Suggestion {
    pub(crate) label: String,
    /// What it is, in a few words.
    pub(crate) detail: String,
    /// What it means, in Markdown.
    pub(crate) doc: String,
    pub(crate) text: String,
    /// What it is written in the place of.
    pub(crate) range: Range<usize>,
    /// What it is, for the editor to draw.
    pub(crate) kind: Sort,
}

/// What a suggestion is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sort {
    Key,
    Value,
    Name,
    Function,
    Property,
    Variable,
}

/// Everything that can be written at a place.
pub(crate) fn complete(file: &SourceText, offset: usize, names: &Names) -> Vec<Suggestion> {
    match keys::root(&file.path) {
        Some(root) => in_toml(&file.text, offset, names, root),
        None if file.path.ends_with(".rhai") => in_rule(file, offset, names),
        None => Vec::new(),
    }
}

fn in_toml(text: &str, offset: usize, names: &Names, root: &'static TableType) -> Vec<Suggestion> {
    let before = outline(text.get(..offset).unwrap_or_default());
    let unfinished = before.words.last().filter(|word| word.range.end == offset);
    let (role, path, is_quoted) = match unfinished {
        Some(word) => (Some(word.role), word.path.clone(), word.is_quoted),
        None => (before.expects, before.path.clone(), false),
    };
    let start = unfinished.map_or(offset, |word| word.range.start);
    if unfinished.is_some_and(|word| word.is_quoted && is_series(root, &word.path)) {
        return in_series(text, start, offset, names);
    }
    let whole =
        outline(text).words.into_iter().find(|word| word.range.start == start).map(|word| word.range.end);
    let range = start..whole.unwrap_or(offset).max(offset);
    match role {
        Some(Role::Value) => values(root, &path, names, is_quoted, &range),
        Some(role) => {
            let outer = if unfinished.is_some() { path.len().saturating_sub(1) } else { path.len() };
            let above = path.get(..outer).unwrap_or_default();
            if role == Role::Key && above.last().is_some_and(|key| key == "params") {
                let table = before.words.last().map_or(0, |word| word.table);
                return handed_over(text, (table, above), names, &range);
            }
            let keys = keys::keys_at(root, path.get(..outer).unwrap_or_default());
            keys.into_iter()
                .filter(|key| role == Role::Key || keys::holds_table(key))
                .map(|key| of_key(key, role, &range))
                .collect()
        }
        None => Vec::new(),
    }
}

/// The parameters that the rules of a table take and that are not written yet.
fn handed_over(
    text: &str,
    (table, above): (usize, &[String]),
    names: &Names,
    range: &Range<usize>,
) -> Vec<Suggestion> {
    let words = outline(text).words;
    let is_written = |name: &str| {
        let beside = |word: &&super::outline::Word| {
            word.table == table && word.role == Role::Key && word.range != *range
        };
        words
            .iter()
            .filter(beside)
            .any(|word| word.path.split_last().is_some_and(|(last, own)| last == name && own == above))
    };
    let rules = params::rules_at(text, &words, table);
    let taken = params::taken_by(&rules, names).into_iter().filter(|taken| !is_written(&taken.name));
    taken
        .map(|Taken { name, shape, meaning }| Suggestion {
            text: format!("{name} = "),
            label: name,
            detail: shape,
            doc: meaning,
            range: range.clone(),
            kind: Sort::Key,
        })
        .collect()
}

fn is_series(root: &'static TableType, path: &[String]) -> bool {
    keys::held_at(root, path).iter().any(|held| matches!(held, ValueType::Name(Named::Series)))
}

/// The names that may stand at a place in a series of a rule test.
fn in_series(text: &str, start: usize, offset: usize, names: &Names) -> Vec<Suggestion> {
    let words = outline(text).words;
    let whole = words.into_iter().find(|word| word.range.start == start).map(|word| word.range);
    let found = series::named_at(text, &whole.unwrap_or(start..offset), offset);
    let suggested = found.map(|(range, kind)| {
        names.of_kind(kind).map(|declared| named(declared, &declared.id, &range)).collect()
    });
    suggested.unwrap_or_default()
}

fn of_key(key: &Key, role: Role, range: &Range<usize>) -> Suggestion {
    let text = if role == Role::Key { format!("{} = ", key.name) } else { key.name.to_owned() };
    Suggestion {
        label: key.name.to_owned(),
        detail: String::new(),
        doc: key.meaning.to_owned(),
        text,
        range: range.clone(),
        kind: Sort::Key,
    }
}

fn values(
    root: &'static TableType,
    path: &[String],
    names: &Names,
    is_quoted: bool,
    range: &Range<usize>,
) -> Vec<Suggestion> {
    let quoted = |text: &str| if is_quoted { text.to_owned() } else { format!("\"{text}\"") };
    let id =
        |declared: &Declared, text: &str| Suggestion { text: quoted(text), ..named(declared, text, range) };
    let all = |kind| names.of_kind(kind).map(|declared| id(declared, &declared.id)).collect::<Vec<_>>();
    let word = |word: &str, detail: &str| Suggestion {
        label: word.to_owned(),
        detail: detail.to_owned(),
        doc: String::new(),
        text: quoted(word),
        range: range.clone(),
        kind: Sort::Value,
    };
    let of_name = |named: Named| match named {
        Named::Measure => all(Kind::Measure),
        Named::Body => all(Kind::Body),
        Named::Rule => all(Kind::Rule),
        Named::Mission => all(Kind::Mission),
        Named::Alert => {
            let owed = names.of_kind(Kind::Obligation);
            owed.flat_map(|owed| {
                let mut alerts = names.names_of(owed);
                // What is about each of many has no alert of its own.
                if alerts.len() > 1 {
                    alerts.remove(0);
                }
                alerts.into_iter().map(|alert| id(owed, &alert)).collect::<Vec<_>>()
            })
            .collect()
        }
        Named::BodyKind => names.kinds().into_iter().map(|kind| word(kind, "kind of bodies")).collect(),
        Named::RelationKind => {
            names.relation_kinds().into_iter().map(|kind| word(kind, "kind of relations")).collect()
        }
        Named::Cadence => all(Kind::Cadence),
        Named::Ladder => all(Kind::Ladder),
        Named::Party => {
            let owed = names
                .of_kind(Kind::Obligation)
                .map(|owed| id(owed, &format!("{}/{}", owed.mission, owed.id)));
            let measures =
                names.of_kind(Kind::Measure).map(|measure| id(measure, &format!("measure:{}", measure.id)));
            let missions =
                names.of_kind(Kind::Mission).map(|mission| id(mission, &format!("mission:{}", mission.id)));
            all(Kind::Body).into_iter().chain(measures).chain(owed).chain(missions).collect()
        }
        Named::Dependency => {
            let owed = names.of_kind(Kind::Obligation).flat_map(|owed| {
                names.names_of(owed).into_iter().map(|name| id(owed, &name)).collect::<Vec<_>>()
            });
            let measures =
                names.of_kind(Kind::Measure).map(|measure| id(measure, &format!("measure:{}", measure.id)));
            owed.chain(measures).collect()
        }
        Named::Series | Named::PluginBeside(_) => Vec::new(),
    };
    let found = keys::held_at(root, path).into_iter().flat_map(|held| match held {
        ValueType::Name(kind) => of_name(*kind),
        ValueType::Words(known) => known.iter().map(|known| word(known, "")).collect(),
        _ => Vec::new(),
    });
    found.collect()
}

fn named(declared: &Declared, text: &str, range: &Range<usize>) -> Suggestion {
    Suggestion {
        label: text.to_owned(),
        detail: declared.title().to_owned(),
        doc: super::explain::declared(declared),
        text: text.to_owned(),
        range: range.clone(),
        kind: Sort::Name,
    }
}

fn in_rule(file: &SourceText, offset: usize, names: &Names) -> Vec<Suggestion> {
    let place = Place::new(&file.text, offset);
    let range = match place.here() {
        Some(here) if here.token == Token::Number => return Vec::new(),
        Some(here) => here.range.clone(),
        None => offset..offset,
    };
    let ids = |kind| names.of_kind(kind).map(|declared| named(declared, &declared.id, &range)).collect();
    if place.address().is_some() {
        return names.libraries.iter().map(|library| of_address(library, &range)).collect();
    }
    if let Some(qualifier) = place.qualifier() {
        let library = place.imported(qualifier).and_then(|library| names.library(library));
        let functions = library.into_iter().flat_map(|library| {
            library.functions().into_iter().map(|function| of_function(library, &function, &range))
        });
        return functions.collect();
    }
    match place.expected() {
        Expected::Nothing => Vec::new(),
        Expected::Measure => ids(Kind::Measure),
        Expected::Body => ids(Kind::Body),
        Expected::Param => declared_params(file, names, &range),
        Expected::Of(shape) => words::of_shape(shape).map(|word| of_word(word, &range)).collect(),
        Expected::Anything => anything(&place, &range),
    }
}

fn of_address(library: &Library, range: &Range<usize>) -> Suggestion {
    let doc = library.introduced();
    let detail = format!("library, version {}", library.version);
    Suggestion { doc, kind: Sort::Name, ..variable(&library.address(), &detail, range) }
}

fn of_function(library: &Library, function: &Function, range: &Range<usize>) -> Suggestion {
    let doc = library.explained(function);
    Suggestion { doc, kind: Sort::Function, ..variable(&function.name, &function.signature, range) }
}

fn declared_params(file: &SourceText, names: &Names, range: &Range<usize>) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    for owed in judged_by(file, names) {
        for (param, _) in &owed.params {
            if found.iter().all(|known| known.label != *param) {
                found.push(variable(param, &format!("handed over by {}/{}", owed.mission, owed.id), range));
            }
        }
    }
    found
}

fn anything(place: &Place<'_>, range: &Range<usize>) -> Vec<Suggestion> {
    let functions = reference().iter().filter(|word| word.style == Style::Function);
    let mut found: Vec<Suggestion> = functions.map(|word| of_word(word, range)).collect();
    for (keyword, name, own) in place.own() {
        if own != *range && found.iter().all(|known| known.label != name) {
            found.push(variable(name, &format!("{keyword} {name}"), range));
        }
    }
    found.push(variable("my", "who is judged, and the evidence", range));
    found
}

fn variable(name: &str, detail: &str, range: &Range<usize>) -> Suggestion {
    Suggestion {
        label: name.to_owned(),
        detail: detail.to_owned(),
        doc: String::new(),
        text: name.to_owned(),
        range: range.clone(),
        kind: Sort::Variable,
    }
}

fn of_word(word: &Word, range: &Range<usize>) -> Suggestion {
    let is_property = matches!(word.style, Style::Property);
    Suggestion {
        label: word.name.to_owned(),
        detail: word.forms.first().map(|form| word.signature(form)).unwrap_or_default(),
        doc: words::explained(word),
        text: word.name.to_owned(),
        range: range.clone(),
        kind: if is_property { Sort::Property } else { Sort::Function },
    }
}
