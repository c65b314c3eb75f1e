//! Texts in, words out.

use std::sync::Arc;

use super::texts::{HOUSING, sources};
use crate::compile::{Compiled, compile};
use crate::diagnostic::{Colour, Diagnostic, render};

/// What is said of these texts.
#[track_caller]
pub(super) fn check(texts: &str) -> String {
    let Compiled { program, diagnostics, refused } = compile(&sources(texts));
    let broken = diagnostics.iter().any(Diagnostic::is_error);
    assert!(broken || (refused.is_empty() && program.is_some()), "nothing is left out without a word");
    render(&diagnostics, Colour::Plain)
}

/// What is said of one mission that is broken.
#[track_caller]
pub(super) fn check_mission(text: &str) -> String {
    let sources = sources(&format!("=== missions/m.toml\n{text}"));
    assert_eq!(
        compile(&sources).refused,
        [Arc::from("missions/m.toml")],
        "a mission with an error is refused"
    );
    render(&compile(&sources).diagnostics, Colour::Plain)
}

/// What is said of the sound mission with one text in it replaced.
#[track_caller]
pub(super) fn check_instead(sound: &str, broken: &str) -> String {
    assert!(HOUSING.contains(sound), "`{sound}` stands in the mission");
    check_mission(HOUSING.replacen(sound, broken, 1).trim_start())
}
