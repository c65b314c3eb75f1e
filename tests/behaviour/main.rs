//! How the engine behaves, in the words of its users: declarations and events in, what follows from each out.
//!
//! The notation is described in [`notation`]. Nothing here looks inside the engine.

mod alerts;
mod clock;
mod counterfactuals;
mod dependencies;
mod derived;
mod evidence;
mod explanations;
mod failures;
mod needs;
mod notation;
mod officials;
mod reload;
mod responses;
mod targets;
