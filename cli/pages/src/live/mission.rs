//! The page of a mission: every obligation with its state.

use app::published::{DeclaredObligation, MissionPicture, PeriodStanding, Picture};
use askama::Template;
use words::verdict;

use super::address;
use super::frame::{Access, Frame};
use super::mark::Mark;

#[derive(Template)]
#[template(path = "live/mission.html")]
struct MissionPage<'p> {
    frame: Frame<'p>,
    mission: &'p MissionPicture,
    rows: Vec<Row<'p>>,
    pack: String,
    /// What is declared, value by value; of a day that is over there is no such page.
    values: Option<String>,
}

/// One declaration.
struct Row<'p> {
    href: String,
    mark: Mark,
    declared: &'p DeclaredObligation,
    /// The newest periods of one that stands alone, the oldest first.
    periods: Vec<PeriodMark>,
    /// How those about each of many stand; empty of one that stands alone.
    of_many: &'p str,
}

/// One period.
struct PeriodMark {
    mark: Mark,
    /// `Q2 2024: met`.
    told: String,
}

/// How a mission stands, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn mission(picture: &Picture, mission: &MissionPicture, access: Access) -> askama::Result<String> {
    let frame = Frame::new(picture, access).below_front();
    let rows = mission.obligations.iter().map(|declared| row(declared)).collect();
    let pack = address::pack(&mission.id);
    let values = picture.at_end_of.is_none().then(|| address::values(mission.id.as_str()));
    MissionPage { frame, mission, rows, pack, values }.render()
}

fn row(declared: &DeclaredObligation) -> Row<'_> {
    let (periods, of_many) = match &declared.members[..] {
        [alone] => (alone.periods.iter().map(period).collect(), ""),
        _ => (Vec::new(), &*declared.sentence),
    };
    Row {
        href: address::obligation(&declared.reference),
        mark: Mark::of(declared.state()),
        declared,
        periods,
        of_many,
    }
}

fn period(standing: &PeriodStanding) -> PeriodMark {
    PeriodMark {
        mark: Mark::of(standing.state()),
        told: format!("{}: {}", standing.heading, verdict::word(standing.verdict)),
    }
}
