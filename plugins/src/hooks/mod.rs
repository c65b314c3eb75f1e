//! Hooks: plugins that add to messages about alerts, and say through which notifiers they go.
//!
//! `hook` runs the script, and `change` is what it gives, checked.

mod change;
mod hook;
#[cfg(test)]
mod tests;

pub use hook::ScriptHook;
