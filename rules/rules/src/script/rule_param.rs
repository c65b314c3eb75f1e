//! What a rule says it takes, as `//! Param: floor, number from 0 to 1, share of the earlier level that must be kept` at its head.
//! Nothing is held against a declaration here.

use std::fmt;

use language::english;
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// The word that begins such a line.
pub(super) const LABEL: &str = "Param:";

const HELP: &str = "write `//! Param: name, type, meaning`; the type is number, whole number, text, true or false, date, measure, \
                    body or `list of` these, a number may have a range such as `from 0 to 1`, and `optional` may follow";

/// One parameter that a rule says it takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleParam {
    pub name: String,
    pub shape: ParamShape,
    pub is_optional: bool,
    /// What it is for, as the rule says it.
    pub meaning: String,
}

/// What a parameter may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParamShape {
    pub kind: ParamKind,
    /// Whether it is a list of these.
    pub is_list: bool,
    pub least: Option<Decimal>,
    pub most: Option<Decimal>,
}

/// A kind of single values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParamKind {
    Number,
    Whole,
    Text,
    Flag,
    Date,
    Measure,
    Body,
}

impl ParamKind {
    /// Each kind by its name, a name that begins with another one before it, and by its plural.
    const NAMES: [(Self, &'static str, &'static str); 7] = [
        (Self::Whole, "whole number", "whole numbers"),
        (Self::Number, "number", "numbers"),
        (Self::Text, "text", "texts"),
        (Self::Flag, "true or false", "true or false"),
        (Self::Date, "date", "dates"),
        (Self::Measure, "measure", "measures"),
        (Self::Body, "body", "bodies"),
    ];

    fn names(self) -> (&'static str, &'static str) {
        let found = Self::NAMES.into_iter().find(|(kind, ..)| *kind == self);
        found.map_or(("", ""), |(_, one, several)| (one, several))
    }
}

impl ParamShape {
    /// What `list of whole numbers from 1 to 12` says.
    fn parse(text: &str) -> Option<Self> {
        let (is_list, rest) = text.strip_prefix("list of ").map_or((false, text), |rest| (true, rest));
        let known = ParamKind::NAMES.into_iter().find_map(|(kind, one, several)| {
            // The plural begins with the singular.
            let after = rest.strip_prefix(several).or_else(|| rest.strip_prefix(one))?;
            (after.is_empty() || after.starts_with(' ')).then_some((kind, after.trim()))
        });
        let (kind, range) = known?;
        let (least, most) = match range {
            "" => (None, None),
            range if matches!(kind, ParamKind::Number | ParamKind::Whole) => parse_range(range)?,
            _ => return None,
        };
        Some(Self { kind, is_list, least, most })
    }

    /// Whether a number lies in the range.
    pub fn holds(&self, number: Decimal) -> bool {
        self.least.is_none_or(|least| least <= number) && self.most.is_none_or(|most| number <= most)
    }
}

/// `from 0 to 1`, `from 0` or `up to 1`.
fn parse_range(text: &str) -> Option<(Option<Decimal>, Option<Decimal>)> {
    if let Some(most) = text.strip_prefix("up to ") {
        return Some((None, Some(most.trim().parse().ok()?)));
    }
    let range = text.strip_prefix("from ")?;
    let Some((least, most)) = range.split_once(" to ") else {
        return Some((Some(range.trim().parse().ok()?), None));
    };
    let (least, most): (Decimal, Decimal) = (least.trim().parse().ok()?, most.trim().parse().ok()?);
    (least <= most).then_some((Some(least), Some(most)))
}

impl fmt::Display for ParamShape {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, several) = self.kind.names();
        if self.is_list {
            write!(out, "list of {several}")?;
        } else {
            out.write_str(one)?;
        }
        match (self.least, self.most) {
            (Some(least), Some(most)) => {
                write!(out, " from {} to {}", english::number(least), english::number(most))
            }
            (Some(least), None) => write!(out, " from {}", english::number(least)),
            (None, Some(most)) => write!(out, " up to {}", english::number(most)),
            (None, None) => Ok(()),
        }
    }
}

impl RuleParam {
    /// What a paragraph says after its label.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (name, rest) = text.trim().split_once(',')?;
        let name = name.trim().trim_matches('`');
        let is_name =
            !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_-".contains(letter));
        let (shape, rest) = rest.split_once(',')?;
        let (is_optional, meaning) = match rest.trim().strip_prefix("optional") {
            Some(meaning) if meaning.trim_start().starts_with(',') => {
                (true, meaning.trim_start().trim_start_matches(','))
            }
            _ => (false, rest),
        };
        let meaning = meaning.trim().trim_end_matches('.').to_owned();
        let shape = ParamShape::parse(shape.trim())?;
        (is_name && !meaning.is_empty()).then(|| Self { name: name.to_owned(), shape, is_optional, meaning })
    }
}

/// What is wrong with the lines at the head of a rule that say what it takes.
pub(super) fn faults_of_lines(source: &SourceText) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let Some(said) = line.strip_prefix("//!") else { break };
        let Some(said) = said.trim().strip_prefix(LABEL) else { continue };
        match RuleParam::parse(said) {
            Some(param) if seen.contains(&param.name) => {
                let message = format!("the parameter `{}` is described twice", param.name);
                faults.push(Diagnostic::error(Code::RuleShape, message, source, range));
            }
            Some(param) => seen.push(param.name),
            None => {
                let message = "this does not say what parameter the rule takes";
                faults.push(Diagnostic::error(Code::RuleShape, message, source, range).with_help(HELP));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let found = RuleParam::parse(line).map_or_else(String::new, |param| {
            let optional = if param.is_optional { " (optional)" } else { "" };
            format!("{}: {}{optional}: {}", param.name, param.shape, param.meaning)
        });
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn a_line_says_name_type_range_and_meaning() {
        check(
            "floor, number from 0 to 1, share that is kept",
            "floor: number from 0 to 1: share that is kept",
        );
        check("n, whole number from 1, how many", "n: whole number from 1: how many");
        check("by, date, the last day, or later.", "by: date: the last day, or later");
        check("most, number up to 5.5, optional, a cap", "most: number up to 5.5 (optional): a cap");
        check("with, list of measures, those beside it", "with: list of measures: those beside it");
        check("strict, true or false, whether it counts", "strict: true or false: whether it counts");
    }

    #[test]
    fn what_lacks_a_part_or_has_an_unknown_type_says_nothing() {
        for line in [
            "floor",
            "floor, number",
            "floor, integer, a share",
            "floor, number from 1 to 0, a share",
            ", number, a share",
            "x, text from 1, a word",
        ] {
            check(line, "");
        }
    }
}
