//! What is told of the figures beside the meaning of a word, in Markdown.

use words::english;

use super::gather::{Figures, FiguresState};
use super::{measure, verdict};
use crate::analysis::Subject;

/// What is known of these, and as of when.
pub(crate) fn tell(figures: &FiguresState, subjects: &[Subject]) -> String {
    match figures {
        FiguresState::Awaited => "*Figures are still being read.*".to_owned(),
        FiguresState::Unavailable(why) => format!("*No figures: {why}.*"),
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

impl Figures {
    /// When the figures were read, as people where the project is write it.
    fn read_on(&self) -> String {
        let calendar = &self.program().calendar;
        let clock = self.read_at.to_zoned(calendar.time_zone().clone()).strftime("%H:%M").to_string();
        format!("{} at {clock}", english::date(calendar.day(self.read_at)))
    }
}

impl FiguresState {
    /// Whether figures could be read, in a sentence.
    pub(crate) fn in_short(&self) -> String {
        match self {
            Self::Awaited => "figures are still being read".to_owned(),
            Self::Unavailable(why) => format!("no figures: {why}"),
            Self::Known(figures) => format!("figures as of the files read on {}", figures.read_on()),
        }
    }
}

fn moment(figures: &Figures) -> String {
    let unread = match figures.unread {
        0 => String::new(),
        unread => format!("; {} could not be read", english::count(unread, "file")),
    };
    format!("*Figures as of the files read on {}{unread}.*", figures.read_on())
}
