//! The query behind `remit what-if`: what would become of verdicts and alerts if a relation ended, a body closed, a report were missed or
//! a target moved. Nothing is written, and nobody is told.
//!
//! `supposition` is what is supposed and reads it, `supposed` makes a program in which it holds, `footing` says what rests on what is
//! taken away, `ahead` is the figures that are taken to come, `course` walks a program through all that and on to the horizon, `compare` asks the question and holds
//! two courses against each other, and `wire` is the JSON that programs read.

mod ahead;
mod compare;
mod course;
mod footing;
mod supposed;
mod supposition;
mod wire;

pub use compare::{HeldUp, Horizon, Turned, WhatIf, ask};
pub use footing::{Footing, Loss};
pub use supposition::{SupposeError, Supposed, Supposition};
pub use wire::WhatIfReport;
