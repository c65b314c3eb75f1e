//! Asking for other values in the text of a mission: what each is to be and from when, the same to be checked with what they would have changed together, and the reference number.

use std::collections::BTreeSet;

use app::text_change::ForeseenChange;
use askama::Template;
use language::rewrite::{Input, Starts, Value, input};
use rules::packs::{built_in_names, built_in_rule};
use rules::script::RuleDoc;
use rules::source::{MissionSources, SourceText};
use words::text_change;

use super::person::Person;
use super::recorded::{Onward, Recorded, recorded};
use crate::live::address;

/// The mission in whose text values are to be others, and those values.
pub struct ChangedText {
    pub mission: String,
    pub title: String,
    /// One at least.
    pub values: Vec<ChangedValue>,
}

impl ChangedText {
    fn action(&self) -> String {
        address::change(&self.mission)
    }

    fn back(&self) -> String {
        address::values(&self.mission)
    }

    /// Each with what was written for it.
    fn fields<'p>(&'p self, words: &'p ChangeWords) -> Vec<Field<'p>> {
        let field = |(at, value): (usize, &'p ChangedValue)| {
            let said = words.values.get(at).unwrap_or(&NOTHING);
            Field { at, value, said, choices: value.choices(&said.value) }
        };
        self.values.iter().enumerate().map(field).collect()
    }

    /// What rules ask of which one can be chosen, once.
    fn rules(&self) -> &[RuleChoice] {
        self.values.iter().map(|value| &*value.rules).find(|rules| !rules.is_empty()).unwrap_or_default()
    }
}

/// One value of the form, with what was written for it.
struct Field<'p> {
    at: usize,
    value: &'p ChangedValue,
    said: &'p ValueWords,
    choices: Vec<Choice<'p>>,
}

impl Field<'_> {
    fn named(&self, part: &str) -> String {
        named(part, self.at)
    }

    fn begins(&self) -> String {
        text_change::begins(Some(&*self.said.from).filter(|from| !from.is_empty()))
    }
}

/// What a part of the form is called that is about one value of several: `value`, `value-2`.
pub fn named(part: &str, at: usize) -> String {
    if at == 0 { part.to_owned() } else { format!("{part}-{}", at + 1) }
}

/// The value that is to be another.
pub struct ChangedValue {
    pub place: String,
    /// `value of target four-hours, 2023-12-22`.
    told: String,
    now: String,
    meaning: &'static str,
    input: Input,
    /// What the change can begin with, where it need not count from the beginning.
    starts: Option<Starts>,
    /// Rules to choose from, where it is the name of one.
    rules: Vec<RuleChoice>,
}

/// A word that can be chosen.
struct Choice<'v> {
    word: &'v str,
    is_chosen: bool,
}

/// A rule that can be chosen.
struct RuleChoice {
    name: String,
    what: String,
    params: Vec<String>,
}

impl ChangedValue {
    pub fn of(value: &Value<'_>, texts: &MissionSources) -> Self {
        let (place, input) = (value.place.to_string(), input(value));
        let rules = if input == Input::Rule { rules(texts) } else { Vec::new() };
        Self {
            told: text_change::place(&place),
            place,
            now: value.plain.clone().unwrap_or_else(|| said_otherwise(value.default)),
            meaning: value.meaning,
            input,
            starts: value.starts,
            rules,
        }
    }

    /// What can be chosen from, and which of it is.
    fn choices(&self, written: &str) -> Vec<Choice<'_>> {
        let chosen = if written.is_empty() { &*self.now } else { written };
        let choice = |word| Choice { word, is_chosen: word == chosen };
        match &self.input {
            Input::Words(words) => words.iter().copied().map(choice).collect(),
            Input::Rule => self.rules.iter().map(|rule| choice(&*rule.name)).collect(),
            _ => Vec::new(),
        }
    }

    /// Over what is asked of it, among others.
    fn heading(&self) -> String {
        words::english::capitalised(&self.told)
    }

    fn is_number(&self) -> bool {
        self.input == Input::Number
    }

    fn hint_of_beginning(&self) -> &'static str {
        match self.starts {
            Some(Starts::Period) => "The first period that is judged by it, such as 2026-Q1.",
            _ => "The first day on which it holds, such as 2026-04-01.",
        }
    }
}

fn said_otherwise(default: &str) -> String {
    match default {
        "" => "Not said".to_owned(),
        default => format!("Not said, which counts as {default}"),
    }
}

/// The project's own rules and those that come with Remit, each once.
fn rules(texts: &MissionSources) -> Vec<RuleChoice> {
    let own = texts.rules.iter().map(|(name, source)| choice(name, source));
    let known: BTreeSet<&String> = texts.rules.keys().collect();
    let others = built_in_names().filter(|name| !known.iter().any(|known| known == name));
    let others = others.filter_map(|name| Some(choice(name, &built_in_rule(name)?)));
    let mut found: Vec<RuleChoice> = own.chain(others).collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

fn choice(name: &str, source: &SourceText) -> RuleChoice {
    let doc = RuleDoc::of(source);
    let params = doc
        .params
        .iter()
        .map(|param| format!("{}, {}: {}", param.name, param.shape, param.meaning))
        .collect();
    RuleChoice { name: name.to_owned(), what: doc.what.unwrap_or_default(), params }
}

/// What somebody wrote into the form.
#[derive(Clone, Default, Debug)]
pub struct ChangeWords {
    /// For each value in order.
    pub values: Vec<ValueWords>,
    pub reason: String,
    /// The same however often the form is sent.
    pub key: String,
}

/// What somebody wrote for one of the values.
#[derive(Clone, Default, Debug)]
pub struct ValueWords {
    pub value: String,
    pub from: String,
}

static NOTHING: ValueWords = ValueWords { value: String::new(), from: String::new() };

#[derive(Template)]
#[template(path = "live/change_form.html")]
struct FormPage<'p> {
    person: Option<Person<'p>>,
    text: &'p ChangedText,
    words: &'p ChangeWords,
    fields: Vec<Field<'p>>,
    fault: Option<&'p str>,
    form_token: &'p str,
}

/// The form, with what was written into it before and what is wrong with that.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn change(
    person: Person<'_>,
    text: &ChangedText,
    words: &ChangeWords,
    fault: Option<&str>,
) -> askama::Result<String> {
    let form_token = person.form_token;
    FormPage { person: Some(person), text, words, fields: text.fields(words), fault, form_token }.render()
}

#[derive(Template)]
#[template(path = "live/change_check.html")]
struct CheckPage<'p> {
    person: Option<Person<'p>>,
    text: &'p ChangedText,
    words: &'p ChangeWords,
    fields: Vec<Field<'p>>,
    /// None while it is worked out.
    found: Option<&'p ForeseenChange>,
    by: &'p str,
    form_token: &'p str,
}

impl CheckPage<'_> {
    fn can_be_sent(&self) -> bool {
        self.found.is_some_and(|found| found.faults.is_empty())
    }
}

/// What was written, to be checked before it is sent, with what it would do; none while that is worked out.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn check_change(
    person: Person<'_>,
    text: &ChangedText,
    words: &ChangeWords,
    found: Option<&ForeseenChange>,
) -> askama::Result<String> {
    let Person { name: by, form_token } = person;
    CheckPage { person: Some(person), text, words, fields: text.fields(words), found, by, form_token }
        .render()
}

/// That it waits, with the reference number.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn changed(person: Person<'_>, reference: &str, sentences: &[String]) -> askama::Result<String> {
    let (title, label, onward) = ("Your proposal is recorded", "Reference number", Onward::APPROVALS);
    recorded(person, &Recorded { title, label, reference, sentences, onward })
}
