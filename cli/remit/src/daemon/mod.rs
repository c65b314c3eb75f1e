//! The daemon behind `remit serve`: one loop that takes in what happens and carries out what follows.
//!
//! It sleeps until something happens or falls due; it polls nothing.

mod checkpoint_news;
mod checkpoints;
mod deliver;
mod event_loop;
mod followers;
mod gone;
mod group;
mod handing_in;
mod happening;
mod last_up;
mod placing;
mod pull;
mod receive;
mod reload;
mod replies;
mod report_files;
mod requests;
mod script_readers;
mod showing;
mod shown_in_force;
mod standby;
mod stream_news;
mod streams;
mod text_changes;
mod worker;

pub use event_loop::{Daemon, Started};
pub use standby::{Terms, WhenHeld};
pub use worker::Worker;
