//! A change of the texts of a mission that waits for signatures, or for its day.

use jiff::civil::Date;
use rules::compile::Waiting;
use words::explanation::TextRevision;
use words::text_changes;

use crate::wire::WireWaiting;

/// A change that waits, and what it changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextsWaiting {
    pub waiting: WireWaiting,
    /// What differs, a sentence for each text.
    pub told: Vec<String>,
}

impl TextsWaiting {
    /// A change as it stands on `today`.
    pub fn new(waiting: &Waiting, today: Date) -> Self {
        let told = match &waiting.new {
            None => vec![text_changes::to_be_removed(&waiting.title)],
            Some(new) => {
                let revision = TextRevision::between(&waiting.old, new);
                text_changes::changed(&waiting.title, Some(&revision))
            }
        };
        Self { waiting: WireWaiting::new(waiting, today), told }
    }
}
