//! An explanation as one JSON document, for programs. Figures are exact, as texts.
//!
//! `shape` is its keys, and `fill` puts an explanation into them.

mod fill;
mod shape;

pub use shape::Document;
