//! What a file does not say, and only people know.

use super::facts::{Question, Trial};
use super::trial::Tried;
use crate::readers::sketch::{Apart, BodyFrom, PeriodFrom, Sketch, Sketched, WrittenDates};

/// The questions about a table, the one without which nothing can be read first.
pub(super) fn questions(sketched: &Sketched, sketch: &Sketch, tried: &Tried) -> Vec<Question> {
    let mut questions = Vec::new();
    if !sketched.others.is_empty() {
        questions.push(Question::WhichTable { others: sketched.others.clone() });
    }
    match sketch.period {
        PeriodFrom::Nowhere => questions.push(Question::WhichPeriod),
        PeriodFrom::HeadingsWithoutYear => questions.push(Question::WhichYear),
        _ => {}
    }
    if !sketch.fill_down.is_empty() {
        questions.push(Question::DoBlanksMeanAbove { columns: sketch.fill_down.clone() });
    }
    if let WrittenDates::Either(text) = &sketch.dates {
        questions.push(Question::WhichOrder { text: text.clone() });
    }
    if let PeriodFrom::Title(said) | PeriodFrom::SheetName(said) | PeriodFrom::FileName(said) = &sketch.period
    {
        questions.push(Question::IsThePeriod { text: said.spelling.clone() });
    }
    if sketch.body == BodyFrom::Nowhere {
        let labels = match &sketch.apart {
            Apart::Measure { columns, .. } | Apart::Repeated { columns, .. } => columns.clone(),
            _ => Vec::new(),
        };
        questions.push(Question::WhichBody { labels });
    }
    if !sketch.marks.is_empty() {
        questions.push(Question::Marks(sketch.marks.clone()));
    }
    match &sketch.apart {
        Apart::Unknown => questions.push(Question::WhatSetsApart),
        Apart::Repeated { columns, .. } => {
            questions.push(Question::WhatRepeats { columns: columns.clone() });
        }
        _ => {}
    }
    if let (Trial::Read { .. }, Some((rows, first))) = (&tried.trial, &tried.set_aside) {
        questions.push(Question::SetAside { rows: *rows, first: first.clone() });
    }
    questions
}
