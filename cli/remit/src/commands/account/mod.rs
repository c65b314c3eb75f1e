//! `remit account`: who is known to the service.
//!
//! `open` finds the accounts of a project; `add`, `list` and `remove` are the commands.

mod add;
mod list;
mod open;
mod remove;

pub(super) use add::add;
pub(super) use list::list;
pub(super) use open::{open, refuse};
pub(super) use remove::remove;
