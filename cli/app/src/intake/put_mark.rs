//! What a machine remembers of the files of reports that it put into folders: up to where of the ledger it has them, and which before that it has not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::PathBuf;

use plugins::files::{sync_all_in, write_whole};
use plugins::stores::{Head, LedgerPlace, Link, ReportPlace};

/// The name of its file, beside what else of a ledger lies on this machine.
const NAME: &str = "reports-put";

/// Up to where reports were put.
pub(super) struct PutMark {
    file: PathBuf,
    /// Where the ledger ended when it was last looked at.
    pub(super) put: Head,
    /// Those before that which no feed took, or the disk did not, by their paths.
    pub(super) left: BTreeMap<ReportPlace, String>,
}

impl PutMark {
    /// As it was last written. What cannot be read says nothing: they are all looked at once more.
    pub(super) fn beside(ledger: &LedgerPlace) -> Self {
        let file = ledger.beside().with_file_name(NAME);
        let said = fs::read_to_string(&file).ok().and_then(|text| parse(&text));
        let (put, left) = said.unwrap_or((Head::START, BTreeMap::new()));
        Self { file, put, left }
    }

    /// Forgets all that was put.
    pub(super) fn begin_anew(&mut self) {
        (self.put, self.left) = (Head::START, BTreeMap::new());
    }

    /// Writes it down once the disk holds what lies in these folders.
    pub(super) fn write(&self, folders: &BTreeSet<PathBuf>) -> io::Result<()> {
        for folder in folders {
            match sync_all_in(folder) {
                // Whoever took it away took the files along.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                synced => synced?,
            }
        }
        let Head { position, hash } = self.put;
        let mut text = format!("{position} {hash}\n");
        for (place, path) in &self.left {
            writeln!(text, "{place} {path}").expect("a text takes every letter");
        }
        write_whole(&self.file, text.as_bytes())
    }
}

fn parse(text: &str) -> Option<(Head, BTreeMap<ReportPlace, String>)> {
    let mut lines = text.lines();
    let (position, hash) = lines.next()?.split_once(' ')?;
    let put = Head { position: position.parse().ok()?, hash: Link::parse(hash)? };
    let left = |line: &str| {
        let (place, path) = line.split_once(' ')?;
        Some((ReportPlace::parse(place)?, path.to_owned()))
    };
    Some((put, lines.map(left).collect::<Option<_>>()?))
}
