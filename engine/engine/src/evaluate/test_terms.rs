//! Terms and verdicts for tests of how parts join up. Nothing here is judged.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::{BodyId, ContributionId, Due, MeasureId, Needs, PartId, RuleId, Verdict, Wait};
use crate::program::{Assessment, Duty, Part, Rule, Terms};
use crate::view::{Stop, View};

/// A rule that nobody asks.
struct Silent(RuleId);

impl Rule for Silent {
    fn id(&self) -> &RuleId {
        &self.0
    }

    fn assess(&self, _: &Arc<View>) -> Result<Assessment, Stop> {
        unreachable!("nothing is judged here")
    }
}

/// Terms under which bodies contribute, each with its weight.
pub(super) fn terms(needs: Needs, weights: &[Decimal]) -> Terms {
    let part = |(place, weight): (usize, &Decimal)| Part {
        id: PartId::Contribution(ContributionId::new(format!("part-{place}"))),
        by: BodyId::new(format!("body-{place}")),
        of: None,
        owner: None,
        weight: *weight,
        from: None,
        until: None,
        exceptions: std::sync::Arc::default(),
        stake: std::sync::Arc::default(),
        duty: Duty {
            measure: MeasureId::new("calls"),
            rule: Arc::new(Silent(RuleId::new("silent"))),
            params: Arc::default(),
        },
    };
    let due = Due::new(Wait::Days(1), Wait::NONE);
    Terms::new(due, needs, weights.iter().enumerate().map(part).collect(), Vec::new())
}

/// The same where all weigh the same.
pub(super) fn terms_of_equals(needs: Needs, parts: usize) -> Terms {
    terms(needs, &vec![Decimal::ONE; parts])
}

/// Verdicts by their words; `-` is not owed.
pub(super) fn verdicts(words: &str) -> Vec<Option<Verdict>> {
    let named = |word| Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == word);
    words.split(' ').map(|word| (word != "-").then(|| named(word).expect("a verdict"))).collect()
}
