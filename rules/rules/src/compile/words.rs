//! What a text may be speaking of, found without understanding it: libraries that it imports, and ids.

use std::collections::BTreeSet;

use crate::source::{LibrarySources, MissionSources, SourceText};

/// The libraries that any of the texts imports. One that is only spoken of costs an evaluation and is never wrong.
pub(super) fn imported<'d>(
    sources: &'d MissionSources,
    texts: &[&SourceText],
) -> Vec<(&'d str, &'d LibrarySources)> {
    // Whatever stands before the name: a text may be quoted in more than one way.
    let is_named = |name: &str| texts.iter().any(|source| source.text.contains(&format!("{name}@")));
    let libraries = sources.libraries.iter();
    libraries.filter(|(name, _)| is_named(name)).map(|(name, library)| (name.as_str(), library)).collect()
}

/// Every word in a text that could be an id, once, in the order of the alphabet.
pub(super) struct TextWords(pub(super) Vec<Box<str>>);

pub(super) fn words(text: &str) -> TextWords {
    let is_of_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let words: BTreeSet<&str> = text.split(|letter| !is_of_id(letter)).collect();
    TextWords(words.into_iter().map(Box::from).collect())
}
