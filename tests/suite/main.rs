//! The cross-package suite, in one binary.

mod binary;
mod properties;
mod scenarios;
mod simulation;
mod tidy;
