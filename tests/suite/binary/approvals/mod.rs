//! Two-person change. `signing` is what people see where they hold the ledger themselves, `served` where a service does, `over_http` where they ask it, `in_browser` where the change itself was asked for there, `proved` what an outsider finds;
//! `board` is the mission that they all change.

mod board;
mod in_browser;
mod over_http;
mod proved;
mod served;
mod signing;
