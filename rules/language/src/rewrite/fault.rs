//! Why a text cannot be rewritten, and on account of which of its values.

use thiserror::Error;

use super::place::ValuePlace;
use super::typed::Mistyped;

/// Why a value of a text cannot be another.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Unwritable {
    #[error("nothing that can be changed stands at `{0}` in the mission's text")]
    NotThere(ValuePlace),
    #[error(transparent)]
    Mistyped(#[from] Mistyped),
    #[error("it says that already")]
    Same,
    #[error("it is asked for twice in one change")]
    Twice,
    #[error("a change of this value begins with no day of its own; leave it out")]
    NoBeginning,
    #[error("the change would begin on {from}, and what it changes holds only from {since} on")]
    TooEarly { from: String, since: String },
    #[error("from {since} on another version holds in the place of this one; change that one")]
    Followed { since: String },
    #[error("it is written under several headings, so that only a person can add a version to it")]
    Scattered,
}

/// A text that is not rewritten, since one of its values cannot be what was asked for.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{why}")]
pub struct RewriteRefused {
    pub place: ValuePlace,
    pub why: Unwritable,
}
