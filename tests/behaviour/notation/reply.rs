//! What officials say: `Ann says waive to health/visits/dept, about north, in 2020-Q1, because .., approved by Bob, until ..`.

use engine::model::{ResponseId, ResponseKind, Submission};
use engine::respond::{Enclosure, Reply};
use jiff::Timestamp;

use super::event::moment;

/// Reads one line in which somebody says something, with its moment; none where nobody does. The line is its own identity.
pub(crate) fn read(line: &str) -> Option<(Timestamp, Reply)> {
    let (who, what) = line.split_once(" says ")?;
    let (when, by) = who.split_once(' ').expect("a moment and a name");
    let (what, terms) = what.split_once(", ").unwrap_or((what, ""));
    let (kind, alert) = what.split_once(" to ").expect("`kind to alert`");
    let kind = ResponseKind::named(kind).expect("a kind of response");
    let mut reply = Reply {
        id: ResponseId::new(line),
        alert: alert.to_owned(),
        contribution: None,
        periods: Vec::new(),
        submission: Submission {
            kind,
            by: by.to_owned(),
            reason: String::new(),
            approver: None,
            until: None,
        },
        enclosure: Enclosure::Nothing,
    };
    terms.split(", ").filter(|term| !term.is_empty()).for_each(|term| add(&mut reply, term));
    Some((moment(when), reply))
}

fn add(reply: &mut Reply, term: &str) {
    let (word, rest) = term.split_once(' ').expect("a term of a response");
    match word {
        "about" => reply.contribution = Some(rest.to_owned()),
        "in" => reply.periods.push(rest.to_owned()),
        "because" => rest.clone_into(&mut reply.submission.reason),
        "approved" => reply.submission.approver = rest.strip_prefix("by ").map(str::to_owned),
        "until" => reply.submission.until = Some(rest.parse().expect("a day")),
        _ => panic!("a response does not say `{word}`"),
    }
}
