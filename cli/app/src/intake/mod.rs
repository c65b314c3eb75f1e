//! Reports that are handed in over the service: each becomes a file in the folder of its feed, as if somebody had put it there, and is read by the
//! feed's own declaration. So a restart, another ledger, a replay and `remit run` find it again without knowing how it came.
//!
//! `fault` is why a report is not taken, `name` what its file is called, `kept` puts it there and remembers which files came so, `logged` puts those there that came so at another machine, as far as `put_mark` says that they are not, `read` reads it before that,
//! `rows` is what became of each of its rows, and `receipt` the answer to whoever sent it.

mod fault;
mod kept;
mod logged;
mod name;
mod put_mark;
mod read;
mod receipt;
mod rows;

pub use fault::IntakeFault;
pub use kept::{KeepError, KeptFiles};
pub use logged::{Expected, LoggedReports};
pub use name::is_plain_name;
pub use read::{Intake, ReadReport, Sent, Speaker};
pub use receipt::{HandIn, Sender, WireReport};
pub(crate) use rows::RowsSaid;
