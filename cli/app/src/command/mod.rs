//! What changes something, as plain values that each say who asks. Command line, service and tests change nothing but by these;
//! that time passes is nobody's command.
//!
//! `asker` is who asks and `carry_out` what all commands have in common. Questions, which change nothing, are in `as_of`,
//! `explain`, `replay` and `agreed`.

mod activate;
mod approve;
mod asker;
mod carry_out;
mod observe;
mod propose;
mod respond;
mod silence;

pub use activate::Activate;
pub use approve::{Approve, ApproveError};
pub use asker::Asker;
pub use carry_out::Command;
pub use observe::Observe;
pub use propose::{Decide, Propose, ProposeChange};
pub use respond::Respond;
pub use silence::{EndSilence, Silence};
