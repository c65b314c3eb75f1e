//! The `remit` program: its commands, its daemon, and what people and programs read of it.
//!
//! Modules stand in one order, each using only those before it:
//! `args`, `exit`, `wire`, `agreed`, `connect`, `project`, `profile`, `reading`, `recorder`, `requests`, `history`,
//! `hindsight`, `account`, `replay`, `site`, `render`, `cases`, `daemon`, `lsp`, `commands`.

pub mod account;
pub mod agreed;
pub mod args;
pub mod cases;
pub mod commands;
pub mod connect;
pub mod daemon;
pub mod exit;
pub mod hindsight;
pub mod history;
pub mod lsp;
pub mod profile;
pub mod project;
pub mod reading;
pub mod recorder;
pub mod render;
pub mod replay;
pub mod requests;
pub mod site;
pub mod wire;

pub use commands::main;
