//! A message that says something else than follows.

use std::collections::HashSet;
use std::fmt;

use jiff::Timestamp;
use ledger::entry::{Message, Position};

/// A message on the ledger that says something else than follows from what was known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageFault {
    pub position: Position,
    at: Timestamp,
    subject: String,
    difference: MessageDifference,
    /// Lines that follow, and that it lacks.
    follow: Vec<String>,
    /// Lines that it has, and that do not follow; all of them where nothing follows.
    told: Vec<String>,
    /// Whether anything follows that it might say.
    is_known: Known,
}

/// Where it differs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum MessageDifference {
    /// From what follows.
    Text,
    /// From what it said when it began to wait.
    Later,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Known {
    Follows,
    Nothing,
}

/// So many lines of each kind are told.
const MOST_LINES: usize = 5;

impl MessageFault {
    pub(super) fn of(
        (position, at): (Position, Timestamp),
        message: &Message,
        remade: Option<&Message>,
        difference: MessageDifference,
    ) -> Self {
        let (ours, theirs) = (remade.map(lines).unwrap_or_default(), lines(message));
        Self {
            position,
            at,
            subject: message.subject.clone(),
            difference,
            follow: lacking(&ours, &theirs),
            told: lacking(&theirs, &ours),
            is_known: if remade.is_some() { Known::Follows } else { Known::Nothing },
        }
    }
}

impl fmt::Display for MessageFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { position, at, subject, difference, follow, told, is_known } = self;
        write!(out, "position {position}, written at {at}: the message \"{subject}\" ")?;
        match (difference, is_known) {
            (MessageDifference::Later, _) => {
                return write!(out, "says something else than it did when it began to wait");
            }
            (MessageDifference::Text, Known::Nothing) => {
                write!(out, "does not follow from anything that was known")?;
            }
            (MessageDifference::Text, Known::Follows) => {
                write!(out, "says something else than follows from what was known")?;
            }
        }
        if *is_known == Known::Follows && follow.is_empty() && told.is_empty() {
            return write!(out, "\n  its sentences are the same; what programs read in it is not");
        }
        for line in follow.iter().take(MOST_LINES) {
            write!(out, "\n  follows, and is not in it: {line}")?;
        }
        for line in told.iter().take(MOST_LINES) {
            write!(out, "\n  is in it, and does not follow: {line}")?;
        }
        match [follow, told].map(|lines| lines.len().saturating_sub(MOST_LINES)) {
            [0, 0] => Ok(()),
            [follow, told] => write!(out, "\n  and {follow} more of the first kind, {told} of the second"),
        }
    }
}

/// The subject and the text, line by line.
fn lines(message: &Message) -> Vec<String> {
    let subject = std::iter::once(message.subject.as_str());
    subject.chain(message.text.lines()).map(str::to_owned).collect()
}

/// The lines that others lack.
fn lacking(lines: &[String], others: &[String]) -> Vec<String> {
    let others: HashSet<&String> = others.iter().collect();
    lines.iter().filter(|line| !others.contains(line)).cloned().collect()
}
