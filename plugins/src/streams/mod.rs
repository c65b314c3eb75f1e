//! Streams as feeds: messages of NATS are handed in as reports, each as a file of its feed, and acknowledged once they are taken in.
//!
//! `settings` is what a feed is told, `fault` why nothing comes, `pulse` when that is told, `message` one that came, and `pending` those that came before and were not acknowledged; `inlet` follows a stream. What becomes of a message is for
//! others to say.

mod fault;
mod inlet;
mod message;
mod pending;
mod pulse;
mod settings;

pub use fault::StreamFault;
pub use inlet::{Inlet, Outlet, Take};
pub use message::StreamMessage;
pub use pulse::StreamState;
pub use settings::{ServerFault, StreamSettings, checked_server};
