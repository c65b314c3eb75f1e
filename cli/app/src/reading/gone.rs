//! Files of feeds that were read and are no longer there. Their figures stay in force, and people are told so.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

use engine::evidence::Evidence;
use ledger::file_contents::FileContents;
use plugins::feeds::Feed;

use crate::receipts::GoneFile;

/// The files of these feeds that are no longer there and of which figures are in force. One that only got another name is still there. A folder that is not there is a fault of its feed, and
/// says nothing of its files.
pub fn gone(project: &Path, feeds: &[Feed], contents: &FileContents, evidence: &Evidence) -> Vec<GoneFile> {
    let mut gone = Vec::new();
    for feed in feeds.iter().filter(|feed| feed.folder(project).is_dir()) {
        let id = &feed.settings().id;
        let (missing, there): (Vec<_>, Vec<_>) =
            contents.files(id).partition(|(path, _)| is_gone(&project.join(path)));
        let there: BTreeSet<&str> = there.into_iter().map(|(_, content)| content).collect();
        for (path, content) in missing.into_iter().filter(|(_, content)| !there.contains(content)) {
            let figures = evidence.in_force_of(id, path);
            if figures > 0 {
                gone.push(GoneFile { path: path.to_owned(), content: content.to_owned(), figures });
            }
        }
    }
    gone
}

fn is_gone(path: &Path) -> bool {
    path.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound)
}
