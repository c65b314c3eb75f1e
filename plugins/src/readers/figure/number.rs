//! Exact decimals of numbers as files write them.

use rust_decimal::Decimal;

use super::error::{CommaShape, FigureError, Parting};
use super::numerals::{DecimalSign, MOST_DIGITS, Numerals};
use crate::readers::excerpt::Excerpt;

/// Whether a figure has no more digits than one that is read.
pub fn can_be_held(value: &Decimal) -> bool {
    let log = value.mantissa().unsigned_abs().checked_ilog10();
    log.is_none_or(|log| (log as usize) < MOST_DIGITS) && value.scale() as usize <= MOST_DIGITS
}

/// The common case, without a second look.
pub(super) fn plain_integer(text: &str) -> Option<Decimal> {
    let short = !text.is_empty() && text.len() <= MOST_DIGITS;
    let add = |sum: i64, byte: &u8| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0'));
    short.then(|| text.as_bytes().iter().try_fold(0, add))?.map(Decimal::from)
}

/// A number without a unit.
pub(super) fn decimal(text: &str, numerals: Numerals) -> Result<Decimal, NumberFault> {
    let minus = ["-£", "−£", "-", "−"].iter().find_map(|minus| text.strip_prefix(minus));
    let unsigned = minus.or_else(|| text.strip_prefix('+')).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once(numerals.decimal.letter()).unwrap_or((unsigned, ""));
    let parts = |letter: char| numerals.thousands.is_some_and(|sign| sign.is(letter));
    let is_empty = fraction.is_empty() && !whole.contains(|letter: char| !parts(letter));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if is_empty || !whole.split(parts).all(is_digits) || !is_digits(fraction) {
        return Err(NumberFault::of(unsigned, numerals));
    }
    if !parts_thousands(whole, parts) {
        return Err(NumberFault::odd_groups(numerals));
    }
    let fraction = fraction.trim_end_matches('0');
    let digits = || whole.bytes().filter(u8::is_ascii_digit).chain(fraction.bytes());
    let significant = || digits().skip_while(|byte| *byte == b'0');
    if fraction.len() > MOST_DIGITS || significant().count() > MOST_DIGITS {
        return Err(NumberFault::TooManyDigits);
    }
    let mantissa = significant().fold(0_i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
    let mantissa = if minus.is_some() { -mantissa } else { mantissa };
    let scale = u32::try_from(fraction.len()).map_err(|_| NumberFault::TooManyDigits)?;
    Decimal::try_new(mantissa, scale).map_err(|_| NumberFault::TooManyDigits)
}

/// What is wrong with a number, told of the whole text by `about`.
pub(super) enum NumberFault {
    NotANumber,
    Scientific,
    /// Commas that part no thousands, where they should.
    OddCommas,
    OddGroups,
    /// Stops in a file of decimal commas that says nothing of thousands.
    Stops,
    TooManyDigits,
}

impl NumberFault {
    fn of(text: &str, numerals: Numerals) -> Self {
        let plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b',' | b'.');
        let is_plain = text.bytes().all(plain) && text.bytes().any(|byte| byte.is_ascii_digit());
        let has_stop = is_plain && text.contains('.');
        match numerals.decimal {
            _ if is_scientific(text) => Self::Scientific,
            DecimalSign::Comma if has_stop && numerals.thousands.is_none() => Self::Stops,
            _ if is_plain && text.contains(',') => Self::odd_groups(numerals),
            _ => Self::NotANumber,
        }
    }

    fn odd_groups(numerals: Numerals) -> Self {
        if numerals.decimal == DecimalSign::Stop { Self::OddCommas } else { Self::OddGroups }
    }

    /// The fault of a text that was cut down to a number.
    pub(super) fn about(self, text: &str, number: &str) -> FigureError {
        let text = Excerpt::of(text);
        match self {
            Self::NotANumber => match Parting::of(number) {
                Some(parting) => FigureError::Parted { text, parting },
                None => FigureError::NotANumber(text),
            },
            Self::OddCommas => FigureError::Commas { text, shape: comma_shape(number) },
            Self::OddGroups => FigureError::Groups(text),
            Self::Scientific => FigureError::Scientific(text),
            Self::Stops => FigureError::Stops(text),
            Self::TooManyDigits => FigureError::TooManyDigits(text),
        }
    }
}

/// One comma, behind every stop, may be a decimal comma.
fn comma_shape(number: &str) -> CommaShape {
    match number.split_once(',') {
        Some((_, rest)) if !rest.contains([',', '.']) => CommaShape::MayBeDecimal,
        _ => CommaShape::Odd,
    }
}

fn is_scientific(text: &str) -> bool {
    text.split_once(['e', 'E']).is_some_and(|(mantissa, exponent)| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        digits(mantissa) && digits(exponent)
    })
}

fn parts_thousands(whole: &str, parts: impl Fn(char) -> bool) -> bool {
    let mut groups = whole.split(parts);
    let first = groups.next().unwrap_or_default().len();
    let mut rest = groups.peekable();
    rest.peek().is_none() || ((1..=3).contains(&first) && rest.all(|group| group.len() == 3))
}
