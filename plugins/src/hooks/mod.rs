//! Hooks: plugins that add to messages about alerts, and say through which notifiers they go.
//!
//! In order: `hook` is what one is, `change` is what a script gives, checked, and `script_hook` runs the script.

mod change;
mod hook;
mod script_hook;
#[cfg(test)]
mod tests;

pub use hook::{Hook, HookError, Hooked};
pub use script_hook::ScriptHook;
