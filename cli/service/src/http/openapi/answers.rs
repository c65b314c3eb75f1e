//! Answers that several addresses give, and the forms in which something is sent.

use super::endpoint::{Answer, Shape};

pub(super) const JSON: &str = "application/json";
pub(super) const HTML: &str = "text/html";

pub(super) const PLAIN: &str = "text/plain";
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

pub(super) const fn ok(content: &'static [(&'static str, Shape)]) -> Answer {
    Answer { status: 200, about: "What is asked for.", content }
}

pub(super) const PAGE: Answer = ok(&[(HTML, Shape::Text)]);
pub(super) const TEXT: Answer = ok(&[(PLAIN, Shape::Text)]);

pub(super) const ELSEWHERE: Answer = Answer { status: 303, about: "Where to go on.", content: &[] };
/// The same as the command line answers with JSON.
pub(super) const DETAILS: &[Answer] = &[ok(&[(JSON, Shape::Schema("Details")), (HTML, Shape::Text)])];

pub(super) const TABLED: &[Answer] =
    &[ok(&[(JSON, Shape::Schema("Details")), (HTML, Shape::Text), ("text/csv", Shape::Text)])];

pub(super) const CALENDAR: &[Answer] = &[ok(&[("text/calendar", Shape::Text)])];
pub(super) const ATOM: &[Answer] = &[ok(&[("application/atom+xml", Shape::Text)])];

/// That what a page sent is taken in.
pub(super) const TAKEN_IN: Answer =
    Answer { status: 201, about: "It is taken in.", content: &[(HTML, Shape::Text)] };
pub(super) const FILE: &[Answer] = &[ok(&[("application/octet-stream", Shape::Bytes)])];

/// A form is for whoever may send it.
pub(super) const FORM_REFUSED: &[u16] = &[403, 404, 503];
pub(super) const APPROVALS: &[Answer] =
    &[ok(&[(JSON, Shape::Schema("Approvals")), (HTML, Shape::Text), ("text/csv", Shape::Text)])];

pub(super) const SILENCES: &[Answer] =
    &[ok(&[(JSON, Shape::Schema("Silences")), (HTML, Shape::Text), ("text/csv", Shape::Text)])];
pub(super) const SILENCED: Answer = Answer {
    status: 200,
    about: "The form to be checked, or that the silence ended.",
    content: &[(JSON, Shape::Schema("Silenced")), (HTML, Shape::Text)],
};
pub(super) const LOOKED: &[Answer] = &[ok(&[(JSON, Shape::Schema("Looked"))]), ELSEWHERE];
pub(super) const REPORT: &[(&str, Shape)] = &[(JSON, Shape::Schema("Report"))];

pub(super) const CHANGE_ANSWERS: &[Answer] = &[
    Answer {
        status: 200,
        about: "What it would do, or the form to be checked.",
        content: &[(JSON, Shape::Schema("ForeseenChange")), (HTML, Shape::Text)],
    },
    Answer {
        status: 202,
        about: "It waits until a second person has approved it.",
        content: &[(JSON, Shape::Schema("Proposed")), (HTML, Shape::Text)],
    },
];

pub(super) const EXAMPLE_ANSWERS: &[Answer] = &[
    Answer {
        status: 200,
        about: "What the rule in force says of them, or the form to be checked.",
        content: &[(JSON, Shape::Schema("TriedExamples")), (HTML, Shape::Text)],
    },
    Answer {
        status: 202,
        about: "They wait until a second person has approved them.",
        content: &[(JSON, Shape::Schema("Proposed")), (HTML, Shape::Text)],
    },
];
