//! Marks beside a figure or a period: how settled it is, footnotes, and what says that there is no figure.
//!
//! The letters are those of the public statistics of Britain (`[p]`, `[e]`) and of Eurostat (`12.3 bp`). A letter is read
//! in brackets, or in lower case after a blank: `12p` may be twelve pence, and `12 M` is twelve million.

use engine::model::Status;

use super::error::{Denial, FigureError};
use super::style::FigureStyle;
use crate::readers::excerpt::Excerpt;

/// A text without the marks that stand beside what it says.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::readers) struct Beside<'t> {
    pub(in crate::readers) rest: &'t str,
    /// How settled the figure is.
    pub(in crate::readers) status: Option<Status>,
    /// A mark that leaves no figure, and what it says.
    pub(super) denied: Option<(&'t str, Denial)>,
}

/// What a mark says of the figure beside it.
#[derive(Clone, Copy, PartialEq)]
enum Flag {
    /// A break in the series, an estimate, low reliability, another definition, a footnote: the figure stands.
    Note,
    Status(Status),
    Denied(Denial),
}

impl<'t> Beside<'t> {
    /// Takes off whatever stands beside a figure, or beside a mark for there being none.
    pub(super) fn of(text: &'t str, style: &FigureStyle) -> Self {
        let plain = Self { rest: text, status: None, denied: None };
        plain.without(|rest| {
            let (rest, mark) = bracketed(rest).or_else(|| style.beside(rest)).or_else(|| bare(rest))?;
            let own = style.status(mark).map(|status| vec![Flag::Status(status)]);
            Some((rest, mark, own.or_else(|| flags(mark))?))
        })
    }

    /// The same of a period. A forecast of one is no report of it, so that its mark is left for whoever reads the period to refuse.
    pub(in crate::readers) fn of_period(text: &'t str) -> Self {
        let plain = Self { rest: text, status: None, denied: None };
        plain.without(|rest| {
            let (rest, mark) = bracketed(rest).or_else(|| glued_to_year(rest))?;
            let flags = flags(mark)?;
            let is_denied = flags.iter().any(|flag| matches!(flag, Flag::Denied(_)));
            (!is_denied).then_some((rest, mark, flags))
        })
    }

    fn without(mut self, last: impl Fn(&'t str) -> Option<(&'t str, &'t str, Vec<Flag>)>) -> Self {
        while let Some((rest, mark, flags)) = last(self.rest).filter(|(rest, ..)| !rest.is_empty()) {
            self.rest = rest;
            for flag in flags {
                match flag {
                    Flag::Note => {}
                    Flag::Status(status) => self.status = self.status.or(Some(status)),
                    Flag::Denied(denial) => self.denied = Some((mark, denial)),
                }
            }
        }
        self
    }

    /// The fault of a figure that a mark beside it denies.
    pub(super) fn check(&self, text: &str) -> Result<(), FigureError> {
        let Some((mark, denial)) = self.denied else { return Ok(()) };
        Err(FigureError::Denied { text: Excerpt::of(text), mark: Excerpt::of(mark), denial })
    }
}

/// The letters that stand beside figures.
fn letter(letter: char) -> Option<Flag> {
    Some(match letter.to_ascii_lowercase() {
        'b' | 'd' | 'e' | 'n' | 's' | 'u' => Flag::Note,
        'p' => Flag::Status(Status::Provisional),
        'r' => Flag::Status(Status::Revised),
        'c' => Flag::Denied(Denial::Confidential),
        'f' => Flag::Denied(Denial::Forecast),
        'x' => Flag::Denied(Denial::NotAvailable),
        'z' => Flag::Denied(Denial::NotApplicable),
        _ => return None,
    })
}

/// What a mark says: a footnote, or one letter or a few in the order of the alphabet, as Eurostat joins them.
fn flags(mark: &str) -> Option<Vec<Flag>> {
    /// More letters in a row are a word.
    const MOST_LETTERS: usize = 4;
    /// `12 bn` is twelve billion.
    const BILLION: &str = "bn";
    if is_note(mark) {
        return Some(vec![Flag::Note]);
    }
    let in_order = mark.is_ascii() && mark.as_bytes().windows(2).all(|pair| pair[0] < pair[1]);
    let is_short = !mark.is_empty() && mark.len() <= MOST_LETTERS;
    let may_be_flags = is_short && in_order && !mark.eq_ignore_ascii_case(BILLION);
    may_be_flags.then(|| mark.chars().map(letter).collect())?
}

/// `note 1`, `notes 2, 3`, `1`, `1,2` or superscript digits.
fn is_note(mark: &str) -> bool {
    let lower = mark.to_ascii_lowercase();
    let numbers = lower.strip_prefix("note").map(|rest| rest.strip_prefix('s').unwrap_or(rest));
    let is_key = |key: &str| {
        key.len() <= 2 && key.bytes().all(|byte| byte.is_ascii_digit()) || key.chars().all(is_superscript)
    };
    let is_list = |text: &str| text.len() <= 12 && text.split([',', ' ']).all(is_key);
    numbers.is_some_and(is_list) || (!mark.is_empty() && is_list(mark))
}

/// What stands in brackets at the end of a text, or raised above the line.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let within = |open: char, close: char| text.strip_suffix(close)?.rsplit_once(open);
    let (rest, mark) = within('[', ']').or_else(|| within('(', ')')).or_else(|| {
        let rest = text.trim_end_matches(is_superscript);
        text.strip_prefix(rest).filter(|mark| !mark.is_empty()).map(|mark| (rest, mark))
    })?;
    Some((rest.trim_end(), mark.trim()))
}

/// Letters after a blank, behind a figure or a colon, with which Eurostat marks what is missing.
fn bare(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let mark = text.strip_prefix(rest).filter(|mark| !mark.is_empty())?;
    let figure = rest.trim_end();
    let is_apart =
        figure.len() < rest.len() && figure.ends_with(|last: char| last.is_ascii_digit() || last == '%');
    (is_apart || figure == ":").then_some((figure, mark))
}

/// The `P` of `2020P`.
fn glued_to_year(text: &str) -> Option<(&str, &str)> {
    let year = text.strip_suffix(['P', 'p', 'R', 'r'])?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| text.split_at(year.len()))
}

fn is_superscript(letter: char) -> bool {
    matches!(letter, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}
