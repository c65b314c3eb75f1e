//! Two-person change. `signing` is what people see where they hold the ledger themselves, `served` where a service does, `over_http` where they ask it, `proved` what an outsider finds;
//! `board` is the mission that they all change.

mod board;
mod over_http;
mod proved;
mod served;
mod signing;
