//! Colours and weights, each named by what it says.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};

/// What a piece of text says, and so how it looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    Title,
    /// Something is broken.
    Alarm,
    /// Something may break.
    Caution,
    /// Something is well.
    Calm,
    Faint,
}

impl Ink {
    /// The text in its look; the stream takes the look off where there is no terminal.
    pub fn paint(self, text: impl Display) -> String {
        let style = match self {
            Self::Title => Style::new().bold(),
            Self::Alarm => AnsiColor::Red.on_default().bold(),
            Self::Caution => AnsiColor::Yellow.on_default().bold(),
            Self::Calm => AnsiColor::Green.on_default().bold(),
            Self::Faint => Style::new().dimmed(),
        };
        format!("{style}{text}{style:#}")
    }
}
