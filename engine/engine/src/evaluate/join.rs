//! The finding of a whole obligation for one period, and whether people are told of it anew. How verdicts join up is in `needs`.

use super::finding::{Cause, Finding};
use super::needs::join;
use crate::model::{BodyId, Needs, Verdict};
use crate::program::Terms;

/// Joins the findings of the parts, which come in the order of the declaration.
pub(crate) fn join_parts(terms: &Terms, parts: &[&Finding]) -> (Finding, Vec<usize>) {
    if !terms.is_joint() {
        let broken_by = if parts[0].verdict.is_breach() { vec![0] } else { Vec::new() };
        return (parts[0].clone(), broken_by);
    }
    let weighed: Vec<_> =
        parts.iter().zip(&terms.parts).map(|(finding, part)| (finding.verdict, part.weight)).collect();
    let joined = join(terms.needs, &weighed);
    (Finding { verdict: joined.verdict, cause: Cause::Parts }, joined.broken_by)
}

/// The verdicts of the parts of one period, in the order of the declaration.
#[derive(Clone, Copy)]
pub(crate) struct PartVerdicts<'a> {
    pub(crate) terms: &'a Terms,
    pub(crate) verdicts: &'a [Verdict],
}

impl<'a> PartVerdicts<'a> {
    /// Whether people would be told something else of a whole that keeps its verdict, now that its parts stand as in `now`.
    pub(crate) fn read_otherwise(self, whole: Verdict, now: PartVerdicts<'_>) -> bool {
        let (before, now) = (self.told(), now.told());
        let counts_differ = whole.is_delivered() && before.delivered() != now.delivered();
        counts_differ || !before.named(whole).eq(now.named(whole))
    }

    fn told(self) -> Self {
        let count = told_parts(self.terms, self.verdicts);
        Self { verdicts: &self.verdicts[..count], ..self }
    }

    fn delivered(self) -> (usize, usize) {
        let is_delivered = |verdict: &&Verdict| matches!(verdict, Verdict::Met | Verdict::MetLate);
        (self.verdicts.iter().filter(is_delivered).count(), self.verdicts.len())
    }

    fn named(self, whole: Verdict) -> impl Iterator<Item = (&'a BodyId, Verdict)> {
        let parts = self.terms.parts.iter().zip(self.verdicts);
        parts.filter(move |(_, part)| is_named(whole, **part)).map(|(part, verdict)| (&part.by, *verdict))
    }
}

/// How many parts are told of: where one comes after the other, whoever waits for an earlier party is not named.
pub fn told_parts(terms: &Terms, parts: &[Verdict]) -> usize {
    let first_open = parts.iter().position(|verdict| !verdict.is_delivered());
    match (terms.needs, first_open) {
        (Needs::InOrder, Some(first)) => first + 1,
        _ => parts.len(),
    }
}

/// Whether a part of this verdict is named when people are told of a whole of that verdict.
fn is_named(whole: Verdict, part: Verdict) -> bool {
    match whole {
        Verdict::NotDue => false,
        Verdict::Met | Verdict::MetLate => matches!(part, Verdict::MetLate | Verdict::Waived),
        _ => !matches!(part, Verdict::Met | Verdict::MetLate | Verdict::Waived | Verdict::NotDue),
    }
}
