//! What tests reached, for programs.

use rules::script::{BranchCount, Coverage, FileCoverage, Share};
use serde::Serialize;

/// Everything that was reached.
#[derive(Serialize)]
pub(in crate::cases) struct WireCoverage<'a> {
    lines: WireShare,
    branches: WireShare,
    files: Vec<WireFile<'a>>,
}

#[derive(Serialize)]
struct WireShare {
    reached: usize,
    of: usize,
}

#[derive(Serialize)]
struct WireFile<'a> {
    file: &'a str,
    lines: WireShare,
    branches: WireShare,
    missed_lines: Vec<u32>,
    missed_branches: Vec<WireCoveredBranch>,
}

#[derive(Serialize)]
struct WireCoveredBranch {
    line: u32,
    column: u32,
    branch: String,
}

impl<'a> From<&'a Coverage> for WireCoverage<'a> {
    fn from(coverage: &'a Coverage) -> Self {
        Self {
            lines: coverage.lines().into(),
            branches: coverage.branches().into(),
            files: coverage.files().iter().map(Into::into).collect(),
        }
    }
}

impl From<Share> for WireShare {
    fn from(Share { reached, of }: Share) -> Self {
        Self { reached, of }
    }
}

impl<'a> From<&'a FileCoverage> for WireFile<'a> {
    fn from(file: &'a FileCoverage) -> Self {
        Self {
            file: &file.source.path,
            lines: file.lines_reached().into(),
            branches: file.branches_reached().into(),
            missed_lines: file.missed_lines().collect(),
            missed_branches: file.missed_branches().map(Into::into).collect(),
        }
    }
}

impl From<&BranchCount> for WireCoveredBranch {
    fn from(branch: &BranchCount) -> Self {
        Self { line: branch.line, column: branch.column, branch: branch.branch.to_string() }
    }
}
