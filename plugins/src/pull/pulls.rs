//! The pulling of all feeds of a project: which tries are due, and when the next one will be.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use engine::model::{Calendar, FeedId};
use jiff::Timestamp;

use super::agent::Patience;
use super::attempt::{Attempt, Attempted, Pulled, due, whole};
use super::kept::{Kept, KeptFolder};
use super::settings::PullSettings;

/// The pulling of all feeds of a project.
#[derive(Debug)]
pub struct Pulls {
    project: PathBuf,
    folder: KeptFolder,
    patience: Patience,
    settings: Vec<PullSettings>,
    /// Kept in memory too: a disk that cannot be written must not turn this into asking without end.
    kept: BTreeMap<FeedId, Kept>,
    under_way: BTreeSet<FeedId>,
}

impl Pulls {
    /// Those of a project whose ledger is there.
    pub fn beside(ledger: &Path, project: &Path, patience: Patience) -> Self {
        Self {
            project: whole(project),
            folder: KeptFolder::beside(ledger),
            patience,
            settings: Vec::new(),
            kept: BTreeMap::new(),
            under_way: BTreeSet::new(),
        }
    }

    /// Pulls by other settings from now on. Tries that are under way are let come back.
    pub fn replace(&mut self, settings: Vec<PullSettings>) {
        for PullSettings { feed, .. } in &settings {
            self.kept.entry(feed.clone()).or_insert_with(|| self.folder.read(feed));
        }
        self.settings = settings;
    }

    /// The tries that are due and not under way yet.
    pub fn due(&mut self, calendar: &Calendar, now: Timestamp) -> Vec<Attempt> {
        let mut attempts = Vec::new();
        for settings in &self.settings {
            let kept = self.kept.get(&settings.feed).cloned().unwrap_or_default();
            let (Some(release), _) = due(settings, &kept, calendar, now) else { continue };
            if !self.under_way.insert(settings.feed.clone()) {
                continue;
            }
            attempts.push(Attempt {
                project: self.project.clone(),
                settings: settings.clone(),
                calendar: calendar.clone(),
                folder: self.folder.clone(),
                kept,
                release,
                now,
                patience: self.patience,
            });
        }
        attempts
    }

    /// When the next try will be due, of those that are not under way.
    pub fn next(&self, calendar: &Calendar, now: Timestamp) -> Option<Timestamp> {
        let idle = self.settings.iter().filter(|settings| !self.under_way.contains(&settings.feed));
        let nothing = Kept::default();
        let moments = idle.filter_map(|settings| {
            let kept = self.kept.get(&settings.feed).unwrap_or(&nothing);
            let (release, later) = due(settings, kept, calendar, now);
            if release.is_some() { Some(now) } else { later }
        });
        moments.min()
    }

    /// Notes that a try came back, and keeps what follows from it.
    ///
    /// # Errors
    /// It cannot be written down, so that a restart forgets it.
    pub fn came_back(&mut self, attempted: Attempted) -> (Pulled, io::Result<()>) {
        let Attempted { pulled, kept } = attempted;
        self.under_way.remove(&pulled.feed);
        let written = self.folder.write(&pulled.feed, &kept);
        self.kept.insert(pulled.feed.clone(), kept);
        (pulled, written)
    }
}
