//! Finds the word that was meant, and lists those that could be.

use crate::english;

/// Words less alike than this are not worth a suggestion.
const LIKENESS: f64 = 0.75;

/// A longer word is nobody's slip, and comparing takes time in its length squared.
const LONGEST: usize = 200;

/// The candidate that `word` is most likely a misspelling of; none where nothing comes near.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.chars().nth(LONGEST).is_some() {
        return None;
    }
    let plain_word = plain(word);
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let likeness = likeness(&plain_word, &plain(candidate));
        let is_better =
            best.is_none_or(|(found, text)| likeness > found || (likeness >= found && candidate < text));
        if likeness >= LIKENESS && is_better {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A word without what does not count: case, and the kind of dash.
fn plain(text: &str) -> String {
    text.to_lowercase().replace(['_', ' '], "-")
}

/// How alike two plain words are; a swap of neighbours is one slip and not two.
fn likeness(word: &str, candidate: &str) -> f64 {
    let slips = strsim::normalized_damerau_levenshtein(word, candidate);
    // A common beginning counts for much in ids such as `hm-prison-service` against `hm-prisons`.
    slips.max(strsim::jaro_winkler(word, candidate) - 0.15)
}

/// Words in backquotes, joined as in a sentence.
pub fn listed<T: AsRef<str>>(words: &[T]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    english::list(&quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Option<&str>) {
        let known = ["hm-prison-service", "mhclg", "probation-service", "title", "timely_days", "until"];
        assert_eq!(nearest(word, known.into_iter()), expected);
    }

    #[test]
    fn a_slip_of_the_pen_finds_the_word() {
        check("mhlcg", Some("mhclg"));
        check("tittle", Some("title"));
        check("hm-prisons", Some("hm-prison-service"));
        check("hm_prison_service", Some("hm-prison-service"));
        check("MHCLG", Some("mhclg"));
        check("timely-day", Some("timely_days"));
    }

    #[test]
    fn a_different_word_finds_nothing() {
        check("defra", None);
        check("", None);
    }

    #[test]
    fn equally_near_words_are_told_apart_by_the_alphabet() {
        assert_eq!(nearest("region-c", ["region-b", "region-a"].into_iter()), Some("region-a"));
    }
}
