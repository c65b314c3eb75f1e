//! Tests of plugins, as users write them in `tests/*.toml` beside a plugin. No network and no project is touched.
//!
//! In order: `test_file` reads them, `difference` says how what came differs from what was expected, and `run` runs one.

mod difference;
mod run;
mod test_file;
#[cfg(test)]
mod tests;

pub use run::{PluginTestOutcome, run_test};
pub use test_file::{InputFault, PluginTest, PluginTestError, PluginTestFault, TestPart, read_tests};
