//! The line of a target as a small drawing. The figures in it are exact until they are places on the paper.

use engine::model::Target;
use jiff::civil::Date;
use rust_decimal::Decimal;
use words::english;

/// The paper, and the part of it that the line is drawn on.
const WIDTH: i64 = 640;
const HEIGHT: i64 = 240;
const LEFT: i64 = 72;
const RIGHT: i64 = 24;
const TOP: i64 = 32;
const BOTTOM: i64 = 40;

/// A drawing of one target.
pub(super) struct Trajectory {
    pub(super) width: i64,
    pub(super) height: i64,
    /// The line, as SVG spells it.
    pub(super) line: String,
    pub(super) dots: Vec<Dot>,
    pub(super) axis: Axis,
}

/// A point of the target.
pub(super) struct Dot {
    pub(super) x: String,
    pub(super) y: String,
    /// Where its label stands.
    pub(super) label_y: String,
    pub(super) value: String,
}

/// The two axes with what is written at their ends.
pub(super) struct Axis {
    pub(super) left: i64,
    pub(super) right: i64,
    pub(super) top: i64,
    pub(super) bottom: i64,
    pub(super) caption_y: i64,
    pub(super) first: String,
    pub(super) last: String,
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
    let line: Vec<String> = corners.into_iter().map(|(x, y)| format!("{},{}", place(x), place(y))).collect();
    let axis = Axis {
        left: LEFT,
        right: WIDTH - RIGHT,
        top: TOP,
        bottom: HEIGHT - BOTTOM,
        caption_y: HEIGHT - BOTTOM + 24,
        first: english::date(first),
        last: english::date(last),
    };
    Some(Trajectory { width: WIDTH, height: HEIGHT, line: line.join(" "), dots, axis })
}

fn place(at: Decimal) -> String {
    at.round_dp(1).normalize().to_string()
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
        within(days(day)?, days(self.last)?, LEFT, WIDTH - RIGHT)
    }

    /// A target that never moves runs through the middle.
    fn y(&self, value: Decimal) -> Option<Decimal> {
        let span = self.highest.checked_sub(self.lowest)?;
        if span.is_zero() {
            return Some(Decimal::from(i64::midpoint(TOP, HEIGHT - BOTTOM)));
        }
        within(value.checked_sub(self.lowest)?, span, HEIGHT - BOTTOM - 16, TOP)
    }
}

/// Where `part` of `whole` lies between two places.
fn within(part: Decimal, whole: Decimal, from: i64, to: i64) -> Option<Decimal> {
    let share = if whole.is_zero() { Decimal::ONE } else { part.checked_div(whole)? };
    Decimal::from(from).checked_add(share.checked_mul(Decimal::from(to - from))?)
}
