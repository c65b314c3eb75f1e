//! The cross-package suite, in one binary.

mod properties;
mod scenarios;
mod tidy;
