//! Which fields of an entry are personal: names of people, their words, and what messages say and to whom.
//!
//! What approvers sign is none: their names and keys stand in the texts of missions, which are public, and without them nobody could check a
//! signature. Neither is what people are told of texts, files and notifiers.

use std::sync::Arc;

use engine::model::{Enclosed, Response};

use crate::asked::Asked;
use crate::entry::{Entry, HoldReason, Message};

/// What a personal value is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PersonalKind {
    /// The name of a person, which must be comparable with others once it is erased.
    Name,
    Words,
    /// What programs read: what an erasure leaves of it says what it is about, and nothing else.
    Json,
}

impl PersonalKind {
    pub const ALL: [Self; 3] = [Self::Name, Self::Words, Self::Json];

    /// The number by which it is stored.
    pub fn number(self) -> u8 {
        match self {
            Self::Name => 0,
            Self::Words => 1,
            Self::Json => 2,
        }
    }

    /// What is stored by a number; none where nothing is.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// The word for it, as its hash begins.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Words => "words",
            Self::Json => "json",
        }
    }
}

/// A field of an entry.
pub(super) enum Field<'e> {
    Owned(&'e mut String),
    Shared(&'e mut Arc<str>),
}

impl Field<'_> {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Owned(text) => text,
            Self::Shared(text) => text,
        }
    }

    pub(super) fn put(self, text: String) {
        match self {
            Self::Owned(field) => *field = text,
            Self::Shared(field) => *field = text.into(),
        }
    }
}

/// The personal fields of an entry, in an order that never changes: what stands for them is told apart by it. A field in which nothing stands is none.
pub(super) fn fields(entry: &mut Entry) -> Vec<(PersonalKind, Field<'_>)> {
    let mut fields = Fields(Vec::new());
    match entry {
        Entry::Queued { message, hold, .. } => {
            if let Some(hold) = hold.as_mut().filter(|hold| hold.reason == HoldReason::Silence) {
                fields.name(&mut Arc::make_mut(hold).by);
            }
            if is_about_people(&message.kind) {
                let Message { subject, text, json, .. } = Arc::make_mut(message);
                fields.words([subject, text]);
                fields.add(PersonalKind::Json, Field::Owned(json));
            }
        }
        Entry::Attempted { error, .. } => fields.words([error]),
        Entry::Responded(response) => fields.response(response),
        Entry::HandedIn(handed_in) => {
            fields.add(PersonalKind::Json, Field::Owned(&mut handed_in.answer));
        }
        Entry::Proposed(proposal) => match &mut proposal.asked {
            Asked::Response { response, .. } => fields.response(response),
            Asked::Change(change) => {
                fields.name(&mut change.by);
                fields.words([&mut change.reason].into_iter().chain(&mut change.effect));
            }
            Asked::Examples(examples) => {
                fields.name(&mut examples.by);
                fields.words([&mut examples.reason].into_iter().chain(&mut examples.told));
            }
        },
        Entry::Decided(decision) => fields.said(&mut decision.by, &mut decision.reason),
        Entry::Silenced(silence) => fields.said(&mut silence.by, &mut silence.reason),
        Entry::SilenceEnded(end) => fields.said(&mut end.by, &mut end.reason),
        Entry::Erased(erasure) => fields.said(&mut erasure.by, &mut erasure.reason),
        Entry::Observed(_)
        | Entry::Received(_)
        | Entry::SetAside(_)
        | Entry::Activated(_)
        | Entry::ClockAdvanced
        | Entry::Resumed
        | Entry::Settled { .. }
        | Entry::Superseded { .. }
        | Entry::Approved { .. }
        | Entry::DifferenceAccepted(_) => {}
    }
    fields.0
}

/// Whether an entry is of a kind that may have personal fields; most are of none.
pub fn may_be_personal(entry: &Entry) -> bool {
    !matches!(
        entry,
        Entry::Observed(_)
            | Entry::Received(_)
            | Entry::SetAside(_)
            | Entry::Activated(_)
            | Entry::ClockAdvanced
            | Entry::Resumed
            | Entry::Settled { .. }
            | Entry::Superseded { .. }
            | Entry::Approved { .. }
            | Entry::DifferenceAccepted(_)
    )
}

/// The personal texts of an entry, in the order of its fields.
pub fn personal_texts(entry: &Entry) -> Vec<(PersonalKind, String)> {
    if !may_be_personal(entry) {
        return Vec::new();
    }
    let mut entry = entry.clone();
    fields(&mut entry).into_iter().map(|(kind, field)| (kind, field.text().to_owned())).collect()
}

/// Whether a message of this kind names people, or says what they said. Others are about texts, files and notifiers.
fn is_about_people(kind: &str) -> bool {
    match kind.split_once('.') {
        Some(("project" | "notifier" | "plugin", _)) => false,
        Some(("feed", about)) => about == "receipt",
        _ => true,
    }
}

struct Fields<'e>(Vec<(PersonalKind, Field<'e>)>);

impl<'e> Fields<'e> {
    fn add(&mut self, kind: PersonalKind, field: Field<'e>) {
        if !field.text().is_empty() {
            self.0.push((kind, field));
        }
    }

    fn name(&mut self, name: &'e mut String) {
        self.add(PersonalKind::Name, Field::Owned(name));
    }

    fn words(&mut self, words: impl IntoIterator<Item = &'e mut String>) {
        words.into_iter().for_each(|words| self.add(PersonalKind::Words, Field::Owned(words)));
    }

    fn said(&mut self, by: &'e mut String, reason: &'e mut String) {
        self.name(by);
        self.words([reason]);
    }

    fn response(&mut self, response: &'e mut Response) {
        let submission = &mut response.submission;
        self.said(&mut submission.by, &mut submission.reason);
        if let Some(approver) = &mut submission.approver {
            self.name(approver);
        }
        if let Enclosed::Group(group) = &mut response.enclosed {
            let people = group.members.iter_mut().filter_map(|member| member.person.as_mut());
            people.for_each(|person| self.add(PersonalKind::Name, Field::Shared(person)));
        }
    }
}
