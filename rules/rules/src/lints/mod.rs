//! Lints: what is weak about what is declared, before any figure arrives. Nobody is judged by them, and nothing is put in force or refused.
//!
//! A lint is a text in Rhai with one function `lint(my)` from what is declared, as data, to a list of findings. Those that come with Remit
//! and those of a project are alike. Modules stand in one order, each using only those before it:
//! `text` is a lint, `shipped` those that come with Remit; `value`, `names` and `declared` are what the rest is made of, `owing` what is owed of it;
//! `facts` is what a lint is handed, `places` where that is written; `finding` is what it finds, and `run` runs all of them.

mod declared;
mod facts;
mod finding;
mod names;
mod owing;
mod places;
mod run;
mod shipped;
#[cfg(test)]
mod tests;
mod text;
mod value;

pub use finding::{Finding, Linted, Permission};
pub use run::{faults, run, unjudged};
pub use shipped::{shipped_lints, shipped_lints_in_words};
pub use text::LintDoc;
