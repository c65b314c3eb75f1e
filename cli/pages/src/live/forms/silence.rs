//! Asking for a silence: what it is about and until when, the same to be checked, and the reference number; and ending one.

use app::published::SilencePicture;
use askama::Template;

use super::person::Person;
use super::recorded::{Onward, Recorded, recorded};
use crate::live::address;

/// What somebody wrote into the form.
#[derive(Clone, Default, Debug)]
pub struct SilenceWords {
    /// One matcher to a line.
    pub matchers: String,
    pub from: String,
    pub until: String,
    pub reason: String,
    /// The same however often the form is sent.
    pub key: String,
}

impl SilenceWords {
    /// What it is about, line by line.
    pub fn lines(&self) -> Vec<String> {
        let lines = self.matchers.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    }
}

#[derive(Template)]
#[template(path = "live/silence_form.html")]
struct FormPage<'p> {
    person: Option<Person<'p>>,
    words: &'p SilenceWords,
    fault: Option<&'p str>,
    /// The missions that the account may silence; every one where there is none.
    missions: &'p [String],
    form_token: &'p str,
}

/// The form, with what was written into it before and what is wrong with that.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn silence(
    person: Person<'_>,
    missions: &[String],
    words: &SilenceWords,
    fault: Option<&str>,
) -> askama::Result<String> {
    let form_token = person.form_token;
    FormPage { person: Some(person), words, fault, missions, form_token }.render()
}

#[derive(Template)]
#[template(path = "live/silence_check.html")]
struct CheckPage<'p> {
    person: Option<Person<'p>>,
    words: &'p SilenceWords,
    lines: Vec<String>,
    /// The open alerts of which nobody would be told.
    alerts: &'p [String],
    by: &'p str,
    form_token: &'p str,
}

/// What was written, to be checked before it is sent, with the open alerts that it is about.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn check_silence(person: Person<'_>, words: &SilenceWords, alerts: &[String]) -> askama::Result<String> {
    let Person { name: by, form_token } = person;
    let lines = words.lines();
    CheckPage { person: Some(person), words, lines, alerts, by, form_token }.render()
}

#[derive(Template)]
#[template(path = "live/silence_end.html")]
struct EndPage<'p> {
    person: Option<Person<'p>>,
    silence: &'p SilencePicture,
    href: String,
    action: String,
    key: &'p str,
    reason: &'p str,
    fault: Option<&'p str>,
    form_token: &'p str,
}

/// The form by which one is ended.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn end_silence(
    person: Person<'_>,
    silence: &SilencePicture,
    (key, reason): (&str, &str),
    fault: Option<&str>,
) -> askama::Result<String> {
    let form_token = person.form_token;
    let href = address::silence(silence);
    let action = format!("{href}/end");
    EndPage { person: Some(person), silence, href, action, key, reason, fault, form_token }.render()
}

/// That it is recorded, with the reference number and what it changes.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn silenced(
    person: Person<'_>,
    title: &str,
    reference: &str,
    sentences: &[String],
) -> askama::Result<String> {
    let (label, onward) = ("Reference number of the silence", Onward { href: "/silences", text: "Silences" });
    recorded(person, &Recorded { title, label, reference, sentences, onward })
}
