//! A notation for trying the engine out: lines in, lines out.
//!
//! Declarations come first and take effect with the next `load`; a mission that is written again replaces itself:
//!
//! ```text
//! body north < region : council          its parent and its kind, both optional
//! measure calls : quarter, sum of council, due 30 days, grace 5 days
//! measure rate : quarter, calls / people, in percent
//! target calls = 10 from 2020-01-01 to 2020-06-30, 20 by 2020-12-31
//! mission health
//! visits : dept quarter from 2020-Q1, calls >= 10, for 3 days, waits on health/beds
//! - north : calls >= 10, weight 2
//! drop health
//! ```
//!
//! Events begin with their moment. A report is published when it arrives unless it says otherwise:
//!
//! ```text
//! 2020-04-01 load
//! 2020-04-02 calls of north in 2020-Q1 = 12; calls of south in 2020-Q1 = .. published 2020-04-01
//! 2020-05-01 clock
//! 2020-05-01 resume
//! ```
//!
//! An official says something to an alert:
//!
//! ```text
//! 2020-05-06 Ann says waive to health/visits/dept, about north, in 2020-Q1, because it flooded, approved by Bob, until 2020-06-30
//! ```
//!
//! `verdicts?`, `alerts?` and `wake?` ask how things stand; `why? health/visits/dept` asks for the explanation of an alert, and
//! `why? health/visits/dept in 2020-Q1` or `why? health/visits` of a verdict.

mod declare;
mod event;
mod judge;
mod obligation;
mod reply;
mod script;
mod tell;
mod why;

pub(crate) use script::{check, check_after};
