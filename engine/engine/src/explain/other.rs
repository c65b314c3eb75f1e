//! What a rule asked of other obligations, with what it was told.

use jiff::Timestamp;

use crate::model::{BodyId, Verdict};
use crate::others::{OtherReply, Others};
use crate::view::OtherRead;

/// One thing that a rule asked of other obligations.
#[derive(Clone, PartialEq, Debug)]
pub struct OtherExhibit {
    pub read: OtherRead,
    pub answer: OtherAnswer,
}

/// What a rule was told of other obligations.
#[derive(Clone, PartialEq, Debug)]
pub enum OtherAnswer {
    /// How many there are.
    Obligations(usize),
    /// None where nobody owes it for that period.
    Verdict(Option<Verdict>),
    /// Who owes each part, with its verdict.
    Parts(Vec<(BodyId, Verdict)>),
    /// Since when; none where it is not broken, or people were not told.
    Since(Option<Timestamp>),
    Replies(Vec<OtherReply>),
}

impl OtherExhibit {
    /// What others answer to a rule whose period is due at a moment.
    pub(super) fn of(read: OtherRead, others: &dyn Others, due: Timestamp) -> Self {
        let answer = match &read {
            OtherRead::Obligations(among) => {
                OtherAnswer::Obligations(others.among(among).map_or(0, |found| found.len()))
            }
            OtherRead::Verdict(of, period) => OtherAnswer::Verdict(others.verdict(of, *period)),
            OtherRead::Parts(of, period) => {
                let parts = others.parts(of, *period).into_iter();
                OtherAnswer::Parts(parts.map(|part| (part.by, part.verdict)).collect())
            }
            OtherRead::Breach(of) => OtherAnswer::Since(others.broken_since(of, due)),
            OtherRead::Told(of) => OtherAnswer::Since(others.told(of, due)),
            OtherRead::Replies(of) => OtherAnswer::Replies(others.replies(of, due)),
        };
        Self { read, answer }
    }
}
