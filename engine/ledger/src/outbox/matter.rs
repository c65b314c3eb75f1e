//! What a message is about, and which earlier ones about the same it makes pointless.
//!
//! It looks at what the message says for programs, and reads no sentence.

use serde::Deserialize;

use crate::entry::Message;

/// What a message is about: whoever hears of one matter hears in order.
pub(super) fn matter(message: &Message) -> String {
    let own = || message.id.clone();
    let Some((family, change)) = message.kind.split_once('.') else { return own() };
    let named = serde_json::from_str::<Named>(&message.json).unwrap_or_default();
    match (family, change) {
        ("alert", _) => named.id.map_or_else(own, |alert| format!("alert {alert}")),
        ("project", "refused" | "accepted") => "project".to_owned(),
        ("project", _) => named.mission.map_or_else(own, |mission| format!("change of {mission}")),
        ("response", _) => named.id.map_or_else(own, |request| format!("request {request}")),
        ("digest", _) => named.group.map_or_else(own, |group| format!("digest of {group}")),
        ("notifier", _) => named.notifier.map_or_else(own, |notifier| format!("notifier {notifier}")),
        _ => own(),
    }
}

/// Whether an earlier message need not be heard any more once a newer one about the same matter is there.
pub(super) fn is_pointless(earlier: &Message, newer: &Message) -> bool {
    match (sense(&earlier.kind), sense(&newer.kind)) {
        (Sense::Addition, _) | (_, Sense::Addition) => false,
        (_, Sense::Beginning | Sense::End) => true,
        (earlier, Sense::Change | Sense::Step) => earlier == Sense::Change,
    }
}

/// The same of a message that was not sent yet since it waits for its time: the newer one says all that stands.
pub(super) fn gives_way(earlier: &Message, newer: &Message) -> bool {
    ![sense(&earlier.kind), sense(&newer.kind)].contains(&Sense::Addition)
}

/// What a message says of its matter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    /// It is open, with all that stands.
    Beginning,
    /// It is open and was told before; how it stands now.
    Change,
    /// It goes up: whoever hears of it now is another, so that only its end makes this pointless.
    Step,
    /// It is over.
    End,
    /// Something that must be heard whatever else is, such as a restatement: what was told before it stays on record.
    Addition,
}

fn sense(kind: &str) -> Sense {
    match kind {
        "alert.firing" | "project.refused" | "project.waiting" | "notifier.failing" | "response.proposed" => {
            Sense::Beginning
        }
        "alert.updated" | "alert.reminder" => Sense::Change,
        "alert.escalated" => Sense::Step,
        "alert.resolved" | "alert.corrected" | "alert.withdrawn" | "project.accepted"
        | "project.approved" | "project.withdrawn" | "notifier.recovered" | "response.decided" => Sense::End,
        _ => Sense::Addition,
    }
}

#[derive(Default, Deserialize)]
struct Named {
    id: Option<String>,
    mission: Option<String>,
    notifier: Option<String>,
    group: Option<String>,
}
