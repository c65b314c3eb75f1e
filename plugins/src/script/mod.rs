//! The host of users' plugins: which there are, what a project tells and grants them, and what they are handed.
//!
//! A plugin only turns data into data. `plugin` is one of them, `shelf` all of them, and
//! `packs` those that come with Remit;
//! `engagement` is one as a project uses it, with its `grant` and with what it is `told`; `files` are the files of a
//! project that it is handed, `allowance` is how long it may run, and `fault` says what went wrong. What readers,
//! notifiers and hooks do with it is theirs.

mod allowance;
mod engagement;
mod fault;
mod files;
mod grant;
mod packs;
mod plugin;
mod shelf;
#[cfg(test)]
mod tests;
mod told;

pub use engagement::{Engagement, Ready};
pub use fault::PluginError;
pub use grant::Grant;
pub use packs::{pack_tests, packs};
pub use plugin::{Origin, Plugin, shape};
pub use shelf::{PluginTexts, Plugins};
pub use told::{SecretFault, Told};

pub(crate) use allowance::{for_file, for_message};
pub(crate) use files::handed;
pub(crate) use told::to_value;
