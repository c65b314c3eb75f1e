//! Who did worst: by the size of each miss against what was owed. What the figures are is a fact of the alert; here is only
//! their order.

use engine::alert::{Alert, Breaker, OwnFigure};
use engine::model::{Better, Catalogue};
use engine::program::Program;
use rust_decimal::Decimal;

/// The same parties, the worst first. Those of whom nothing is known keep their order, behind the others.
pub(super) fn worst_first<'a>(
    breakers: impl Iterator<Item = &'a Breaker>,
    catalogue: &Catalogue,
) -> Vec<&'a Breaker> {
    let better = |breaker: &Breaker| {
        let measure = catalogue.measures.get(&breaker.figure.measure);
        measure.map_or(Better::Higher, |measure| measure.better)
    };
    let mut sized: Vec<(Option<Size>, &Breaker)> =
        breakers.map(|breaker| (Size::of(&breaker.figure, better(breaker)), breaker)).collect();
    sized.sort_by(|(one, _), (other, _)| match (one, other) {
        (Some(one), Some(other)) => other.cmp(one),
        (one, other) => other.is_some().cmp(&one.is_some()),
    });
    sized.into_iter().map(|(_, breaker)| breaker).collect()
}

/// The parties that an alert names, the worst first.
pub fn worst_named<'a>(alert: &'a Alert, program: &Program) -> Vec<&'a Breaker> {
    worst_first(alert.named(), &program.catalogue)
}

/// How large a miss is.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Size {
    /// Nothing is known that the figure was held against: the figure itself, the worse the more.
    Figure(Decimal),
    /// What is lacking, against what was owed.
    Share(Decimal),
}

impl Size {
    fn of(figure: &OwnFigure, better: Better) -> Option<Self> {
        let value = figure.value?;
        let worse = |of: Decimal| match better {
            Better::Lower => of,
            Better::Higher => -of,
        };
        let lacking = figure
            .against
            .and_then(|against| value.checked_sub(against)?.checked_div(against.abs()).map(worse));
        Some(lacking.map_or_else(|| Self::Figure(worse(value)), Self::Share))
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;

    fn figure(value: i64, against: Option<i64>) -> OwnFigure {
        OwnFigure {
            measure: engine::model::MeasureId::new("m"),
            value: Some(value.into()),
            against: against.map(Into::into),
            absent: None,
        }
    }

    #[test]
    fn a_miss_is_sized_against_what_was_owed() {
        let size = |value, against| Size::of(&figure(value, against), Better::Higher);
        assert!(size(5, Some(10)) > size(90, Some(100)), "half of a little is worse than a tenth of much");
        assert!(size(1, None) > size(2, None));
        assert!(size(9, Some(10)) > size(1, None), "a size that is known stands before one that is not");
        assert_eq!(size(3, Some(0)).map(|size| size.cmp(&Size::Figure((-3).into()))), Some(Ordering::Equal));
        assert!(
            Size::of(&figure(30, Some(10)), Better::Lower) > Size::of(&figure(11, Some(10)), Better::Lower)
        );
    }
}
