//! Where and when reports were made: the rows of one file have their file, and as a rule their vintage, in common.

use std::sync::Arc;

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::interner::Interner;
use super::rank::Rank;
use crate::model::{FeedId, Source, SourceFile, Status, Vintage};

/// The place of a file and a vintage among all that were met.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct OriginIx(pub(super) u32);

/// What the rows of one file have in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Origin {
    /// The file's place among those that were met.
    pub file: u32,
    pub vintage: Vintage,
}

/// Every file with every vintage of its rows.
#[derive(Default)]
pub(super) struct Origins {
    files: Interner<Arc<SourceFile>>,
    all: IndexSet<Origin, FxBuildHasher>,
    /// Of how many cells the report in force is of each origin.
    in_force: Vec<u32>,
    /// The origins of every path of a feed.
    by_path: FxHashMap<FeedId, FxHashMap<String, Vec<OriginIx>>>,
    /// The last one: the rows of a file arrive together.
    last: Option<(Arc<SourceFile>, Vintage, OriginIx)>,
}

impl Origins {
    pub(super) fn number(&mut self, file: &Arc<SourceFile>, vintage: Vintage) -> OriginIx {
        if let Some((last_file, last_vintage, ix)) = &self.last
            && Arc::ptr_eq(last_file, file)
            && *last_vintage == vintage
        {
            return *ix;
        }
        let origin = Origin { file: self.files.number(file), vintage };
        let (index, is_new) = self.all.insert_full(origin);
        let ix = place(index);
        if is_new {
            self.in_force.push(0);
            self.note_path(file, ix);
        }
        self.last = Some((Arc::clone(file), vintage, ix));
        ix
    }

    /// Notes an origin of a path. A file that is read again has a path that is known: nothing is copied for it.
    fn note_path(&mut self, file: &SourceFile, ix: OriginIx) {
        let known = self.by_path.get_mut(&file.feed).and_then(|paths| paths.get_mut(&file.path));
        match known {
            Some(origins) => origins.push(ix),
            None => self
                .by_path
                .entry(file.feed.clone())
                .or_default()
                .entry(file.path.clone())
                .or_default()
                .push(ix),
        }
    }

    pub(super) fn vintage(&self, ix: OriginIx) -> Vintage {
        self.all[ix.0 as usize].vintage
    }

    /// Notes that a report came into force, in the place of another where there was one.
    pub(super) fn came_into_force(&mut self, ix: OriginIx, replaced: Option<OriginIx>) {
        if let Some(replaced) = replaced {
            self.in_force[replaced.0 as usize] -= 1;
        }
        self.in_force[ix.0 as usize] += 1;
    }

    /// The origins of a path.
    pub(super) fn of_path(&self, feed: &FeedId, path: &str) -> &[OriginIx] {
        self.by_path.get(feed).and_then(|paths| paths.get(path)).map_or(&[], Vec::as_slice)
    }

    /// The origins of all files of a feed.
    pub(super) fn of_feed(&self, feed: &FeedId) -> impl Iterator<Item = OriginIx> {
        let paths = self.by_path.get(feed).into_iter().flat_map(FxHashMap::values);
        paths.flatten().copied()
    }

    /// The paths of all files of a feed.
    pub(super) fn paths_of_feed(&self, feed: &FeedId) -> impl Iterator<Item = &str> {
        self.by_path.get(feed).into_iter().flat_map(FxHashMap::keys).map(String::as_str)
    }

    /// Whether something was heard of a file in an earlier reading, when it held what it holds now.
    pub(super) fn is_read_again(&self, file: &SourceFile) -> bool {
        let read = self.of_path(&file.feed, &file.path).iter();
        let mut read = read.map(|ix| self.files.get(self.all[ix.0 as usize].file));
        read.any(|read| read.hash == file.hash && read.edition.reading < file.edition.reading)
    }

    /// Of how many cells the report in force is of an origin.
    pub(super) fn in_force(&self, ix: OriginIx) -> u32 {
        self.in_force[ix.0 as usize]
    }

    /// What stands before what, of the reports of one cell.
    pub(super) fn rank(&self, ix: OriginIx, status: Status) -> Rank {
        let Origin { file, vintage } = self.all[ix.0 as usize];
        Rank { vintage, status, edition: self.files.get(file).edition }
    }

    /// By when what came from there counts as known where lateness is judged.
    pub(super) fn counts_from(&self, ix: OriginIx) -> Vintage {
        let Origin { file, vintage } = self.all[ix.0 as usize];
        self.files.get(file).counts_from(vintage)
    }

    pub(super) fn source(&self, ix: OriginIx, line: u32) -> Source {
        Source { file: Arc::clone(self.file(ix)), line }
    }

    pub(super) fn file(&self, ix: OriginIx) -> &Arc<SourceFile> {
        self.files.get(self.all[ix.0 as usize].file)
    }

    pub(super) fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.iter()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Origin> {
        self.all.iter()
    }
}

fn place(index: usize) -> OriginIx {
    OriginIx(u32::try_from(index).expect("fewer than four thousand million files and vintages"))
}
