//! What of a message is personal, by its kind and the form in which it was written.

use super::form::PersonalForm;
use super::kind::PersonalKind;

/// What is personal in a message.
pub(super) struct PersonalMessage {
    /// Its subject and its text.
    pub(super) words: bool,
    /// What programs read of it; none where that stands in clear.
    pub(super) json: Option<PersonalKind>,
}

/// What is personal in a message of this kind.
pub(super) fn personal_message(kind: &str, form: PersonalForm) -> PersonalMessage {
    match kind.split_once('.') {
        Some(("feed", "receipt")) => OF_PEOPLE,
        Some(("project" | "feed" | "notifier" | "plugin", _)) if form < PersonalForm::OfAll => OF_NOBODY,
        // Who approves and signs a change stands in clear everywhere, and whoever folds the ledger reads all of it.
        Some(("project", "waiting" | "approved" | "withdrawn")) => {
            PersonalMessage { words: true, json: None }
        }
        Some(("project" | "feed" | "notifier" | "plugin", _)) => {
            PersonalMessage { words: true, json: Some(PersonalKind::Notice) }
        }
        _ => OF_PEOPLE,
    }
}

/// Of one that names people, or says what they said.
const OF_PEOPLE: PersonalMessage = PersonalMessage { words: true, json: Some(PersonalKind::Json) };
/// Of one in which nothing is.
const OF_NOBODY: PersonalMessage = PersonalMessage { words: false, json: None };
