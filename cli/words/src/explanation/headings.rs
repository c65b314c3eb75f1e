//! What stands over the parts of an explanation.

use super::AskedAbout;

pub const WHY: &str = "Why";
/// Over what would have to be different.
pub const DIFFERENT: &str = "What would have to be different, all else being equal";
/// Over what changed.
pub const CHANGED: &str = "What changed since the verdict before";
pub const EVIDENCE: &str = "On what evidence";
/// Over who waits for whom.
pub const TIES: &str = "Who waits for whom";
/// Where nobody waits.
pub const NO_TIES: &str = "It waits for nothing else, and nothing else waits for it.";
/// Over how things stood before.
pub const EARLIER: &str = "Earlier periods";
/// Over what says that it is owed.
pub const AUTHORITY: &str = "By what authority";
/// Over shares, expected effects and consequences.
pub const AT_STAKE: &str = "What hangs on it";
pub const NEXT: &str = "What next";

/// Over what is wrong, or how a verdict stands.
pub fn first(asked: AskedAbout) -> &'static str {
    match asked {
        AskedAbout::Alert => "What is wrong",
        AskedAbout::Verdict => "How it stands",
    }
}
