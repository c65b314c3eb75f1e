//! The board pack: one printable page about a mission as it stood at the end of a day. What is wrong comes first and the worst of it at
//! the top, each with the course of its figures, what officials replied, and then what is due next. The page stands by itself: no
//! script, and nothing from elsewhere.
//!
//! `course` gathers the figures of one part, `drawing` makes a picture of them, `shown` is both together, and `page` puts all of it together.

mod course;
mod drawing;
mod page;
mod shown;

pub use page::pack;
pub(crate) use shown::CourseShown;
