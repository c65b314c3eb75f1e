//! From one picture to the next: only what was touched is asked of the engine anew. What depends on the day is gathered anew when
//! another day begins, and what an edit may put otherwise when another program comes into force.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::Engine;
use engine::model::{MissionId, ObligationRef, Revision};
use engine::program::{Mission, Obligation, Program};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::entry::Position;
use rustc_hash::FxHashSet;
use words::summary::{of_mission, summary};
use words::{board, commitment};

use super::member::Member;
use super::obligation::DeclaredObligation;
use super::picture::{MissionPicture, Picture, Silences, counts};
use super::shown_beside::ShownBeside;
use crate::recorder::Touched;

/// Makes pictures, each from the one before.
#[derive(Default)]
pub struct Gatherer {
    /// Of which day and which program the kept ones are.
    of: Option<(Date, Revision)>,
    /// Where the ledger ended in the last picture.
    position: Position,
    members: BTreeMap<ObligationRef, Arc<Member>>,
    /// By the names that members share.
    declared: BTreeMap<ObligationRef, Arc<DeclaredObligation>>,
    /// How many obligations were gathered for the last picture.
    gathered: usize,
}

/// Of what a picture is made, beside the engine.
#[derive(Clone, Copy)]
pub struct Moment<'t> {
    pub at: Timestamp,
    /// Where the ledger ends.
    pub position: Position,
    pub beside: &'t ShownBeside,
    /// What nobody is told of for a time.
    pub silences: &'t Silences,
}

impl Gatherer {
    /// How things stand in an engine; none while no program is in force. `touched` is all that may stand otherwise than in the
    /// picture before.
    pub fn gather(&mut self, engine: &Engine, touched: &Touched, moment: Moment<'_>) -> Option<Picture> {
        let program = engine.program()?;
        let day = program.calendar.day(moment.at);
        self.begin(program, day, touched);
        if let Touched::Obligations(touched) = touched {
            let waiting = self.waiting_since(moment.position);
            touched.iter().chain(&waiting).for_each(|reference| self.forget(reference, program));
        }
        self.position = moment.position;
        self.gathered = 0;
        let missions: Vec<MissionPicture> =
            program.missions.values().map(|mission| self.mission(mission, engine, program, day)).collect();
        let (counts, beside) = (counts(missions.iter()), moment.beside.clone());
        Some(Picture {
            title: beside.title,
            as_at: moment.at,
            told_as_at: board::as_at(moment.at, &program.calendar),
            day,
            at_end_of: None,
            position: moment.position,
            revision: program.revision.clone(),
            sentence: summary(&counts),
            missions,
            supply: beside.supply,
            changes: beside.changes,
            unusable: beside.unusable,
            silent_feeds: beside.silent_feeds,
            unsigned: beside.unsigned,
            silences: moment.silences.clone(),
        })
    }

    /// Lets go of what may stand otherwise on another day or by another program.
    fn begin(&mut self, program: &Program, day: Date, touched: &Touched) {
        let of = Some((day, program.revision.clone()));
        if self.of == of && *touched != Touched::Everything {
            return;
        }
        let is_of_day = self.of.as_ref().is_some_and(|(before, _)| *before == day);
        if is_of_day && *touched != Touched::Everything {
            let there: FxHashSet<ObligationRef> = references(program).collect();
            self.members.retain(|reference, _| there.contains(reference));
            let is_there = |member: &Arc<Member>| there.contains(&member.reference);
            self.declared.retain(|_, declared| declared.members.iter().all(is_there));
        } else {
            self.members.clear();
            self.declared.clear();
        }
        self.of = of;
    }

    /// How many obligations were asked for anew for the last picture.
    pub fn gathered(&self) -> usize {
        self.gathered
    }

    /// What waits for figures, where anything was written since the last picture.
    fn waiting_since(&self, position: Position) -> Vec<ObligationRef> {
        let waiting = self.members.iter().filter(|(_, member)| member.waits && position != self.position);
        waiting.map(|(reference, _)| reference.clone()).collect()
    }

    fn forget(&mut self, reference: &ObligationRef, program: &Program) {
        self.members.remove(reference);
        if let Some(obligation) = program.obligation(reference) {
            self.declared.remove(&shared_name(&reference.mission, obligation));
        }
    }

    fn mission(
        &mut self,
        mission: &Mission,
        engine: &Engine,
        program: &Program,
        day: Date,
    ) -> MissionPicture {
        let obligations: Vec<Arc<DeclaredObligation>> =
            mission.declared().map(|alike| self.declared(mission, alike, engine, program, day)).collect();
        let commitments = &mission.commitments;
        let mut picture = MissionPicture {
            id: mission.id.clone(),
            title: mission.title.clone(),
            board: mission.board.clone(),
            sentence: String::new(),
            obligations,
            commitments: commitments
                .iter()
                .map(|one| commitment::listed(&mission.id, one, &program.catalogue))
                .collect(),
        };
        picture.sentence = of_mission(&mission.title, &counts(std::iter::once(&picture)));
        picture
    }

    fn declared(
        &mut self,
        mission: &Mission,
        alike: &[Obligation],
        engine: &Engine,
        program: &Program,
        day: Date,
    ) -> Arc<DeclaredObligation> {
        let name = shared_name(&mission.id, &alike[0]);
        if let Some(kept) = self.declared.get(&name) {
            return Arc::clone(kept);
        }
        let members = alike.iter().map(|obligation| {
            let reference = obligation.reference(&mission.id);
            let kept = self.members.entry(reference.clone());
            let member = kept.or_insert_with(|| {
                self.gathered += 1;
                Arc::new(Member::of(reference, obligation, engine, program, day))
            });
            Arc::clone(member)
        });
        let members = members.collect();
        let declared = Arc::new(DeclaredObligation::of(alike, members, program, day));
        self.declared.insert(name, Arc::clone(&declared));
        declared
    }
}

/// Every obligation of a program.
fn references(program: &Program) -> impl Iterator<Item = ObligationRef> {
    let missions = program.missions.values();
    missions.flat_map(|mission| mission.obligations.iter().map(|owed| owed.reference(&mission.id)))
}

fn shared_name(mission: &MissionId, obligation: &Obligation) -> ObligationRef {
    ObligationRef { mission: mission.clone(), obligation: obligation.declared_id().clone() }
}
