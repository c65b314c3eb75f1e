//! By which keys things were handed in over the service, so that whoever hands the same in again is told what became of it the first time.
//!
//! It keeps where the answer stands and not the answer. What is old is forgotten: nobody waits a week for an answer.

use std::collections::{BTreeMap, VecDeque};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::entry::{Entry, Position, Recorded};
use crate::fold::Observer;

/// For so long the same key means the same thing.
pub const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24 * 7);
/// So many are known at the most; the oldest are forgotten first.
pub const MOST_KNOWN: usize = 100_000;

/// The keys of what was handed in lately.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KnownKeys {
    /// By account and key.
    known: BTreeMap<(String, String), KnownKey>,
    /// The same, the oldest first.
    in_order: VecDeque<(Timestamp, (String, String))>,
}

/// What was handed in under one key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KnownKey {
    /// The hash of what it was.
    pub content: String,
    /// Where the answer stands.
    pub position: Position,
}

impl Observer for KnownKeys {
    fn observe(&mut self, recorded: &Recorded) {
        let Entry::HandedIn(handed_in) = &recorded.entry else { return };
        self.forget_old(recorded.at);
        let key = (handed_in.account.clone(), handed_in.key.clone());
        let known = KnownKey { content: handed_in.content.clone(), position: recorded.position };
        self.known.insert(key.clone(), known);
        self.in_order.push_back((recorded.at, key));
    }
}

impl KnownKeys {
    /// What an account handed in under a key; none where it was nothing, or long ago.
    pub fn get(&self, account: &str, key: &str) -> Option<&KnownKey> {
        self.known.get(&(account.to_owned(), key.to_owned()))
    }

    /// Makes room for what is handed in at `now`.
    fn forget_old(&mut self, now: Timestamp) {
        let is_old = |at: Timestamp| now.duration_since(at) >= KEPT_FOR;
        while self.in_order.len() >= MOST_KNOWN || self.in_order.front().is_some_and(|(at, _)| is_old(*at)) {
            let Some((_, key)) = self.in_order.pop_front() else { return };
            self.known.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::HandedIn;

    fn hand_in(keys: &mut KnownKeys, hours: i64, key: &str) {
        let (account, key, content) = ("acc_1".to_owned(), key.to_owned(), format!("{key} at {hours}"));
        let entry = Entry::HandedIn(HandedIn { account, key, content, status: 201, answer: String::new() });
        let at = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        keys.observe(&Recorded { position: hours.unsigned_abs() + 1, at, entry });
    }

    #[test]
    fn a_key_is_its_accounts_own_and_is_forgotten_after_a_week() {
        let mut keys = KnownKeys::default();
        hand_in(&mut keys, 0, "june");
        hand_in(&mut keys, 100, "july");
        assert_eq!(keys.get("acc_1", "june").map(|known| known.position), Some(1));
        assert_eq!(keys.get("acc_2", "june"), None);
        hand_in(&mut keys, 24 * 7, "august");
        assert_eq!(keys.get("acc_1", "june"), None);
        assert_eq!(keys.get("acc_1", "july").map(|known| &*known.content), Some("july at 100"));
    }
}
