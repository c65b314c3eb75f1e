//! How things stand, as a board member reads it: mission by mission, what is broken first.

use app::standing::{ObligationStanding, ProjectStanding};
use engine::Engine;
use engine::program::Mission;
use jiff::civil::Date;
use words::board;

use super::Ink;
use super::obligation::ObligationEntry;
use super::page::Page;

/// What the answer is about.
pub struct Heading {
    /// The project's title.
    pub title: String,
    pub as_of: Date,
    /// How to ask for the evidence of an alert: the command without the alert's name.
    pub explain: String,
}

/// How things stand.
pub fn board(heading: &Heading, engine: &Engine, standing: ProjectStanding) -> String {
    let mut page = Page::default();
    page.put(0, &format!("{}, {}", Ink::Title.paint(&heading.title), board::as_of(heading.as_of)));
    let Some(program) = engine.program() else { return page.into_text() };
    let ink = if standing.is_firing() { Ink::Alarm } else { Ink::Calm };
    let closing = ink.paint(board::closing(&standing.alerts));
    let obligations = standing.into_obligations();
    let nothing = ObligationStanding::default();
    for mission in program.missions.values() {
        write_mission(&mut page, mission);
        for obligation in &mission.obligations {
            let standing = obligations.get(&obligation.reference(&mission.id)).unwrap_or(&nothing);
            ObligationEntry { engine, program, obligation, standing }.write(&mut page, &heading.explain);
        }
    }
    page.skip();
    page.put(0, &closing);
    page.into_text()
}

fn write_mission(page: &mut Page, mission: &Mission) {
    page.skip();
    let note = Ink::Faint.paint(board::mission(mission));
    page.put(0, &format!("{} {note}", Ink::Title.paint(&mission.title)));
}
