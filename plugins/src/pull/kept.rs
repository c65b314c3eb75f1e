//! What is kept of the pulling of one feed, beside the ledger: what a server said of the file that was had last, which release is under way
//! or done with, and the beginning of a file of which an attempt broke off. No address stands in it, since one may hold what is secret.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use engine::model::FeedId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::answer::{Beginning, Validators};
use crate::files::{Links, read_bounded, write_whole};

/// The folder, beside the ledger.
const FOLDER: &str = "pulled";
/// No such file is larger, in bytes.
const LARGEST: u64 = 1 << 20;

/// What is kept of the pulling of one feed.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The file that was had last.
    pub(super) had: Option<KeptFile>,
    /// The latest release with which there is nothing more to do.
    pub(super) settled: Option<Timestamp>,
    pub(super) round: Option<Round>,
    /// The beginning of a file, whose bytes lie in a file of their own.
    pub(super) beginning: Option<KeptFile>,
}

/// What a server said of a file.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub(super) struct KeptFile {
    /// The hash of its address.
    pub(super) address: String,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

/// The tries for one release.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Round {
    pub(super) release: Timestamp,
    pub(super) first: Timestamp,
    pub(super) tries: u32,
    pub(super) next: Timestamp,
    /// Whether a try found that the file was not out yet, so that it came out later than its release.
    pub(super) not_yet: bool,
}

impl KeptFile {
    pub(super) fn new(address: String, validators: Validators) -> Self {
        Self { address, etag: validators.etag, last_modified: validators.last_modified }
    }

    pub(super) fn validators(&self) -> Validators {
        Validators { etag: self.etag.clone(), last_modified: self.last_modified.clone() }
    }
}

/// Where it is kept for all feeds of a project.
#[derive(Clone, Debug)]
pub(super) struct KeptFolder(PathBuf);

impl KeptFolder {
    pub(super) fn beside(ledger: &Path) -> Self {
        Self(ledger.parent().unwrap_or(Path::new("")).join(FOLDER))
    }

    fn path(&self, feed: &FeedId, extension: &str) -> PathBuf {
        self.0.join(format!("{feed}.{extension}"))
    }

    /// What is kept of a feed; nothing where that cannot be read, so that its file is had once more.
    pub(super) fn read(&self, feed: &FeedId) -> Kept {
        let bytes = read_bounded(&self.path(feed, "json"), LARGEST, Links::Refused);
        bytes.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    pub(super) fn write(&self, feed: &FeedId, kept: &Kept) -> io::Result<()> {
        let json = serde_json::to_vec_pretty(kept).map_err(io::Error::other)?;
        self.put(&self.path(feed, "json"), &json)
    }

    /// The beginning of a file that goes on at its end, where there is one of this address.
    pub(super) fn beginning(
        &self,
        feed: &FeedId,
        kept: &Kept,
        address: &str,
        most: u64,
    ) -> Option<Beginning> {
        let of_file = kept.beginning.as_ref().filter(|beginning| beginning.address == address)?;
        let bytes = read_bounded(&self.path(feed, "part"), most, Links::Refused).ok()?;
        (!bytes.is_empty()).then(|| Beginning { bytes, validators: of_file.validators() })
    }

    pub(super) fn keep_beginning(&self, feed: &FeedId, bytes: &[u8]) -> io::Result<()> {
        self.put(&self.path(feed, "part"), bytes)
    }

    pub(super) fn drop_beginning(&self, feed: &FeedId) {
        // There may be none; one that stays is not gone on with.
        fs::remove_file(self.path(feed, "part")).ok();
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        write_whole(path, bytes)
    }
}
