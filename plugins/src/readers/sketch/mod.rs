//! What a file looks like that nobody has declared: where its table stands, and what its columns may be taken for.
//!
//! It guesses at the shape of a file and never at a meaning: what a mark stands for, or which year is meant, it asks. Whether a sketch reads
//! the file is found out by whoever reads with it. In order:
//! - `facts`: what is found;
//! - `form`: how a text is written, `objects`: objects and data values as a table, and `open`: the cells of its table, or of each sheet;
//! - `cells`: figures, marks and texts, and `spot`: where the table is among them;
//! - `column`: what stands in a column, and what it is called;
//! - `periods`: how often, by how periods are written;
//! - `whose`: the columns of bodies, and `apart`: columns that tell rows of one body and period apart, and `parted`: fields of several keys;
//! - `draw`: all of it for one table.

mod apart;
mod cells;
mod column;
mod draw;
mod facts;
mod form;
mod objects;
mod open;
mod parted;
mod periods;
mod spot;
mod whose;

pub use draw::sketch;
pub use facts::{
    Apart, BodyFrom, FigureColumn, FileKind, Lack, Lines, Mark, PeriodFrom, SheetSeen, Sketch, Sketched,
    Visibility, Written,
};
