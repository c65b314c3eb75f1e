//! A project's folder.
//!
//! `files` says where they are had from, `kept_disk` reads each of them once, `texts` reads them, `plugins` those of its own plugins, and `load` makes a project of them that can be used.

mod files;
mod kept_disk;
mod load;
mod plugins;
mod texts;

pub use files::{Disk, Files};
pub use kept_disk::KeptDisk;
pub use load::{Project, compiler, ledger_path, load, load_again, load_agreed, load_with};
pub use plugins::{plugin_folders, read_plugins};
pub use texts::{BODIES_FILE, MISSIONS_FOLDER, PROJECT_FILE, RULES_FOLDER};

pub use files::{list, read_text};
pub use plugins::libraries;
