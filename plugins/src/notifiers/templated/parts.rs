//! A message about an alert, taken apart: what is told, and the lines below that no template leaves out.

use ledger::entry::Message;

/// With these the lines begin that stand below what is told, in their order; the first is always there.
const BELOW: [(&str, &str); 4] =
    [("to", "To: "), ("by", "By: "), ("answer", "Answer: "), ("evidence", "Evidence: ")];

/// The kinds of messages about one alert begin so.
const ALERT: &str = "alert.";

/// Whether a message is about one alert, so that a template says what it tells.
pub fn is_of_alert(message: &Message) -> bool {
    message.kind.starts_with(ALERT)
}

/// The parts of a text.
pub(super) struct Parts<'m> {
    /// What is told of the alert.
    pub(super) told: &'m str,
    /// Whom it is for and everything after that, line by line; empty where nobody is named.
    pub(super) below: &'m str,
}

impl<'m> Parts<'m> {
    pub(super) fn of(text: &'m str) -> Self {
        let is_line =
            |place: &usize| text.get(..*place).is_some_and(|above| above.is_empty() || above.ends_with('\n'));
        let begins = text.rmatch_indices(BELOW[0].1).map(|(place, _)| place).find(is_line);
        let below = begins.unwrap_or(text.len());
        let (told, below) = text.split_at(below);
        Self { told: told.trim_end(), below }
    }

    /// Each line below by its name, without the word with which it begins; empty where there is none.
    pub(super) fn named(&self) -> impl Iterator<Item = (&'static str, &'m str)> {
        let below = self.below;
        BELOW.into_iter().map(move |(name, start)| {
            (name, below.lines().find_map(|line| line.strip_prefix(start)).unwrap_or_default())
        })
    }
}
