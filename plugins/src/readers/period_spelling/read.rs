//! A period with what stands beside it: footnotes, and how settled its figures are (`May 2025 (p)`).

use engine::model::{Period, Status};

use super::grid::{Grid, parse_period};
use super::unread::Unread;
use crate::readers::figure::Beside;

/// A period, and how settled its figures are where its own text says so.
pub(crate) fn read_period(grid: Grid, text: &str) -> Result<(Period, Option<Status>), Unread> {
    let whole = parse_period(grid, text);
    if whole != Err(Unread::Unknown) {
        return whole.map(|period| (period, None));
    }
    let beside = Beside::of_period(text.trim());
    if beside.rest == text.trim() {
        return Err(Unread::Unknown);
    }
    parse_period(grid, beside.rest).map(|period| (period, beside.status))
}
