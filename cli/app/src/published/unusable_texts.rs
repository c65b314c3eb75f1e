//! Texts that cannot be used as they are written: what was in force before them is in force still.

use rules::diagnostic::{Diagnostic, render_places};

/// So many faults are told.
const MOST_TOLD: usize = 20;

/// What cannot be used, and why.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct UnusableTexts {
    /// The files, or what else of a project.
    pub files: Vec<String>,
    /// What is wrong with them, each with its place and without a word of the text, which may hold secrets.
    pub faults: Vec<String>,
    /// How many faults are not told.
    pub untold: usize,
}

impl UnusableTexts {
    pub fn of(files: &[String], faults: &[Diagnostic]) -> Self {
        let errors: Vec<&Diagnostic> = faults.iter().filter(|fault| fault.is_error()).collect();
        let told = errors.iter().take(MOST_TOLD).map(|fault| render_places(std::slice::from_ref(*fault)));
        Self { files: files.to_vec(), faults: told.collect(), untold: errors.len().saturating_sub(MOST_TOLD) }
    }
}
