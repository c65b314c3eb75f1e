//! Deciding about something that waits for a second person: what is decided, the same to be checked, and the reference number.

use app::published::Picture;
use askama::Template;
use engine::program::Program;
use ledger::asked::{RuleExamples, TextChange};
use ledger::proposals::KnownProposal;
use words::names::Names;
use words::proposal as say;

use super::person::Person;
use super::recorded::{Onward, Recorded, recorded};
use crate::live::address;
use crate::live::approvals::{Fact, effect};

/// What is decided about.
pub struct Matter {
    /// The account that asked for it.
    pub account: String,
    sentence: String,
    facts: Vec<Fact>,
    /// What a change of a text would have done when it was asked for.
    effect: Vec<String>,
    /// What it would do by what is known now, where somebody has looked.
    now: Option<ChangeNow>,
    /// What was decided already.
    decided: Option<String>,
    href: String,
    /// The change of a text that it is, where it is one.
    pub change: Option<TextChange>,
    /// The examples that it is, where it is some.
    examples: Option<RuleExamples>,
    /// Where the form is sent.
    action: String,
}

impl Matter {
    /// What a second person can decide about it.
    pub fn choices_of_others(&self) -> &'static [Decision] {
        match (&self.change, &self.examples) {
            (Some(_), _) => &Decision::OF_CHANGE,
            (None, Some(_)) => &Decision::OF_EXAMPLES,
            (None, None) => &Decision::OF_OTHERS,
        }
    }

    /// Whether something can still be decided about it.
    pub fn is_open(&self) -> bool {
        self.decided.is_none()
    }

    /// The same with what it would do by what is known now.
    #[must_use]
    pub fn looked_at(self, now: ChangeNow) -> Self {
        Self { now: Some(now), ..self }
    }

    pub fn of(known: &KnownProposal, picture: &Picture, program: &Program) -> Self {
        let proposal = &known.proposal;
        let href = address::approval(proposal.id().as_str());
        Self {
            account: proposal.account.clone(),
            sentence: say::asked(proposal),
            facts: Fact::all(known, picture, Names { program }),
            effect: effect(known).to_vec(),
            change: proposal.change().cloned(),
            examples: proposal.examples().cloned(),
            now: None,
            decided: known.decided.as_ref().map(|decided| say::decided(&decided.decision)),
            action: format!("{href}/decisions"),
            href,
        }
    }
}

/// What a change of a text would do by what is known now, for whoever decides about it.
pub enum ChangeNow {
    /// It takes longer than somebody waits.
    NotYet,
    /// What it would have changed over the history, sentence by sentence.
    Foreseen(Vec<String>),
    /// Why it could not be made as things stand.
    Refused(Vec<String>),
    /// Why it could not be worked out, which says nothing of the change.
    Unknown(String),
}

impl Matter {
    /// What is said of that, sentence by sentence.
    fn now_in_words(&self) -> Vec<String> {
        match &self.now {
            None => Vec::new(),
            Some(ChangeNow::NotYet) => vec![say::STILL_WORKED_OUT.to_owned()],
            Some(ChangeNow::Foreseen(effect)) if *effect == self.effect => vec![say::AS_ASKED_FOR.to_owned()],
            Some(ChangeNow::Foreseen(effect)) => effect.clone(),
            Some(ChangeNow::Refused(why)) => {
                std::iter::once(say::CANNOT_BE_NOW.to_owned()).chain(why.iter().cloned()).collect()
            }
            Some(ChangeNow::Unknown(why)) => vec![why.clone()],
        }
    }
}

/// What somebody wrote into the form.
#[derive(Clone, Default, Debug)]
pub struct DecisionWords {
    pub decision: String,
    pub reason: String,
    /// The same however often the form is sent.
    pub key: String,
}

/// Something that can be decided.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    pub word: &'static str,
    label: &'static str,
    hint: &'static str,
}

impl Decision {
    /// What a second person can decide.
    pub const OF_OTHERS: [Self; 2] = [
        Self {
            word: "approve",
            label: "I approve it",
            hint: "It counts from now on, under both names, until its last day.",
        },
        Self { word: "refuse", label: "I refuse it", hint: "It changes nothing. Give a reason." },
    ];
    /// What a second person can decide about a change of a text.
    pub const OF_CHANGE: [Self; 2] = [
        Self {
            word: "approve",
            label: "I approve it",
            hint: "The service writes it into the text of the mission, and what it changes is told as a restatement, under both names.",
        },
        Self::OF_OTHERS[1],
    ];
    /// What a second person can decide about examples of what a rule should find.
    pub const OF_EXAMPLES: [Self; 2] = [
        Self {
            word: "approve",
            label: "I approve them",
            hint: "The service writes them into the tests of the project. They change no verdict.",
        },
        Self::OF_OTHERS[1],
    ];
    /// What whoever asked for it can decide.
    pub const OF_ASKER: [Self; 1] = [Self {
        word: "withdraw",
        label: "I take it back",
        hint: "It changes nothing, and waits no longer.",
    }];
}

#[derive(Template)]
#[template(path = "live/decide.html")]
struct DecidePage<'p> {
    person: Option<Person<'p>>,
    matter: &'p Matter,
    facts: &'p [Fact],
    effect: &'p [String],
    examples: Option<&'p RuleExamples>,
    choices: &'p [Decision],
    words: &'p DecisionWords,
    fault: Option<&'p str>,
    form_token: &'p str,
}

/// The form, with what was written into it before and what is wrong with that.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn decide(
    person: Person<'_>,
    matter: &Matter,
    choices: &[Decision],
    words: &DecisionWords,
    fault: Option<&str>,
) -> askama::Result<String> {
    let form_token = person.form_token;
    let Matter { facts, effect, examples, .. } = matter;
    let (examples, person) = (examples.as_ref(), Some(person));
    DecidePage { person, matter, facts, effect, examples, choices, words, fault, form_token }.render()
}

#[derive(Template)]
#[template(path = "live/decide_check.html")]
struct CheckPage<'p> {
    person: Option<Person<'p>>,
    matter: &'p Matter,
    words: &'p DecisionWords,
    decision: &'p Decision,
    by: &'p str,
    form_token: &'p str,
}

/// What was written, to be checked before it is sent.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn check_decision(
    person: Person<'_>,
    matter: &Matter,
    words: &DecisionWords,
    decision: &Decision,
) -> askama::Result<String> {
    let Person { name: by, form_token } = person;
    CheckPage { person: Some(person), matter, words, decision, by, form_token }.render()
}

/// That it is recorded, with the reference number and what it changes.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn decided(person: Person<'_>, reference: &str, sentences: &[String]) -> askama::Result<String> {
    let (title, label) = ("Your decision is recorded", "Reference number of the request");
    recorded(person, &Recorded { title, label, reference, sentences, onward: Onward::APPROVALS })
}
