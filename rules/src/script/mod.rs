//! The sandbox in which boards' Rhai rules run, and the words that rules have.
//!
//! `sandbox` is the one engine with its limits, `meter` counts what a run costs, `api` is what authors write with,
//! `syntax` and `lint` say what is wrong with a text before it runs, given the `vocabulary` that it may name; `compile`
//! makes a `rule` of it, which runs it, and `fault` says what went wrong while it ran. Nothing here reads evidence but
//! through a rule's `View`.

mod api;
mod compile;
mod fault;
mod lint;
mod meter;
mod rule;
mod sandbox;
mod syntax;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use compile::compile_rule;
pub use vocabulary::Vocabulary;
