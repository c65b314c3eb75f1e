//! Which folders are watched: those asked for, and every folder on the way to them, by which their coming and going is
//! seen.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::fault::WatchError;

/// Watched folders with the system's means of watching.
pub(super) struct Folders {
    system: RecommendedWatcher,
    wanted: BTreeSet<PathBuf>,
    /// The wanted ones and those on the way to them; a parent sorts before its children.
    watched: BTreeSet<PathBuf>,
}

impl Folders {
    pub(super) fn watch(
        project: &Path,
        wanted: &[PathBuf],
        deliver: impl FnMut(notify::Result<Event>) + Send + 'static,
    ) -> Result<Self, WatchError> {
        let refuse = |path: &Path, error: &notify::Error| WatchError {
            path: path.display().to_string(),
            reason: reason(error),
        };
        let system =
            RecommendedWatcher::new(deliver, Config::default()).map_err(|error| refuse(project, &error))?;
        let on_the_way = |folder: &PathBuf| {
            let inside = folder.ancestors().take_while(|folder| folder.starts_with(project));
            inside.map(Path::to_owned).chain([folder.clone()]).collect::<Vec<_>>()
        };
        let watched = wanted.iter().flat_map(on_the_way).chain([project.to_owned()]).collect();
        let mut folders = Self { system, wanted: wanted.iter().cloned().collect(), watched };
        for folder in folders.watched.clone() {
            if folder.is_dir() || folder == project {
                folders.start(&folder).map_err(|error| refuse(&folder, &error))?;
            }
        }
        Ok(folders)
    }

    fn start(&mut self, folder: &Path) -> notify::Result<()> {
        self.system.watch(folder, RecursiveMode::NonRecursive)
    }

    /// Whether this is a watched folder itself.
    pub(super) fn holds(&self, path: &Path) -> bool {
        self.watched.contains(path)
    }

    /// Whether this stands in a folder that was asked for.
    pub(super) fn is_inside(&self, path: &Path) -> bool {
        path.parent().is_some_and(|parent| self.wanted.contains(parent))
    }

    /// Watches a folder that came or went, and all in it: the old watches followed the old folder.
    pub(super) fn watch_again(&mut self, path: &Path) {
        let below: Vec<_> = self.watched.iter().filter(|folder| folder.starts_with(path)).cloned().collect();
        for folder in below {
            // The watch may have ended with the folder.
            self.system.unwatch(&folder).ok();
            if folder.is_dir()
                && let Err(error) = self.start(&folder)
            {
                tracing::warn!("{} cannot be watched: {}", folder.display(), reason(&error));
            }
        }
    }
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::PathNotFound => "it does not exist".to_owned(),
        notify::ErrorKind::MaxFilesWatch => {
            "the system allows no more watches; raise fs.inotify.max_user_watches".to_owned()
        }
        notify::ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
            "it does not exist".to_owned()
        }
        _ => error.to_string(),
    }
}
