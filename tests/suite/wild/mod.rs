//! Files as public bodies publish them go in unedited, by declaration alone: every figure that is known of them comes out, from the row
//! in which it stands.
//!
//! Each published file has a declaration beside this one: its `[[feed]]` tables as a user would write them, the bodies and measures that
//! it needs, and by what name each known figure must arrive. The files are no part of the project; where they are not at hand, the test
//! says so and is skipped, and small files of the same kinds stand in for them in the tests of the readers.

mod beside;
mod declaration;
mod known;
mod project;
mod published;
