//! What a place in a file is about: a key, something declared, a word of the rule language, a parameter or a function.

use std::ops::Range;

use language::grammar::{Key, Named, TableType, ValueType};
use rules::source::SourceText;

use super::keys;
use super::library::{Function, Library};
use super::names::{Declared, Kind, Names, rule_of_path};
use super::outline::{Role, Word, outline};
use super::params;
use super::script::Token;
use super::series;
use super::words::{self, Expected, Place};

/// What a place is about.
pub(super) enum Meaning<'n> {
    Key(&'static Key),
    /// Something declared, or several things of one name.
    Declared(Vec<&'n Declared>),
    /// A word of the rule language.
    Word(String),
    /// A parameter, handed over by these.
    Param(String, Vec<&'n Declared>),
    /// A function or a variable of the same text.
    Own(Range<usize>),
    Library(&'n Library),
    /// A function of a library, or several of one name.
    Imported(&'n Library, Vec<Function>),
}

/// What a place is about, and where its word stands; none where it is about nothing.
pub(super) fn meaning<'n>(
    file: &SourceText,
    offset: usize,
    names: &'n Names,
) -> Option<(Range<usize>, Meaning<'n>)> {
    match keys::root(&file.path) {
        Some(root) => in_toml(file, offset, names, root),
        None if file.path.ends_with(".rhai") => in_rule(file, offset, names),
        None => in_register(file, offset, names),
    }
}

/// What a field of a table of CSV names: a body in most of them, and any party at the ends of a relation.
fn in_register<'n>(
    file: &SourceText,
    offset: usize,
    names: &'n Names,
) -> Option<(Range<usize>, Meaning<'n>)> {
    let text: &str = &file.text;
    let word = |is_of_word: fn(char) -> bool| {
        let (before, after) = (text.get(..offset)?, text.get(offset..)?);
        let start = before.char_indices().rfind(|(_, letter)| !is_of_word(*letter));
        let start = start.map_or(0, |(at, letter)| at + letter.len_utf8());
        let end = offset + after.find(|letter| !is_of_word(letter)).unwrap_or(after.len());
        Some(start..end)
    };
    let whole = word(|letter| !",;\"\n\r".contains(letter))?;
    if let Some((id, declared)) = text.get(whole.clone()).and_then(|said| far_party(said.trim(), names)) {
        let start = whole.start + text.get(whole)?.rfind(id)?;
        return Some((start..start + id.len(), Meaning::Declared(vec![declared])));
    }
    let range = word(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_')?;
    let body = names.find(Kind::Body, text.get(range.clone())?)?;
    Some((range, Meaning::Declared(vec![body])))
}

/// A party that is no body, with its id as it is written.
fn far_party<'t, 'n>(said: &'t str, names: &'n Names) -> Option<(&'t str, &'n Declared)> {
    if let Some(id) = said.strip_prefix("measure:") {
        return Some((id, names.find(Kind::Measure, id)?));
    }
    if let Some(id) = said.strip_prefix("mission:") {
        return Some((id, names.find(Kind::Mission, id)?));
    }
    let (mission, id) = said.split_once('/')?;
    let owed = names.of_kind(Kind::Obligation).find(|owed| owed.mission == mission && owed.id == id)?;
    Some((id, owed))
}

fn in_toml<'n>(
    file: &SourceText,
    offset: usize,
    names: &'n Names,
    root: &'static TableType,
) -> Option<(Range<usize>, Meaning<'n>)> {
    let words = outline(&file.text).words;
    let word = words.iter().find(|word| word.range.start <= offset && offset <= word.range.end)?;
    let said = file.text.get(word.range.clone())?;
    let held = keys::held_at(root, &word.path);
    let is_series = held.iter().any(|held| matches!(held, ValueType::Name(Named::Series)));
    if word.role == Role::Value && is_series {
        let (range, kind) = series::named_at(&file.text, &word.range, offset)?;
        let declared = names.find(kind, file.text.get(range.clone())?)?;
        return Some((range, Meaning::Declared(vec![declared])));
    }
    let meaning = match word.role {
        Role::Key if is_name(root, word) => Meaning::Declared(vec![judged(said, names)?]),
        Role::Value => Meaning::Declared(named(file, word, said, names, root)?),
        _ if word.path.iter().rev().nth(1).is_some_and(|key| key == "params") => {
            let rules = params::rules_at(&file.text, &words, word.table);
            let rules: Vec<&Declared> =
                rules.iter().filter_map(|rule| names.find(Kind::Rule, rule)).collect();
            Meaning::Param(said.to_owned(), rules)
        }
        _ => Meaning::Key(keys::key_at(root, &word.path)?),
    };
    Some((word.range.clone(), meaning))
}

/// Whether a key is a name of something that is judged.
fn is_name(root: &'static TableType, word: &Word) -> bool {
    word.path.first().is_some_and(|first| first == "test") && keys::is_named(root, &word.path)
}

/// The obligation of an alert or of a verdict, as rule tests name it: `mission/obligation`, and perhaps more.
fn judged<'n>(said: &str, names: &'n Names) -> Option<&'n Declared> {
    let mut parts = said.split(['/', ' ']);
    let (mission, id) = (parts.next()?, parts.next()?);
    names.of_kind(Kind::Obligation).find(|owed| owed.mission == mission && owed.id == id)
}

fn named<'n>(
    file: &SourceText,
    word: &Word,
    said: &str,
    names: &'n Names,
    root: &'static TableType,
) -> Option<Vec<&'n Declared>> {
    let path: Vec<&str> = word.path.iter().map(String::as_str).collect();
    let one = |kind, id| names.find(kind, id).map(|declared| vec![declared]);
    match path.as_slice() {
        ["mission", "id"] => return one(Kind::Mission, said),
        ["measure", "id"] => return one(Kind::Measure, said),
        ["cadence", "id"] => return one(Kind::Cadence, said),
        ["fixture", "id"] | ["test", "fixtures"] => return one(Kind::Fixture, said),
        ["relation", "id"] => return one(Kind::Body, said),
        ["obligation", "id"] => return obligation(file, said, names).map(|declared| vec![declared]),
        _ => {}
    }
    let meant = |named: Named| match named {
        Named::Measure => one(Kind::Measure, said.trim_end_matches("/*")),
        Named::Body => one(Kind::Body, said),
        Named::Rule => one(Kind::Rule, said),
        Named::Mission => one(Kind::Mission, said),
        Named::Alert => judged(said, names).map(|declared| vec![declared]),
        Named::BodyKind => {
            let bodies: Vec<_> =
                names.of_kind(Kind::Body).filter(|body| body.said("kind") == Some(said)).collect();
            (!bodies.is_empty()).then_some(bodies)
        }
        Named::RelationKind => {
            let relations: Vec<_> = names.relations().filter(|one| one.said("kind") == Some(said)).collect();
            (!relations.is_empty()).then_some(relations)
        }
        Named::Cadence => one(Kind::Cadence, said),
        Named::Ladder => one(Kind::Ladder, said),
        Named::Party => match (said.strip_prefix("measure:"), said.strip_prefix("mission:")) {
            (Some(measure), _) => one(Kind::Measure, measure),
            (_, Some(mission)) => one(Kind::Mission, mission),
            _ if said.contains('/') => obligation(file, said, names).map(|declared| vec![declared]),
            _ => one(Kind::Body, said),
        },
        Named::Dependency => match said.strip_prefix("measure:") {
            Some(measure) => one(Kind::Measure, measure),
            None => obligation(file, said, names).map(|declared| vec![declared]),
        },
        Named::Series | Named::PluginBeside(_) => None,
    };
    keys::held_at(root, &word.path).into_iter().find_map(|held| match held {
        ValueType::Name(kind) => meant(*kind),
        _ => None,
    })
}

/// `obligation` of the same file, `mission/obligation`, or one of those about each of many: `mission/obligation/body`.
fn obligation<'n>(file: &SourceText, said: &str, names: &'n Names) -> Option<&'n Declared> {
    let mut owed = names.of_kind(Kind::Obligation);
    match said.split_once('/') {
        Some((mission, rest)) => {
            let id = rest.split_once('/').map_or(rest, |(id, _)| id);
            owed.find(|owed| owed.mission == mission && owed.id == id)
        }
        None => owed.find(|owed| owed.source.path == file.path && owed.id == said),
    }
}

fn in_rule<'n>(file: &SourceText, offset: usize, names: &'n Names) -> Option<(Range<usize>, Meaning<'n>)> {
    let place = Place::new(&file.text, offset);
    let here = place.here()?.clone();
    let said = place.said(&here.range);
    if let Some(meaning) = of_library(&place, said, names) {
        return Some((here.range, meaning));
    }
    let meaning = match (here.token, place.expected()) {
        (_, Expected::Measure) => Meaning::Declared(vec![names.find(Kind::Measure, said)?]),
        (_, Expected::Body) => Meaning::Declared(vec![names.find(Kind::Body, said)?]),
        (Token::Name, Expected::Param) => Meaning::Param(said.to_owned(), users(file, names, said)),
        (Token::Name, _) => {
            let own = place.own().into_iter().rev().find(|(_, name, _)| *name == said);
            if let Some((.., range)) = own {
                Meaning::Own(range)
            } else {
                words::called(said).next()?;
                Meaning::Word(said.to_owned())
            }
        }
        _ => return None,
    };
    Some((here.range, meaning))
}

/// A library, or a function of one.
fn of_library<'n>(place: &Place<'_>, said: &str, names: &'n Names) -> Option<Meaning<'n>> {
    if let Some(qualifier) = place.qualifier() {
        let library = names.library(place.imported(qualifier)?)?;
        let functions: Vec<Function> = library.called(said).collect();
        return (!functions.is_empty()).then_some(Meaning::Imported(library, functions));
    }
    let library = place.address().or_else(|| place.imported(said))?;
    names.library(library).map(Meaning::Library)
}

/// The rule that a file is, where a word is the name of the function that judges.
pub(super) fn rule_itself<'n>(
    file: &SourceText,
    word: &Range<usize>,
    names: &'n Names,
) -> Option<&'n Declared> {
    let is_entry = file.text.get(word.clone()) == Some("assess");
    names.of_kind(Kind::Rule).find(|rule| is_entry && rule.source.path == file.path)
}

/// The obligations that hand a parameter to a rule.
pub(super) fn users<'n>(file: &SourceText, names: &'n Names, param: &str) -> Vec<&'n Declared> {
    let hands_over = |owed: &&Declared| owed.params.iter().any(|(name, _)| name == param);
    judged_by(file, names).filter(hands_over).collect()
}

/// The obligations that a rule judges.
pub(super) fn judged_by<'n>(file: &SourceText, names: &'n Names) -> impl Iterator<Item = &'n Declared> {
    let rule = rule_of_path(&file.path).unwrap_or_default().to_owned();
    names.of_kind(Kind::Obligation).filter(move |owed| owed.rules.contains(&rule))
}
