//! What was recorded of an official's response, and what it changes, in words.

use engine::Engine;
use engine::alert::Change;
use engine::evaluate::VerdictChange;
use engine::model::{Catalogue, Response, ResponseKind};
use words::english;

use super::page::Page;
use super::verdict::verdict_words;
use app::recorder::Responded;

/// What was recorded and what it changes.
pub fn response(responded: &Responded, engine: &Engine) -> String {
    let mut page = Page::default();
    let Some(program) = engine.program() else { return page.into_text() };
    let Responded { response, effects } = responded;
    page.put(0, &recorded(response));
    for change in &effects.verdicts {
        page.put(2, &format!("{}.", changed(change, &program.catalogue)));
    }
    if effects.verdicts.is_empty() {
        page.put(2, no_change(response.submission.kind));
    }
    for told in &effects.alerts {
        page.put(2, end_of_alert(told.change));
    }
    if let Some(until) = response.submission.until {
        let then = match response.submission.kind {
            ResponseKind::Dispute => "the dispute is over, and the breach counts again",
            ResponseKind::Extend => "what has not come by then is a breach again",
            _ => "it is a breach again",
        };
        page.put(2, &format!("After {} {then}, unless the evidence has changed.", english::date(until)));
    }
    page.into_text()
}

fn recorded(response: &Response) -> String {
    let submission = &response.submission;
    let what = match submission.kind {
        ResponseKind::Accept => "the acceptance",
        ResponseKind::Explain => "the explanation",
        ResponseKind::Dispute => "the dispute",
        ResponseKind::Extend => "the extension",
        ResponseKind::Waive => "the waiver",
        ResponseKind::Withdraw => "the withdrawal",
    };
    let part = response.contribution.as_ref().map(|id| format!(", contribution {id},")).unwrap_or_default();
    format!(
        "Recorded {what} by {} for {}{part} in {}.",
        submission.by,
        response.obligation,
        english::periods(&response.periods)
    )
}

fn changed(change: &VerdictChange, catalogue: &Catalogue) -> String {
    let who = if change.node.is_whole() { "The whole" } else { catalogue.body_name(&change.body) };
    let (from, to) = (verdict_words(change.from), verdict_words(change.to.verdict));
    let period = english::period(change.period);
    format!("{who}, {period}: {} (was: {})", to.trim_end_matches(','), from.trim_end_matches(','))
}

fn no_change(kind: ResponseKind) -> &'static str {
    match kind {
        ResponseKind::Accept | ResponseKind::Explain => {
            "It stands with the alert. It changes no verdict and stops no clock."
        }
        _ => "It changes no verdict as things stand.",
    }
}

fn end_of_alert(change: Change) -> &'static str {
    match change {
        Change::Fired => "The alert fires.",
        Change::Updated => "The alert stays open, and people are told.",
        Change::Resolved => "The alert is resolved.",
        Change::Withdrawn => "The alert is withdrawn.",
    }
}
