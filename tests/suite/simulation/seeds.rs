//! Which worlds are lived through.

use std::collections::BTreeSet;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use tests::world::ledger::Keeping;

use super::script;

/// Worlds that are lived through where nobody asks for more with `REMIT_WORLDS`.
const WORLDS: u64 = 32;

/// Goes through some seeds, or through the one that is wanted, and says which one failed.
pub(super) fn each_seed(seeds: Range<u64>, mut live: impl FnMut(u64)) {
    let wanted = std::env::var("REMIT_SEED").ok();
    let seeds = wanted.map_or(seeds, |seed| {
        let seed: u64 = seed.parse().expect("REMIT_SEED is a whole number");
        seed..seed + 1
    });
    for seed in seeds {
        if let Err(failure) = catch_unwind(AssertUnwindSafe(|| live(seed))) {
            eprintln!("to see this again: REMIT_SEED={seed} cargo test -p tests simulation");
            resume_unwind(failure);
        }
    }
}

/// Every fourth world keeps its ledger in a real file.
pub(super) fn keeping(seed: u64) -> Keeping {
    if seed.is_multiple_of(4) { Keeping::File } else { Keeping::Memory }
}

#[test]
fn nothing_is_lost_and_nothing_is_said_twice_whatever_fails() {
    let (mut lived, mut told) = (0, BTreeSet::new());
    let worlds = std::env::var("REMIT_WORLDS").map_or(WORLDS, |text| text.parse().expect("a whole number"));
    each_seed(0..worlds, |seed| {
        told.extend(script::live(seed, keeping(seed)));
        lived += 1;
    });
    let kinds = [
        "alert.corrected",
        "alert.firing",
        "alert.resolved",
        "alert.restated",
        "alert.updated",
        "alert.withdrawn",
        "figures.left-out",
        "figures.reconciled",
        "figures.unreconciled",
        "notifier.failing",
        "notifier.recovered",
        "project.accepted",
        "project.refused",
    ];
    // One world alone need not see everything.
    if lived > 1 {
        assert_eq!(
            told.iter().map(String::as_str).collect::<Vec<_>>(),
            kinds,
            "everything happens somewhere"
        );
    }
}
