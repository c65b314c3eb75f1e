//! How a file writes its numbers: what stands before decimals, and what parts thousands.

/// As many as fit into 64 bits, which keeps sums of millions of figures exact.
pub(super) const MOST_DIGITS: usize = 18;

/// What stands before the decimals.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum DecimalSign {
    #[default]
    Stop,
    Comma,
}

/// What parts thousands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ThousandsSign {
    Comma,
    Stop,
    /// A blank of any width that is seen.
    Blank,
    Apostrophe,
}

/// How a file writes its numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Numerals {
    pub decimal: DecimalSign,
    /// Nothing, where nothing may part thousands.
    pub thousands: Option<ThousandsSign>,
}

impl Default for Numerals {
    fn default() -> Self {
        Self { decimal: DecimalSign::Stop, thousands: Some(ThousandsSign::Comma) }
    }
}

impl DecimalSign {
    pub(super) fn letter(self) -> char {
        match self {
            Self::Stop => '.',
            Self::Comma => ',',
        }
    }
}

impl ThousandsSign {
    pub(super) fn is(self, letter: char) -> bool {
        match self {
            Self::Comma => letter == ',',
            Self::Stop => letter == '.',
            Self::Blank => matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'),
            Self::Apostrophe => matches!(letter, '\'' | '’'),
        }
    }
}
