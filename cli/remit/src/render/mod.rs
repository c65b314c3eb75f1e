//! What people read on the terminal. Colour only adds to words, and only on a terminal.

mod board;
mod branches;
mod calendar;
mod changes;
mod comparison;
mod due;
mod due_table;
mod explanation;
mod foreseen;
mod ink;
mod many;
mod obligation;
mod page;
mod picture;
mod progress;
mod receipts;
mod record;
mod replay;
mod response;
mod unreconciled;
mod verdict;

pub use board::{Detail, Heading, board};
pub use calendar::calendar;
pub use changes::{Changes, DiffSize, changes};
pub use comparison::{Compared, comparison};
pub use due::{DueHeading, due, reporting};
pub use due_table::due_table;
pub use explanation::explanation;
pub use foreseen::foreseen;
pub use ink::Ink;
pub use picture::picture;
pub use progress::Bars;
pub use receipts::{quarantine, receipts};
pub use replay::replay;
pub use response::response;
pub use unreconciled::unreconciled;
