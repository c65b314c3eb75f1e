//! What activations of texts changed, in sentences.

use crate::english;
use crate::explanation::{TextRevision, told_of_text};

/// How many times texts came into force, in a sentence.
pub fn of_all(activations: usize) -> String {
    format!("Texts came into force {}.", times(activations))
}

fn times(number: usize) -> String {
    match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        several => english::count(several, "time"),
    }
}

/// Over one of them.
pub fn heading(day: &str, position: u64) -> String {
    format!("{day}, entry {position} of the ledger")
}

/// A mission came into force as a whole.
pub fn added(title: &str) -> String {
    format!("The mission {title} came into force.")
}

/// A mission went as a whole.
pub fn removed(title: &str) -> String {
    format!("The mission {title} is in force no longer.")
}

/// A mission would go as a whole.
pub fn to_be_removed(title: &str) -> String {
    format!("The mission {title} would be in force no longer.")
}

/// What differs in the texts of a mission, line by line; where nothing of its own does, that alone is said.
pub fn changed(title: &str, revised: Option<&TextRevision>) -> Vec<String> {
    let texts = revised.map(|revised| &*revised.texts).unwrap_or_default();
    match texts {
        [] => vec![format!("The mission {title} rests on other texts.")],
        texts => texts.iter().map(|text| format!("{title}: {}.", told_of_text(text))).collect(),
    }
}

/// Files that all missions share and that differ.
pub fn shared(files: &[String]) -> Option<String> {
    (!files.is_empty()).then(|| format!("Shared by all missions, and changed: {}.", english::list(files)))
}

/// Where nothing of what is declared differs.
pub const NOTHING: &str = "Nothing that is declared differs.";
