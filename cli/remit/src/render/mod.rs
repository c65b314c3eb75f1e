//! What people read on the terminal. Colour only adds to words, and only on a terminal.

mod board;
mod branches;
mod changes;
mod comparison;
mod explanation;
mod foreseen;
mod full_receipt;
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
pub use changes::{Changes, DiffSize, changes};
pub use comparison::{Compared, comparison};
pub use explanation::explanation;
pub use foreseen::foreseen;
pub use full_receipt::{full_receipt, refused_file, since};
pub use ink::Ink;
pub use picture::picture;
pub use progress::Bars;
pub use receipts::{quarantine, receipts};
pub use replay::replay;
pub use response::response;
pub use unreconciled::unreconciled;
