//! What people read on the terminal. Colour only adds to words, and only on a terminal.

mod board;
mod evidence;
mod ink;
mod matter;
mod page;
mod receipts;
mod verdict;

pub use board::{Heading, board};
pub use evidence::evidence;
pub use ink::Ink;
pub use receipts::{quarantine, receipts};
