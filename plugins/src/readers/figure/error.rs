//! Why a text is not a figure, as data. The words for it are in this file alone.

use thiserror::Error;

use super::numerals::MOST_DIGITS;
use crate::readers::excerpt::Excerpt;

/// Why a text is not a figure.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum FigureError {
    #[error("{0} is not a figure; if it marks a missing one, name it under `[feed.absence]`")]
    NotANumber(Excerpt),
    /// `> 100%`, `20 or less`.
    #[error(
        "{0} is not a figure but a bound of one; say under `[feed.absence]` why there is none, or what it stands for"
    )]
    Bound(Excerpt),
    #[error("{0} is not a figure but an error of a formula; mend the sheet and send it again")]
    Formula(Excerpt),
    /// A mark beside the figure says that there is none.
    #[error("{text} is not a figure that can be used: it is marked as {}", told_denial(*.denial, .mark))]
    Denied { text: Excerpt, mark: Excerpt, denial: Denial },
    #[error(
        "{text} is not a figure: {mark} stands beside it; if it says how settled the figure is, name it under `[feed.codes.status]`"
    )]
    UnknownMark { text: Excerpt, mark: Excerpt },
    /// Something stands between its digits that the feed does not explain.
    #[error("{text} is not a figure: {} stands between its digits{}", .parting.name(), .parting.advice())]
    Parted { text: Excerpt, parting: Parting },
    #[error("{0} is in scientific notation, which may have lost digits; write the figure out in full")]
    Scientific(Excerpt),
    #[error("the commas in {text} do not part thousands, so the figure is in doubt{}", .shape.advice())]
    Commas { text: Excerpt, shape: CommaShape },
    #[error(
        "the stops in {0} may part thousands or stand for a decimal comma, so the figure is in doubt; if they part thousands, write `thousands = \".\"` in `[feed.table]`"
    )]
    Stops(Excerpt),
    #[error("the digits of {0} do not stand in groups of three, so the figure is in doubt")]
    Groups(Excerpt),
    #[error("{0} has more than {MOST_DIGITS} significant digits, which no figure here can hold")]
    TooManyDigits(Excerpt),
}

/// Why what stands beside a mark is no figure of what happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Denial {
    Confidential,
    Forecast,
    NotApplicable,
    NotAvailable,
}

/// What commas that part no thousands may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommaShape {
    /// One comma, as where it stands for the decimal point.
    MayBeDecimal,
    Odd,
}

/// What stands between the digits of a text, where nothing is declared to stand there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Parting {
    Blank,
    NoBreakBlank,
    NarrowNoBreakBlank,
    ThinBlank,
    ZeroWidthBlank,
    Apostrophe,
}

impl Parting {
    /// The first letter between digits that may part thousands.
    pub(super) fn of(text: &str) -> Option<Self> {
        let is_number = |letter: char| letter.is_ascii_digit() || ".,-+−".contains(letter);
        let mut found = None;
        for letter in text.chars().filter(|letter| !is_number(*letter)) {
            let parting = Self::of_letter(letter)?;
            found = found.or(Some(parting));
        }
        found.filter(|_| text.contains(|letter: char| letter.is_ascii_digit()))
    }

    fn of_letter(letter: char) -> Option<Self> {
        Some(match letter {
            ' ' => Self::Blank,
            '\u{a0}' => Self::NoBreakBlank,
            '\u{202f}' => Self::NarrowNoBreakBlank,
            '\u{2009}' => Self::ThinBlank,
            '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{200d}' => Self::ZeroWidthBlank,
            '\'' | '’' => Self::Apostrophe,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Blank => "a blank",
            Self::NoBreakBlank => "a no-break blank (U+00A0)",
            Self::NarrowNoBreakBlank => "a narrow no-break blank (U+202F)",
            Self::ThinBlank => "a thin blank (U+2009)",
            Self::ZeroWidthBlank => "a blank of no width, which nobody sees,",
            Self::Apostrophe => "an apostrophe",
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Self::ZeroWidthBlank => "; take it out and send the file again",
            Self::Apostrophe => "; if it parts thousands, write `thousands = \"'\"` in `[feed.table]`",
            _ => "; if it parts thousands, write `thousands = \" \"` in `[feed.table]`",
        }
    }
}

impl CommaShape {
    fn advice(self) -> &'static str {
        match self {
            Self::MayBeDecimal => "; if it is a decimal comma, write `decimal = \",\"` in `[feed.table]`",
            Self::Odd => "",
        }
    }
}

/// Some feeds are about forecasts.
fn told_denial(denial: Denial, mark: &Excerpt) -> String {
    match denial {
        Denial::Confidential => "confidential".to_owned(),
        Denial::NotApplicable => "not applicable".to_owned(),
        Denial::NotAvailable => "not available".to_owned(),
        Denial::Forecast => {
            format!("a forecast; where the feed is about forecasts, name {mark} under `[feed.codes.status]`")
        }
    }
}
