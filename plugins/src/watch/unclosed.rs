//! Which files in watched folders are being written: they changed, and nobody has closed them since.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use notify::EventKind;

use super::change::{change, is_changed};

/// The files that are being written, as one watcher after the other sees it.
#[derive(Clone, Default, Debug)]
pub struct Unclosed(Arc<Mutex<BTreeSet<PathBuf>>>);

impl Unclosed {
    /// Whether a file changed and was not closed since.
    pub fn holds(&self, path: &Path) -> bool {
        self.files().contains(path)
    }

    pub(super) fn note(&self, kind: EventKind, path: &Path) {
        if change(kind, path).is_some() {
            self.files().remove(path);
        } else if is_changed(kind) {
            self.files().insert(path.to_owned());
        }
    }

    fn files(&self) -> MutexGuard<'_, BTreeSet<PathBuf>> {
        // A set of paths is whole whatever became of whoever held it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
