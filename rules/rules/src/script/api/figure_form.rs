//! The forms in which `number` and `percent` show figures, for figures that are not made into a text yet.

use engine::model::Piece;
use rust_decimal::Decimal;

use super::format::{PLACES, rounded};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::script) enum FigureForm {
    Number,
    Percent,
}

impl FigureForm {
    pub(in crate::script) const ALL: [Self; 2] = [Self::Number, Self::Percent];

    /// The word that shows a figure in this form.
    pub(in crate::script) fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Percent => "percent",
        }
    }

    /// The decimal places where nobody says how many.
    pub(in crate::script) fn usual_places(self) -> u32 {
        match self {
            Self::Number => PLACES,
            Self::Percent => 0,
        }
    }

    /// The figure as a piece of a statement; none where it cannot be shown so.
    pub(in crate::script) fn piece(self, value: Decimal, places: u32) -> Option<Piece> {
        if places > Decimal::MAX_SCALE {
            return None;
        }
        match self {
            Self::Number => Some(Piece::Grouped(rounded(value, places))),
            Self::Percent => {
                let hundredfold = value.checked_mul(Decimal::ONE_HUNDRED)?;
                Some(Piece::Percent(rounded(hundredfold, places)))
            }
        }
    }
}
