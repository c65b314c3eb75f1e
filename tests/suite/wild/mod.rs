//! Files as public bodies publish them go in unedited, by declaration alone: every figure that is known of them comes out, from the row
//! in which it stands.
//!
//! Each file of `published` has a declaration beside this one: its `[[feed]]` tables as a user would write them, the bodies and measures
//! that it needs, and by what name each known figure must arrive. `beside` holds workbooks against the texts that were made of them, and
//! `texts` whole series. The files are no part of the project; where they are not at hand, the tests say so and are skipped. `small`
//! holds small files of the same kinds, with made-up bodies and figures, which are always read.

// Clippy allows `unwrap` in what says that it is for tests, its functions that are no tests included.
#![cfg(test)]

mod beside;
mod declaration;
mod known;
mod project;
mod published;
mod small;
mod texts;
