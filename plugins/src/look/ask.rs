//! What a file does not say, and only people know.

use super::facts::{Question, Trial};
use super::trial::Tried;
use crate::readers::sketch::{Apart, BodyFrom, PeriodFrom, Sketch, Sketched};

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
    if let PeriodFrom::Title(text) | PeriodFrom::SheetName(text) | PeriodFrom::FileName(text) = &sketch.period
    {
        questions.push(Question::IsThePeriod { text: text.clone() });
    }
    if sketch.body == BodyFrom::Nowhere {
        questions.push(Question::WhichBody);
    }
    if !sketch.marks.is_empty() {
        questions.push(Question::Marks(sketch.marks.clone()));
    }
    if sketch.apart == Apart::Unknown {
        questions.push(Question::WhatSetsApart);
    }
    if let (Trial::Read { .. }, Some((rows, first))) = (&tried.trial, &tried.set_aside) {
        questions.push(Question::SetAside { rows: *rows, first: first.clone() });
    }
    questions
}
