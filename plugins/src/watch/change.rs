//! What happened in a watched folder, out of the system's events.

use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind};

/// What happened in a watched folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileChange {
    /// A file is there, whole and perhaps new.
    Written(PathBuf),
    /// A file is gone, or has another name now.
    Removed(PathBuf),
    /// A folder came or went, or news was lost: only looking at everything again tells what is there.
    Rescan,
}

/// Whether an event can mean anything here; most are files being opened and read, not least by Remit itself.
pub(super) fn is_news(event: &Event) -> bool {
    event.need_rescan()
        || comes_or_goes(event.kind)
        || is_whole(event.kind)
        || is_opened(event.kind)
        || is_changed(event.kind)
}

/// Whether a file is opened; of one that has just appeared, that is by whoever writes it.
pub(super) fn is_opened(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(AccessKind::Open(_)))
}

/// Whether something is written into a file.
pub(super) fn is_changed(kind: EventKind) -> bool {
    matches!(kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any))
}

/// Whether a file appears of which nothing says that it is whole: who writes it opens it next, and who links it never does.
pub(super) fn appears(kind: EventKind) -> bool {
    matches!(kind, EventKind::Create(_)) && !is_whole(kind)
}

/// Whether something appears, disappears or changes its name.
pub(super) fn comes_or_goes(kind: EventKind) -> bool {
    matches!(kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
}

/// Whether a file is closed after writing. Where the system cannot tell, every write may have been the last.
fn is_whole(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) => {
            cfg!(not(target_os = "linux"))
        }
        _ => false,
    }
}

/// What an event says of a file.
pub(super) fn change(kind: EventKind, path: &Path) -> Option<FileChange> {
    match kind {
        EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Some(FileChange::Written(path.to_owned())),
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => {
            Some(FileChange::Removed(path.to_owned()))
        }
        // Both halves of such a rename have been told one by one.
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => None,
        EventKind::Modify(ModifyKind::Name(_)) if path.exists() => Some(FileChange::Written(path.to_owned())),
        EventKind::Modify(ModifyKind::Name(_)) => Some(FileChange::Removed(path.to_owned())),
        kind => is_whole(kind).then(|| FileChange::Written(path.to_owned())),
    }
}
