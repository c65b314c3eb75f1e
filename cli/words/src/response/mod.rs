//! What officials say to alerts: `group` tells of the groups that they open, `forecast` of what they expect and how that came out, `reply` tells it beside the alert, `recorded` when it is recorded, with what follows from it,
//! and `refusal` what to do where it is not.

pub mod forecast;
pub mod group;
mod recorded;
mod refusal;
mod reply;

pub use recorded::{consequences, recorded};
pub use refusal::help;
pub use reply::{replies, taken_back};
