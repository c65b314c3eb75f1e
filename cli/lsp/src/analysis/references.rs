//! Every place in a project that names what stands at one place.

use std::ops::Range;

use rules::source::SourceText;

use super::keys;
use super::meaning::{Meaning, meaning, rule_itself};
use super::names::{Declared, Names};
use super::outline::{Role, outline};
use super::script::{Token, tokens};

/// Whether the place where something is declared is told as well.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Declaration {
    Told,
    Untold,
}

/// Where the files name what stands at a place, in their order; nothing where it is no id.
pub(crate) fn references(
    file: &SourceText,
    offset: usize,
    names: &Names,
    files: &[SourceText],
    declaration: Declaration,
) -> Vec<(SourceText, Range<usize>)> {
    let Some(wanted) = named(file, offset, names) else { return Vec::new() };
    let is_own =
        |file: &SourceText, range: &Range<usize>| file.path == wanted.source.path && *range == wanted.range;
    let mut found: Vec<(SourceText, Range<usize>)> = Vec::new();
    for file in files {
        // Few texts hold the id at all, and only in those is it looked for what it means.
        for at in candidates(file, &wanted.id) {
            let Some((range, meaning)) = meaning(file, at, names) else { continue };
            let is_wanted = matches!(meaning, Meaning::Declared(found) if is_only(&found, wanted));
            if is_wanted && !is_own(file, &range) {
                found.push((file.clone(), range));
            }
        }
    }
    if declaration == Declaration::Told {
        found.insert(0, (wanted.source.clone(), wanted.range.clone()));
    }
    found
}

/// What is declared that a place names.
fn named<'n>(file: &SourceText, offset: usize, names: &'n Names) -> Option<&'n Declared> {
    match meaning(file, offset, names)? {
        (_, Meaning::Declared(found)) => (found.len() == 1).then(|| found[0]),
        (range, Meaning::Own(_)) => rule_itself(file, &range, names),
        _ => None,
    }
}

fn is_only(found: &[&Declared], wanted: &Declared) -> bool {
    matches!(found, [one] if std::ptr::eq(*one, wanted))
}

/// Places that may name an id.
fn candidates(file: &SourceText, id: &str) -> Vec<usize> {
    if !file.text.contains(id) {
        return Vec::new();
    }
    let said = |range: &Range<usize>| file.text.get(range.clone()).unwrap_or_default();
    if keys::root(&file.path).is_some() {
        let words = outline(&file.text).words.into_iter();
        let words = words.filter(|word| word.role != Role::Header);
        words.filter_map(|word| Some(word.range.start + find(said(&word.range), id)?)).collect()
    } else if file.path.ends_with(".rhai") {
        let texts = tokens(&file.text).into_iter().filter(|placed| placed.token == Token::Text);
        texts.filter(|placed| said(&placed.range) == id).map(|placed| placed.range.start).collect()
    } else {
        all(&file.text, id)
    }
}

/// Where a word holds an id and not only the beginning or the end of another one.
fn find(word: &str, id: &str) -> Option<usize> {
    all(word, id).into_iter().next()
}

fn all(text: &str, id: &str) -> Vec<usize> {
    let is_of_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let whole = text.match_indices(id).filter(|(at, _)| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + id.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(is_of_id) && !after.is_some_and(is_of_id)
    });
    whole.map(|(at, _)| at).collect()
}
