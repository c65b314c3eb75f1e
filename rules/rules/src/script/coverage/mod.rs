//! Which lines and branches of a rule were reached, counted by rewriting its syntax tree.
//!
//! `point` is what is counted, `rewrite` puts a mark before every statement and at the head of every branch, `marks` counts
//! when a rule comes past one, `log` keeps the counts of a project's rules, and `reached` is what came of them. A counted
//! rule judges as a plain one does, and pays no more for it.

mod log;
mod marks;
mod point;
mod reached;
mod rewrite;

pub use log::{Counting, CoverageLog};
pub(super) use marks::{SPARE, engine};
pub use point::Branch;
pub use reached::{BranchCount, Coverage, FileCoverage, Share};
