//! The word that whoever holds a ledger leaves for those who follow it: where it is reached, and what it shows that no ledger tells.

use std::sync::Arc;

use engine::model::FeedId;
use serde::{Deserialize, Serialize};

use super::shown_beside::ShownBeside;
use super::silent_feed::SilentFeed;
use super::texts_waiting::TextsWaiting;
use super::unusable_texts::UnusableTexts;
use crate::due::Supply;
use crate::wire::WireWaiting;

/// What whoever holds a ledger says to those who follow it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub struct HolderWord {
    /// Where its service is reached by the others; none where it has none that others reach.
    reached_at: Option<Reached>,
    /// By which it knows requests that another one passes on.
    pub relay_key: String,
    shown: WireShownBeside,
}

/// Where the service of a worker is reached.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub struct Reached {
    pub address: String,
    /// The network within which this is its address, where it is one that every machine has for itself.
    pub only_within: Option<String>,
}

/// What is shown beside how things stand.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
struct WireShownBeside {
    title: String,
    changes: Vec<WireTextsWaiting>,
    unusable: WireUnusable,
    silent_feeds: Vec<WireSilentFeed>,
    unsigned: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
struct WireTextsWaiting {
    waiting: WireWaiting,
    told: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
struct WireUnusable {
    files: Vec<String>,
    faults: Vec<String>,
    untold: usize,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
struct WireSilentFeed {
    feed: String,
    told: String,
}

impl HolderWord {
    /// What is said by whoever shows this.
    pub fn new(reached_at: Option<Reached>, relay_key: String, beside: &ShownBeside) -> Self {
        let ShownBeside { title, supply: _, changes, unusable, silent_feeds, unsigned } = beside;
        let change = |change: &TextsWaiting| WireTextsWaiting {
            waiting: change.waiting.clone(),
            told: change.told.clone(),
        };
        let silent =
            |silent: &SilentFeed| WireSilentFeed { feed: silent.feed.to_string(), told: silent.told.clone() };
        let UnusableTexts { files, faults, untold } = &**unusable;
        let shown = WireShownBeside {
            title: title.clone(),
            changes: changes.iter().map(change).collect(),
            unusable: WireUnusable { files: files.clone(), faults: faults.clone(), untold: *untold },
            silent_feeds: silent_feeds.iter().map(silent).collect(),
            unsigned: unsigned.as_deref().map(str::to_owned),
        };
        Self { reached_at, relay_key, shown }
    }

    /// Where its service is reached from a network; none where it is not.
    pub fn reached_from(&self, network: Option<&str>) -> Option<&str> {
        let reached = self.reached_at.as_ref()?;
        let is_there = reached.only_within.as_deref().is_none_or(|within| Some(within) == network);
        is_there.then_some(&*reached.address)
    }

    /// As it is left where the ledger lies.
    ///
    /// # Panics
    /// Never: it has no keys that JSON lacks.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a word has no keys that JSON lacks")
    }

    /// As it was left; none where another version leaves something else.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// What it shows; by which feeds figures come is found in the texts in force.
    pub fn shown(self, supply: Arc<Supply>) -> ShownBeside {
        let WireShownBeside { title, changes, unusable, silent_feeds, unsigned } = self.shown;
        let change = |WireTextsWaiting { waiting, told }| TextsWaiting { waiting, told };
        let silent = |WireSilentFeed { feed, told }| SilentFeed { feed: FeedId::new(feed), told };
        let WireUnusable { files, faults, untold } = unusable;
        ShownBeside {
            title,
            supply,
            changes: changes.into_iter().map(change).collect(),
            unusable: Arc::new(UnusableTexts { files, faults, untold }),
            silent_feeds: silent_feeds.into_iter().map(silent).collect(),
            unsigned: unsigned.map(Arc::from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(only_within: Option<&str>, from: Option<&str>, is_reached: bool) {
        let address = "http://127.0.0.1:8070".to_owned();
        let reached = Reached { address: address.clone(), only_within: only_within.map(str::to_owned) };
        let word = HolderWord::new(Some(reached), "key".to_owned(), &ShownBeside::default());
        let word = HolderWord::parse(&word.to_bytes()).expect("it is read as it was left");
        assert_eq!(word.reached_from(from), is_reached.then_some(&*address), "{only_within:?} from {from:?}");
    }

    #[test]
    fn an_address_that_every_machine_has_for_itself_leads_to_no_other() {
        check(Some("here"), Some("here"), true);
        check(Some("here"), Some("elsewhere"), false);
        check(Some("here"), None, false);
        check(None, Some("elsewhere"), true);
    }
}
