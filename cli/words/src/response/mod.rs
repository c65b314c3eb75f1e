//! What officials say to alerts: `reply` tells it beside the alert, `recorded` when it is recorded, with what follows from it.

mod recorded;
mod reply;

pub use recorded::{consequences, recorded};
pub use reply::replies;
