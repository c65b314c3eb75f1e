//! The `remit` program: its commands, its daemon, and what people and programs read of it.
//!
//! Modules stand in one order, each using only those before it:
//! `args`, `exit`, `render`, `cases`, `daemon`, `commands`.

pub mod args;
pub mod cases;
pub mod commands;
pub mod daemon;
pub mod exit;
pub mod render;

pub use commands::main;
