//! Whom a message is for, by when something is asked of them, how they answer, and where the evidence is. Programs are told
//! the same as fields of the alert, so this stands in the text for people alone.

use engine::alert::{Alert, AlertChange, AlertKind, Change};
use engine::model::Authority;
use engine::program::Program;
use language::visible::visible;

use super::message::message_of_change;
use super::recipients;
use super::redeclared::{EditedTexts, edited};
use crate::public_url::PublicUrl;
use crate::{authority, english};

/// What people are told of a change, with whom it is for and what they can do. For the two programs see
/// [`message_of_change`].
/// What is known of the texts that an edit changed stands in a line of its own, and so does each thing that is told beside it: doubts about the figures it rests on, and what was forecast earlier. Where the service has an address, people are led to its pages.
pub fn addressed(
    change: &AlertChange,
    before: &Program,
    now: &Program,
    texts: &EditedTexts,
    beside: &[String],
    pages: Option<&PublicUrl>,
) -> String {
    let told = message_of_change(change, before, now);
    let alert = &change.alert;
    let is_declared = now.obligation(&alert.id.obligation_ref()).is_some();
    let program = if is_declared { now } else { before };
    let mut lines = vec![told];
    if change.restatement.is_some() {
        lines.extend(edited(texts).map(|line| visible(&line).into_owned()));
    }
    lines.extend(beside.iter().map(|said| format!("{}.", visible(said))));
    lines.push(to(change, program));
    if change.change == Change::Restated {
        lines.push(evidence(alert, pages));
    } else if change.ended.is_none() {
        lines.extend(by(alert, program).filter(|_| alert.id.kind.is_of_verdicts()));
        lines.extend(by_authority(alert, program));
        lines.extend(answer(alert, pages));
        lines.push(evidence(alert, pages));
    }
    lines.join("\n")
}

/// Where it is explained.
fn evidence(alert: &Alert, pages: Option<&PublicUrl>) -> String {
    let subject = alert.id.asked_as();
    match pages {
        Some(pages) => format!("Evidence: {}", pages.explanation(&subject)),
        None => format!("Evidence: remit explain {subject}"),
    }
}

/// How whoever is told replies; nobody can reply to a rule that failed.
fn answer(alert: &Alert, pages: Option<&PublicUrl>) -> Option<String> {
    let id = &alert.id;
    if let Some(pages) = pages.filter(|_| id.kind != AlertKind::RuleFailed) {
        return Some(format!("Answer: {}", pages.reply(&id.to_string())));
    }
    match id.kind {
        AlertKind::Breach | AlertKind::Group => {
            Some(format!("Answer: remit respond {id} explain --by NAME --reason TEXT"))
        }
        AlertKind::Cut => Some(format!("Answer: remit respond {id} accept --by NAME")),
        AlertKind::RuleFailed => None,
    }
}

fn to(AlertChange { alert, at, .. }: &AlertChange, program: &Program) -> String {
    visible(&recipients::line(alert, program, program.calendar.day(*at))).into_owned()
}

/// What says that it is owed, by the terms of the newest of its periods.
fn by_authority(alert: &Alert, program: &Program) -> Option<String> {
    let said = authority::line(authority_of(alert, program))?;
    Some(visible(&said).into_owned())
}

/// What says that an alert's obligation is owed, or else that its mission is to be reached.
pub fn authority_of<'p>(alert: &Alert, program: &'p Program) -> &'p [Authority] {
    let own = program.obligation(&alert.id.obligation_ref()).zip(alert.periods.last());
    let own = own.map_or(&[][..], |(obligation, period)| &obligation.terms_of(*period).authority[..]);
    if own.is_empty() {
        program.missions.get(&alert.id.mission).map_or(&[], |mission| &mission.authority[..])
    } else {
        own
    }
}

/// The day on which it is looked at next: when the period after the last is due.
fn by(alert: &Alert, program: &Program) -> Option<String> {
    let obligation = program.obligation(&alert.id.obligation_ref())?;
    let next = alert.periods.last()?.step(1);
    let day = obligation.terms.due.day(next, program.calendar_of(&alert.lead));
    obligation
        .last_owed()
        .is_none_or(|until| next <= until)
        .then(|| format!("By: {}, when {} is due", english::date(day), english::period(next)))
}
