//! Silences that people asked for: which are known, which are in force, and of which it was told that they end.
//!
//! Which messages one keeps back is not said here.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::entry::{Entry, Recorded, Silence, SilenceEnd};
use crate::fold::Observer;

/// The kind of a message that says that a silence is about to end.
pub const ENDING: &str = "silence.ending";
/// So many that are over are known at the most; the oldest are forgotten first.
const MOST_OVER: usize = 1_000;

/// Silences, in the order in which they were asked for.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Silences {
    known: VecDeque<KnownSilence>,
}

/// A silence, and what became of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KnownSilence {
    /// When it was asked for.
    pub at: Timestamp,
    pub silence: Silence,
    /// Whether people were told that it is about to end.
    pub warned: Warned,
    /// Who ended it before its time, and when.
    pub ended: Option<Ended>,
}

/// Whether people were told that a silence is about to end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Warned {
    NotYet,
    Told,
}

/// That a silence was ended before its time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ended {
    pub at: Timestamp,
    pub end: SilenceEnd,
}

/// Where a silence stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// It begins later.
    ToCome,
    InForce,
    /// It was ended, or its time is over.
    Over,
}

impl Phase {
    /// The word for it in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ToCome => "to-come",
            Self::InForce => "in-force",
            Self::Over => "over",
        }
    }
}

impl KnownSilence {
    /// When people are told again, whether or not that was the time that was asked for.
    pub fn over_at(&self) -> Timestamp {
        self.ended.as_ref().map_or(self.silence.until, |ended| ended.at.min(self.silence.until))
    }

    pub fn phase(&self, now: Timestamp) -> Phase {
        if now >= self.over_at() {
            Phase::Over
        } else if now < self.silence.from {
            Phase::ToCome
        } else {
            Phase::InForce
        }
    }
}

impl Observer for Silences {
    fn observe(&mut self, Recorded { at, entry, .. }: &Recorded) {
        match entry {
            Entry::Silenced(silence) => {
                let (silence, warned) = (silence.clone(), Warned::NotYet);
                self.known.push_back(KnownSilence { at: *at, silence, warned, ended: None });
                self.forget_old(*at);
            }
            Entry::SilenceEnded(end) => {
                if let Some(known) = self.find(&end.id) {
                    known.ended = Some(Ended { at: *at, end: end.clone() });
                }
            }
            Entry::Queued { message, .. } if message.kind == ENDING => {
                let Ok(Named { id }) = serde_json::from_str(&message.json) else { return };
                if let Some(known) = self.find(&id) {
                    known.warned = Warned::Told;
                }
            }
            _ => {}
        }
    }
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

impl Silences {
    /// In the order in which they were asked for.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &KnownSilence> {
        self.known.iter()
    }

    /// Those that are not over.
    pub fn open(&self, now: Timestamp) -> impl DoubleEndedIterator<Item = &KnownSilence> {
        self.all().filter(move |known| known.phase(now) != Phase::Over)
    }

    pub fn get(&self, id: &str) -> Option<&KnownSilence> {
        self.all().find(|known| known.silence.id == id)
    }

    fn find(&mut self, id: &str) -> Option<&mut KnownSilence> {
        self.known.iter_mut().find(|known| known.silence.id == id)
    }

    fn forget_old(&mut self, now: Timestamp) {
        if self.known.len() > MOST_OVER
            && let Some(oldest) = self.known.iter().position(|known| known.phase(now) == Phase::Over)
        {
            self.known.remove(oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn silence(id: &str, from: i64, until: i64) -> Entry {
        Entry::Silenced(Silence {
            id: id.to_owned(),
            account: None,
            by: "Ann Hay".to_owned(),
            matchers: vec!["mission = homes".to_owned()],
            from: at(from),
            until: at(until),
            reason: "The register moves".to_owned(),
        })
    }

    fn end(id: &str) -> Entry {
        let (id, by) = (id.to_owned(), "Bo Lund".to_owned());
        Entry::SilenceEnded(SilenceEnd { id, account: None, by, reason: String::new() })
    }

    fn known(entries: Vec<(i64, Entry)>) -> Silences {
        let mut silences = Silences::default();
        for (second, entry) in entries {
            silences.observe(&Recorded { position: 1, at: at(second), entry });
        }
        silences
    }

    #[test]
    fn a_silence_is_in_force_from_its_first_moment_until_its_end() {
        let silences = known(vec![(1, silence("a", 5, 9))]);
        let phase = |second| silences.get("a").unwrap().phase(at(second));
        assert_eq!([4, 5, 8, 9].map(phase), [Phase::ToCome, Phase::InForce, Phase::InForce, Phase::Over]);
    }

    #[test]
    fn one_that_is_ended_is_over_from_then_on() {
        let silences = known(vec![(1, silence("a", 1, 9)), (1, silence("b", 1, 9)), (4, end("a"))]);
        let open: Vec<&str> = silences.open(at(4)).map(|known| &*known.silence.id).collect();
        assert_eq!(open, ["b"]);
        assert_eq!(silences.get("a").unwrap().over_at(), at(4));
    }

    #[test]
    fn what_is_known_of_those_that_are_over_does_not_grow_with_the_ledger() {
        let all = (0..1_500).map(|number| (number, silence(&number.to_string(), number, number + 1)));
        assert_eq!(known(all.collect()).all().count(), MOST_OVER);
    }
}
