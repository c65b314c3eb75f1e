//! What a file looks like that nobody has declared: where its table stands, and what its columns may be taken for.
//!
//! It guesses at the shape of a file and never at a meaning: what a mark stands for, or which year is meant, it asks. Whether a sketch reads
//! the file is found out by whoever reads with it. In order:
//! - `facts`: what is found;
//! - `form`: how a text is written, `objects`: objects and data values as a table, and `open`: the cells of its table, or of each sheet;
//! - `cells`: figures, marks and texts, and `spot`: where the table is among them;
//! - `kinds`: periods that begin on other days, and `periods`: how often, by how periods are written;
//! - `headed`: the rows of headings, and `column`: what stands in a column;
//! - `when`: what tells the period;
//! - `labels`: texts that say what is counted, `whose`: the columns of bodies, and `totals`: rows that are nobody's;
//! - `apart`: columns that tell rows of one body and period apart, `parted`: fields of several keys, and `keys`: all of these together;
//! - `draw`: all of it for one table.

mod apart;
mod cells;
mod column;
mod draw;
mod facts;
mod form;
mod headed;
mod keys;
mod kinds;
mod labels;
mod objects;
mod open;
mod parted;
mod periods;
mod spot;
mod totals;
mod when;
mod whose;

pub use draw::{sketch, unreadable};
pub use facts::{
    Apart, Around, BodyFrom, FigureColumn, FileKind, Lack, Lines, Mark, PeriodFrom, SheetSeen, Sketch,
    Sketched, TextsOf, Visibility, Written, WrittenDates,
};
pub use open::{Opened, open};
