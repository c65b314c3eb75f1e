//! Examples by which people who write no rules say what a rule should find: they become rule tests of the project, once a second person has approved them.
//!
//! `example` is what somebody gives, `draft` the test that it becomes, `tried` what the rules in force say of it, and `put` writes approved ones into the
//! project's folder of tests.

mod draft;
mod example;
mod put;
mod tried;

pub use example::{Example, Examples, Given};
pub use put::put_examples;
pub use tried::{TriedExample, TriedExamples, try_examples};
