//! The sandbox in which every script runs, of rules and of plugins alike. What scripts can call is for others to add.
//!
//! Modules stand in one order: `limits`, `number_cases`, `engine`.

mod engine;
pub(super) mod limits;
mod number_cases;

pub(super) use engine::{FORBIDDEN, Functions, UNHEARD, bare, functions_of};
pub use limits::RULE_STACK;
pub(super) use limits::{ENTRIES, RULE_SIZES, Sizes};
pub(super) use number_cases::NUMBER_CASE;
