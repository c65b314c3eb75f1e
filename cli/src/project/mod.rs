//! A project's folder.
//!
//! `texts` reads its files, `plugins` those of its own plugins, and `load` makes a project of them that can be used.

mod load;
mod plugins;
mod texts;

pub use load::{Project, ledger_path, load};
pub use plugins::{PluginTexts, plugin_folders, read_plugins};
pub use texts::{BODIES_FILE, MISSIONS_FOLDER, PROJECT_FILE, RULES_FOLDER};

pub(crate) use texts::{list, read_text};
