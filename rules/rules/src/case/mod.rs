//! Rule tests: read against a program, and played on the real engine with a simulated clock.
//!
//! `stage` is a project under test, which reads files of tests. `resolver` turns a declaration into a `script`, what happens
//! at which moment: `clock` knows the moments, `names` and `owed` the names, `reporting` brings the figures, `reloading` and
//! `exchange` the changed texts, `replying` what officials say, `expecting` what must hold; `subject` and `trace` are the names of a verdict and of what a
//! rule asked for. `play` lets it happen, `compare` holds what came of it to what was expected, and `difference` says where
//! that is not the same. It knows no folder and no thread: whoever calls it may play as many tests at once as there are cores.

mod clock;
mod compare;
mod difference;
mod exchange;
mod expecting;
mod names;
mod owed;
mod play;
mod reloading;
mod replying;
mod reporting;
mod resolver;
mod script;
mod stage;
mod subject;
#[cfg(test)]
mod tests;
mod trace;

pub use difference::Difference;
pub use play::Played;
pub use script::Case;
pub use stage::{CaseFile, Stage};
