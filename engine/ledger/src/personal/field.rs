//! Which values of an entry are personal: names of people, their words, what messages say and to whom, and what texts of the project say of people.
//!
//! What approvers sign is none, since without it nobody could check a signature.
//! Which parts of a text are personal is for whoever knows its grammar to say.

use std::sync::Arc;

use engine::model::{Enclosed, Response};

use super::form::PersonalForm;
use super::kind::PersonalKind;
use super::message::{PersonalMessage, personal_message};
use crate::asked::Asked;
use crate::entry::{Entry, HoldReason, Message};
use crate::source::{SourceText, Sources};

/// A field of an entry.
enum Field<'e> {
    Owned(&'e mut String),
    Shared(&'e mut Arc<str>),
}

impl Field<'_> {
    fn text(&self) -> &str {
        match self {
            Self::Owned(text) => text,
            Self::Shared(text) => text,
        }
    }

    fn put(self, text: String) {
        match self {
            Self::Owned(field) => *field = text,
            Self::Shared(field) => *field = text.into(),
        }
    }
}

/// Hands each value of an entry that is personal in a form to `other`, in an order that never changes: what stands for them is told apart by it. What `other` gives takes
/// the place of the value. A field in which nothing stands has none.
pub(super) fn rewrite(
    entry: &mut Entry,
    form: PersonalForm,
    other: &mut dyn FnMut(PersonalKind, &str) -> Option<String>,
) {
    if let Entry::Activated(sources) = entry {
        return rewrite_texts(sources, other);
    }
    for (kind, field) in fields(entry, form) {
        if let Some(other) = other(kind, field.text()) {
            field.put(other);
        }
    }
}

/// The same of the texts of a project.
fn rewrite_texts(sources: &mut Arc<Sources>, other: &mut dyn FnMut(PersonalKind, &str) -> Option<String>) {
    let rewritten: Vec<Option<SourceText>> =
        sources.declaring().map(|text| text.rewritten(&mut |kind, said| other(kind.into(), said))).collect();
    if rewritten.iter().all(Option::is_none) {
        return;
    }
    for (text, rewritten) in Arc::make_mut(sources).declaring_mut().zip(rewritten) {
        if let Some(rewritten) = rewritten {
            *text = rewritten;
        }
    }
}

/// The personal fields of an entry that says no texts.
fn fields(entry: &mut Entry, form: PersonalForm) -> Vec<(PersonalKind, Field<'_>)> {
    let mut fields = Fields(Vec::new());
    match entry {
        Entry::Queued { message, hold, .. } => {
            if let Some(hold) = hold.as_mut().filter(|hold| hold.reason == HoldReason::Silence) {
                fields.name(&mut Arc::make_mut(hold).by);
            }
            let PersonalMessage { words, json: kind } = personal_message(&message.kind, form);
            if words {
                let Message { subject, text, json, .. } = Arc::make_mut(message);
                fields.words([subject, text]);
                if let Some(kind) = kind {
                    fields.add(kind, Field::Owned(json));
                }
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
        other => assert!(!may_be_personal(other), "each field that may be personal is named here"),
    }
    fields.0
}

/// Whether an entry is of a kind that may have personal values; most are of none.
pub fn may_be_personal(entry: &Entry) -> bool {
    match entry {
        Entry::Activated(sources) => sources.declaring().any(|text| text.said_of_people().next().is_some()),
        Entry::Observed(_)
        | Entry::Received(_)
        | Entry::SetAside(_)
        | Entry::ClockAdvanced
        | Entry::Resumed
        | Entry::Settled { .. }
        | Entry::Superseded { .. }
        | Entry::Approved { .. }
        | Entry::DifferenceAccepted(_) => false,
        Entry::Queued { .. }
        | Entry::Attempted { .. }
        | Entry::Responded(_)
        | Entry::HandedIn(_)
        | Entry::Proposed(_)
        | Entry::Decided(_)
        | Entry::Silenced(_)
        | Entry::SilenceEnded(_)
        | Entry::Erased(_) => true,
    }
}

/// The values of an entry that are personal in a form, in that order.
pub fn personal_texts(entry: &Entry, form: PersonalForm) -> Vec<(PersonalKind, String)> {
    if !may_be_personal(entry) {
        return Vec::new();
    }
    let (mut entry, mut texts) = (entry.clone(), Vec::new());
    rewrite(&mut entry, form, &mut |kind, text| {
        texts.push((kind, text.to_owned()));
        None
    });
    texts
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
