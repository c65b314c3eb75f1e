//! What people were last told of the project itself: of its faults, of changes that wait for signatures, and of notifiers.

use std::collections::{BTreeMap, BTreeSet};

use ledger::entry::{Entry, Recorded};
use ledger::fold::Observer;
use ledger::note::Checkpoint;
use serde::{Deserialize, Serialize};

use crate::wire::WireWaiting;

/// The kind of a message that says that newest texts cannot be used.
pub(crate) const REFUSED: &str = "project.refused";
/// The kind of a message that says that they can be used again.
pub(crate) const ACCEPTED: &str = "project.accepted";
/// The kind of a message that says that a change waits for signatures, or for its day.
pub(crate) const WAITING: &str = "project.waiting";
/// The kind of a message that says that rows of a file were set aside.
pub(crate) const SET_ASIDE: &str = "feed.set-aside";
/// The kind of a message that says that nothing in a file could be used.
pub(crate) const FILE_REFUSED: &str = "feed.refused";
/// The kind of a message that says that a file is no longer there, and that its figures stay in force.
pub(crate) const FILE_GONE: &str = "feed.gone";
/// The kind of a message that says that messages do not arrive through another notifier.
pub(crate) const FAILING: &str = "notifier.failing";
/// The kind of a message that says that they do again.
pub(crate) const RECOVERED: &str = "notifier.recovered";
/// The kind of a message that says that a change that waited is in force.
pub(crate) const APPROVED: &str = "project.approved";
/// The kind of a message that says that a change waits no longer and is not in force.
pub(crate) const WITHDRAWN: &str = "project.withdrawn";

/// The kind of a message in which a checkpoint is sent to somebody.
pub(crate) const CHECKPOINT: &str = "ledger.checkpoint";

/// How messages name a checkpoint: no ledger has two of one size.
pub(crate) fn checkpoint_name(checkpoint: &Checkpoint) -> String {
    format!("{} {}", checkpoint.origin, checkpoint.size)
}

/// What people were last told of the project itself, so that nothing is told twice.
#[derive(Clone, Default, PartialEq, Debug)]
pub(crate) struct Announced {
    /// The faults, as JSON; none once those were put right.
    pub(crate) refusal: Option<String>,
    /// Each change that waits, by mission.
    pub(crate) waiting: BTreeMap<String, WireWaiting>,
    /// The notifiers of which the others know that they do not work.
    pub(crate) failing: BTreeSet<String>,
    pub(crate) files: AnnouncedFiles,
}

/// Of which files people were last told that they were refused or are gone, each with its content then.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct AnnouncedFiles {
    /// Where the content is not known, by why it could not be read.
    pub(crate) refused: BTreeMap<String, String>,
    pub(crate) gone: BTreeMap<String, String>,
}

impl Observer for Announced {
    fn observe(&mut self, recorded: &Recorded) {
        let Entry::Queued { message, .. } = &recorded.entry else { return };
        match &*message.kind {
            REFUSED => self.refusal = Some(message.json.clone()),
            ACCEPTED => self.refusal = None,
            WAITING | APPROVED | WITHDRAWN => {
                let Ok(waiting) = serde_json::from_str::<WireWaiting>(&message.json) else { return };
                if message.kind == WAITING {
                    self.waiting.insert(waiting.mission.clone(), waiting);
                } else {
                    self.waiting.remove(&waiting.mission);
                }
            }
            FAILING | RECOVERED => {
                let Ok(Named { notifier }) = serde_json::from_str(&message.json) else { return };
                if message.kind == FAILING {
                    self.failing.insert(notifier);
                } else {
                    self.failing.remove(&notifier);
                }
            }
            FILE_REFUSED | FILE_GONE => {
                let Ok(AnnouncedFile { file, content }) = serde_json::from_str(&message.json) else { return };
                let files = &mut self.files;
                let told = if message.kind == FILE_REFUSED { &mut files.refused } else { &mut files.gone };
                told.insert(file, content);
            }
            _ => {}
        }
    }
}

#[derive(Deserialize)]
struct AnnouncedFile {
    file: String,
    content: String,
}

#[derive(Deserialize)]
struct Named {
    notifier: String,
}
