//! The page that explains an alert or an obligation: what is wrong, why, what would have to be different, and on what evidence.

use app::published::{MissionPicture, Picture};
use askama::Template;
use words::explanation::{Branch, ExplanationText, headings};

use super::frame::{Access, Frame};

#[derive(Template)]
#[template(path = "live/explanation.html")]
struct ExplanationPage<'p> {
    frame: Frame<'p>,
    title: &'p str,
    standing: &'p str,
    /// Before the evidence, each under what it is.
    before: Vec<(&'static str, &'p [String])>,
    evidence: &'p [Branch],
    ties: &'p [Branch],
    no_ties: &'static str,
    /// Behind the evidence.
    behind: Vec<(&'static str, &'p [String])>,
}

/// One thing on which another hangs.
#[derive(Template)]
#[template(path = "live/branches.html", escape = "html")]
struct Branches<'p> {
    branches: &'p [Branch],
}

/// Why something stands as it does, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn explanation(
    picture: &Picture,
    mission: &MissionPicture,
    text: &ExplanationText,
    access: Access,
) -> askama::Result<String> {
    let before = [
        (headings::first(text.asked), &text.wrong),
        (headings::WHY, &text.why),
        (headings::DIFFERENT, &text.different),
    ];
    let next: &[String] = text.next.as_slice();
    let behind = [
        (headings::EARLIER, &*text.earlier),
        (headings::AUTHORITY, &*text.authority),
        (headings::AT_STAKE, &*text.at_stake),
        (headings::NEXT, next),
    ];
    let page = ExplanationPage {
        frame: Frame::new(picture, access).below_mission(mission),
        title: &text.title,
        standing: &text.standing,
        before: before
            .into_iter()
            .filter(|(_, lines)| !lines.is_empty())
            .map(|(over, lines)| (over, &**lines))
            .collect(),
        evidence: &text.evidence,
        ties: &text.ties,
        no_ties: headings::NO_TIES,
        behind: behind.into_iter().filter(|(_, lines)| !lines.is_empty()).collect(),
    };
    page.render()
}
