//! Which worlds are lived through.

use super::check::Witness;
use super::world::World;

/// Worlds that are lived through where nobody asks for more with `REMIT_WORLDS`.
const WORLDS: u64 = 70;
/// Worlds in which something was unfair once, and which lie beyond those.
const FOUND: [u64; 1] = [
    // Whoever was told to be silent was named so again when reports came that contradict each other.
    407,
];

#[test]
fn nobody_is_blamed_wrongly() {
    let wanted =
        |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect("a whole number"));
    let seeds = match wanted("REMIT_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..wanted("REMIT_WORLDS").unwrap_or(WORLDS),
    };
    let mut witness = Witness::default();
    let found = FOUND.into_iter().filter(|_| wanted("REMIT_SEED").is_none());
    for seed in seeds.clone().chain(found) {
        if let Err(unfair) = witness.live_through(&World::of(seed)) {
            panic!(
                "{unfair}\nto see this again: REMIT_SEED={seed} cargo test -p tests --test suite fairness"
            );
        }
    }
    if seeds.end - seeds.start >= WORLDS {
        assert_eq!(witness.unseen(), "", "every verdict and every kind of message comes up somewhere");
    }
}
