//! Two-person change. `signing` is what people see where they hold the ledger themselves, `served` where a service does;
//! `board` is the mission that they all change.

mod board;
mod served;
mod signing;
