//! What officials ask for that counts once a second person has approved it, and what became of that.

use engine::model::{Response, ResponseKind};
use ledger::asked::Asked;
use ledger::entry::{Decision, Proposal, ProposalFate};

use crate::notice::Notice;
use crate::{english, examples, text_change};

/// Who asks for what, in a sentence.
pub fn asked(proposal: &Proposal) -> String {
    match &proposal.asked {
        Asked::Response { response, .. } => asked_response(response),
        Asked::Change(change) => text_change::asked(change),
        Asked::Examples(asked) => examples::asked(&asked.by, asked.told.len(), &asked.subject),
    }
}

fn asked_response(response: &Response) -> String {
    let submission = &response.submission;
    let part = response.scope.contribution().map(|id| format!(", contribution {id},")).unwrap_or_default();
    let until = submission.until.map(|day| format!(", until {}", english::date(day))).unwrap_or_default();
    format!(
        "{} asks for {} of {}{part} {}{until}.",
        submission.by,
        what(submission.kind),
        response.obligation,
        english::during(&response.periods)
    )
}

/// What is asked for.
pub fn what(kind: ResponseKind) -> &'static str {
    if kind == ResponseKind::Extend { "an extension" } else { "a waiver" }
}

/// That it waits, and for whom: `known` are those whom the project names.
pub fn waits(proposal: &Proposal, known: &[&str]) -> Vec<String> {
    let who = if known.is_empty() {
        "a second person".to_owned()
    } else {
        format!(
            "a second person whom the project names ({})",
            english::some_of(&known.iter().map(ToString::to_string).collect::<Vec<_>>(), MOST_NAMED)
        )
    };
    match &proposal.asked {
        Asked::Change(change) => text_change::waits(change, &who),
        Asked::Examples(_) => examples::waits(asked(proposal), &who),
        Asked::Response { response, .. } => {
            vec![
                asked_response(response),
                format!("It waits until {who} approves it. Until then it changes nothing."),
            ]
        }
    }
}

/// So many of those who may approve are named.
const MOST_NAMED: usize = 6;

/// What was decided, in a sentence.
pub fn decided(decision: &Decision) -> String {
    let what = match decision.fate {
        ProposalFate::Approved => "approved",
        ProposalFate::Refused => "refused",
        ProposalFate::Withdrawn => "took back",
    };
    let reason = match decision.reason.trim() {
        "" => String::new(),
        reason => format!(": {}", reason.trim_end_matches('.')),
    };
    format!("{} {what} request {}{reason}.", decision.by, reference(decision.id.as_str()))
}

/// How it stands, in a word.
pub fn state(fate: Option<ProposalFate>) -> &'static str {
    match fate {
        None => "Waits for a second person",
        Some(ProposalFate::Approved) => "Approved",
        Some(ProposalFate::Refused) => "Refused",
        Some(ProposalFate::Withdrawn) => "Taken back",
    }
}

/// Somebody asks for something: whoever may decide about it is told.
pub fn notice(proposal: &Proposal, known: &[&str]) -> Notice {
    let mut text = waits(proposal, known);
    text.extend(match &proposal.asked {
        Asked::Response { .. } => Vec::new(),
        Asked::Change(change) => change.effect.clone(),
        Asked::Examples(examples) => examples.told.clone(),
    });
    text.push(format!("Reason: {}", proposal.reason()));
    text.push(format!(
        "To decide about it, sign in to the service as an approver and open /approvals/{}",
        proposal.id()
    ));
    let subject = match &proposal.asked {
        Asked::Response { response, .. } => {
            format!(
                "{} asks for {} of {}",
                proposal.by(),
                what(response.submission.kind),
                response.obligation
            )
        }
        Asked::Change(_) | Asked::Examples(_) => asked(proposal).trim_end_matches('.').to_owned(),
    };
    Notice { subject, text: text.join("\n") }
}

/// Somebody decided: whoever was told that it waits is told.
pub fn decided_notice(proposal: &Proposal, decision: &Decision) -> Notice {
    let told = decided(decision);
    Notice { subject: told.trim_end_matches('.').to_owned(), text: format!("{told}\n{}", asked(proposal)) }
}

/// By which something that was handed in can be spoken of: the first letters of its id, four by four.
pub fn reference(id: &str) -> String {
    let letters: Vec<char> = id.trim_start_matches("req_").to_ascii_uppercase().chars().take(12).collect();
    let parts: Vec<String> = letters.chunks(4).map(|part| part.iter().collect()).collect();
    parts.join("-")
}

/// Over what a change would do by what is known now, beside what was said when it was asked for.
pub const NOW: &str = "What it would change on today's figures";
/// Said where that is nothing else.
pub const AS_ASKED_FOR: &str = "The same as when it was proposed.";
/// Said where it takes longer than somebody waits.
pub const STILL_WORKED_OUT: &str = "It is being worked out. Load this page again in a moment.";
/// Said where it cannot be made any more.
pub const CANNOT_BE_NOW: &str = "As things stand now it cannot be written into the text:";

/// Over a list of them.
pub fn heading(waiting: usize) -> String {
    match waiting {
        0 => "Nothing waits for a second person.".to_owned(),
        waiting => {
            let verb = if waiting == 1 { "waits" } else { "wait" };
            format!(
                "{} {verb} for a second person.",
                english::capitalised(&english::count(waiting, "request"))
            )
        }
    }
}
