//! What waits for a second person: all of it on one page, and one page for each.

use app::published::Picture;
use askama::Template;
use engine::program::Program;
use ledger::proposals::Known;
use words::english;
use words::names::Names;
use words::proposal as say;

use super::address;
use super::frame::{Access, Frame};
use super::texts_waiting;

#[derive(Template)]
#[template(path = "live/approvals.html")]
struct ApprovalsPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    requests: Vec<Line>,
    /// Changes of texts that wait: where each is, and what it is.
    changes: Vec<(String, String)>,
    further: Option<String>,
}

/// One line of the list.
struct Line {
    href: String,
    sentence: String,
    state: &'static str,
}

/// What waits, and what was decided lately; `further` is where there is more.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn approvals(
    picture: &Picture,
    (waiting, listed, further): (usize, &[&Known], Option<String>),
    _: &Program,
    access: Access,
) -> askama::Result<String> {
    let line = |known: &&Known| Line {
        href: address::approval(known.proposal.response.id.as_str()),
        sentence: say::asked(&known.proposal.response),
        state: state(known),
    };
    let frame = Frame::new(picture, access).below_front();
    let requests = listed.iter().map(line).collect();
    let changes = picture.changes.iter();
    let changes =
        changes.map(|change| (address::change(&change.waiting.mission), texts_waiting::sentence(change)));
    let (sentence, changes) = (say::heading(waiting), changes.collect());
    ApprovalsPage { frame, sentence, requests, changes, further }.render()
}

#[derive(Template)]
#[template(path = "live/approval.html")]
struct ApprovalPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    state: &'static str,
    facts: Facts,
    /// Where the alert is; none where it is not open any more.
    alert_href: Option<String>,
    /// What was decided, and when; none while it waits.
    decided: Option<(String, String)>,
    decide_href: String,
    id: &'p str,
}

/// What is asked for, as the pages about it list it.
pub(super) struct Facts {
    pub(super) alert: String,
    pub(super) part: String,
    pub(super) periods: String,
    pub(super) until: String,
    pub(super) reason: String,
    pub(super) by: String,
    pub(super) asked_on: String,
    pub(super) reference: String,
}

impl Facts {
    pub(super) fn of(known: &Known, names: Names<'_>) -> Self {
        let response = &known.proposal.response;
        let submission = &response.submission;
        Self {
            alert: known.proposal.alert.clone(),
            part: response.scope.contribution().map_or_else(|| "The whole".to_owned(), ToString::to_string),
            periods: english::periods(&response.periods),
            until: submission.until.map(english::date).unwrap_or_default(),
            reason: submission.reason.clone(),
            by: submission.by.clone(),
            asked_on: names.day(known.at),
            reference: say::reference(response.id.as_str()),
        }
    }
}

/// One of them.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn approval(
    picture: &Picture,
    known: &Known,
    program: &Program,
    access: Access,
) -> askama::Result<String> {
    let names = Names { program };
    let response = &known.proposal.response;
    let decided = known.decided.as_ref();
    let page = ApprovalPage {
        frame: Frame::new(picture, access).below_front().below(address::APPROVALS, "Approvals"),
        sentence: say::asked(response),
        state: state(known),
        facts: Facts::of(known, names),
        alert_href: picture.alert(&known.proposal.alert).map(|(.., alert)| address::alert(&alert.id)),
        decided: decided.map(|decided| (say::decided(&decided.decision), names.day(decided.at))),
        decide_href: address::decide(response.id.as_str()),
        id: response.id.as_str(),
    };
    page.render()
}

fn state(known: &Known) -> &'static str {
    say::state(known.decided.as_ref().map(|decided| decided.decision.fate))
}
