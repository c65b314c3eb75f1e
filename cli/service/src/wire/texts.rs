//! The texts that are in force, and what was changed in them.

use app::published::{Picture, TextsWaiting};
use app::text_history::Activation;
use app::wire::WireWaiting;
use engine::program::Program;
use jiff::Timestamp;
use ledger::source::SourceText;
use serde::Serialize;

/// One rule.
#[derive(Serialize)]
pub(crate) struct WireRule<'k> {
    as_at: Timestamp,
    position: u64,
    id: &'k str,
    file: &'k str,
    text: &'k str,
}

/// What activations of texts changed, the newest first.
#[derive(Serialize)]
pub(crate) struct WireChanges<'k> {
    as_at: Timestamp,
    position: u64,
    /// How many there are.
    all: usize,
    changes: Vec<WireChange<'k>>,
    /// What to ask for `after`, to see older ones; left out on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<usize>,
}

#[derive(Serialize)]
struct WireChange<'k> {
    #[serde(flatten)]
    activation: &'k Activation,
    /// The same in sentences.
    told: Vec<String>,
}

impl<'k> WireRule<'k> {
    pub(crate) fn of(picture: &Picture, id: &'k str, source: &'k SourceText) -> Self {
        Self { as_at: picture.as_at, position: picture.position, id, file: &source.path, text: &source.text }
    }
}

impl<'k> WireChanges<'k> {
    /// So many of all.
    pub(crate) fn of(
        picture: &Picture,
        (all, listed, next): (usize, &[&'k Activation], Option<usize>),
        program: &Program,
    ) -> Self {
        let changes =
            listed.iter().map(|activation| WireChange { activation, told: activation.told(program) });
        Self { as_at: picture.as_at, position: picture.position, all, changes: changes.collect(), next }
    }
}

/// A change of texts that waits, and what it changes.
#[derive(Serialize)]
pub(crate) struct WireTextsWaiting<'k> {
    #[serde(flatten)]
    waiting: &'k WireWaiting,
    /// What differs, in sentences.
    told: &'k [String],
}

impl<'k> From<&'k TextsWaiting> for WireTextsWaiting<'k> {
    fn from(TextsWaiting { waiting, told }: &'k TextsWaiting) -> Self {
        Self { waiting, told }
    }
}
