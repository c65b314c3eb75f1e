//! The page that explains an alert or an obligation: what is wrong, why, what would have to be different, and on what evidence.

use app::published::{MissionPicture, Picture};
use askama::Template;
use engine::Engine;
use engine::explain::Explanation;
use engine::model::PartId;
use words::explanation::{Branch, ExplanationText, headings};

use super::frame::{Access, Frame};
use crate::catalogue::CourseShown;

#[derive(Template)]
#[template(path = "live/explanation.html")]
struct ExplanationPage<'p> {
    frame: Frame<'p>,
    title: &'p str,
    standing: &'p str,
    /// Before the evidence, each under what it is.
    before: Vec<(&'static str, &'p [String])>,
    evidence: &'p [Branch],
    /// How the figures went of the parts in question.
    courses: Vec<CourseShown>,
    ties: &'p [Branch],
    no_ties: &'static str,
    /// Where it is told as well what turned each verdict; none where that is told here.
    more: Option<String>,
    /// Behind the evidence.
    behind: Vec<(&'static str, &'p [String])>,
}

/// One thing on which another hangs.
#[derive(Template)]
#[template(path = "live/branches.html", escape = "html")]
struct Branches<'p> {
    branches: &'p [Branch],
}

/// So many parts are shown with the course of their figures.
const MOST_COURSES: usize = 3;

fn courses(explanation: &Explanation, engine: &Engine) -> Vec<CourseShown> {
    let declared = engine.program().and_then(|program| program.obligation(&explanation.obligation));
    let Some(obligation) = declared else { return Vec::new() };
    let verdicts: Vec<_> = engine.verdicts_of(&explanation.obligation).collect();
    let find = |id: &PartId| obligation.parts().find(|part| part.id == *id);
    let parts = explanation.parts.iter().filter_map(|finding| find(&finding.part));
    let shown = parts.take(MOST_COURSES).enumerate().filter_map(|(place, part)| {
        CourseShown::of(format!("course-{}", place + 1), (obligation, part), &verdicts, engine)
    });
    shown.collect()
}

/// Why something stands as it does, on one page; `more` is where it is told as well what turned each verdict, unless that is told here.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn explanation(
    picture: &Picture,
    mission: &MissionPicture,
    (explanation, text, more): (&Explanation, &ExplanationText, Option<String>),
    engine: &Engine,
    access: Access,
) -> askama::Result<String> {
    let before = [
        (headings::first(text.asked), &text.wrong),
        (headings::WHY, &text.why),
        (headings::DIFFERENT, &text.different),
        (headings::CHANGED, &text.changed),
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
        courses: courses(explanation, engine),
        ties: &text.ties,
        no_ties: headings::NO_TIES,
        more,
        behind: behind.into_iter().filter(|(_, lines)| !lines.is_empty()).collect(),
    };
    page.render()
}
