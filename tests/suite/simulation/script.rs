//! One life of a world.

use std::collections::BTreeSet;

use engine::model::Wait;
use engine::{Engine, Event};
use jiff::SignedDuration;
use tests::world::World;
use tests::world::ledger::Keeping;
use tests::world::receivers::{Mood, NOTIFIERS};
use tests::world::service::Ending;
use tests::world::shadow::{Firing, Standings};

const STEPS: u32 = 90;

/// Lives through the world of one seed, and fails where it should not be as it is; says what kinds of messages there were.
pub(super) fn live(seed: u64, keeping: Keeping) -> BTreeSet<String> {
    let mut world = World::new(seed, keeping);
    live_for(&mut world, STEPS);
    come_to_rest(&mut world);
    check_in_the_end(&mut world);
    world.receivers.kinds_taken()
}

/// Lets so many things happen.
pub(super) fn live_for(world: &mut World, steps: u32) {
    world.start();
    for _ in 0..steps {
        step(world);
        check_patience(world);
    }
}

fn step(world: &mut World) {
    match world.rng.u8(0..24) {
        0..7 => {
            let now = world.clock;
            world.senders.report(&mut world.rng, now);
            let minutes = world.rng.i64(0..60);
            world.pass(SignedDuration::from_mins(minutes));
        }
        7..12 => {
            let hours = world.rng.i64(1..96);
            world.pass(SignedDuration::from_hours(hours));
        }
        12 => {
            let minutes = world.rng.i64(1..3000);
            world.set_clock_back(SignedDuration::from_mins(minutes));
        }
        13 => world.edit(),
        14 => world.mend(),
        15 => {
            let transactions = world.rng.u32(0..6);
            world.ledger.run_full_after(transactions);
        }
        16 | 17 => world.ledger.make_room(),
        18 => {
            let notifier = NOTIFIERS[world.rng.usize(0..NOTIFIERS.len())];
            let mood = [Mood::Well, Mood::Down, Mood::Mumbling, Mood::Picky][world.rng.usize(0..4)];
            world.receivers.change_mood(notifier, mood);
        }
        19 => world.deliver(Ending::AfterSending),
        20 => world.crash(),
        21 => world.stop(),
        _ => check_that_nothing_new_does_nothing(world),
    }
    if world.recorder().is_none() {
        let hours = world.rng.i64(0..200);
        world.pass(SignedDuration::from_hours(hours / 4));
        world.start();
    }
    if world.officials.u8(0..16) == 0 {
        world.respond();
    }
}

/// Reading every file again and putting the same texts in force runs no rule and writes nothing.
fn check_that_nothing_new_does_nothing(world: &mut World) {
    world.ledger.make_room();
    world.reload();
    let before = so_far(world);
    world.read_again();
    assert_eq!(so_far(world), before, "reading the same files again changes nothing");
    world.reload();
    let after = so_far(world);
    assert_eq!(after.map(|after| (after.0, after.1)), before.map(|before| (before.0, before.1)));
}

fn so_far(world: &World) -> Option<(usize, Standings, usize)> {
    let recorder = world.recorder()?;
    Some((recorder.evaluated(), Standings::of(recorder.engine()), world.ledger.len()))
}

/// An alert fires after its patience, in which down-time does not count and up-time does.
fn check_patience(world: &mut World) {
    // A day on which clocks change is an hour longer or shorter.
    let slack = SignedDuration::from_hours(1);
    for Firing { id, pending_since, found, fired, patience } in world.shadow.take_firings() {
        let Wait::Days(days) = patience else { continue };
        let patience = SignedDuration::from_hours(24 * i64::from(days));
        let up = world.up_between(pending_since, fired);
        let lost = world.lost_between(pending_since, fired);
        assert!(up >= patience - slack, "{id} fired after {up:#} of {patience:#}");
        let known = world.up_between(found.max(pending_since), fired);
        assert!(
            known <= patience + lost + slack,
            "{id} fired only after {known:#} of {patience:#}, {lost:#} lost"
        );
    }
}

/// Everything works again, and all that was late arrives.
fn come_to_rest(world: &mut World) {
    world.ledger.make_room();
    world.receivers.recover();
    world.mend();
    for _ in 0..3 {
        world.pass(SignedDuration::from_hours(24 * 20));
        world.read_again();
    }
}

fn check_in_the_end(world: &mut World) {
    assert_eq!(world.unheard(), Vec::<&str>::new(), "no file is passed over");
    assert_eq!(world.shadow.unsettled(), Vec::<&(String, String)>::new(), "everyone was told everything");
    check_against_full_recomputation(world);
    world.crash();
    world.start();
    check_against_full_recomputation(world);
}

fn check_against_full_recomputation(world: &World) {
    let engine = world.recorder().expect("the service is up").engine();
    let mut fresh = Engine::new();
    let (now, program) = (engine.now().expect("it is up"), engine.program().expect("it is mended").clone());
    fresh.step(now, Event::SetAside(engine.evidence().all_unused().cloned().collect()));
    fresh.step(now, Event::Observed(world.shadow.observations().to_vec()));
    fresh.step(now, Event::Activated(program));
    for response in engine.responses() {
        fresh.step(now, Event::Responded(response.clone()));
    }
    let verdicts = |engine: &Engine| engine.verdicts().collect::<Vec<_>>();
    assert_eq!(verdicts(engine), verdicts(&fresh), "incremental is full recomputation");
}
