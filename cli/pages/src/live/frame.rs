//! What stands around every page: of which moment it is, and the way back.

use app::published::{MissionPicture, Picture};
use jiff::civil::Date;
use words::english;

use super::address;

/// Who can read the pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// Only people at the machine itself.
    Machine,
    /// Whoever reaches the address, which every page says.
    Anybody,
}

/// What stands around a page.
pub(super) struct Frame<'p> {
    pub(super) title: &'p str,
    /// `As at 09:30 on 31 August 2024`.
    pub(super) as_at: String,
    pub(super) position: u64,
    /// The beginning of the program's revision.
    pub(super) revision: String,
    pub(super) is_open: bool,
    /// The day of which it is.
    pub(super) day: Date,
    /// That day as people write it, where it is over and all of this stays as it is; none of now.
    pub(super) at_end_of: Option<String>,
    /// Whether anybody may read it, so that it leads to no page which is not for them.
    pub(super) is_for_anybody: bool,
    /// Whether it can be asked for as it stood at the end of a day.
    pub(super) is_dated: bool,
    /// The pages above it, the front page first.
    pub(super) trail: Vec<Step<'p>>,
}

/// A page above this one.
pub(super) struct Step<'p> {
    pub(super) href: String,
    pub(super) text: &'p str,
}

impl<'p> Frame<'p> {
    pub(super) fn new(picture: &'p Picture, access: Access) -> Self {
        Self {
            title: &picture.title,
            as_at: english::capitalised(&picture.told_as_at),
            position: picture.position,
            revision: picture.revision.as_str().chars().take(12).collect(),
            is_open: access == Access::Anybody,
            day: picture.day,
            at_end_of: picture.at_end_of.map(english::date),
            is_for_anybody: false,
            is_dated: true,
            trail: Vec::new(),
        }
    }

    /// The same around a page that anybody may read: of the project it says nothing but what the page is about.
    pub(super) fn for_anybody(self) -> Self {
        Self { title: words::panel::HEADING, is_for_anybody: true, ..self }
    }

    /// The same around a page that is told as it stands now alone.
    pub(super) fn of_now_alone(self) -> Self {
        Self { is_dated: false, ..self }
    }

    /// The same around a page below the front page.
    pub(super) fn below_front(mut self) -> Self {
        self.trail.push(Step { href: address::FRONT.to_owned(), text: "How things stand" });
        self
    }

    /// The same around a page that is below another.
    pub(super) fn below(mut self, href: &str, text: &'p str) -> Self {
        self.trail.push(Step { href: href.to_owned(), text });
        self
    }

    /// The same around a page below a mission's.
    pub(super) fn below_mission(mut self, mission: &'p MissionPicture) -> Self {
        self = self.below_front();
        self.trail.push(Step { href: address::mission(&mission.id), text: &mission.title });
        self
    }
}
