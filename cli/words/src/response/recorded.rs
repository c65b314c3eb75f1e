//! What was recorded of an official's response, and what it changes.

use engine::Effects;
use engine::alert::Change;
use engine::evaluate::VerdictChange;
use engine::model::{BodyId, Catalogue, Response, ResponseKind};
use jiff::civil::Date;

use crate::{english, verdict};

/// What was recorded, in a sentence.
pub fn recorded(response: &Response) -> String {
    let submission = &response.submission;
    let what = match submission.kind {
        ResponseKind::Accept if response.enclosed.accepted_for().is_some() => "the acceptance after the cut",
        ResponseKind::Accept => "the acceptance",
        ResponseKind::Explain => "the explanation",
        ResponseKind::Dispute => "the dispute",
        ResponseKind::Extend => "the extension",
        ResponseKind::Waive => "the waiver",
        ResponseKind::Document => "the document reported",
        ResponseKind::Group => "the group opened",
        ResponseKind::Forecast => "the forecast",
        ResponseKind::Withdraw => "the withdrawal",
    };
    let part = response.scope.contribution().map(|id| format!(", contribution {id},")).unwrap_or_default();
    format!(
        "Recorded {what} by {} for {}{part} {}.",
        submission.by,
        response.obligation,
        english::during(&response.periods)
    )
}

/// What it changes, a sentence for each thing, and how long that lasts.
pub fn consequences(response: &Response, effects: &Effects, catalogue: &Catalogue) -> Vec<String> {
    let kind = response.submission.kind;
    let mut sentences: Vec<String> =
        effects.verdicts.iter().map(|change| changed(change, catalogue)).collect();
    if effects.verdicts.is_empty() {
        sentences.push(match response.enclosed.accepted_for() {
            Some(bodies) => accepted_anew(bodies, catalogue),
            None if kind == ResponseKind::Explain && effects.alerts.is_empty() => {
                "It stands with the obligation. It changes no verdict and stops no clock.".to_owned()
            }
            None => no_change(kind).to_owned(),
        });
    }
    sentences.extend(effects.alerts.iter().map(|told| of_alert(told.change).to_owned()));
    let lapses = response.submission.until.filter(|_| kind != ResponseKind::Document);
    sentences.extend(lapses.map(|until| afterwards(kind, until)));
    sentences
}

fn accepted_anew(bodies: &[BodyId], catalogue: &Catalogue) -> String {
    let bodies: Vec<&str> = bodies.iter().map(|body| catalogue.body_name(body)).collect();
    format!("It counts for {}. It changes no verdict.", english::list(&bodies))
}

fn changed(change: &VerdictChange, catalogue: &Catalogue) -> String {
    let who = if change.node.is_whole() { "The whole" } else { catalogue.body_name(&change.body) };
    let (from, to) = (verdict::clause(change.from), verdict::clause(change.to.verdict));
    format!("{who}, {}: {to} (was: {from}).", english::period(change.period))
}

fn no_change(kind: ResponseKind) -> &'static str {
    match kind {
        ResponseKind::Group => "The group stands with the alert. It changes no verdict and stops no clock.",
        ResponseKind::Forecast => {
            "It stands with the alert, and how it comes out will stand beside it. It changes no verdict and stops no clock."
        }
        ResponseKind::Accept | ResponseKind::Explain => {
            "It stands with the alert. It changes no verdict and stops no clock."
        }
        _ => "It changes no verdict as things stand.",
    }
}

fn of_alert(change: Change) -> &'static str {
    match change {
        Change::Fired => "The alert fires.",
        Change::Updated => "The alert stays open, and people are told.",
        Change::Resolved => "The alert is resolved.",
        Change::Corrected => "The alert ends, because figures were corrected.",
        Change::Restated => "Verdicts of ended periods are restated.",
        Change::Withdrawn => "The alert is withdrawn.",
        Change::Escalated => "The alert stays open, and goes up a step.",
        Change::Reminded => "The alert stays open, and people are reminded.",
    }
}

fn afterwards(kind: ResponseKind, until: Date) -> String {
    let then = match kind {
        ResponseKind::Dispute => "the dispute is over, and the breach counts again",
        ResponseKind::Extend => "what has not come by then is a breach again",
        ResponseKind::Group => {
            return format!(
                "If the group has not closed by the end of {}, that is an alert of its own, to the board and the members.",
                english::date(until)
            );
        }
        _ => "it is a breach again",
    };
    format!("After {} {then}, unless the evidence has changed.", english::date(until))
}
