//! A picture of the course of figures: what was reported as a line, the target as a broken one, where the present rate leads as a dotted one, and a
//! square where a figure was revised.
//! Nothing in it is said by colour alone, and the table beside it says all of it.

use rust_decimal::Decimal;
use words::english;

use super::step::Step;
use crate::catalogue::paper::{Paper, corner, place, within};

const PAPER: Paper = Paper::new(220, 24);
/// So far the lines stay away from the axes and edges.
const MARGIN: i64 = 12;
/// The half side of a square.
const HALF: i64 = 6;

/// A picture of one course.
pub(crate) struct Drawing {
    pub(crate) paper: Paper,
    pub(crate) label_x: i64,
    /// The highest and the lowest figure, at the axis.
    pub(crate) highest: String,
    pub(crate) lowest: String,
    pub(crate) first: String,
    pub(crate) last: String,
    /// The line of what was reported, in pieces where a figure is missing.
    pub(crate) actual: Vec<String>,
    pub(crate) target: Vec<String>,
    /// Where the figures lead at their present rate; empty where nothing is to be reached.
    pub(crate) expected: Vec<String>,
    pub(crate) dots: Vec<(String, String)>,
    /// The upper left corners of squares.
    pub(crate) squares: Vec<(String, String)>,
    pub(crate) side: i64,
}

/// The picture; none where fewer than two figures can be drawn.
pub(crate) fn draw(steps: &[Step]) -> Option<Drawing> {
    let (first, last) = (steps.first()?, steps.last()?);
    let known = || steps.iter().flat_map(|step| [step.value, step.target, step.expected]).flatten();
    if steps.iter().filter(|step| step.value.is_some()).count() < 2 {
        return None;
    }
    let scale = Scale { steps: steps.len(), lowest: known().min()?, highest: known().max()? };
    let mut drawing = Drawing {
        paper: PAPER,
        label_x: PAPER.left - 8,
        highest: english::number(scale.highest.round_dp(2)),
        lowest: english::number(scale.lowest.round_dp(2)),
        first: first.label.clone(),
        last: last.label.clone(),
        actual: scale.line(steps, |step| step.value)?,
        target: scale.line(steps, |step| step.target)?,
        expected: scale.line(steps, |step| step.expected)?,
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
        let (nth, last) = (Decimal::from(nth), Decimal::from(self.steps - 1));
        within(nth, last, (PAPER.left + MARGIN, PAPER.right - MARGIN))
    }

    fn y(&self, value: Decimal) -> Option<Decimal> {
        PAPER.y(value, (self.lowest, self.highest), (PAPER.bottom - MARGIN, PAPER.top + MARGIN))
    }

    /// A line through all figures that stand beside each other.
    fn line(&self, steps: &[Step], figure: impl Fn(&Step) -> Option<Decimal>) -> Option<Vec<String>> {
        let mut pieces = vec![Vec::new()];
        for (nth, step) in steps.iter().enumerate() {
            match figure(step) {
                Some(value) => {
                    pieces.last_mut()?.push(corner((self.x(nth)?, self.y(value)?)));
                }
                None => pieces.push(Vec::new()),
            }
        }
        let is_line = |piece: &Vec<String>| piece.len() > 1;
        Some(pieces.into_iter().filter(is_line).map(|piece| piece.join(" ")).collect())
    }
}
