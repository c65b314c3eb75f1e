//! The course of one part as pages show it: a picture, and the same in words and rows.

use engine::Engine;
use engine::program::{Obligation, Part};
use engine::standing::Standing;

use super::course::{Course, Row};
use super::drawing::{Drawing, draw};

/// A picture with what it shows; `docs/drawing.html` lays it out.
pub(crate) struct Drawn {
    /// Its name on the page.
    pub(crate) id: String,
    pub(crate) title: String,
    /// All of it in a sentence or two, for whoever does not see the picture.
    pub(crate) told: String,
    /// None where there is too little to draw.
    pub(crate) drawing: Option<Drawing>,
}

/// A course with its picture; `docs/course.html` lays it out.
pub(crate) struct CourseShown {
    pub(crate) drawn: Drawn,
    pub(crate) rows: Vec<Row>,
    /// Whether any of the rows has a target.
    pub(crate) has_targets: bool,
    /// Whether any of the figures was revised.
    pub(crate) has_revisions: bool,
}

impl CourseShown {
    /// The course of a part, by its verdicts in the order of their periods; none where it was never judged.
    pub(crate) fn of(
        id: String,
        (obligation, part): (&Obligation, &Part),
        verdicts: &[Standing],
        engine: &Engine,
    ) -> Option<Self> {
        let Course { title, told, steps, rows, .. } = Course::of(obligation, part, verdicts, engine)?;
        Some(Self {
            drawn: Drawn { id, title, told, drawing: draw(&steps) },
            has_targets: rows.iter().any(|row| !row.target.is_empty()),
            has_revisions: rows.iter().any(|row| !row.revised.is_empty()),
            rows,
        })
    }
}
