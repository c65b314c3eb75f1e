//! The daemon behind `remit serve`: one loop that takes in what happens and carries out what follows.
//!
//! It sleeps until something happens or falls due; it polls nothing.

mod deliver;
mod event_loop;
mod gone;
mod happening;
mod pull;
mod reload;
mod requests;
mod script_readers;
mod showing;

pub use event_loop::Daemon;
