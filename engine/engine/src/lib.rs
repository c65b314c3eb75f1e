//! The accountability engine: a deterministic fold from events to verdicts, alerts and effects.
//!
//! It does no input or output, reads no clock, and knows no TOML, Rhai or HTTP. Whoever holds an [`Engine`]
//! tells it the time and what happened through [`Engine::step`], the one way in for change, and carries out
//! the [`Effects`] that come back.
//!
//! Modules stand in one order, each using only those before it:
//! `by_place`, `paged`, `model`, `listing`, `evidence`, `others`, `reads`, `view`, `program`, `components`, `evaluate`, `counterfactual`, `alert`, `step`,
//! `standing`, `behind`, `answerable`, `respond`, `explain`, `expected`, `memo`, `effort`.
#![deny(clippy::disallowed_methods)]

pub mod alert;
pub mod answerable;
mod behind;
pub mod by_place;
pub mod components;
pub mod counterfactual;
pub mod effort;
pub mod evaluate;
pub mod evidence;
pub mod expected;
pub mod explain;
pub mod listing;
pub mod memo;
pub mod model;
pub mod others;
mod paged;
pub mod program;
mod reads;
pub mod respond;
pub mod standing;
pub mod step;
pub mod view;

pub use step::{Effects, Engine, Event};
