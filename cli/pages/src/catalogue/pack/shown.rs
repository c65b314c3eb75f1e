//! The course of one part as pages show it: a picture, and the same in words and rows.

use engine::Engine;
use engine::program::{Obligation, Part};
use engine::standing::Standing;

use super::course::Course;
use super::drawing::{Drawing, draw};

/// A course with its picture; `docs/course.html` lays it out.
pub(crate) struct CourseShown {
    /// Its name on the page.
    pub(crate) id: String,
    pub(crate) course: Course,
    /// None where there is too little to draw.
    pub(crate) drawing: Option<Drawing>,
}

impl CourseShown {
    /// The course of a part, by its verdicts in the order of their periods; none where it was never judged.
    pub(crate) fn of(
        id: String,
        (obligation, part): (&Obligation, &Part),
        verdicts: &[Standing],
        engine: &Engine,
    ) -> Option<Self> {
        let course = Course::of(obligation, part, verdicts, engine)?;
        Some(Self { id, drawing: draw(&course.steps), course })
    }
}
