//! Ways of carrying messages to people and programs. What is sent, when and how often again is not decided here.
//!
//! Each is a folder of one shape: its settings, the notifier itself and its tests.

pub mod stdout;
pub mod webhook;
