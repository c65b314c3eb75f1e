//! What is told of the figures beside the meaning of a word, in Markdown.

use words::names::Names;
use words::{english, figure};

use super::gather::{Figures, FiguresState};
use super::{measure, verdict};
use crate::analysis::Subject;

/// What is known of these, and as of when.
pub(crate) fn tell(figures: &FiguresState, subjects: &[Subject]) -> String {
    match figures {
        FiguresState::Awaited => aside(&figure::awaited()),
        FiguresState::Unavailable(why) => aside(&figure::unavailable(&why.to_string())),
        FiguresState::Known(figures) => {
            let told = subjects.iter().map(|subject| of(figures, subject));
            told.chain([moment(figures)]).collect::<Vec<_>>().join("\n\n")
        }
    }
}

fn of(figures: &Figures, subject: &Subject) -> String {
    match subject {
        Subject::Measure { id, body } => measure::told(figures, id, body.as_deref()),
        Subject::Obligation(id) => verdict::obligation(figures, id),
        Subject::Part(part) => verdict::part(figures, part),
        Subject::Rule(id) => verdict::rule(figures, id),
    }
}

impl FiguresState {
    /// Whether figures could be read, in a sentence.
    pub(crate) fn in_short(&self) -> String {
        match self {
            Self::Awaited => figure::awaited(),
            Self::Unavailable(why) => figure::unavailable(&why.to_string()),
            Self::Known(figures) => figure::read_at(figures.read_at, Names { program: figures.program() }),
        }
    }
}

fn moment(figures: &Figures) -> String {
    let names = Names { program: figures.program() };
    aside(&figure::read_at_in_part(figures.read_at, figures.unread, names))
}

/// A sentence beside the matter.
fn aside(said: &str) -> String {
    format!("*{}.*", english::capitalised(said))
}
