//! How things stand, as a board member reads it: mission by mission, what is broken first.

use std::collections::BTreeMap;

use engine::Engine;
use engine::alert::{Alert, AlertState};
use engine::model::{MissionId, ObligationId};
use engine::program::{Mission, Obligation};
use engine::standing::Standing;
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
pub fn board(heading: &Heading, engine: &Engine) -> String {
    let mut page = Page::default();
    page.put(0, &format!("{}, {}", Ink::Title.paint(&heading.title), board::as_of(heading.as_of)));
    let Some(program) = engine.program() else { return page.into_text() };
    let alerts = engine.alerts();
    let standings = by_obligation(engine);
    for mission in program.missions.values() {
        write_mission(&mut page, mission);
        for obligation in &mission.obligations {
            let entry = ObligationEntry {
                engine,
                program,
                obligation,
                catalogue: &program.catalogue,
                calendar: &program.calendar,
                alerts: alerts.iter().filter(|alert| is_of(alert, mission, obligation)).collect(),
                standings: standings
                    .get(&(mission.id.clone(), obligation.id.clone()))
                    .map(|standings| standings.iter().collect())
                    .unwrap_or_default(),
            };
            entry.write(&mut page, &heading.explain);
        }
    }
    page.skip();
    let is_firing = alerts.iter().any(|alert| alert.state == AlertState::Firing);
    let ink = if is_firing { Ink::Alarm } else { Ink::Calm };
    page.put(0, &ink.paint(board::closing(&alerts)));
    page.into_text()
}

fn is_of(alert: &Alert, mission: &Mission, obligation: &Obligation) -> bool {
    alert.id.mission == mission.id && alert.id.obligation == obligation.id
}

/// Every verdict, gathered once: a project may hold a great many.
fn by_obligation(engine: &Engine) -> BTreeMap<(MissionId, ObligationId), Vec<Standing>> {
    let mut standings: BTreeMap<_, Vec<Standing>> = BTreeMap::new();
    for standing in engine.verdicts() {
        let key = {
            let reference = standing.node.obligation();
            (reference.mission.clone(), reference.obligation.clone())
        };
        standings.entry(key).or_default().push(standing);
    }
    standings
}

fn write_mission(page: &mut Page, mission: &Mission) {
    page.skip();
    let note = Ink::Faint.paint(board::mission(mission));
    page.put(0, &format!("{} {note}", Ink::Title.paint(&mission.title)));
}
