//! One file that holds what an accusation rests on: the complete log up to a checkpoint, the texts, the checkpoint with its signatures, and
//! which alert it is about. Whoever has nothing else can work all of it out again.
//!
//! What nobody hears who judges, such as messages about other matters, is withheld: its place, its kind and the hash of its content stay, so that the
//! tree is the same. Of what was observed the rows of measures that nobody asked for can be withheld, and of outcomes other missions. `content` is what such a file holds, `form` its form on disk, and `text` the same as a text.

mod content;
mod form;
#[cfg(test)]
mod tests;
mod text;

pub use content::{Bundle, BundleCommit, BundleEntry, BundleScope, Disclosure};
pub use form::BundleError;
