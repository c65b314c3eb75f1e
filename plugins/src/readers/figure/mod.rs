//! Figures as they are written in files: exact decimals, and the marks that say why there is none.
//!
//! It never rounds and never takes a missing figure for zero. In order:
//! - `numerals`: how numbers are written;
//! - `error`: why a text is not a figure;
//! - `number`: exact decimals;
//! - `style`: how a feed writes its figures, with the marks that it explains;
//! - `beside`: marks beside a figure;
//! - `written`: what stands in a field.

mod beside;
mod error;
#[cfg(test)]
mod known_figures;
mod number;
mod numerals;
mod style;
#[cfg(test)]
mod tests;
mod written;

pub(super) use beside::Beside;
pub use error::{CommaShape, Denial, FigureError, Parting};
pub use number::can_be_held;
pub use numerals::{DecimalSign, Numerals, ThousandsSign};
pub(super) use style::FigureStyle;
pub(super) use written::{Sign, WrittenFigure, read, undeclared_mark};
