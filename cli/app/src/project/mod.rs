//! A project's folder.
//!
//! `files` says where they are had from, `kept_disk` reads each of them once, `texts` reads them, `register` the register with the lists beside it, `plugins` those of its own plugins, `other_store` says where the ledger lies otherwise than in `remit.toml`, `own_ledger` whether it is the project's own, `load` makes a project of them that can be used, and `expectant` one whose register is still to be filled.

mod expectant;
mod files;
mod kept_disk;
mod load;
mod other_store;
mod own_ledger;
mod plugins;
mod register;
mod texts;

pub use expectant::load_expectant;
pub(crate) use files::LARGEST_TEXT;
pub use files::{Disk, Files};
pub use kept_disk::KeptDisk;
pub use load::{
    Project, checkpoint_settings, compiler, feeds_as_in_force, feeds_as_written, ledger_place,
    ledger_place_at, load, load_again, load_agreed, load_with, server_settings, written_texts,
};
pub use other_store::keep_ledger_in;
pub use plugins::{plugin_folders, read_plugins};
pub use register::{BODIES_FILE, PROJECT_FILE, list_paths, register_text};
pub use texts::{MISSIONS_FOLDER, RULES_FOLDER};

pub use files::{list, read_text};
pub use plugins::libraries;
