//! What may be written on the command line. The texts here are the program's manual.
//!
//! `value` reads single values, `place` tells the project's folder from what follows it, and `format` says how answers can be written; then a file for each command that takes more than a
//! folder, and `command` lists them all.

mod account;
mod approve;
mod command;
mod docs;
mod due;
mod elsewhere;
mod explain;
mod format;
mod init;
mod ledger;
mod lint;
mod look;
mod matrix;
mod notify;
mod place;
mod plugin;
mod receipt;
mod register;
mod replay;
mod response;
mod routes;
mod run;
mod serve;
mod silence;
mod test;
mod value;
mod verify;
mod what_if;

pub use account::{AccountCommand, NewAccountArgs, TokenCommand};
pub use approve::ApproveArgs;
pub use command::{Args, Command, NamesOf};
pub use docs::DocsArgs;
pub use due::{DueArgs, DueFormat};
pub use elsewhere::{AlertsArgs, ReportArgs, TableFormat, TokenArg};
pub use explain::ExplainArgs;
pub use format::{Format, Picture};
pub use init::InitArgs;
pub use ledger::LedgerCommand;
pub use lint::LintArgs;
pub use look::LookArgs;
pub use matrix::{MatrixArgs, MatrixFormat};
pub use notify::{NotifyCommand, NotifyPreviewArgs, NotifyTestArgs};
pub use plugin::{PluginCommand, PluginKindArg};
pub use receipt::ReceiptArgs;
pub use register::RegisterArgs;
pub use replay::ReplayArgs;
pub use response::{ResponseArgs, ResponseKind};
pub use routes::{RoutesCommand, RoutesTestArgs, SeverityArg};
pub use run::{AboutArgs, AcceptArg, FailOn, RunArgs, SinceArg, StoreArg};
pub use serve::{ServeArgs, USUAL_ADDRESS};
pub use silence::{SilenceArgs, SilenceCommand, SilenceEndArgs};
pub use test::{CoverageArgs, TestArgs};
pub use verify::{BelievedArgs, ProveArgs, VerifyArgs};
pub use what_if::WhatIfArgs;
