//! `remit repl`: try out pieces of rules on the figures as they are.
//!
//! `session` opens a project and goes on until it is told to stop; `lines` reads what is typed, `answer` answers it, `parts`
//! knows whose place one can take, and `manual` explains words. Nothing is written but what was typed.

mod answer;
mod lines;
mod manual;
mod parts;
mod session;
#[cfg(test)]
mod tests;

pub(super) use session::repl;
