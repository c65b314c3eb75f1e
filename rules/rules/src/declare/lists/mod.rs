//! Lists of organisations as others publish them, beside `bodies.csv`.
//!
//! `declaration` is what `remit.toml` says of them, `listed` what all lists come to, `record` reads their lines, `ods` and `ons_codes` are
//! the formats, and `join` puts what they list below the project's own rows. How files are had is not known here.

mod declaration;
mod join;
mod listed;
mod ods;
mod ons_codes;
mod record;
#[cfg(test)]
mod tests;

pub(super) use declaration::read_lists;
pub use declaration::{ListFormat, RegisterList, register_lists};
pub use join::{ListTexts, join_lists};
