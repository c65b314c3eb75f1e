//! An engine beside one that takes up what the first had worked out.

use engine::{Engine, Event};
use jiff::Timestamp;

/// The engine that lived through events, and one that heard only what was reported and takes up the other's memo.
///
/// # Panics
/// Nothing happened, no program was put in force, or the memo is not taken up.
pub fn lived_and_revived(events: Vec<(Timestamp, Event)>) -> (Engine, Engine) {
    let (mut live, mut revived) = (Engine::new(), Engine::new());
    for (at, event) in events {
        if let Event::Observed(_) = &event {
            revived.step(at, event.clone());
        }
        live.step(at, event);
    }
    let now = live.now().expect("something happened");
    live.step(now, Event::ClockAdvanced);
    let memo = live.memo().expect("a program is in force and nothing is due");
    revived.reinstate(live.program().expect("a program is in force"), memo).expect("of the same program");
    (live, revived)
}
