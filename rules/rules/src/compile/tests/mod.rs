//! What compiling says. `texts` are what tests start from, and `check` says what comes of them.

mod about;
mod aiming;
mod approvers;
mod bodies;
mod check;
mod deadlines;
mod dividing;
mod documents;
mod duties;
mod exceptions;
mod holding;
mod joining;
mod keeping;
mod ladders;
mod libraries;
mod names;
mod params;
mod project;
mod reading;
mod refusing;
mod relations;
mod settling;
mod terms;
mod texts;
mod values;
mod working;
