//! Tests of plugins, as users write them in `tests/*.toml` beside a plugin. No network and no project is touched.
//!
//! `case` reads them, `play` runs one, and `difference` says how what came differs from what was expected.

mod case;
mod difference;
mod play;
#[cfg(test)]
mod tests;

pub use case::{Case, CaseError, cases};
pub use play::{Outcome, play};
