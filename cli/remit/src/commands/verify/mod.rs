//! `remit verify`: what stands on a ledger, worked out again by somebody who trusts nobody.
//!
//! `folder` does so for a project's ledger, `file` for a file that `remit prove` wrote and `service` for what a service hands out, and `either` tells them apart; `believed` says whose signatures count, `cosign` signs what
//! was found, and `say` words what was (`messages`: of messages).

mod believed;
mod cosign;
mod either;
mod file;
mod folder;
mod messages;
mod say;
mod service;

pub(super) use either::verify;
pub(super) use file::explanation;
