//! What things are called, and what rules say, decides nothing: lives lived through in other words come out alike.

use std::sync::Arc;

use engine::model::{Piece, RuleId, Statement, Verdict};
use engine::program::{Assessment, Program, Rule};
use engine::view::{Stop, View};
use engine::{Effects, Engine, Event};
use jiff::Timestamp;
use ledger::codec::encode_memo;
use tests::world::World;

use super::memo::events;
use super::script;
use super::seeds::{each_seed, keeping};

/// Everything that a life led to, step by step, and what was worked out in the end.
struct Lived {
    effects: Vec<Effects>,
    engine: Engine,
}

#[test]
fn what_things_are_called_enters_no_verdict_and_no_memo() {
    each_seed(2000..2004, |seed| {
        let (plain, renamed) = lived(seed, renamed);
        assert!(plain.effects == renamed.effects, "the same follows from every event");
        let memo = |lived: &Lived| lived.engine.memo().map(|memo| encode_memo(&memo));
        assert_eq!(memo(&plain), memo(&renamed), "the same is kept, byte for byte");
    });
}

#[test]
fn what_a_rule_says_turns_no_verdict_and_tells_nobody_more() {
    each_seed(2004..2008, |seed| {
        let (plain, reworded) = lived(seed, reworded);
        let turned: usize = plain.effects.iter().map(|effects| effects.verdicts.len()).sum();
        assert!(turned > 0, "something happens in this life");
        for (plain, reworded) in plain.effects.iter().zip(&reworded.effects) {
            assert_eq!(without_words(plain), without_words(reworded));
        }
        let standings = |lived: &Lived| -> Vec<(String, Verdict)> {
            let name =
                |standing: &engine::standing::Standing| format!("{:?} {}", standing.node, standing.period);
            lived.engine.verdicts().map(|standing| (name(&standing), standing.verdict)).collect()
        };
        assert_eq!(standings(&plain), standings(&reworded));
    });
}

/// One life as it is, and the same by programs in other words.
fn lived(seed: u64, other: fn(&Program) -> Program) -> (Lived, Lived) {
    let mut world = World::new(seed, keeping(seed));
    script::live_for(&mut world, 40);
    let events = events(&mut world);
    (live(&events, Program::clone), live(&events, other))
}

fn live(events: &[(Timestamp, Event)], as_written: fn(&Program) -> Program) -> Lived {
    let mut engine = Engine::new();
    let step = |(at, event): &(Timestamp, Event)| {
        let event = match event {
            Event::Activated(program) => Event::Activated(Arc::new(as_written(program))),
            other => other.clone(),
        };
        engine.step(*at, event)
    };
    let effects = events.iter().map(step).collect();
    Lived { effects, engine }
}

/// The same program, but everything in it is called something else.
fn renamed(program: &Program) -> Program {
    let mut program = program.clone();
    let catalogue = Arc::make_mut(&mut program.catalogue);
    catalogue.bodies.values_mut().for_each(|body| body.name = "Somebody".to_owned());
    catalogue.measures.values_mut().for_each(|measure| measure.title = "Something".to_owned());
    for mission in program.missions.values_mut() {
        let mission = Arc::make_mut(mission);
        "A mission".clone_into(&mut mission.title);
        for obligation in &mut mission.obligations {
            "Somebody does something".clone_into(&mut obligation.title);
            obligation.next_step = Some("Do something".to_owned());
        }
    }
    program
}

/// The same program, but every rule speaks in other words.
fn reworded(program: &Program) -> Program {
    let mut program = program.clone();
    for mission in program.missions.values_mut() {
        for obligation in &mut Arc::make_mut(mission).obligations {
            for part in &mut Arc::make_mut(&mut obligation.terms).parts {
                part.duty.rule = Arc::new(Reworded(Arc::clone(&part.duty.rule)));
            }
        }
    }
    program
}

/// A rule that says the same in other words.
struct Reworded(Arc<dyn Rule>);

impl Rule for Reworded {
    fn id(&self) -> &RuleId {
        self.0.id()
    }

    fn assess(&self, view: &Arc<View>) -> Result<Assessment, Stop> {
        let assessment = self.0.assess(view)?;
        let prefix = Piece::Text("in other words, ".into());
        let pieces = std::iter::once(prefix).chain(assessment.reason.pieces().iter().cloned());
        Ok(Assessment { reason: Statement::new(pieces), ..assessment })
    }
}

/// What happened in a step, without what was said of it.
fn without_words(effects: &Effects) -> (Vec<String>, Vec<String>, Option<Timestamp>) {
    let turned = effects.verdicts.iter().map(|change| {
        format!("{:?} {}: {} to {}", change.node, change.period, change.from, change.to.verdict)
    });
    let told = effects.alerts.iter().map(|told| {
        let periods = &told.alert.periods;
        format!("{} {}, {}, {periods:?}", told.change.as_str(), told.alert.id, told.alert.state)
    });
    (turned.collect(), told.collect(), effects.next_wake)
}
