//! In which order a file writes day and month, as far as its dates show: what may be read either way is not guessed in a file that writes the month
//! first elsewhere.

use super::excerpt::Excerpt;
use super::period_spelling::{DateOrder, Shown, shown_order};
use super::row_fault::RowFault;

/// Whether a date can only be read with its month first somewhere in a text: `11/25/2020`. Most files have none, so this is quick.
pub(super) fn has_month_first(text: &str) -> bool {
    let bytes = text.as_bytes();
    let number = |digits: &[u8]| digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    let is_date = |place: usize, sign: u8| {
        let Some(behind) = bytes.get(place + 1..place + 4) else { return false };
        if behind[2] != sign || !behind[..2].iter().all(u8::is_ascii_digit) {
            return false;
        }
        let before = bytes[..place].iter().rev().take(3).take_while(|byte| byte.is_ascii_digit()).count();
        (1..=2).contains(&before)
            && (1..=12).contains(&number(&bytes[place - before..place]))
            && (13..=31).contains(&number(&behind[..2]))
    };
    let signs = bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b'/' | b'.' | b'-'));
    signs.into_iter().any(|(place, sign)| is_date(place, *sign))
}

/// What the dates of a file show of their order.
pub(super) struct ShownDates {
    declared: DateOrder,
    /// A date that can only be read with its month first, and its line.
    month_first: Option<(Excerpt, u32)>,
}

impl ShownDates {
    /// Nothing so far, of a feed that says this of the order.
    pub(super) fn of(declared: DateOrder) -> Self {
        Self { declared, month_first: None }
    }

    /// Notes a date of the file.
    pub(super) fn note(&mut self, text: &str, line: u32) {
        let is_open = self.declared == DateOrder::Undeclared && self.month_first.is_none();
        if is_open && has_month_first(text) {
            self.month_first = Some((Excerpt::of(text), line));
        }
    }

    /// Why a text is no date that one knows. Where either order comes to the same, nothing is in doubt.
    pub(super) fn doubt<T: PartialEq>(
        &self,
        text: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<RowFault> {
        let (seen, line) = self.month_first.as_ref().filter(|_| shown_order(text) == Some(Shown::Nothing))?;
        let by = |order: DateOrder| order.settle(text).and_then(|settled| read(&settled));
        (by(DateOrder::DayFirst) != by(DateOrder::MonthFirst)).then(|| RowFault::EitherOrder {
            text: Excerpt::of(text),
            seen: seen.clone(),
            line: *line,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_without_a_thirteenth_month_is_found_in_a_long_text() {
        let cases = [
            ("a,11/25/2020,5", true),
            ("1.13.20", true),
            ("25/11/2020", false),
            ("11/12/2020", false),
            ("2020-11-25", false),
            ("112/25/2020", false),
            ("11/25", false),
            ("/25/", false),
        ];
        for (text, expect) in cases {
            assert_eq!(has_month_first(text), expect, "{text}");
        }
    }
}
