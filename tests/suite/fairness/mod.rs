//! Fairness as a property: over random registers, reports and edits nobody is judged for what was not theirs to report, nothing
//! that was received is called missing, and nothing is called delivered that nobody delivered.
//!
//! `world` makes up a project and what is sent to it, from a seed: what it declares is in `declared`, the `texts` that are alike in all stand apart. `oracle` works
//! out from the declarations and what was `heard` alone who was to report what, and what came of it, in the mission of `homes` and in the `strands` that are
//! woven in beside it; `life` tells both what happens, `check` holds the engine to that, `edit` what is said of an edit in place, `going_up` what is told of an alert that nobody settles, `sent` puts what happens as the engine takes it in, and `seeds`
//! says which worlds are lived through.

mod check;
mod declared;
mod edit;
mod going_up;
mod heard;
mod homes;
mod life;
mod oracle;
mod seeds;
mod sent;
mod strands;
mod texts;
mod world;
