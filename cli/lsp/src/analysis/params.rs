//! What rules take in `params`: what they say at their heads, or else what they and the libraries that they import read. Whether a
//! declaration hands the right things over is for `check`.

use rules::script::RuleDoc;
use rules::source::SourceText;

use super::names::{Kind, Names};
use super::outline::{Role, Word};

/// One parameter that a rule takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Taken {
    pub(super) name: String,
    /// What it must be, as the rule says it; empty where it says nothing.
    pub(super) shape: String,
    pub(super) meaning: String,
}

/// What these rules take, each name once.
pub(super) fn taken_by(rules: &[String], names: &Names) -> Vec<Taken> {
    let mut found: Vec<Taken> = Vec::new();
    let rules = rules.iter().filter_map(|rule| names.find(Kind::Rule, rule));
    for taken in rules.flat_map(|rule| taken(&rule.source, names)) {
        if found.iter().all(|known| known.name != taken.name) {
            found.push(taken);
        }
    }
    found
}

/// What one rule takes. One that says so takes nothing else.
pub(super) fn taken(rule: &SourceText, names: &Names) -> Vec<Taken> {
    let said = said(rule);
    if !said.is_empty() {
        return said;
    }
    let is_imported = |address: String| rule.text.contains(&format!("\"{address}\""));
    let libraries = names.libraries.iter().filter(|library| is_imported(library.address()));
    let mut found = read(&rule.text);
    for library in libraries {
        let own = self::said(&library.script);
        found.extend(if own.is_empty() { read(&library.script.text) } else { own });
    }
    found
}

fn said(source: &SourceText) -> Vec<Taken> {
    let params = RuleDoc::of(source).params.into_iter();
    let taken = params.map(|param| {
        let optional = if param.is_optional { ", optional" } else { "" };
        Taken { shape: format!("{}{optional}", param.shape), name: param.name, meaning: param.meaning }
    });
    taken.collect()
}

/// Every name behind `params.` in a text that is no comment.
fn read(text: &str) -> Vec<Taken> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let behind = code.flat_map(|line| line.split("params.").skip(1));
    let names = behind.filter_map(|rest| {
        let name: String =
            rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        let is_call = rest.strip_prefix(name.as_str()).is_some_and(|after| after.starts_with('('));
        (!name.is_empty() && !is_call).then_some(name)
    });
    names.map(|name| Taken { name, shape: String::new(), meaning: String::new() }).collect()
}

/// The rules to which a table of a mission hands its `params`: its own, those of the tables that inherit from it, or else that of the table that it
/// inherits from.
pub(super) fn rules_at(text: &str, words: &[Word], table: usize) -> Vec<String> {
    let own = rules_in(text, words, table);
    let header = header_of(words, table);
    let last = words.last().map_or(table, |word| word.table);
    let below = (table + 1..=last).take_while(|other| header_of(words, *other).len() > header.len());
    let found: Vec<String> =
        own.into_iter().chain(below.flat_map(|other| rules_in(text, words, other))).collect();
    if !found.is_empty() || header.len() < 2 {
        return found;
    }
    let above = header.split_last().map_or(&[][..], |(_, above)| above);
    let inherits = (0..table).rev().find(|other| header_of(words, *other) == above);
    inherits.map(|above| inherited(text, words, above)).unwrap_or_default()
}

/// The rule of a table, or that which it inherits.
fn inherited(text: &str, words: &[Word], table: usize) -> Vec<String> {
    let own = rules_in(text, words, table);
    let header = header_of(words, table);
    if !own.is_empty() || header.len() < 2 {
        return own;
    }
    let above = header.split_last().map_or(&[][..], |(_, above)| above);
    let found = (0..table).rev().find(|other| header_of(words, *other) == above);
    found.map(|above| inherited(text, words, above)).unwrap_or_default()
}

fn rules_in(text: &str, words: &[Word], table: usize) -> Vec<String> {
    let values = words.iter().filter(|word| word.table == table && word.role == Role::Value);
    let rules = values.filter(|word| word.path.last().is_some_and(|key| key == "rule"));
    rules.filter_map(|rule| text.get(rule.range.clone())).map(str::to_owned).collect()
}

fn header_of(words: &[Word], table: usize) -> &[String] {
    let mut headers = words.iter().filter(|word| word.table == table && word.role == Role::Header);
    headers.next_back().map_or(&[], |header| &header.path)
}
