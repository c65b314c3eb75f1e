//! What was reached, as a value: lines and branches with how often rules came past them.

use std::collections::BTreeMap;
use std::fmt;
use std::iter::Sum;
use std::sync::Arc;

use super::point::{Branch, Point, PointKind};
use crate::source::SourceText;

/// What was reached in the rules of a project, file by file in the order of their paths.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Coverage {
    files: Vec<FileCoverage>,
}

/// What was reached in one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileCoverage {
    pub source: SourceText,
    /// How often each line was run on which a statement begins; lines are counted from 1.
    pub lines: BTreeMap<u32, u64>,
    /// How often each branch was taken, in the order of the text.
    pub branches: Vec<BranchCount>,
}

/// How often a branch was taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct BranchCount {
    /// The line of the `if`, of the case or of the loop, counted from 1.
    pub line: u32,
    /// Its column, counted from 1 in characters.
    pub column: u32,
    /// Which way it is.
    pub branch: Branch,
    /// How often it was taken.
    pub count: u64,
}

/// A part of a whole, as exact counts.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Share {
    /// How many were reached.
    pub reached: usize,
    /// How many there are.
    pub of: usize,
}

impl Coverage {
    pub(super) fn of(files: impl Iterator<Item = FileCoverage>) -> Self {
        let mut files: Vec<FileCoverage> = files.collect();
        files.sort_by(|left, right| left.source.path.cmp(&right.source.path));
        Self { files }
    }

    /// Every file, in the order of the paths.
    pub fn files(&self) -> &[FileCoverage] {
        &self.files
    }

    /// Lines reached over all files.
    pub fn lines(&self) -> Share {
        self.files.iter().map(FileCoverage::lines_reached).sum()
    }

    /// Branches reached over all files.
    pub fn branches(&self) -> Share {
        self.files.iter().map(FileCoverage::branches_reached).sum()
    }

    /// Lines and branches reached, counted together.
    pub fn total(&self) -> Share {
        [self.lines(), self.branches()].into_iter().sum()
    }

    /// The same with what another run reached. Files that only one of them has are kept as they are.
    #[must_use]
    pub fn merged(mut self, other: Self) -> Self {
        for file in other.files {
            match self.files.iter_mut().find(|own| own.source == file.source) {
                Some(own) => own.add(file),
                None => self.files.push(file),
            }
        }
        Self::of(self.files.into_iter())
    }
}

impl FileCoverage {
    pub(super) fn of(source: &SourceText, points: &[Arc<Point>]) -> Self {
        let (mut lines, mut branches) = (BTreeMap::new(), Vec::new());
        for point in points {
            let (line, column, count) = (point.line, point.column, point.count());
            match point.kind {
                // Of several statements on one line the one that ran most says how often the line did.
                PointKind::Statement => {
                    let most: &mut u64 = lines.entry(line).or_default();
                    *most = count.max(*most);
                }
                PointKind::Branch(branch) => branches.push(BranchCount { line, column, branch, count }),
            }
        }
        branches.sort();
        Self { source: source.clone(), lines, branches }
    }

    /// How many lines were reached.
    pub fn lines_reached(&self) -> Share {
        Share::of(self.lines.values())
    }

    /// How many branches were taken.
    pub fn branches_reached(&self) -> Share {
        Share::of(self.branches.iter().map(|branch| &branch.count))
    }

    /// The lines that were never reached.
    pub fn missed_lines(&self) -> impl Iterator<Item = u32> {
        self.lines.iter().filter(|(_, count)| **count == 0).map(|(line, _)| *line)
    }

    /// The branches that were never taken.
    pub fn missed_branches(&self) -> impl Iterator<Item = &BranchCount> {
        self.branches.iter().filter(|branch| branch.count == 0)
    }

    fn add(&mut self, other: Self) {
        for (line, count) in other.lines {
            *self.lines.entry(line).or_default() += count;
        }
        for (own, other) in self.branches.iter_mut().zip(other.branches) {
            own.count += other.count;
        }
    }
}

impl Share {
    fn of<'a>(counts: impl Iterator<Item = &'a u64>) -> Self {
        counts.fold(Self::default(), |share, count| Self {
            reached: share.reached + usize::from(*count > 0),
            of: share.of + 1,
        })
    }

    /// Whether at least so many of a hundred were reached; of nothing everything is.
    pub fn is_at_least(self, percent: u8) -> bool {
        self.reached * 100 >= self.of * usize::from(percent)
    }
}

impl Sum for Share {
    fn sum<I: Iterator<Item = Self>>(shares: I) -> Self {
        shares.fold(Self::default(), |sum, share| Self {
            reached: sum.reached + share.reached,
            of: sum.of + share.of,
        })
    }
}

impl fmt::Display for Share {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&format!("{} of {}", self.reached, self.of))
    }
}
