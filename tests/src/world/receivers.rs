//! Those who are told: receivers that are down now and then, and remember what they were sent.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use ledger::entry::Message;
use plugins::notifiers::{NotifyError, NotifyFault};

/// The names of the notifiers.
pub const NOTIFIERS: [&str; 2] = ["board", "press"];

/// How a receiver answers.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Mood {
    /// It takes everything.
    #[default]
    Well,
    /// It takes nothing.
    Down,
    /// It takes everything, but its answer is lost on the way.
    Mumbling,
    /// Now and then it refuses a message for good.
    Picky,
}

/// Everyone who is told.
#[derive(Default)]
pub struct Receivers {
    moods: BTreeMap<String, Mood>,
    /// What was confirmed to the present process.
    confirmed: BTreeSet<(String, String)>,
    /// What arrived, by notifier and message id.
    taken: BTreeMap<(String, String), Message>,
}

impl Receivers {
    /// Changes how one of them answers.
    pub fn change_mood(&mut self, notifier: &str, mood: Mood) {
        self.moods.insert(notifier.to_owned(), mood);
    }

    /// Makes all of them well.
    pub fn recover(&mut self) {
        self.moods.clear();
    }

    /// A process ended, and with it what it had not written down.
    pub fn forget_process(&mut self) {
        self.confirmed.clear();
    }

    /// What kinds of messages arrived.
    pub fn kinds_taken(&self) -> BTreeSet<String> {
        self.taken.values().map(|message| message.kind.clone()).collect()
    }

    /// Takes a message, or not.
    ///
    /// # Errors
    /// It was not taken, or that it was is not known.
    pub fn send(&mut self, rng: &mut Rng, notifier: &str, message: &Message) -> Result<(), NotifyError> {
        let key = (notifier.to_owned(), message.id.clone());
        assert!(
            !self.confirmed.contains(&key),
            "{} was confirmed by {notifier} and is sent again",
            message.subject
        );
        let down = || NotifyError::Unavailable(NotifyFault::TimedOut);
        match self.moods.get(notifier).copied().unwrap_or_default() {
            Mood::Down => return Err(down()),
            Mood::Picky if rng.u8(0..4) == 0 => return Err(NotifyError::Refused(NotifyFault::BadAddress)),
            Mood::Well | Mood::Picky | Mood::Mumbling => {}
        }
        let before = self.taken.insert(key.clone(), message.clone());
        assert!(before.is_none_or(|before| before == *message), "one id stands for one message");
        if self.moods.get(notifier) == Some(&Mood::Mumbling) {
            return Err(down());
        }
        self.confirmed.insert(key);
        Ok(())
    }
}
