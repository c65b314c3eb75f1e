//! What was worked out before, taken up again, against the fold of everything.

use std::sync::Arc;

use engine::model::Observation;
use engine::program::Program;
use engine::{Engine, Event};
use fastrand::Rng;
use jiff::Timestamp;
use ledger::codec::{decode_memo, encode_memo};
use ledger::entry::Entry;
use tests::world::World;
use tests::world::shadow::Standings;

use super::script;
use super::seeds::{each_seed, keeping};

/// How often each history is cut in two.
const CUTS: u32 = 6;

#[test]
fn a_memo_and_the_rest_of_the_ledger_are_the_whole_of_it() {
    each_seed(1000..1008, |seed| {
        let mut world = World::new(seed, keeping(seed));
        script::live_for(&mut world, 40);
        let events = events(&mut world);
        let mut rng = Rng::with_seed(seed);
        let taken_up = (0..CUTS).filter(|_| check(&events, rng.usize(1..events.len()))).count();
        assert!(taken_up > 0, "some cut lies where nothing is due");
    });
}

/// Everything on the ledger that an engine hears of.
pub(super) fn events(world: &mut World) -> Vec<(Timestamp, Event)> {
    let recorded: Vec<_> = world.ledger.since(0).into_iter().flatten().collect();
    let heard = recorded.into_iter().filter_map(|recorded| {
        let event = match recorded.entry {
            Entry::Observed(observations) => Event::Observed(observations),
            Entry::Activated(sources) => Event::Activated(world.shadow.compile(&sources)),
            Entry::SetAside(unused) => Event::SetAside(unused),
            Entry::ClockAdvanced => Event::ClockAdvanced,
            Entry::Resumed => Event::Resumed,
            Entry::Responded(response) => Event::Responded(response),
            Entry::Received(_)
            | Entry::Queued { .. }
            | Entry::Attempted { .. }
            | Entry::Settled { .. }
            | Entry::Superseded { .. }
            | Entry::Approved { .. }
            | Entry::HandedIn(_)
            | Entry::Proposed(_)
            | Entry::Decided(_)
            | Entry::Silenced(_)
            | Entry::SilenceEnded(_)
            | Entry::DifferenceAccepted(_) => {
                return None;
            }
        };
        Some((recorded.at, event))
    });
    heard.collect()
}

/// Takes up what was worked out before the cut, and compares from there on; says whether there was anything to take up.
#[track_caller]
fn check(events: &[(Timestamp, Event)], cut: usize) -> bool {
    let (earlier, later) = events.split_at(cut);
    let mut live = Engine::new();
    for (at, event) in earlier {
        live.step(*at, event.clone());
    }
    let Some(memo) = live.memo() else { return false };
    let kept = decode_memo(&encode_memo(&memo)).expect("what was encoded is decoded");
    assert_eq!(kept, memo, "a memo is kept as it is");
    let program: &Arc<Program> = live.program().expect("a memo is of a program");
    let mut revived = Engine::new();
    for (at, observations) in earlier.iter().filter_map(reports) {
        revived.step(at, Event::Observed(observations.clone()));
    }
    revived.reinstate(program, kept).expect("the memo is of this program");
    Standings::of(&revived).check(&Standings::of(&live), "taken up from a memo");
    for (at, event) in later {
        let (told, expected) = (revived.step(*at, event.clone()), live.step(*at, event.clone()));
        assert!(told == expected, "at {at} a revived engine did {told:?} and not {expected:?}");
    }
    Standings::of(&revived).check(&Standings::of(&live), "in the end");
    true
}

fn reports((at, event): &(Timestamp, Event)) -> Option<(Timestamp, &Vec<Observation>)> {
    match event {
        Event::Observed(observations) => Some((*at, observations)),
        Event::SetAside(_)
        | Event::Activated(_)
        | Event::Responded(_)
        | Event::ClockAdvanced
        | Event::Resumed => None,
    }
}
