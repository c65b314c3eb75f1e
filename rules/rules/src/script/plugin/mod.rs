//! Scripts of plugins: the sandbox that turns data into data, and nothing else.
//!
//! `script` compiles and runs one, within a `budget`; `value` is what goes in and comes out, and `convert` takes it
//! across. `engine` is the sandbox, with the words that rules have for numbers, texts and lists, and those of `absent`,
//! `json`, `table`, `texts`, `rows` and `refusal` besides. `exhibit` words what goes wrong. No plugin reads evidence.
#![expect(clippy::unnecessary_box_returns, reason = "Rhai's functions give their errors boxed")]

mod absent;
mod budget;
mod convert;
mod engine;
mod exhibit;
mod json;
mod refusal;
mod rows;
mod script;
mod table;
#[cfg(test)]
mod tests;
mod texts;
mod value;

pub use budget::Budget;
pub use json::JsonError;
pub use refusal::Refusal;
pub use script::{Came, Script, ScriptError};

pub use super::entry::EntryPoints;
pub use table::SetAside;
pub use value::Value;
