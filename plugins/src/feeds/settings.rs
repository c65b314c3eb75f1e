//! What a feed is told: where its files lie, how they are written, and what stands in them.
//!
//! It is the resolved form; how it is written in `remit.toml` belongs to `settings`.

use engine::model::{FeedId, VoiceId};
use globset::Glob;

use super::format::FeedFormat;
use super::panel::PanelSettings;
use super::receipt::ReceiptSettings;
use crate::readers::{Layout, TakenOut};

#[derive(Clone, PartialEq, Debug)]
pub struct FeedSettings {
    pub id: FeedId,
    /// The folder of its files, relative to the project, with forward slashes.
    pub folder: String,
    /// Which files in the folder are its own.
    pub files: Glob,
    /// The body or the publisher for whom it speaks, where that is said.
    pub speaks_for: Option<VoiceId>,
    /// Where it speaks for people: who may read it, and by when it is to be answered.
    pub panel: Option<PanelSettings>,
    /// What becomes of figures whose rows a new content of their file no longer has.
    pub taken_out: TakenOut,
    /// Whom the receipts of its files are for.
    pub receipt: ReceiptSettings,
    pub format: FeedFormat,
    pub layout: Layout,
    /// Its table of `remit.toml`, alike for two tables that say the same. All else here follows from it.
    pub declared: String,
}

impl FeedSettings {
    /// Whether a file is this feed's own, by its path within the project.
    pub fn takes(&self, path: &str) -> bool {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        folder == self.folder && self.files.compile_matcher().is_match(name)
    }
}
