//! Rules as boards write them, judged over a few figures.

mod built_in_rules;
mod catalogue_of_faults;
mod coverage;
mod libraries;
mod limits;
mod lowered;
mod misspelt;
mod neighbours;
mod nonsense;
mod program_values;
mod programs;
mod reference;
mod snippet;
mod statements;
mod verdicts;
mod world;

use world::{World, assessed};

/// Judges `gateway` in the fourth quarter of 2020 by the body of an `assess(my)`.
#[track_caller]
fn check(body: &str, figures: &str, expected: &str) {
    assert_eq!(said(body, figures), expected, "{body}");
}

/// What comes of the body of an `assess(my)`.
fn said(body: &str, figures: &str) -> String {
    assessed(&format!("fn assess(my) {{ {body} }}"), &World::new(figures))
}
