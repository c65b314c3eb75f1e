//! A cut in what funds something. Nothing is judged otherwise for it; whoever owes what it touches is asked to accept that anew.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{BodyId, MeasureId, PartId, Relation};

/// A cut in a relation that funds something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cut {
    /// The relation.
    pub relation: BodyId,
    /// Its title when it was cut, since it may be declared no longer.
    pub title: String,
    pub loss: Loss,
    /// The parts of the obligation that it touches.
    pub parts: Vec<PartId>,
    /// When it became known.
    pub at: Timestamp,
}

/// What is lost by a cut.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Loss {
    /// It is a smaller share of the whole.
    Share { from: Decimal, to: Decimal },
    /// It closes earlier; none where it had no end before.
    EarlierEnd { from: Option<Date>, to: Date },
    /// It funds nothing any more, or something else.
    Ended,
    /// The figure of the measure that says how large it is fell.
    Figure { measure: MeasureId, from: Decimal, to: Decimal },
}

impl Loss {
    /// What is lost where one relation takes the place of another; nothing where nobody pays less for a shorter time.
    pub fn between(before: &Relation, after: Option<&Relation>) -> Vec<Self> {
        let leads_where = |relation: &Relation| (relation.to.clone(), relation.at.clone());
        let after =
            after.filter(|after| after.kind == Relation::FUNDS && leads_where(after) == leads_where(before));
        let Some(after) = after else { return vec![Self::Ended] };
        let share = before.share.zip(after.share).filter(|(from, to)| to < from);
        let closes = after.closes.filter(|to| before.closes.is_none_or(|from| *to < from));
        let share = share.map(|(from, to)| Self::Share { from, to });
        let closes = closes.map(|to| Self::EarlierEnd { from: before.closes, to });
        share.into_iter().chain(closes).collect()
    }

    /// Whether a relation as it stands now makes it good.
    pub fn is_made_good(&self, now: Option<&Relation>) -> bool {
        let Some(now) = now.filter(|now| now.kind == Relation::FUNDS) else { return false };
        match self {
            Self::Share { from, .. } => now.share.is_none_or(|share| share >= *from),
            Self::EarlierEnd { from, .. } => now.closes.is_none_or(|to| from.is_some_and(|from| to >= from)),
            Self::Ended => true,
            // Only a figure makes that good.
            Self::Figure { .. } => false,
        }
    }

    /// What is lost by both, where a later cut is of the same kind: from what there was before the first.
    pub fn followed_by(&self, later: &Self) -> Option<Self> {
        Some(match (self, later) {
            (Self::Share { from, .. }, Self::Share { to, .. }) => Self::Share { from: *from, to: *to },
            (Self::EarlierEnd { from, .. }, Self::EarlierEnd { to, .. }) => {
                Self::EarlierEnd { from: *from, to: *to }
            }
            (Self::Ended, Self::Ended) => Self::Ended,
            (Self::Figure { measure, from, .. }, Self::Figure { measure: later, to, .. })
                if measure == later =>
            {
                Self::Figure { measure: measure.clone(), from: *from, to: *to }
            }
            _ => return None,
        })
    }
}
