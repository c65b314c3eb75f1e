//! What somebody asks for and what was decided about them, there and back.

use engine::model::ResponseId;

use super::difference::join_difference;
use super::fault::CodecError;
use super::handed_in::join_handed_in;
use super::response::{join_response, split_response};
use super::silence::{join_end, join_silence};
use super::wire::{self, Str};
use super::wire_service;
use crate::asked::{Asked, RuleExamples, TextChange, ValueChange};
use crate::entry::{Decision, Entry, Proposal, ProposalFate};

/// A proposal for the wire. Nothing comes with one: what can be asked for encloses nothing.
pub(super) fn split_proposal<'e>(
    proposal: &'e Proposal,
    string: &mut impl FnMut(&'e str) -> Str,
) -> wire::Entry {
    let Proposal { account, asked } = proposal;
    let (alert, response) = match asked {
        Asked::Response { alert, response } => (alert, response),
        Asked::Change(change) => return split_change(account, change, string),
        Asked::Examples(examples) => return split_examples(account, examples, string),
    };
    let named = [string(account), string(alert)];
    let owed_by = response.owed_by.as_ref().map(|body| string(body.as_str()));
    wire::Entry::Proposed(named, Box::new(split_response(response, string)), owed_by)
}

/// What came over the service, from the wire.
pub(super) fn join_of_service(
    entry: &wire::Entry,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Entry, CodecError> {
    Ok(match entry {
        wire::Entry::HandedIn(handed_in) => Entry::HandedIn(join_handed_in(handed_in, string)?),
        wire::Entry::Proposed(named, response, owed_by) => {
            Entry::Proposed(join_proposal(*named, (response, *owed_by), string)?)
        }
        wire::Entry::ChangeProposed(change) => Entry::Proposed(join_change(change, string)?),
        wire::Entry::Asked(asked) => Entry::Proposed(join_asked(asked, string)?),
        wire::Entry::Decided(texts, fate) => Entry::Decided(join_decision(*texts, fate, string)?),
        wire::Entry::Silenced(silence) => join_silence(silence, string)?,
        wire::Entry::SilenceEnded(texts, account) => join_end(*texts, *account, string)?,
        wire::Entry::DifferenceAccepted(version, before, first) => {
            join_difference(*version, *before, *first, string)?
        }
        _ => return Err(CodecError::Malformed("it came over no service")),
    })
}

/// A proposal from the wire.
fn join_proposal(
    [account, alert]: [Str; 2],
    (response, owed_by): (&wire::Response, Option<Str>),
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Proposal, CodecError> {
    let response = join_response(response, (owed_by, None), &string)?;
    let asked = Asked::Response { alert: string(alert)?, response: Box::new(response) };
    Ok(Proposal { account: string(account)?, asked })
}

/// A change of a text for the wire. Of one value it stands there as it did before there were several.
fn split_change<'e>(
    account: &'e str,
    change: &'e TextChange,
    string: &mut impl FnMut(&'e str) -> Str,
) -> wire::Entry {
    let TextChange { id, by, mission, values, reason, effect } = change;
    if let [ValueChange { place, before, after, from, base }] = &**values {
        return wire::Entry::ChangeProposed(Box::new(wire::TextChange {
            texts: [account, id.as_str(), by, mission, place, after, base, reason].map(&mut *string),
            before: before.as_deref().map(&mut *string),
            from: from.as_deref().map(&mut *string),
            effect: effect.iter().map(|sentence| string(sentence)).collect(),
        }));
    }
    let texts = [account, id.as_str(), by, mission, reason].map(&mut *string);
    let values =
        values.iter().map(|ValueChange { place, before, after, from, base }| wire_service::ValueChange {
            texts: [place, after, base].map(|text| string(text)),
            before: before.as_deref().map(&mut *string),
            from: from.as_deref().map(&mut *string),
        });
    let values = values.collect();
    let effect = effect.iter().map(|sentence| string(sentence)).collect();
    let change = wire_service::TextChanges { texts, values, effect };
    wire::Entry::Asked(Box::new(wire::Asked::Values(change)))
}

/// A change of one value from the wire.
fn join_change(
    change: &wire::TextChange,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Proposal, CodecError> {
    let wire::TextChange { texts: [account, id, by, mission, place, after, base, reason], .. } = change;
    let value = ([*place, *after, *base], change.before, change.from);
    let value = join_value(value, &string)?;
    join_values([*account, *id, *by, *mission, *reason], vec![value], &change.effect, string)
}

/// What is asked for of texts besides, from the wire.
fn join_asked(
    asked: &wire::Asked,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Proposal, CodecError> {
    match asked {
        wire::Asked::Values(change) => join_changes(change, string),
        wire::Asked::Examples(examples) => join_examples(examples, string),
    }
}

/// A change of several values from the wire.
fn join_changes(
    change: &wire_service::TextChanges,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Proposal, CodecError> {
    let wire_service::TextChanges { texts, values, effect } = change;
    let values = values.iter().map(|value| join_value((value.texts, value.before, value.from), &string));
    let values = values.collect::<Result<_, _>>()?;
    join_values(*texts, values, effect, string)
}

fn join_value(
    ([place, after, base], before, from): ([Str; 3], Option<Str>, Option<Str>),
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<ValueChange, CodecError> {
    Ok(ValueChange {
        place: string(place)?,
        before: before.map(&string).transpose()?,
        after: string(after)?,
        from: from.map(&string).transpose()?,
        base: string(base)?,
    })
}

fn join_values(
    [account, id, by, mission, reason]: [Str; 5],
    values: Vec<ValueChange>,
    effect: &[Str],
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Proposal, CodecError> {
    let account = string(account)?;
    let change = TextChange {
        id: ResponseId::new(string(id)?),
        by: string(by)?,
        mission: string(mission)?,
        values,
        reason: string(reason)?,
        effect: effect.iter().map(|sentence| string(*sentence)).collect::<Result<_, _>>()?,
    };
    Ok(Proposal { account, asked: Asked::Change(Box::new(change)) })
}

/// Examples for the wire.
fn split_examples<'e>(
    account: &'e str,
    examples: &'e RuleExamples,
    string: &mut impl FnMut(&'e str) -> Str,
) -> wire::Entry {
    let RuleExamples { id, by, mission, subject, path, text, reason, told } = examples;
    let texts = [account, id.as_str(), by, mission, subject, path, text, reason].map(&mut *string);
    let told = told.iter().map(|sentence| string(sentence)).collect();
    wire::Entry::Asked(Box::new(wire::Asked::Examples(wire_service::RuleExamples { texts, told })))
}

/// Examples from the wire.
fn join_examples(
    examples: &wire_service::RuleExamples,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Proposal, CodecError> {
    let wire_service::RuleExamples { texts, told } = examples;
    let [account, id, by, mission, subject, path, text, reason] = *texts;
    let account = string(account)?;
    let examples = RuleExamples {
        id: ResponseId::new(string(id)?),
        by: string(by)?,
        mission: string(mission)?,
        subject: string(subject)?,
        path: string(path)?,
        text: string(text)?,
        reason: string(reason)?,
        told: told.iter().map(|sentence| string(*sentence)).collect::<Result<_, _>>()?,
    };
    Ok(Proposal { account, asked: Asked::Examples(Box::new(examples)) })
}

/// A decision for the wire.
pub(super) fn split_decision<'e>(
    decision: &'e Decision,
    string: &mut impl FnMut(&'e str) -> Str,
) -> wire::Entry {
    let Decision { id, account, by, fate, reason } = decision;
    let fate = match fate {
        ProposalFate::Approved => wire::Fate::Approved,
        ProposalFate::Refused => wire::Fate::Refused,
        ProposalFate::Withdrawn => wire::Fate::Withdrawn,
    };
    wire::Entry::Decided([id.as_str(), account, by, reason].map(string), fate)
}

/// A decision from the wire.
fn join_decision(
    [id, account, by, reason]: [Str; 4],
    fate: &wire::Fate,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Decision, CodecError> {
    let fate = match fate {
        wire::Fate::Approved => ProposalFate::Approved,
        wire::Fate::Refused => ProposalFate::Refused,
        wire::Fate::Withdrawn => ProposalFate::Withdrawn,
    };
    let (id, account) = (ResponseId::new(string(id)?), string(account)?);
    Ok(Decision { id, account, by: string(by)?, fate, reason: string(reason)? })
}
