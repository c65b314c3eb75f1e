//! How things stand, as a board member reads it: mission by mission, what is broken first.

use std::collections::BTreeMap;

use app::standing::{ObligationStanding, ProjectStanding, Scope};
use engine::Engine;
use engine::alert::{Alert, AlertKind, Severity};
use engine::model::ObligationRef;
use engine::program::{Commitment, Mission, Program};
use jiff::Timestamp;
use jiff::civil::Date;
use words::judged_by::{self, JudgedBy};
use words::summary::{StandingCounts, StandingKind, summary, untold};
use words::{board, commitment};

use super::Ink;
use super::many::{ManyEntry, Member};
use super::obligation::{ObligationEntry, Room};
use super::page::Page;

/// What the answer is about.
pub struct Heading {
    /// The project's title.
    pub title: String,
    pub as_of: Date,
    /// By which texts it was judged.
    pub judged_by: JudgedBy,
    /// Until when people were really told of it.
    pub told_until: Timestamp,
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
    let ink = match () {
        () if standing.is_firing(Severity::Breach) => Ink::Alarm,
        () if standing.is_firing(Severity::AtRisk) => Ink::Caution,
        () => Ink::Calm,
    };
    let closing = board::closing(&standing.alerts);
    let Some(program) = engine.program() else { return page.into_text() };
    let standings = Standings {
        program,
        scope: &heading.scope,
        day: heading.as_of,
        detail: heading.detail,
        of: standing.into_obligations(),
    };
    let commitments = heading.scope.commitments(program);
    let mut counts = standings.counts(|_| true);
    for _ in &commitments {
        counts.add(StandingKind::NotMeasurable);
    }
    page.put(0, &ink.paint(summary(&counts)));
    page.put(0, &format!("{}, {}", Ink::Title.paint(&heading.title), board::as_of(heading.as_of)));
    if let Some(by) = judged_by::sentence(heading.judged_by, &program.calendar) {
        page.put(0, &by);
    }
    if engine.evidence().is_empty() && !program.missions.is_empty() {
        page.put(0, board::NOTHING_READ);
    }
    let told = standings.told();
    for mission in program.missions.values() {
        let own = standings.entries(mission);
        let own: Vec<_> = own.into_iter().filter(|entry| told.contains_key(&entry.reference)).collect();
        if !own.is_empty() {
            write_mission(&mut page, mission);
        }
        for BoardEntry { reference, members } in own {
            let room = told[&reference];
            if let [Member { obligation, standing, .. }] = members.as_slice() {
                let entry = ObligationEntry {
                    engine,
                    program,
                    mission: &reference.mission,
                    obligation,
                    standing,
                    room,
                    day: heading.as_of,
                    told_until: heading.told_until,
                };
                entry.write(&mut page, &heading.explain);
            } else {
                let counts = standings.counts_within(&members);
                let day = standings.day;
                let entry = ManyEntry { program, reference, members, counts, room, day };
                entry.write(&mut page, &heading.explain);
            }
        }
    }
    let rest = standings.counts(|reference| !told.contains_key(reference));
    if rest.total() > 0 && heading.detail == Detail::Screen {
        page.skip();
        page.put(0, &untold(&rest));
    }
    write_commitments(&mut page, &commitments, program, heading.detail);
    page.skip();
    page.put(0, &ink.paint(closing));
    page.into_text()
}

/// What is told together: one obligation, or those about each of many.
struct BoardEntry<'a> {
    /// The name that they share.
    reference: ObligationRef,
    members: Vec<Member<'a>>,
}

/// How every obligation stands that is asked about.
struct Standings<'a> {
    program: &'a Program,
    scope: &'a Scope,
    /// The day of which all is said.
    day: Date,
    detail: Detail,
    of: BTreeMap<ObligationRef, ObligationStanding>,
}

static NOTHING: ObligationStanding = ObligationStanding { verdicts: Vec::new(), alerts: Vec::new() };

impl Standings<'_> {
    fn of_mission<'m>(&'m self, mission: &'m Mission) -> Vec<Member<'m>> {
        let all =
            mission.obligations.iter().map(|obligation| (obligation.reference(&mission.id), obligation));
        let meant = all.filter(|(reference, _)| self.scope.holds(reference, Some(self.program)));
        meant
            .map(|(reference, obligation)| {
                let standing = self.of.get(&reference).unwrap_or(&NOTHING);
                Member { reference, obligation, standing }
            })
            .collect()
    }

    /// The obligations of a mission as they are told. Where all is told, each of many is told by itself.
    fn entries<'m>(&'m self, mission: &'m Mission) -> Vec<BoardEntry<'m>> {
        let mut entries: Vec<BoardEntry<'m>> = Vec::new();
        for member in self.of_mission(mission) {
            let declared = member.obligation.declared_id();
            let reference = match self.detail {
                Detail::Full => member.reference.clone(),
                Detail::Screen | Detail::Summary => {
                    ObligationRef { mission: mission.id.clone(), obligation: declared.clone() }
                }
            };
            match entries.last_mut().filter(|entry| entry.reference == reference) {
                Some(entry) => entry.members.push(member),
                None => entries.push(BoardEntry { reference, members: vec![member] }),
            }
        }
        entries
    }

    /// How many obligations stand in which way; those about each of many count as one.
    fn counts(&self, is_meant: impl Fn(&ObligationRef) -> bool) -> StandingCounts {
        let mut counts = StandingCounts::default();
        for mission in self.program.missions.values() {
            let alike = |one: &Member<'_>, next: &Member<'_>| {
                one.obligation.declared_id() == next.obligation.declared_id()
            };
            for members in self.of_mission(mission).chunk_by(alike) {
                let declared = members[0].obligation.declared_id().clone();
                let reference = ObligationRef { mission: mission.id.clone(), obligation: declared };
                let owed = members.iter().filter(|member| self.is_owed(member));
                let kinds = owed.map(|member| member.standing.kind_on(member.obligation, self.day));
                if let Some(kind) = StandingKind::of_many(kinds).filter(|_| is_meant(&reference)) {
                    counts.add(kind);
                }
            }
        }
        counts
    }

    /// How many of those about each of many stand in which way.
    fn counts_within(&self, members: &[Member<'_>]) -> StandingCounts {
        let mut counts = StandingCounts::default();
        for member in members.iter().filter(|member| self.is_owed(member)) {
            counts.add(member.standing.kind_on(member.obligation, self.day));
        }
        counts
    }

    /// Whether anybody owes it still: when the one body that it is about has closed, nobody does.
    fn is_owed(&self, member: &Member<'_>) -> bool {
        member.standing.is_owed(member.obligation, self.program, self.day)
    }

    /// Which obligations are told, one by one or many together, and how much room each has.
    fn told(&self) -> BTreeMap<ObligationRef, Room> {
        let missions = self.program.missions.values();
        let all: Vec<BoardEntry<'_>> = missions.flat_map(|mission| self.entries(mission)).collect();
        let room = |room: Room| all.iter().map(move |entry| (entry.reference.clone(), room)).collect();
        match self.detail {
            Detail::Summary => BTreeMap::new(),
            Detail::Full => room(Room::Any),
            Detail::Screen => {
                let (mut open, quiet): (Vec<_>, Vec<_>) = all.iter().partition(|entry| entry.is_open());
                // What is only at risk takes no room from what is broken.
                open.sort_by_key(|entry| entry.is_only_at_risk());
                let room = match open.len() {
                    0 => Room::Names(NAMES_ON_SCREEN),
                    few if few <= MOST_IN_FULL => Room::Names(NAMES_ON_SCREEN / few),
                    _ => Room::Short,
                };
                let quiet = if all.len() <= MOST_QUIET { quiet } else { Vec::new() };
                let mut lines = 0;
                let mut mission = None;
                let fits = |entry: &&BoardEntry<'_>| {
                    lines += LINES_OF_ENTRY;
                    let own = &entry.reference.mission;
                    if mission.replace(own.clone()).as_ref() != Some(own) {
                        lines += LINES_OF_MISSION;
                    }
                    room != Room::Short || lines <= LINES_IN_SHORT
                };
                let told = open.into_iter().take_while(fits).chain(quiet);
                told.map(|entry| (entry.reference.clone(), room)).collect()
            }
        }
    }
}

impl BoardEntry<'_> {
    fn is_open(&self) -> bool {
        self.members.iter().any(|member| !member.standing.alerts.is_empty())
    }

    fn is_only_at_risk(&self) -> bool {
        let is_mild = |alert: &Alert| alert.is_at_risk() || alert.id.kind == AlertKind::Cut;
        self.members.iter().all(|member| member.standing.alerts.iter().all(is_mild))
    }
}

/// What was promised and cannot be measured yet, with what it would take.
fn write_commitments(
    page: &mut Page,
    commitments: &[(&Mission, &Commitment)],
    program: &Program,
    detail: Detail,
) {
    let most = match detail {
        Detail::Summary => 0,
        Detail::Screen => MOST_QUIET,
        Detail::Full => commitments.len(),
    };
    if commitments.is_empty() || most == 0 {
        return;
    }
    page.skip();
    page.put(0, &Ink::Title.paint(commitment::NOT_MEASURABLE));
    for (mission, one) in commitments.iter().take(most) {
        page.put(2, &commitment::listed(&mission.id, one, &program.catalogue));
    }
    if let Some(more) = commitments.len().checked_sub(most).filter(|more| *more > 0) {
        page.put(2, &board::more(more, commitment::NOUN));
    }
}

fn write_mission(page: &mut Page, mission: &Mission) {
    page.skip();
    let note = Ink::Faint.paint(board::mission(mission));
    page.put(0, &format!("{} {note}", Ink::Title.paint(&mission.title)));
}
