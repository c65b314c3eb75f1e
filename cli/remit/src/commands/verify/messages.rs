//! What is said of messages that were made again, and of those that were not.

use app::proof::{MessagesRemade, Unmade};
use serde::Serialize;
use words::english;

/// What came of making messages again.
#[derive(Serialize)]
pub(super) struct WireMessages {
    /// How many say what follows.
    made_again: usize,
    /// Those that were not made again, by why.
    not_made_again: Vec<WireUnmade>,
    /// Of how many changes of alerts there is no message.
    untold: usize,
}

#[derive(Serialize)]
struct WireUnmade {
    why: String,
    messages: usize,
}

impl WireMessages {
    pub(super) fn of(messages: &MessagesRemade) -> Self {
        let unmade = messages.unmade.iter();
        let not_made_again = unmade.map(|(why, count)| WireUnmade { why: unmade_by(why), messages: *count });
        Self {
            made_again: messages.remade,
            not_made_again: not_made_again.collect(),
            untold: messages.untold,
        }
    }

    /// What is said of them; nothing where there is none.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.made_again > 0 {
            let says = if self.made_again == 1 { "says" } else { "say" };
            lines.push(format!(
                "Messages made again: {} about alerts, which {says} what follows, letter by letter.",
                english::count(self.made_again, "message")
            ));
        }
        if !self.not_made_again.is_empty() {
            let each = self.not_made_again.iter();
            let each: Vec<String> =
                each.map(|one| format!("{} {}", english::figure(one.messages), one.why)).collect();
            lines.push(format!("Messages not made again: {}.", english::list(&each)));
        }
        if self.untold > 0 {
            lines.push(format!(
                "Of {} of alerts there is no message on the ledger.",
                english::count(self.untold, "change")
            ));
        }
        lines
    }
}

/// Why messages were not made again.
fn unmade_by(why: &Unmade) -> String {
    match why {
        Unmade::Kind(kind) => format!("of the kind {kind}, of which only the tree is known to be as it was"),
        Unmade::Plugin => "to which a plugin may have added".to_owned(),
        Unmade::Erased => "of which something is erased".to_owned(),
        Unmade::Version(Some(by)) => format!("in the words of Remit {by}"),
        Unmade::Version(None) => "in the words of an older Remit".to_owned(),
        Unmade::Withheld => "that may rest on what is withheld".to_owned(),
    }
}
