//! Which columns say of what value of a breakdown a figure is, and how figures are rounded against which their total is held.

use engine::model::Body;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// What a file calls the total of all values, where no code stands for it.
pub(crate) const TOTAL: &str = "total";

/// How a feed tells the values of breakdowns apart.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct BreakdownColumns {
    /// Breakdowns by name, each with the column of its values.
    pub columns: Vec<(String, String)>,
    /// What the file's own codes stand for: values, or the total.
    pub codes: FxHashMap<String, String>,
    pub rounding: Rounding,
}

/// To what multiple figures were rounded before they were sent.
#[derive(Clone, PartialEq, Default, Debug)]
pub enum Rounding {
    /// Nobody has said.
    #[default]
    Unsaid,
    /// Every figure to a multiple of this.
    To(Decimal),
    /// Those of bodies of a kind; others are exact.
    ByKind(Vec<(String, Decimal)>),
}

impl Rounding {
    /// To what the figures of a body were rounded; none where nobody has said.
    pub(super) fn of(&self, body: Option<&Body>) -> Option<Decimal> {
        match self {
            Self::Unsaid => None,
            Self::To(multiple) => Some(*multiple),
            Self::ByKind(kinds) => {
                let said = kinds.iter().find(|(kind, _)| body.is_some_and(|body| body.kind == *kind));
                Some(said.map_or(Decimal::ZERO, |(_, multiple)| *multiple))
            }
        }
    }
}
