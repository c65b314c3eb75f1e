//! `remit plugin`: make, check, test and describe plugins.
//!
//! `found` finds the plugins that a command is about; `new`, `check`, `test` and `docs` are the commands.

mod check;
mod docs;
mod found;
mod new;
mod test;

pub(super) use check::check;
pub(super) use docs::docs;
pub(super) use new::new;
pub(super) use test::test;
