//! What a plugin is, as facts: for `remit plugin docs` and for the catalogue, which put them into words of their own.
//!
//! `facts` reads them from its manifest and its script, `trials` finds its tests. Nothing is run here.

mod facts;
mod trials;

pub use facts::{Given, Language, Profile, SettingFact, Snippet, Wish, Wishes};
pub use trials::{TestFile, TestFileFault, test_cases, test_files, told_tests};
