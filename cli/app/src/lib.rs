//! The application: commands and queries as plain values. Command line, language server and service stand on it alike.
//!
//! Modules stand in one order, each using only those before it:
//! `written`, `own`, `standing`, `receipts`, `progress`, `pulled`, `cores`, `folded`, `approvals`, `unreconciled`, `doubts`, `past_forecasts`, `edited`, `series`, `due`, `panels`, `matrix`, `wire`, `account`, `stamp`, `reading`, `ledger_care`, `ledger_state`, `agreed`, `connect`, `project`, `lints`, `unregistered`, `profile`, `intake`, `returns`, `outcome`, `recorder`, `published`, `receipt_file`, `receipt_book`, `ledger_page`, `text_history`, `last_message`, `delivery`, `command`, `requests`, `history`, `since`, `kept_since`, `as_of`, `chasing`, `turned`, `past_day`, `foresight`, `asked_anew`, `explain`, `proof`, `upgrade`, `replay`, `text_change`, `what_if`,
//! `cases`, `examples`.

mod account;
pub mod agreed;
pub mod approvals;
pub mod as_of;
mod asked_anew;
pub mod cases;
pub mod chasing;
pub mod command;
pub mod connect;
pub mod cores;
pub mod delivery;
pub mod doubts;
pub mod due;
pub mod edited;
pub mod examples;
pub mod explain;
pub mod folded;
pub mod foresight;
pub mod history;
pub mod intake;
pub mod kept_since;
pub mod last_message;
pub mod ledger_care;
pub mod ledger_page;
mod ledger_state;
pub mod lints;
pub mod matrix;
mod outcome;
pub mod own;
pub mod panels;
pub mod past_day;
pub mod past_forecasts;
pub mod profile;
pub mod progress;
pub mod project;
pub mod proof;
pub mod published;
pub mod pulled;
pub mod reading;
pub mod receipt_book;
pub mod receipt_file;
pub mod receipts;
pub mod recorder;
pub mod replay;
pub mod requests;
pub mod returns;
pub mod series;
pub mod since;
pub mod stamp;
pub mod standing;
pub mod text_change;
pub mod text_history;
pub mod turned;
pub mod unreconciled;
pub mod unregistered;
pub mod upgrade;
pub mod what_if;
pub mod wire;
pub mod written;
