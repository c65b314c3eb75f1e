//! The tree over a ledger: what an append costs, how large proofs are, and how long it takes to work leaves out.
//!
//! `cargo bench -p tests --bench proof`.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::time::{Duration, Instant};

use ledger::tree::{Frontier, Tree, TreeHash};

const MANY: u64 = 1_000_000;
const FEW: u64 = 1_000;

fn main() {
    // `cargo test --benches` asks every bench whether it can be run; that takes one round of a small tree.
    let is_measured = std::env::args().any(|argument| argument == "--bench");
    let size = if is_measured { MANY } else { FEW };
    let leaves: Vec<TreeHash> = (0..size).map(|number| TreeHash::of_leaf(&number.to_le_bytes())).collect();

    let began = Instant::now();
    let frontier: Frontier = leaves.iter().copied().collect();
    say("an append to the right edge", began.elapsed(), size);
    let began = Instant::now();
    let tree: Tree = leaves.iter().copied().collect();
    say("an append to the tree that proves", began.elapsed(), size);
    assert_eq!(tree.root_at(size), Some(frontier.root()), "both are one tree");

    let began = Instant::now();
    let mut longest = 0;
    for place in (0..size).step_by(997) {
        let proof = tree.inclusion(place, size).expect("there is such a leaf");
        longest = longest.max(proof.path.len());
        assert!(proof.proves(leaves[usize::try_from(place).expect("it fits")], frontier.root()), "it proves");
    }
    say("a proof that is made and checked", began.elapsed(), size.div_ceil(997));
    println!("the longest proof has {} bytes", longest * TreeHash::BYTES);
}

fn say(what: &str, took: Duration, times: u64) {
    let nanoseconds = took.as_nanos() / u128::from(times.max(1));
    println!("{what}: {}.{:03} us", nanoseconds / 1000, nanoseconds % 1000);
}
