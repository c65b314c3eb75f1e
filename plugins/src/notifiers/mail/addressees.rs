//! To whom a mail goes: the people whom its alert names, where their addresses are known.

use lettre::message::Mailbox;
use serde::Deserialize;

use ledger::entry::Message;

/// What a message says of those whom it is for.
#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    recipients: Vec<Recipient>,
}

#[derive(Deserialize)]
struct Recipient {
    #[serde(default)]
    people: Vec<String>,
    address: Option<String>,
}

/// The people whom a message is for, each once, in its order. An address that no mail can reach is left out: the copy that goes to the
/// delivery unit names whom the message is for.
pub(super) fn addressees(message: &Message) -> Vec<Mailbox> {
    let told: Told = serde_json::from_str(&message.json).unwrap_or(Told { recipients: Vec::new() });
    let mut found: Vec<Mailbox> = Vec::new();
    for Recipient { people, address } in told.recipients {
        let Some(Ok(email)) = address.map(|address| address.trim().parse()) else { continue };
        let name = match &people[..] {
            [person] => Some(person.clone()),
            _ => None,
        };
        if !found.iter().any(|known| known.email == email) {
            found.push(Mailbox { name, email });
        }
    }
    found
}
