//! An engine beside one that takes up what the first had worked out.

use std::sync::Arc;

use engine::evidence::{Evidence, Origin};
use engine::model::SourceFile;
use engine::{Engine, Event};
use jiff::Timestamp;

/// The engine that lived through events, and one that takes up its evidence and its memo, as a restart does.
///
/// # Panics
/// Nothing happened, no program was put in force, or the memo is not taken up.
pub fn lived_and_revived(events: Vec<(Timestamp, Event)>) -> (Engine, Engine) {
    let mut live = Engine::new();
    for (at, event) in events {
        live.step(at, event);
    }
    let now = live.now().expect("something happened");
    live.step(now, Event::ClockAdvanced);
    let memo = live.memo().expect("a program is in force and nothing is due");
    let mut revived = Engine::with_evidence(copied(live.evidence()));
    revived.reinstate(live.program().expect("a program is in force"), memo).expect("of the same program");
    (live, revived)
}

/// The same evidence, without whoever reads it.
fn copied(evidence: &Evidence) -> Evidence {
    let files: Vec<Arc<SourceFile>> = evidence.files().cloned().collect();
    let origins: Vec<Origin> = evidence.origins().copied().collect();
    Evidence::from_columns(&files, &origins, evidence.columns()).expect("its own columns")
}
