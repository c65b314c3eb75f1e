//! A series of figures in one text, in promtool's notation: `210 200+10x3 160 _ .. [c]`.

use engine::model::{Absence, Report, Status};
use language::read::{Item, exact};
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostic};

/// What is said of one period.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Said {
    /// Nothing: no report arrives.
    Nothing,
    /// A figure or the reason for its absence, with how settled it is where a mark beside it says so.
    Report(Report, Option<Status>),
}

/// More figures than any series of reports has; `1x999999999` is a slip of the pen.
const MOST_FIGURES: usize = 10_000;
/// As many as fit into 64 bits, which keeps sums exact, as in the feeds.
const MOST_DIGITS: usize = 18;
const HELP: &str = "write figures with blanks between them: `210`, `200+10x3` for 200 210 220 230, `200x3` for four times \
                    200, `_` for no report, `_x3` for none three times, `..` or `[c]` for an absence";

/// Reads every figure, or reports the first word that is none.
pub(super) fn figures(item: &Item<'_>) -> Option<Vec<Said>> {
    let text = item.text()?;
    let mut read = Vec::new();
    for word in text.get_ref().split_whitespace() {
        let found = match expand(word) {
            Ok(said) if read.len() + said.len() <= MOST_FIGURES => said,
            Ok(_) | Err(FigureRefusal::TooMany) => {
                let message = format!("`{}` holds more than {MOST_FIGURES} figures", item.key);
                report(item, text.get_ref(), word, message, "no series of reports is so long");
                return None;
            }
            Err(FigureRefusal::NoFigure) => {
                report(item, text.get_ref(), word, format!("`{word}` is no figure"), HELP);
                return None;
            }
            Err(FigureRefusal::TooLarge) => {
                let message = format!("`{word}` leads to more than {MOST_DIGITS} digits");
                report(item, text.get_ref(), word, message, "no figure here can hold so many exactly");
                return None;
            }
        };
        read.extend(found);
    }
    Some(read)
}

/// Reads one figure, a number or a word in the notation of [`figures`].
pub(super) fn figure(item: &Item<'_>) -> Option<Said> {
    let word = match exact(item.value) {
        Some(_) => item.number()?.into_inner().to_string(),
        None => item.text()?.into_inner(),
    };
    let refuse = |message| item.refuse_with_help(Code::InvalidValue, message, ONE_HELP);
    match expand(&word).as_deref() {
        Ok([said]) => Some(*said),
        Ok(_) | Err(FigureRefusal::TooMany) => refuse(format!("`{word}` is more than one figure")),
        Err(FigureRefusal::NoFigure) => refuse(format!("`{word}` is no figure")),
        Err(FigureRefusal::TooLarge) => refuse(format!("`{word}` leads to more than {MOST_DIGITS} digits")),
    }
}

const ONE_HELP: &str = "write a figure such as `210` or `\"210[p]\"`, `\"_\"` for no report, or `\"..\"` or `\"[c]\"` for an absence";

/// Points at the word itself where it stands in the source as it was read, and otherwise at the whole text.
fn report(item: &Item<'_>, text: &str, word: &str, message: String, help: &str) {
    let whole = item.range.clone();
    let written = item.document.source.text.get(whole.clone()).unwrap_or_default();
    let at = written.find(text).zip(text.find(word)).map(|(text, word)| whole.start + text + word);
    let range = at.map_or(whole, |at| at..at + word.len());
    let fault = Diagnostic::error(Code::InvalidValue, message, item.document.source, range);
    item.document.fault(fault.with_help(help));
}

enum FigureRefusal {
    NoFigure,
    TooLarge,
    TooMany,
}

/// What one word stands for.
fn expand(word: &str) -> Result<Vec<Said>, FigureRefusal> {
    if let Some(absence) = Absence::of_mark(word) {
        return Ok(vec![Said::Report(Report::Absent(absence), None)]);
    }
    let (word, status) = strip_status(word);
    let (said, times) = word.split_once('x').map_or((word, None), |(said, times)| (said, Some(times)));
    let times = times.map(count).transpose()?;
    if said == "_" && status.is_none() {
        return Ok(vec![Said::Nothing; times.unwrap_or(1)]);
    }
    let (first, step) = first_and_step(said)?;
    if times.is_none() && step.is_some() {
        return Err(FigureRefusal::NoFigure);
    }
    let times = times.unwrap_or(0);
    let mut figures = Vec::with_capacity(times + 1);
    let mut value = first;
    for turn in 0..=times {
        if turn > 0 {
            value = value.checked_add(step.unwrap_or_default()).ok_or(FigureRefusal::TooLarge)?;
        }
        if value.mantissa().unsigned_abs() >= 10_u128.pow(18) {
            return Err(FigureRefusal::TooLarge);
        }
        figures.push(Said::Report(Report::Value(value), status));
    }
    Ok(figures)
}

fn count(digits: &str) -> Result<usize, FigureRefusal> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    match digits.parse::<usize>() {
        Ok(count) if is_number && count < MOST_FIGURES => Ok(count),
        _ if is_number => Err(FigureRefusal::TooMany),
        _ => Err(FigureRefusal::NoFigure),
    }
}

/// Reads `a`, `a+b` or `a-b`; either may be negative.
fn first_and_step(text: &str) -> Result<(Decimal, Option<Decimal>), FigureRefusal> {
    let sign = text.char_indices().skip(1).find(|(_, letter)| matches!(letter, '+' | '-'));
    let Some((at, sign)) = sign else { return Ok((decimal(text)?, None)) };
    let (first, step) = text.split_at(at);
    let step = step.strip_prefix(sign).unwrap_or(step);
    if step.starts_with(['+', '-']) {
        return Err(FigureRefusal::NoFigure);
    }
    let step = decimal(step)?;
    Ok((decimal(first)?, Some(if sign == '-' { -step } else { step })))
}

fn decimal(text: &str) -> Result<Decimal, FigureRefusal> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
        return Err(FigureRefusal::NoFigure);
    }
    if whole.trim_start_matches('0').len() + fraction.len() > MOST_DIGITS {
        return Err(FigureRefusal::TooLarge);
    }
    text.strip_prefix('+').unwrap_or(text).parse().map_err(|_| FigureRefusal::NoFigure)
}

fn strip_status(word: &str) -> (&str, Option<Status>) {
    let marks = [("[p]", Status::Provisional), ("[r]", Status::Revised)];
    let found = marks.into_iter().find_map(|(mark, status)| Some((word.strip_suffix(mark)?, Some(status))));
    found.unwrap_or((word, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: &str) {
        let told = match expand(word) {
            Ok(said) => said.iter().map(tell).collect::<Vec<_>>().join(" "),
            Err(FigureRefusal::NoFigure) => "no figure".to_owned(),
            Err(FigureRefusal::TooLarge) => "too large".to_owned(),
            Err(FigureRefusal::TooMany) => "too many".to_owned(),
        };
        assert_eq!(told, expected, "{word}");
    }

    fn tell(said: &Said) -> String {
        match said {
            Said::Nothing => "_".to_owned(),
            Said::Report(Report::Value(value), None) => value.to_string(),
            Said::Report(Report::Value(value), Some(status)) => format!("{value} {status:?}"),
            Said::Report(Report::Absent(absence), _) => format!("({})", language::english::absence(*absence)),
        }
    }

    #[test]
    fn words_mean_what_they_mean_to_promtool() {
        check("210", "210");
        check("-5", "-5");
        check("75.2", "75.2");
        check("200+10x3", "200 210 220 230");
        check("200-10x3", "200 190 180 170");
        check("-2+4x3", "-2 2 6 10");
        check("1-2x4", "1 -1 -3 -5 -7");
        check("0.1+0.1x2", "0.1 0.2 0.3");
        check("1x4", "1 1 1 1 1");
        check("1x0", "1");
        check("_", "_");
        check("_x3", "_ _ _");
    }

    #[test]
    fn marks_mean_what_they_mean_in_the_feeds() {
        check("..", "(not available)");
        check("[c]", "(confidential)");
        check("[z]", "(not applicable)");
        check("-", "(a mark whose meaning is not declared)");
        check("[low]", "(withheld as unreliable)");
        check("7[r]", "7 Revised");
        check("160[p]", "160 Provisional");
    }

    #[test]
    fn what_is_no_figure_is_refused_and_nothing_grows_without_bound() {
        for word in [
            "x", "x3", "1x", "1+2", "a", "1e5", "1,234", "stale", "NaN", "1x2x3", "_[p]", "1+x3", "٣",
            "1x-1", "--1", ".", "1--1x2", "1++1x2", "1+-1x2",
        ] {
            check(word, "no figure");
        }
        check("1x999999999", "too many");
        check("1x99999999999999999999999", "too many");
        check("_x999999999", "too many");
        check("999999999999999999+1x2", "too large");
        check("1234567890123456789", "too large");
        check(
            "999999999999999999x3",
            "999999999999999999 999999999999999999 999999999999999999 999999999999999999",
        );
    }
}
