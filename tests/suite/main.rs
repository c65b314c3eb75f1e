//! The cross-package suite, in one binary.

mod binary;
mod properties;
mod reference;
mod scenarios;
mod simulation;
mod tidy;
