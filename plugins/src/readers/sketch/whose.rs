//! Which columns name bodies.

use engine::model::Catalogue;
use rustc_hash::FxHashSet;

use super::column::{Column, Contents};
use super::facts::BodyFrom;
use super::labels::{HeadedAs, are_labels, headed_as};
use crate::readers::NamedBy;
use crate::readers::body_naming::plain_name;

/// What a register knows bodies by.
pub(super) struct KnownBodies {
    codes: FxHashSet<String>,
    names: FxHashSet<String>,
}

/// What a column of bodies looks like, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Likeness {
    Known,
    KnownNames,
    /// Codes such as E09000007.
    AreaCodes,
    /// A heading that says that codes stand below it.
    Codes,
    /// A heading that says that bodies stand below it.
    HeadedNames,
    Names,
    /// Each row has another one, though there are several periods: keys of rows, and no bodies.
    Keys,
}

impl KnownBodies {
    pub(super) fn of(catalogue: Option<&Catalogue>) -> Self {
        let bodies = || catalogue.into_iter().flat_map(|catalogue| catalogue.bodies.values());
        let codes = bodies().flat_map(|body| body.codes.iter().cloned().chain([body.id.as_str().to_owned()]));
        Self { codes: codes.collect(), names: bodies().map(|body| plain_name(&body.name)).collect() }
    }

    fn likeness(&self, column: &Column) -> Option<Likeness> {
        let texts = || column.distinct().take(2_000);
        let count = texts().count();
        if column.holds != Contents::Texts || count == 0 {
            return None;
        }
        let most = |found: usize| found * 2 >= count;
        if most(texts().filter(|text| self.codes.contains(*text)).count()) {
            return Some(Likeness::Known);
        }
        if most(texts().filter(|text| self.names.contains(&plain_name(text))).count()) {
            return Some(Likeness::KnownNames);
        }
        if texts().filter(|text| is_area_code(text)).count() * 10 >= count * 7 {
            return Some(Likeness::AreaCodes);
        }
        let lower = column.heading.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let is_short = || texts().all(|text| text.len() <= 16 && !text.contains(' '));
        if are_labels(column) {
            return None;
        }
        if has(&["code", "orgunit", "org unit"]) && !has(&["old"]) && is_short() {
            return Some(Likeness::Codes);
        }
        let is_headed = headed_as(&column.heading) == HeadedAs::Bodies;
        let is_code = |text: &str| {
            text.len() <= 8 && !text.contains(|letter: char| letter.is_lowercase() || letter == ' ')
        };
        if is_headed && texts().all(is_code) {
            return Some(Likeness::Codes);
        }
        let has_letters = most(texts().filter(|text| text.contains(char::is_alphabetic)).count());
        // What every row says alike is rather what the table is about.
        let is_constant = count == 1 && column.filled > 1;
        match (has_letters, is_headed) {
            (true, true) => Some(Likeness::HeadedNames),
            (true, false) if !is_constant => Some(Likeness::Names),
            _ => None,
        }
    }
}

/// Whether a text is a code as the Office for National Statistics gives them.
fn is_area_code(text: &str) -> bool {
    let mut letters = text.chars();
    text.len() == 9
        && letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && letters.all(|letter| letter.is_ascii_digit())
}

/// The columns that name bodies.
pub(super) fn bodies(columns: &[Column], known: &KnownBodies, rows: usize, periods: usize) -> BodyFrom {
    let mut found: Vec<(Likeness, usize, &Column)> = columns
        .iter()
        .filter_map(|column| {
            let is_key = rows > 1 && periods > 1 && column.texts.len() >= rows;
            let likeness = known.likeness(column)?;
            Some((if is_key { Likeness::Keys } else { likeness }, column.texts.len(), column))
        })
        .collect();
    // Of columns that are alike, the one that says most.
    let is_above = |column: &Column| column.heading.to_lowercase().contains("parent");
    found.sort_by_key(|(likeness, distinct, column)| {
        (*likeness, is_above(column), usize::MAX - *distinct, column.place)
    });
    // Names that few rows have are labels of parts, unless a blank means the one above.
    let is_key = |likeness: Likeness, column: &Column| {
        likeness < Likeness::HeadedNames || column.filled * 2 >= rows || column.begins
    };
    found.retain(|(likeness, _, column)| is_key(*likeness, column));
    let Some((likeness, _, best)) = found.first().copied() else { return BodyFrom::Nowhere };
    let by = match likeness {
        Likeness::KnownNames | Likeness::HeadedNames | Likeness::Names | Likeness::Keys => NamedBy::Name,
        Likeness::Known | Likeness::AreaCodes | Likeness::Codes => NamedBy::Code,
    };
    let others: Vec<&Column> =
        found.iter().skip(1).filter(|(other, ..)| *other == likeness).map(|(.., column)| *column).collect();
    if by == NamedBy::Code && best.filled < rows && others.iter().any(|column| column.filled > best.filled) {
        let first_of = [best].into_iter().chain(others).map(|column| column.name.clone());
        return BodyFrom::FirstOf(first_of.collect());
    }
    BodyFrom::Column { column: best.name.clone(), by }
}
