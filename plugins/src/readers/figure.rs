//! Figures as they are written in files: exact decimals, and the marks that say why there is none.
//!
//! It never rounds and never takes a missing figure for nought.

use engine::model::{Absence, Report, Status};
use rust_decimal::Decimal;
use thiserror::Error;

use super::excerpt::Excerpt;

/// What stands in a field that should hold a figure.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct WrittenFigure {
    pub(super) report: Report,
    /// Where a mark beside the figure says how settled it is.
    pub(super) status: Option<Status>,
    /// Where a sign beside the figure says what it counts.
    pub(super) sign: Option<Sign>,
}

/// A sign that names a unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    Percent,
    Pounds,
}

/// Why a text is not a figure.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum FigureError {
    #[error("{0} is not a figure; if it marks a missing one, name it under `[feed.absence]`")]
    NotANumber(Excerpt),
    #[error("{0} is in scientific notation, which may have lost digits; write the figure out in full")]
    Scientific(Excerpt),
    #[error("the commas in {0} do not part thousands, so the figure is in doubt")]
    Commas(Excerpt),
    #[error("{0} has more than {MOST_DIGITS} significant digits, which no figure here can hold")]
    TooManyDigits(Excerpt),
}

/// As many as fit into 64 bits, which keeps sums of millions of figures exact.
const MOST_DIGITS: usize = 18;

/// Whether a figure has no more digits than one that is read.
pub(super) fn can_be_held(value: &Decimal) -> bool {
    let log = value.mantissa().unsigned_abs().checked_ilog10();
    log.is_none_or(|log| (log as usize) < MOST_DIGITS) && value.scale() as usize <= MOST_DIGITS
}

/// A mark that stands for a missing figure.
pub(super) type Marker = (String, Absence);

/// Reads a field. The feed's own markers go before the known ones.
pub(super) fn read(text: &str, markers: &[Marker]) -> Result<WrittenFigure, FigureError> {
    let text = text.trim();
    if let Some(value) = plain_integer(text) {
        return Ok(WrittenFigure { report: Report::Value(value), status: None, sign: None });
    }
    let (rest, status) = strip_status(strip_notes(text));
    if let Some(absence) = absence(text, markers).or_else(|| absence(rest, markers)) {
        return Ok(WrittenFigure { report: Report::Absent(absence), status, sign: None });
    }
    let (digits, sign) = strip_sign(strip_notes(rest));
    let value = decimal(digits).map_err(|refusal| refusal.about(text))?;
    Ok(WrittenFigure { report: Report::Value(value), status, sign })
}

/// The common case, without a second look.
fn plain_integer(text: &str) -> Option<Decimal> {
    let short = !text.is_empty() && text.len() <= MOST_DIGITS;
    let add = |sum: i64, byte: &u8| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0'));
    short.then(|| text.as_bytes().iter().try_fold(0, add))?.map(Decimal::from)
}

fn absence(text: &str, markers: &[Marker]) -> Option<Absence> {
    /// No known mark is longer, and none begins with a digit.
    const LONGEST_MARK: usize = "[low]".len();
    let own = markers.iter().find(|(marker, _)| marker.eq_ignore_ascii_case(text));
    if let Some((_, absence)) = own {
        return Some(*absence);
    }
    let may_be_mark = text.len() <= LONGEST_MARK && !text.starts_with(|letter: char| letter.is_ascii_digit());
    may_be_mark.then(|| Absence::of_mark(text))?
}

fn strip_status(text: &str) -> (&str, Option<Status>) {
    for (mark, status) in [("[p]", Status::Provisional), ("[r]", Status::Revised)] {
        let start = text.len().saturating_sub(mark.len());
        if let Some((figure, end)) = text.split_at_checked(start)
            && end.eq_ignore_ascii_case(mark)
        {
            return (figure.trim_end(), Some(status));
        }
    }
    (text, None)
}

/// Leaves out marks beside a figure that change nothing of it: a break in the series, an estimate, low reliability, notes. What stands
/// alone is no such mark, and one that contradicts the figure beside it, such as `[c]`, leaves it in doubt.
fn strip_notes(mut text: &str) -> &str {
    while let Some((figure, mark)) = text.strip_suffix(']').and_then(|text| text.rsplit_once('[')) {
        let mark = mark.trim().to_ascii_lowercase();
        let is_note = mark.strip_prefix("note").is_some_and(is_list_of_numbers);
        let figure = figure.trim_end();
        if figure.is_empty() || !(is_note || ["b", "e", "u"].contains(&mark.as_str())) {
            break;
        }
        text = figure;
    }
    text
}

/// What follows `note` in `[note 1]` and `[notes 2, 3]`.
fn is_list_of_numbers(text: &str) -> bool {
    let numbers = text.strip_prefix('s').unwrap_or(text);
    numbers.len() <= 12 && numbers.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b','))
}

fn strip_sign(text: &str) -> (&str, Option<Sign>) {
    if let Some(figure) = text.strip_suffix('%') {
        return (figure.trim_end(), Some(Sign::Percent));
    }
    // A minus may stand on either side of the pound sign; one before it is left for the figure itself.
    match text.strip_prefix("£") {
        Some(figure) => (figure.trim_start(), Some(Sign::Pounds)),
        None => (text, text.contains('£').then_some(Sign::Pounds)),
    }
}

enum FigureFault {
    NotANumber,
    Scientific,
    Commas,
    TooManyDigits,
}

impl FigureFault {
    fn about(self, text: &str) -> FigureError {
        let text = Excerpt::of(text);
        match self {
            Self::NotANumber => FigureError::NotANumber(text),
            Self::Scientific => FigureError::Scientific(text),
            Self::Commas => FigureError::Commas(text),
            Self::TooManyDigits => FigureError::TooManyDigits(text),
        }
    }
}

fn decimal(text: &str) -> Result<Decimal, FigureFault> {
    let minus = ["-£", "−£", "-", "−"].iter().find_map(|minus| text.strip_prefix(minus));
    let unsigned = minus.or_else(|| text.strip_prefix('+')).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_empty = fraction.is_empty() && whole.bytes().all(|byte| byte == b',');
    if is_empty || !whole.split(',').all(is_number) || !is_number(fraction) {
        return Err(if is_scientific(unsigned) { FigureFault::Scientific } else { FigureFault::NotANumber });
    }
    if !parts_thousands(whole) {
        return Err(FigureFault::Commas);
    }
    let fraction = fraction.trim_end_matches('0');
    let digits = || whole.bytes().filter(|byte| *byte != b',').chain(fraction.bytes());
    let significant = || digits().skip_while(|byte| *byte == b'0');
    if fraction.len() > MOST_DIGITS || significant().count() > MOST_DIGITS {
        return Err(FigureFault::TooManyDigits);
    }
    let mantissa = significant().fold(0_i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
    let mantissa = if minus.is_some() { -mantissa } else { mantissa };
    let scale = u32::try_from(fraction.len()).map_err(|_| FigureFault::TooManyDigits)?;
    Decimal::try_new(mantissa, scale).map_err(|_| FigureFault::TooManyDigits)
}

fn is_scientific(text: &str) -> bool {
    text.split_once(['e', 'E']).is_some_and(|(mantissa, exponent)| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        digits(mantissa) && digits(exponent)
    })
}

fn parts_thousands(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default().len();
    let mut rest = groups.peekable();
    rest.peek().is_none() || ((1..=3).contains(&first) && rest.all(|group| group.len() == 3))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    #[track_caller]
    fn value(text: &str) -> String {
        match read(text, &[]) {
            Ok(WrittenFigure { report: Report::Value(value), .. }) => value.to_string(),
            other => panic!("{text} is no value: {other:?}"),
        }
    }

    #[track_caller]
    fn refusal(text: &str) -> String {
        read(text, &[]).expect_err("a text that is no figure").to_string()
    }

    #[test]
    fn figures_are_exact_however_they_are_dressed() {
        let pairs = [
            ("230", "230"),
            (" 230 ", "230"),
            ("0", "0"),
            ("-5", "-5"),
            ("−5", "-5"),
            ("+5", "5"),
            ("0.1", "0.1"),
            (".5", "0.5"),
            ("5.", "5"),
            ("21289.0", "21289"),
            ("1,234", "1234"),
            ("12,345,678.90", "12345678.9"),
            ("84.5%", "84.5"),
            ("84.5 %", "84.5"),
            ("£1,200", "1200"),
            ("-£3", "-3"),
            ("£-3", "-3"),
            ("999999999999999999", "999999999999999999"),
            ("000000000000000000000123", "123"),
            ("-0", "0"),
            ("0.000000000000000001", "0.000000000000000001"),
        ];
        for (text, expected) in pairs {
            assert_eq!(value(text), expected, "{text}");
        }
    }

    #[test]
    fn a_mark_says_why_there_is_no_figure() {
        let markers = [("n/a".to_owned(), Absence::NotApplicable), ("-".to_owned(), Absence::Confidential)];
        let absent = |text| match read(text, &markers).expect("a marker").report {
            Report::Absent(absence) => absence,
            Report::Value(value) => panic!("{text} was taken for {value}"),
        };
        assert_eq!(absent(".."), Absence::NotAvailable);
        assert_eq!(absent("[x]"), Absence::NotAvailable);
        assert_eq!(absent("[Z]"), Absence::NotApplicable);
        assert_eq!(absent("[c]"), Absence::Confidential);
        assert_eq!(absent("[low]"), Absence::Unreliable);
        assert_eq!(absent("[u]"), Absence::Unreliable);
        assert_eq!(absent("  "), Absence::Blank);
        assert_eq!(absent("N/A"), Absence::NotApplicable);
        assert_eq!(absent("*"), Absence::NotDeclared, "nobody has said what it means");
        assert_eq!(absent("-"), Absence::Confidential, "the feed's own marker goes first");
    }

    #[test]
    fn a_mark_beside_a_figure_says_how_settled_it_is() {
        let read = |text| read(text, &[]).expect("a figure");
        assert_eq!(read("1,200 [p]").status, Some(Status::Provisional));
        assert_eq!(read("7[R]").status, Some(Status::Revised));
        assert_eq!(read("7").status, None);
        assert_eq!(read("84%[p]").sign, Some(Sign::Percent));
        assert_eq!(read("£5").sign, Some(Sign::Pounds));
    }

    #[test]
    fn notes_beside_a_figure_change_nothing_of_it() {
        for text in ["12 [e]", "12[b]", "12 [note 1]", "12 [Note 1][note 2]", "12 [notes 1, 2] [b]", "12 [u]"]
        {
            assert_eq!(value(text), "12", "{text}");
        }
        assert_eq!(read("12 [p] [note 3]", &[]).expect("a figure").status, Some(Status::Provisional));
        assert_eq!(read("12 [e] [r]", &[]).expect("a figure").status, Some(Status::Revised));
        for text in ["12 [c]", "12 [x]", "12 [f]", "[e]", "[note 1]", "12 [nota]"] {
            assert!(refusal(text).contains("is not a figure"), "{text}");
        }
    }

    #[test]
    fn what_is_no_figure_is_refused_with_its_reason() {
        assert_snapshot!(refusal("NA"), @"`NA` is not a figure; if it marks a missing one, name it under `[feed.absence]`");
        assert_snapshot!(refusal("1.5e6"), @"`1.5e6` is in scientific notation, which may have lost digits; write the figure out in full");
        assert_snapshot!(refusal("1,23"), @"the commas in `1,23` do not part thousands, so the figure is in doubt");
        assert_snapshot!(refusal("1234567890.123456789"), @"`1234567890.123456789` has more than 18 significant digits, which no figure here can hold");
        for text in ["1 234", "1..2", "1.2.3", "--1", "£", "%", "[p]7", "e5", "NaN", "inf", "٣", "12a", "."]
        {
            assert!(refusal(text).contains("is not a figure"), "{text}");
        }
        for text in ["1000000000000000000", "0.0000000000000000001"] {
            assert!(refusal(text).contains("more than 18"), "{text}");
        }
        for text in [",123", "1,,234", "1234,567", "1,234,56", "1,234,"] {
            assert!(refusal(text).contains("commas"), "{text}");
        }
    }
}
