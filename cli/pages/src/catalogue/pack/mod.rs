//! The board pack: one printable page about a mission as it stood at the end of a day. What is wrong comes first and the worst of it at
//! the top, each with the course of its figures, what officials replied, and then what is due next. The page stands by itself: no
//! script, and nothing from elsewhere.
//!
//! `step` is one period, `course` gathers the figures of one part, `ahead` says where they lead, `drawing` makes a picture of them, `shown` is both together, and `page` puts all of it together.

mod ahead;
mod course;
mod drawing;
mod page;
mod shown;
mod step;

pub(crate) use ahead::look_ahead;
pub(crate) use course::told;
pub(crate) use drawing::draw;
pub use page::{pack, pack_at};
pub(crate) use shown::{CourseShown, Drawn};
pub(crate) use step::Step;
