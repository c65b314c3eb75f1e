//! Whether people read something else of a whole over other parts. How verdicts join up is in `join`.

use crate::model::{BodyId, Needs, Verdict};
use crate::program::Terms;

/// The verdicts of the parts of one period, in the order of the declaration; none of a part that is not owed in it.
#[derive(Clone, Copy)]
pub(crate) struct PartVerdicts<'a> {
    pub(crate) terms: &'a Terms,
    pub(crate) verdicts: &'a [Option<Verdict>],
}

impl<'a> PartVerdicts<'a> {
    /// Whether people would be told something else of a whole that keeps its verdict, now that its parts stand as in `now`.
    pub(crate) fn read_otherwise(self, whole: Verdict, now: PartVerdicts<'_>) -> bool {
        let (before, now) = (self.told(), now.told());
        let counts_differ = whole.is_settled() && before.delivered() != now.delivered();
        counts_differ || !before.named(whole).eq(now.named(whole))
    }

    fn told(self) -> Self {
        let count = told_parts(self.terms, self.verdicts);
        Self { verdicts: &self.verdicts[..count], ..self }
    }

    fn delivered(self) -> (usize, usize) {
        let owed = || self.verdicts.iter().flatten();
        (owed().filter(|verdict| verdict.is_delivered()).count(), owed().count())
    }

    fn named(self, whole: Verdict) -> impl Iterator<Item = (&'a BodyId, Verdict)> {
        let parts = self.terms.parts.iter().zip(self.verdicts);
        let owed = parts.filter_map(|(part, verdict)| Some((&part.by, (*verdict)?)));
        owed.filter(move |(_, verdict)| is_named(whole, *verdict))
    }
}

/// How many parts are told of: where one comes after the other, whoever waits for an earlier party is not named.
pub fn told_parts(terms: &Terms, parts: &[Option<Verdict>]) -> usize {
    let first_open = parts.iter().position(|verdict| verdict.is_some_and(|verdict| !verdict.is_settled()));
    match (terms.needs, first_open) {
        (Needs::InOrder, Some(first)) => first + 1,
        _ => parts.len(),
    }
}

/// Whether a part of this verdict is named when people are told of a whole of that verdict.
fn is_named(whole: Verdict, part: Verdict) -> bool {
    match whole {
        Verdict::NotDue => false,
        whole if whole.is_settled() => part.is_settled() && part != Verdict::Met,
        _ => !part.is_settled() && part != Verdict::NotDue,
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_terms::{terms_of_equals, verdicts};
    use super::*;

    /// Whether people are told of a whole anew when its parts go from one state to another and it keeps its verdict.
    #[track_caller]
    fn check(needs: Needs, whole: &str, before: &str, now: &str, expected: bool) {
        let (before, now) = (verdicts(before), verdicts(now));
        let terms = terms_of_equals(needs, before.len());
        let of = |verdicts| PartVerdicts { terms: &terms, verdicts };
        let whole = verdicts(whole)[0].expect("a whole has a verdict");
        assert_eq!(of(&before).read_otherwise(whole, of(&now)), expected);
    }

    #[test]
    fn a_whole_is_told_anew_when_other_parts_break_it() {
        check(Needs::All, "missed", "missed met", "missed missed", true);
        check(Needs::All, "missed", "missed no-data", "no-data missed", true);
        check(Needs::All, "missed", "missed met", "missed waived", false);
        check(Needs::All, "not-due", "not-due met", "not-due missed", false);
    }

    #[test]
    fn a_whole_that_is_met_is_told_anew_when_more_delivered_or_other_parts_were_late() {
        check(Needs::Any, "met", "met missed", "met no-data", false);
        check(Needs::Any, "met", "met missed", "missed met", false);
        check(Needs::Any, "met", "met not-due", "met met", true);
        check(Needs::Any, "met", "met met-late", "met met", true);
        check(Needs::Any, "met", "met not-due", "met waived", true);
    }

    #[test]
    fn who_waits_for_an_earlier_party_is_not_told_of() {
        check(Needs::InOrder, "missed", "met missed not-due", "met missed missed", false);
        check(Needs::InOrder, "missed", "missed missed met", "met missed met", true);
    }
}
