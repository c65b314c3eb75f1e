//! From `[feed.absence]` to what marks in place of figures stand for: a reason, or one exact figure.

use std::collections::BTreeMap;

use engine::model::{Absence, Report};
use language::diagnostic::Code;
use rust_decimal::Decimal;
use toml::Spanned;

use super::declaration::{MarkDeclaration, Text};
use super::feed::Resolver;
use crate::readers::can_be_held;

impl Resolver<'_, '_> {
    pub(super) fn marks(&self, declared: BTreeMap<String, MarkDeclaration>) -> Vec<(String, Report)> {
        let mut reasons: Vec<(String, Text)> = Vec::new();
        let mut marks = Vec::new();
        for (mark, meaning) in declared {
            match meaning {
                MarkDeclaration::Reason(word) => reasons.push((mark, word)),
                MarkDeclaration::Figure(figure) => marks.extend(self.figure_of_mark(&mark, &figure)),
            }
        }
        let reasons = self.words(reasons, ABSENCES).into_iter();
        marks.extend(reasons.map(|(mark, absence)| (mark, Report::Absent(absence))));
        marks.sort_by(|one, other| one.0.cmp(&other.0));
        marks
    }

    /// A field that nobody filled in, and a mark that says why there is no figure, are never one.
    fn figure_of_mark(&self, mark: &str, figure: &Spanned<Decimal>) -> Option<(String, Report)> {
        let mark = mark.trim();
        let refusal = match Absence::of_mark(mark) {
            Some(Absence::Blank) => "a field left blank cannot stand for a figure".to_owned(),
            Some(known) if mark.starts_with('[') => {
                format!("`{mark}` cannot stand for a figure: it means {}", language::english::absence(known))
            }
            _ if !can_be_held(figure.get_ref()) => {
                format!("`{figure}` has more digits than a figure can hold")
            }
            _ => return Some((mark.to_owned(), Report::Value(figure.get_ref().normalize()))),
        };
        let fault = self.document.at(Code::Feed, refusal, figure.span());
        self.document.fault(fault.with_help("say why there is no figure, such as `\"not-available\"`"));
        None
    }
}

const ABSENCES: &[(&str, Absence)] = &[
    ("not-available", Absence::NotAvailable),
    ("not-applicable", Absence::NotApplicable),
    ("confidential", Absence::Confidential),
    ("unreliable", Absence::Unreliable),
    ("blank", Absence::Blank),
];
