//! The line of a target as a small drawing.

use engine::model::Target;
use jiff::civil::Date;
use rust_decimal::Decimal;
use words::english;

use super::paper::{Paper, corner, place, within};

const PAPER: Paper = Paper::new(240, 32);

/// A drawing of one target.
pub(super) struct Trajectory {
    pub(super) paper: Paper,
    /// The line, as SVG spells it.
    pub(super) line: String,
    pub(super) dots: Vec<Dot>,
    /// What is written at the ends of the lower axis.
    pub(super) first: String,
    pub(super) last: String,
}

/// A point of the target.
pub(super) struct Dot {
    pub(super) x: String,
    pub(super) y: String,
    /// Where its label stands.
    pub(super) label_y: String,
    pub(super) value: String,
}

/// The drawing; none where the figures are too large to be drawn.
pub(super) fn draw(target: &Target) -> Option<Trajectory> {
    let (first_point, last_point) = (target.points.first()?, target.points.last()?);
    let first = target.effective_from.min(first_point.by);
    let last = target.effective_to.map_or(last_point.by, |end| end.max(last_point.by));
    let values: Vec<Decimal> = target.points.iter().map(|point| point.value).collect();
    let scale =
        TrajectoryScale { first, last, lowest: *values.iter().min()?, highest: *values.iter().max()? };
    let mut corners = vec![(scale.x(first)?, scale.y(first_point.value)?)];
    let mut dots = Vec::new();
    for point in &target.points {
        let (x, y) = (scale.x(point.by)?, scale.y(point.value)?);
        corners.push((x, y));
        dots.push(Dot {
            x: place(x),
            y: place(y),
            label_y: place(y - Decimal::from(10)),
            value: english::number(point.value),
        });
    }
    corners.push((scale.x(last)?, scale.y(last_point.value)?));
    corners.dedup();
    let line: Vec<String> = corners.into_iter().map(corner).collect();
    let (first, last) = (english::date(first), english::date(last));
    Some(Trajectory { paper: PAPER, line: line.join(" "), dots, first, last })
}

struct TrajectoryScale {
    first: Date,
    last: Date,
    lowest: Decimal,
    highest: Decimal,
}

impl TrajectoryScale {
    fn x(&self, day: Date) -> Option<Decimal> {
        let days = |day: Date| Some(Decimal::from(self.first.until(day).ok()?.get_days()));
        within(days(day)?, days(self.last)?, (PAPER.left, PAPER.right))
    }

    fn y(&self, value: Decimal) -> Option<Decimal> {
        PAPER.y(value, (self.lowest, self.highest), (PAPER.bottom - 16, PAPER.top))
    }
}
