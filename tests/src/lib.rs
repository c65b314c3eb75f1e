//! The harness of the cross-package suite. It holds no test; those are in `suite/`.
//!
//! Modules stand in one order, each using only those before it:
//! `bulk`, `native`, `random`, `scenario`, `process`, `world`.

pub mod bulk;
pub mod native;
pub mod process;
pub mod random;
pub mod scenario;
pub mod world;
