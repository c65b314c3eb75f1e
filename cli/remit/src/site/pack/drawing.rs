//! A picture of the course of figures: what was reported as a line, the target as a broken one, and a square where a figure was revised.
//! Nothing in it is said by colour alone, and the table beside it says all of it. The figures are exact until they are places on the paper.

use rust_decimal::Decimal;
use words::english;

use super::course::Step;

/// The paper, and the part of it that the lines are drawn on.
const WIDTH: i64 = 640;
const HEIGHT: i64 = 220;
const LEFT: i64 = 72;
const RIGHT: i64 = 24;
const TOP: i64 = 24;
const BOTTOM: i64 = 40;
/// The half side of a square.
const HALF: i64 = 6;

/// A picture of one course.
pub(super) struct Drawing {
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) left: i64,
    pub(super) right: i64,
    pub(super) top: i64,
    pub(super) bottom: i64,
    pub(super) caption_y: i64,
    pub(super) label_x: i64,
    /// The highest and the lowest figure, at the axis.
    pub(super) highest: String,
    pub(super) lowest: String,
    pub(super) first: String,
    pub(super) last: String,
    /// The line of what was reported, in pieces where a figure is missing.
    pub(super) actual: Vec<String>,
    pub(super) target: Vec<String>,
    pub(super) dots: Vec<(String, String)>,
    /// The upper left corners of squares.
    pub(super) squares: Vec<(String, String)>,
    pub(super) side: i64,
}

/// The picture; none where fewer than two figures can be drawn.
pub(super) fn draw(steps: &[Step]) -> Option<Drawing> {
    let (first, last) = (steps.first()?, steps.last()?);
    let known = || steps.iter().flat_map(|step| [step.value, step.target]).flatten();
    if steps.iter().filter(|step| step.value.is_some()).count() < 2 {
        return None;
    }
    let scale = Scale { steps: steps.len(), lowest: known().min()?, highest: known().max()? };
    let mut drawing = Drawing {
        width: WIDTH,
        height: HEIGHT,
        left: LEFT,
        right: WIDTH - RIGHT,
        top: TOP,
        bottom: HEIGHT - BOTTOM,
        caption_y: HEIGHT - BOTTOM + 24,
        label_x: LEFT - 8,
        highest: english::number(scale.highest.round_dp(2)),
        lowest: english::number(scale.lowest.round_dp(2)),
        first: first.label.clone(),
        last: last.label.clone(),
        actual: scale.line(steps, |step| step.value)?,
        target: scale.line(steps, |step| step.target)?,
        dots: Vec::new(),
        squares: Vec::new(),
        side: 2 * HALF,
    };
    for (nth, step) in steps.iter().enumerate() {
        let Some(value) = step.value else { continue };
        let (x, y) = (scale.x(nth)?, scale.y(value)?);
        if step.is_revised {
            let half = Decimal::from(HALF);
            drawing.squares.push((place(x - half), place(y - half)));
        } else {
            drawing.dots.push((place(x), place(y)));
        }
    }
    Some(drawing)
}

struct Scale {
    steps: usize,
    lowest: Decimal,
    highest: Decimal,
}

impl Scale {
    fn x(&self, nth: usize) -> Option<Decimal> {
        let part = Decimal::from(nth).checked_div(Decimal::from(self.steps - 1))?;
        Decimal::from(LEFT + 12).checked_add(part.checked_mul(Decimal::from(WIDTH - RIGHT - LEFT - 24))?)
    }

    /// A course that never moves runs through the middle.
    fn y(&self, value: Decimal) -> Option<Decimal> {
        let span = self.highest.checked_sub(self.lowest)?;
        if span.is_zero() {
            return Some(Decimal::from(i64::midpoint(TOP, HEIGHT - BOTTOM)));
        }
        let part = value.checked_sub(self.lowest)?.checked_div(span)?;
        let height = Decimal::from(HEIGHT - BOTTOM - TOP - 24);
        Decimal::from(HEIGHT - BOTTOM - 12).checked_sub(part.checked_mul(height)?)
    }

    /// A line through all figures that stand beside each other.
    fn line(&self, steps: &[Step], figure: impl Fn(&Step) -> Option<Decimal>) -> Option<Vec<String>> {
        let mut pieces = vec![Vec::new()];
        for (nth, step) in steps.iter().enumerate() {
            match figure(step) {
                Some(value) => {
                    let corner = format!("{},{}", place(self.x(nth)?), place(self.y(value)?));
                    pieces.last_mut()?.push(corner);
                }
                None => pieces.push(Vec::new()),
            }
        }
        let is_line = |piece: &Vec<String>| piece.len() > 1;
        Some(pieces.into_iter().filter(is_line).map(|piece| piece.join(" ")).collect())
    }
}

fn place(at: Decimal) -> String {
    at.round_dp(1).normalize().to_string()
}
