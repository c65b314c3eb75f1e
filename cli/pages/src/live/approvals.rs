//! What waits for a second person: all of it on one page, and one page for each.

use app::published::Picture;
use askama::Template;
use engine::program::Program;
use ledger::asked::{Asked, RuleExamples, TextChange, ValueChange};
use ledger::proposals::KnownProposal;
use words::english;
use words::names::Names;
use words::proposal as say;
use words::text_change;

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
    (waiting, listed, further): (usize, &[&KnownProposal], Option<String>),
    _: &Program,
    access: Access,
) -> askama::Result<String> {
    let line = |known: &&KnownProposal| Line {
        href: address::approval(known.proposal.id().as_str()),
        sentence: say::asked(&known.proposal),
        state: state(known),
    };
    let frame = Frame::new(picture, access).of_now_alone().below_front();
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
    facts: Vec<Fact>,
    /// What a change of a text would have done when it was asked for.
    effect: &'p [String],
    /// Examples of what a rule should find.
    examples: Option<&'p RuleExamples>,
    /// That the text was changed since it was asked for, so that it cannot be approved any more.
    moved: Option<String>,
    /// What was decided, and when; none while it waits.
    decided: Option<(String, String)>,
    decide_href: String,
    id: &'p str,
}

/// One thing about what is asked for, as the pages about it list it.
pub(super) struct Fact {
    pub(super) label: &'static str,
    pub(super) told: String,
    /// Where it is, where it has a page.
    pub(super) href: Option<String>,
    /// Whether it is written as it stands in a text.
    pub(super) is_code: bool,
    /// What is to be added.
    pub(super) more: &'static str,
}

impl Fact {
    fn plain(label: &'static str, told: impl Into<String>) -> Self {
        Self { label, told: told.into(), href: None, is_code: false, more: "" }
    }

    fn code(label: &'static str, told: impl Into<String>) -> Self {
        Self { is_code: true, ..Self::plain(label, told) }
    }

    /// What is asked for, line by line.
    pub(super) fn all(known: &KnownProposal, picture: &Picture, names: Names<'_>) -> Vec<Self> {
        let mut facts = match &known.proposal.asked {
            Asked::Response { alert, response } => {
                let submission = &response.submission;
                let part =
                    response.scope.contribution().map_or_else(|| "The whole".to_owned(), ToString::to_string);
                vec![
                    Self::alert(alert, picture),
                    Self::plain("Part of the obligation", part),
                    Self::plain("Periods", english::periods(&response.periods)),
                    Self::plain("Last day", submission.until.map(english::date).unwrap_or_default()),
                ]
            }
            Asked::Change(change) => Self::of_change(change),
            Asked::Examples(examples) => vec![
                Self::code("Mission", &examples.mission),
                Self::code("Whose verdict", &examples.subject),
                Self::code("File of tests", &examples.path),
            ],
        };
        let (by, asked_on) = (known.proposal.by(), names.day(known.at));
        facts.push(Self::plain("Reason", known.proposal.reason()));
        facts.push(Self::plain("Asked for by", format!("{by}, on {asked_on}")));
        facts.push(Self::plain("Reference number", say::reference(known.proposal.id().as_str())));
        facts
    }

    fn alert(alert: &str, picture: &Picture) -> Self {
        match picture.alert(alert) {
            Some((.., open)) => Self { href: Some(address::alert(&open.id)), ..Self::code("Alert", alert) },
            None => Self { more: ", which is not open any more", ..Self::code("Alert", alert) },
        }
    }

    fn of_change(change: &TextChange) -> Vec<Self> {
        let mission = &change.mission;
        let values = Self { href: Some(address::values(mission)), ..Self::code("Mission", mission) };
        std::iter::once(values).chain(change.values.iter().flat_map(Self::of_value)).collect()
    }

    fn of_value(value: &ValueChange) -> [Self; 4] {
        let ValueChange { place, before, after, from, .. } = value;
        let before = match before {
            Some(before) => Self::code("When it was asked for", before),
            None => Self::plain("When it was asked for", "Not said"),
        };
        let what = Self::plain("What", text_change::place(place));
        let begins = Self::plain("Beginning with", text_change::begins(from.as_deref()));
        [what, before, Self::code("To become", after), begins]
    }
}

/// What a change of a text would have done when it was asked for.
pub(super) fn effect(known: &KnownProposal) -> &[String] {
    known.proposal.change().map(|change| &*change.effect).unwrap_or_default()
}

/// One of them; `moved` says that a text was changed since.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn approval(
    picture: &Picture,
    (known, moved): (&KnownProposal, Option<String>),
    program: &Program,
    access: Access,
) -> askama::Result<String> {
    let names = Names { program };
    let decided = known.decided.as_ref();
    let page = ApprovalPage {
        frame: Frame::new(picture, access)
            .of_now_alone()
            .below_front()
            .below(address::APPROVALS, "Approvals"),
        sentence: say::asked(&known.proposal),
        state: state(known),
        facts: Fact::all(known, picture, names),
        effect: effect(known),
        examples: known.proposal.examples(),
        moved,
        decided: decided.map(|decided| (say::decided(&decided.decision), names.day(decided.at))),
        decide_href: address::decide(known.proposal.id().as_str()),
        id: known.proposal.id().as_str(),
    };
    page.render()
}

fn state(known: &KnownProposal) -> &'static str {
    say::state(known.decided.as_ref().map(|decided| decided.decision.fate))
}
