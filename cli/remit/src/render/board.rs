//! How things stand, as a board member reads it: mission by mission, what is broken first.

use std::collections::BTreeMap;

use app::standing::{ObligationStanding, ProjectStanding, Scope};
use engine::Engine;
use engine::model::{ObligationRef, Verdict};
use engine::program::{Mission, Obligation, Program};
use jiff::civil::Date;
use words::board;
use words::judged_by::{self, JudgedBy};
use words::summary::{Kind, StandingCounts, summary, untold};

use super::Ink;
use super::obligation::{ObligationEntry, Room};
use super::page::Page;

/// What the answer is about.
pub struct Heading {
    /// The project's title.
    pub title: String,
    pub as_of: Date,
    /// By which texts it was judged.
    pub judged_by: JudgedBy,
    /// How to ask for the evidence of an alert: the command without the alert's name.
    pub explain: String,
    /// What it is asked about.
    pub scope: Scope,
    pub detail: Detail,
}

/// How much is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    /// Only how many obligations stand in which way.
    Summary,
    /// What fits on a screen: the worst is named, and the rest is counted.
    Screen,
    Full,
}

/// How many open obligations are told in full on one screen.
const MOST_IN_FULL: usize = 3;
/// How many lines they may take where they are told in short, and how many each takes with the heading of a mission of its own.
const LINES_IN_SHORT: usize = 48;
const LINES_OF_ENTRY: usize = 5;
const LINES_OF_MISSION: usize = 2;
/// How many obligations there may be for those to be told one by one about which nothing is open.
const MOST_QUIET: usize = 6;
/// How many bodies are named on one screen.
const NAMES_ON_SCREEN: usize = 12;

/// How things stand.
pub fn board(heading: &Heading, engine: &Engine, standing: ProjectStanding) -> String {
    let mut page = Page::default();
    let is_firing = standing.is_firing();
    let closing = board::closing(&standing.alerts);
    let Some(program) = engine.program() else { return page.into_text() };
    let standings = Standings { program, scope: &heading.scope, of: standing.into_obligations() };
    let ink = if is_firing { Ink::Alarm } else { Ink::Calm };
    page.put(0, &ink.paint(summary(&standings.counts(|_| true))));
    page.put(0, &format!("{}, {}", Ink::Title.paint(&heading.title), board::as_of(heading.as_of)));
    if let Some(by) = judged_by::sentence(heading.judged_by, &program.calendar) {
        page.put(0, &by);
    }
    let told = standings.told(heading.detail);
    for mission in program.missions.values() {
        let own = standings.of_mission(mission);
        let own: Vec<_> = own.into_iter().filter(|(reference, ..)| told.contains_key(reference)).collect();
        if !own.is_empty() {
            write_mission(&mut page, mission);
        }
        for (reference, obligation, standing) in own {
            let entry = ObligationEntry { engine, program, obligation, standing, room: told[&reference] };
            entry.write(&mut page, &heading.explain);
        }
    }
    let rest = standings.counts(|reference| !told.contains_key(reference));
    if rest.total() > 0 && heading.detail != Detail::Summary {
        page.skip();
        page.put(0, &untold(&rest));
    }
    page.skip();
    page.put(0, &ink.paint(closing));
    page.into_text()
}

/// How every obligation stands that is asked about.
struct Standings<'a> {
    program: &'a Program,
    scope: &'a Scope,
    of: BTreeMap<ObligationRef, ObligationStanding>,
}

static NOTHING: ObligationStanding = ObligationStanding { verdicts: Vec::new(), alerts: Vec::new() };

impl Standings<'_> {
    fn of_mission<'m>(
        &self,
        mission: &'m Mission,
    ) -> Vec<(ObligationRef, &'m Obligation, &ObligationStanding)> {
        let all =
            mission.obligations.iter().map(|obligation| (obligation.reference(&mission.id), obligation));
        let meant = all.filter(|(reference, _)| self.scope.holds(reference, Some(self.program)));
        meant
            .map(|(reference, obligation)| {
                let standing = self.of.get(&reference).unwrap_or(&NOTHING);
                (reference, obligation, standing)
            })
            .collect()
    }

    fn counts(&self, is_meant: impl Fn(&ObligationRef) -> bool) -> StandingCounts {
        let mut counts = StandingCounts::default();
        let all = self.program.missions.values().flat_map(|mission| self.of_mission(mission));
        for (_, _, standing) in all.filter(|(reference, ..)| is_meant(reference)) {
            counts.add(Kind::of(&standing.alerts, newest_due(standing)));
        }
        counts
    }

    /// Which obligations are told one by one, and how much room each has.
    fn told(&self, detail: Detail) -> BTreeMap<ObligationRef, Room> {
        let all: Vec<_> =
            self.program.missions.values().flat_map(|mission| self.of_mission(mission)).collect();
        let room = |room: Room| all.iter().map(move |(reference, ..)| (reference.clone(), room)).collect();
        match detail {
            Detail::Summary => BTreeMap::new(),
            Detail::Full => room(Room::Any),
            Detail::Screen => {
                let (open, quiet): (Vec<_>, Vec<_>) =
                    all.iter().partition(|(_, _, standing)| !standing.alerts.is_empty());
                let room = match open.len() {
                    0 => Room::Names(NAMES_ON_SCREEN),
                    few if few <= MOST_IN_FULL => Room::Names(NAMES_ON_SCREEN / few),
                    _ => Room::Short,
                };
                let quiet = if all.len() <= MOST_QUIET { quiet } else { Vec::new() };
                let mut lines = 0;
                let mut mission = None;
                let fits = |(reference, ..): &&(ObligationRef, &Obligation, &ObligationStanding)| {
                    lines += LINES_OF_ENTRY;
                    if mission.replace(reference.mission.clone()) != Some(reference.mission.clone()) {
                        lines += LINES_OF_MISSION;
                    }
                    room != Room::Short || lines <= LINES_IN_SHORT
                };
                let told = open.into_iter().take_while(fits).chain(quiet);
                told.map(|(reference, ..)| (reference.clone(), room)).collect()
            }
        }
    }
}

/// How the newest period stands that is due.
fn newest_due(standing: &ObligationStanding) -> Option<Verdict> {
    let mut wholes = standing.verdicts.iter().filter(|standing| standing.node.is_whole());
    wholes.rfind(|standing| standing.verdict != Verdict::NotDue).map(|standing| standing.verdict)
}

fn write_mission(page: &mut Page, mission: &Mission) {
    page.skip();
    let note = Ink::Faint.paint(board::mission(mission));
    page.put(0, &format!("{} {note}", Ink::Title.paint(&mission.title)));
}
