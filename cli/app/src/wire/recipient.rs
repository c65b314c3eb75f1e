//! Who is told of an alert, as programs read it.

use engine::program::Program;
use serde::Serialize;
use words::alert::Recipient;

/// A body that is told, with its person.
#[derive(Serialize, Debug)]
pub(super) struct WireRecipient {
    body: String,
    name: String,
    /// The person at the body; null where nobody is named.
    owner: Option<String>,
    /// Whoever holds the post; left out where the project does not say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// The contributions for which it is told; left out where it answers for the whole alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributions: Vec<String>,
}

impl WireRecipient {
    pub(super) fn of(recipient: &Recipient<'_>, program: &Program) -> Self {
        Self {
            body: recipient.body.to_string(),
            name: program.catalogue.body_name(recipient.body).to_owned(),
            owner: recipient.owner.map(str::to_owned),
            people: recipient.people.iter().map(|name| (*name).to_owned()).collect(),
            address: recipient.address.map(str::to_owned),
            contributions: recipient.contributions.iter().map(ToString::to_string).collect(),
        }
    }
}
