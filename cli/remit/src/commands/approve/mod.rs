//! `remit approve`: a person signs a change that waits.
//!
//! `choose` finds the change that is meant and `effect` what it would have done to the recorded history; `draft` makes the
//! statement, `sign` has it signed, `hand_in` brings it to the ledger, and `ask` goes through these steps.

mod ask;
mod choose;
mod draft;
mod effect;
mod hand_in;
mod sign;

pub(super) use ask::approve;
