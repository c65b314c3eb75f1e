//! What people read on the terminal. Colour only adds to words, and only on a terminal.

mod board;
mod comparison;
mod evidence;
mod ink;
mod matter;
mod page;
mod receipts;
mod replay;
mod verdict;

pub use board::{Heading, board};
pub use comparison::{Compared, comparison};
pub use evidence::evidence;
pub use ink::Ink;
pub use receipts::{quarantine, receipts};
pub use replay::replay;
