//! The files that figures come from, and whether any of them has changed. What they say is not looked at.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use plugins::inbox::Inbox;
use plugins::stores::LedgerPlace;
use plugins::watch::FileChange;

use app::project::{MISSIONS_FOLDER, Project, RULES_FOLDER, list_paths, plugin_folders};
use app::stamp::FileStamp;

/// Where the figures of a project come from, as its settings say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Inputs {
    /// The folders of feeds.
    pub(super) feeds: Vec<PathBuf>,
    pub(super) ledger: LedgerPlace,
    bank_holidays: Option<PathBuf>,
    /// The lists beside the register.
    lists: Vec<PathBuf>,
}

/// How every file stands.
pub(super) type Stamp = BTreeMap<PathBuf, FileStamp>;

impl Default for Inputs {
    /// Of no project.
    fn default() -> Self {
        let ledger = LedgerPlace::file(PathBuf::new());
        Self { feeds: Vec::new(), ledger, bank_holidays: None, lists: Vec::new() }
    }
}

impl Inputs {
    pub(super) fn of(project: &Project) -> Self {
        let Project { dir, settings, sources, .. } = project;
        Self {
            feeds: settings.feeds.iter().map(|feed| dir.join(&feed.folder)).collect(),
            ledger: project.ledger(),
            lists: list_paths(&sources.project).iter().map(|path| dir.join(path)).collect(),
            bank_holidays: sources.bank_holidays.as_ref().map(|text| dir.join(&*text.path)),
        }
    }

    /// The folders in which news of feeds and of the ledger shows.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let ledger = self.ledger.beside().parent().map(Path::to_owned);
        let inbox = Inbox::beside(self.ledger.beside()).folder().to_owned();
        self.feeds.iter().cloned().chain(ledger).chain([inbox]).collect()
    }

    /// Whether figures may be different after a change. Looking at a ledger moves the files beside it, which is no news.
    pub(super) fn concern(&self, change: &FileChange) -> bool {
        match change {
            FileChange::Rescan => true,
            // A request that leaves the inbox is on the ledger.
            FileChange::Written(path) | FileChange::Removed(path) => {
                let inbox = Inbox::beside(self.ledger.beside());
                let folder = path.parent().unwrap_or(Path::new(""));
                path == self.ledger.beside()
                    || folder == inbox.folder()
                    || self.feeds.iter().any(|feed| feed == folder)
            }
        }
    }

    /// How the files stand now.
    pub(super) fn stamp(&self, dir: &Path) -> Stamp {
        let own = [dir.to_owned(), dir.join(MISSIONS_FOLDER), dir.join(RULES_FOLDER)];
        let folders = own.into_iter().chain(plugin_folders(dir)).chain(self.feeds.iter().cloned());
        let listed = folders.filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
        let listed = listed.filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
        let ledger = self.ledger.beside();
        let mut journal = ledger.to_owned().into_os_string();
        journal.push("-wal");
        let others = [Some(ledger.to_owned()), Some(journal.into()), self.bank_holidays.clone()];
        let others = others.into_iter().flatten().chain(self.lists.iter().cloned());
        let files = listed.map(|entry| entry.path()).chain(others);
        let stamped = files.filter_map(|path| {
            let stamp = FileStamp::of(&path)?;
            Some((path, stamp))
        });
        stamped.collect()
    }
}
