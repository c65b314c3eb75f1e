//! What a text may be speaking of, found without understanding it: libraries that it imports, and ids.

use std::ops::Range;

use rustc_hash::FxHashSet;

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

/// The places of every word in a text that could be an id, each word once. The words themselves are not copied: there are
/// hundreds in each of ten thousand texts.
pub(super) struct TextWords(Vec<Range<usize>>);

impl TextWords {
    pub(super) fn of(text: &str) -> Self {
        let mut seen = FxHashSet::default();
        let mut start = 0;
        let places = text.as_bytes().split(|byte| !is_of_id(*byte)).map(|word| {
            let place = start..start + word.len();
            start = place.end + 1;
            place
        });
        Self(places.filter(|place| !place.is_empty() && seen.insert(text.get(place.clone()))).collect())
    }

    /// The words, in a text that is the one that they were found in.
    pub(super) fn in_text<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        self.0.iter().filter_map(|place| text.get(place.clone()))
    }
}

fn is_of_id(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}
