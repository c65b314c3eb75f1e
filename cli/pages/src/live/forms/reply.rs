//! Replying to an alert: what is said, the same to be checked, and the reference number.

use askama::Template;
use engine::alert::AlertId;
use engine::model::ObligationRef;

use super::person::Person;
use super::recorded::{Onward, Recorded, recorded};
use crate::live::address;

/// What a reply is to.
pub struct About {
    title: &'static str,
    /// What is wrong, as the alert says it, or what people contest.
    sentence: String,
    /// Where that is shown, and what leads there.
    back_href: String,
    back_text: &'static str,
    /// Where the form is sent.
    action: String,
    kinds: &'static [ReplyKind],
    /// Whether anybody may read what is said.
    is_open: bool,
}

impl About {
    /// An open alert.
    pub fn new(id: &AlertId, sentence: &str) -> Self {
        let back_href = address::alert(id);
        Self {
            title: "Reply to an alert",
            sentence: sentence.to_owned(),
            action: format!("{back_href}/responses"),
            back_href,
            back_text: "Back to the alert",
            kinds: &ReplyKind::ALL,
            is_open: false,
        }
    }

    /// What people contest of an obligation of which no alert is open.
    pub fn contest(obligation: &ObligationRef, sentence: String) -> Self {
        Self {
            title: "Answer what people contest",
            sentence,
            action: address::responses(obligation),
            back_href: address::PANELS.to_owned(),
            back_text: "Back to what people say",
            kinds: &ReplyKind::OF_CONTEST,
            is_open: false,
        }
    }

    /// An alert that ended meanwhile, so that only the front page can be led to.
    pub fn ended() -> Self {
        Self {
            title: "",
            sentence: String::new(),
            back_href: address::FRONT.to_owned(),
            back_text: "Back to the alert",
            action: String::new(),
            kinds: &ReplyKind::ALL,
            is_open: false,
        }
    }

    /// What is chosen unless somebody chooses otherwise.
    pub fn first_kind(&self) -> &'static str {
        self.kinds.first().map_or("", |kind| kind.word)
    }

    /// The same, where anybody may read what is said on the page of a panel.
    #[must_use]
    pub fn open_to_anybody(self) -> Self {
        Self { is_open: true, ..self }
    }
}

/// What somebody wrote into the form.
#[derive(Clone, Default, Debug)]
pub struct FormWords {
    pub kind: String,
    pub reason: String,
    pub contribution: String,
    /// The one period that it is about; nothing for all that is open.
    pub period: String,
    pub until: String,
    /// The same however often the form is sent.
    pub key: String,
}

/// Something that can be said with the form.
#[derive(Clone, Copy, Debug)]
pub struct ReplyKind {
    pub word: &'static str,
    label: &'static str,
    hint: &'static str,
}

impl ReplyKind {
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

    /// What can be said of a figure that people contest.
    const OF_CONTEST: [Self; 2] = [
        Self {
            word: "explain",
            label: "I explain it",
            hint: "It changes no verdict and stops no clock. People read your reason beside both figures.",
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
    about: &'p About,
    words: &'p FormWords,
    kinds: &'p [ReplyKind],
    fault: Option<&'p str>,
    form_token: &'p str,
}

/// The form, with what was written into it before and what is wrong with that.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn reply(
    person: Person<'_>,
    about: &About,
    words: &FormWords,
    fault: Option<&str>,
) -> askama::Result<String> {
    let form_token = person.form_token;
    ReplyPage { person: Some(person), about, words, kinds: about.kinds, fault, form_token }.render()
}

#[derive(Template)]
#[template(path = "live/reply_check.html")]
struct CheckPage<'p> {
    person: Option<Person<'p>>,
    about: &'p About,
    words: &'p FormWords,
    kind: ReplyKind,
    by: &'p str,
    form_token: &'p str,
}

/// What was written, to be checked before it is sent.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn check(
    person: Person<'_>,
    about: &About,
    words: &FormWords,
    kind: ReplyKind,
) -> askama::Result<String> {
    let Person { name: by, form_token } = person;
    CheckPage { person: Some(person), about, words, kind, by, form_token }.render()
}

/// That it is recorded, with its reference number and what it changes.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn done(
    person: Person<'_>,
    about: &About,
    reference: &str,
    sentences: &[String],
) -> askama::Result<String> {
    told(person, "Your reply is recorded", about, (reference, sentences))
}

/// That what was asked for waits for a second person.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn waits(
    person: Person<'_>,
    about: &About,
    reference: &str,
    sentences: &[String],
) -> askama::Result<String> {
    told(person, "Your request waits for a second person", about, (reference, sentences))
}

fn told(
    person: Person<'_>,
    title: &str,
    about: &About,
    (reference, sentences): (&str, &[String]),
) -> askama::Result<String> {
    let onward = Onward { href: &about.back_href, text: about.back_text };
    let label = "Your reference number";
    recorded(person, &Recorded { title, label, reference, sentences, onward })
}
