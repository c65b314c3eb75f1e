//! Kinds of addresses, of which most say little more than where they are.

use super::answers::FORM;
use super::endpoint::{Answer, Endpoint, Method, Shape, Who};
use super::parameters::AS_OF;

/// What is read: a page, or the same as JSON.
pub(super) const fn read(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    answers: &'static [Answer],
) -> Endpoint {
    Endpoint {
        method: Method::Get,
        path,
        id,
        summary,
        who: Who::Readers,
        query: &[],
        sent: &[],
        answers,
        refused: &[404, 503],
    }
}

/// The same, which can be asked of a day that is over as well.
pub(super) const fn dated(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    answers: &'static [Answer],
) -> Endpoint {
    Endpoint { query: &[AS_OF], refused: &[400, 404, 503], ..read(path, id, summary, answers) }
}

/// What everybody may read.
pub(super) const fn open(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    answers: &'static [Answer],
) -> Endpoint {
    Endpoint { who: Who::Anybody, refused: &[], ..read(path, id, summary, answers) }
}

/// A form that a page of the service sends.
pub(super) const fn form(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    answers: &'static [Answer],
) -> Endpoint {
    Endpoint {
        method: Method::Post,
        who: Who::Anybody,
        sent: &[(FORM, Shape::Schema("Form"))],
        refused: &[403, 408, 413],
        ..read(path, id, summary, answers)
    }
}
