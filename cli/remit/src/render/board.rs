//! How things stand, as a board member reads it: mission by mission, what is broken first.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use engine::Engine;
use engine::alert::{Alert, AlertState};
use engine::model::{MissionId, ObligationId};
use engine::program::{Mission, Obligation};
use engine::standing::Standing;
use jiff::civil::Date;
use words::english;

use super::Ink;
use super::matter::Matter;
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
    page.put(0, &format!("{}, as of {}", Ink::Title.paint(&heading.title), english::date(heading.as_of)));
    let Some(program) = engine.program() else { return page.into_text() };
    let alerts = engine.alerts();
    let standings = by_obligation(engine);
    for mission in program.missions.values() {
        write_mission(&mut page, mission);
        for obligation in &mission.obligations {
            let matter = Matter {
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
            matter.write(&mut page, &heading.explain);
        }
    }
    page.skip();
    page.put(0, &closing(&alerts));
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
    let board = mission.board.as_ref().map(|board| format!(", before the {board}")).unwrap_or_default();
    page.skip();
    page.put(
        0,
        &format!(
            "{} {}",
            Ink::Title.paint(&mission.title),
            Ink::Faint.paint(format!("({}{board})", mission.id))
        ),
    );
}

fn closing(alerts: &[Alert]) -> String {
    let number = |state| alerts.iter().filter(|alert| alert.state == state).count();
    let (firing, pending) = (number(AlertState::Firing), number(AlertState::Pending));
    let verb = |number| if number == 1 { "is" } else { "are" };
    let mut said =
        format!("{} {} firing", english::capitalised(&english::count(firing, "alert")), verb(firing));
    if pending > 0 {
        write!(said, " and {} {} pending", english::count(pending, "more"), verb(pending))
            .expect("a string takes any text");
    }
    let ink = if firing > 0 { Ink::Alarm } else { Ink::Calm };
    ink.paint(format!("{said}."))
}
