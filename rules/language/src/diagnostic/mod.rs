//! Diagnostics: everything that a user can get wrong, said so that it can be put right.
//!
//! `fault` is one of them, `code` its kind and `label` a place in it. `render` tells them to people, `json` to programs,
//! in the order that `order` gives them; `excerpt` shows the text, `mask` covers secrets in it, `suggest` finds the word that was meant.

mod code;
mod excerpt;
mod fault;
mod json;
mod label;
mod mask;
mod order;
mod render;
mod suggest;
#[cfg(test)]
mod tests;

pub use code::Code;
pub use fault::{Diagnostic, Fix, Severity};
pub use json::json;
pub use label::Label;
pub use order::sort;
pub use render::{Colour, render, render_places};
pub use suggest::{listed, nearest};
