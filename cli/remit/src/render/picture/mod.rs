//! A tree as one picture in SVG: layered from left to right, with text as text and no script.
//!
//! `layout` gives every box its lines and its place, and `draw` writes them down. Both are pure.

mod draw;
mod layout;

pub use draw::picture;
