//! Replying to an alert: what is said, the same to be checked, and the reference number.

use askama::Template;
use engine::alert::AlertId;

use super::person::Person;
use crate::live::address;

/// What a reply is to.
pub struct About<'p> {
    /// What is wrong, as the alert says it.
    sentence: &'p str,
    alert_href: String,
    /// Where the form is sent.
    action: String,
}

impl<'p> About<'p> {
    pub fn new(id: &AlertId, sentence: &'p str) -> Self {
        let alert_href = address::alert(id);
        Self { sentence, action: format!("{alert_href}/responses"), alert_href }
    }

    /// An alert that ended meanwhile, so that only the front page can be led to.
    pub fn ended() -> Self {
        Self { sentence: "", alert_href: address::FRONT.to_owned(), action: String::new() }
    }
}

/// What somebody wrote into the form.
#[derive(Clone, Default, Debug)]
pub struct FormWords {
    pub kind: String,
    pub reason: String,
    pub contribution: String,
    pub until: String,
    /// The same however often the form is sent.
    pub key: String,
}

/// Something that can be said with the form.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub word: &'static str,
    label: &'static str,
    hint: &'static str,
}

impl Kind {
    pub const ALL: [Self; 6] = [
        Self {
            word: "accept",
            label: "I accept it",
            hint: "It changes no verdict and stops no clock. People see who accepted it and when.",
        },
        Self {
            word: "explain",
            label: "I explain it",
            hint: "It changes no verdict and stops no clock. People read your reason with the alert.",
        },
        Self {
            word: "dispute",
            label: "I dispute it",
            hint: "The alert stays open, and nothing is decided until the dispute ends or evidence shows that it was met.",
        },
        Self {
            word: "extend",
            label: "I ask for more time",
            hint: "Once a second person has approved it, a breach counts as awaiting until the last day that you give.",
        },
        Self {
            word: "waive",
            label: "I ask for a waiver",
            hint: "Once a second person has approved it, a breach counts as waived until the last day that you give.",
        },
        Self {
            word: "withdraw",
            label: "I withdraw what I said last",
            hint: "Your newest reply has no effect from now on. It stays on the ledger.",
        },
    ];

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word == word)
    }

    /// Whether it counts only once somebody else has approved it.
    pub fn needs_second_person(self) -> bool {
        matches!(self.word, "extend" | "waive")
    }

    pub fn may_end(self) -> bool {
        self.needs_second_person() || self.word == "dispute"
    }

    pub fn needs_reason(self) -> bool {
        self.may_end() || self.word == "explain"
    }
}

#[derive(Template)]
#[template(path = "live/reply.html")]
struct ReplyPage<'p> {
    person: Option<Person<'p>>,
    about: &'p About<'p>,
    words: &'p FormWords,
    kinds: &'p [Kind],
    fault: Option<&'p str>,
    form_token: &'p str,
}

/// The form, with what was written into it before and what is wrong with that.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn reply(
    person: Person<'_>,
    about: &About<'_>,
    words: &FormWords,
    fault: Option<&str>,
) -> askama::Result<String> {
    let form_token = person.form_token;
    ReplyPage { person: Some(person), about, words, kinds: &Kind::ALL, fault, form_token }.render()
}

#[derive(Template)]
#[template(path = "live/reply_check.html")]
struct CheckPage<'p> {
    person: Option<Person<'p>>,
    about: &'p About<'p>,
    words: &'p FormWords,
    kind: Kind,
    by: &'p str,
    form_token: &'p str,
}

/// What was written, to be checked before it is sent.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn check(person: Person<'_>, about: &About<'_>, words: &FormWords, kind: Kind) -> askama::Result<String> {
    let Person { name: by, form_token } = person;
    CheckPage { person: Some(person), about, words, kind, by, form_token }.render()
}

#[derive(Template)]
#[template(path = "live/reply_done.html")]
struct DonePage<'p> {
    person: Option<Person<'p>>,
    title: &'p str,
    about: &'p About<'p>,
    reference: &'p str,
    sentences: &'p [String],
}

/// That it is recorded, with its reference number and what it changes.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn done(
    person: Person<'_>,
    about: &About<'_>,
    reference: &str,
    sentences: &[String],
) -> askama::Result<String> {
    let title = "Your reply is recorded";
    DonePage { person: Some(person), title, about, reference, sentences }.render()
}

/// That what was asked for waits for a second person.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn waits(
    person: Person<'_>,
    about: &About<'_>,
    reference: &str,
    sentences: &[String],
) -> askama::Result<String> {
    let title = "Your request waits for a second person";
    DonePage { person: Some(person), title, about, reference, sentences }.render()
}
