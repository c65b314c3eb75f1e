//! Silences that people asked for, for programs.

use engine::model::Calendar;
use jiff::Timestamp;
use ledger::silences::{Ended, KnownSilence};
use serde::Serialize;
use words::{proposal, silence as say};

/// A silence, and what became of it.
#[derive(Clone, Serialize, Debug)]
pub struct WireSilence {
    pub id: String,
    /// By which it can be spoken of.
    pub reference: String,
    /// When it was asked for.
    pub at: Timestamp,
    pub by: String,
    pub matchers: Vec<String>,
    pub from: Timestamp,
    /// The first moment at which people are told again.
    pub until: Timestamp,
    pub reason: String,
    /// `to-come`, `in-force` or `over`.
    pub state: &'static str,
    /// Null where nobody ended it before its time.
    pub ended: Option<WireSilenceEnd>,
}

/// That a silence was ended before its time.
#[derive(Clone, Serialize, Debug)]
pub struct WireSilenceEnd {
    pub at: Timestamp,
    pub by: String,
    pub reason: String,
}

/// What whoever asked for a silence, or ended one, is answered.
#[derive(Serialize, Debug)]
pub struct WireSilenced {
    reference: String,
    sentences: Vec<String>,
    silence: WireSilence,
}

impl WireSilence {
    pub fn of(known: &KnownSilence, now: Timestamp) -> Self {
        let KnownSilence { at, silence, ended, .. } = known;
        Self {
            id: silence.id.clone(),
            reference: proposal::reference(&silence.id),
            at: *at,
            by: silence.by.clone(),
            matchers: silence.matchers.clone(),
            from: silence.from,
            until: silence.until,
            reason: silence.reason.clone(),
            state: known.phase(now).as_str(),
            ended: ended.as_ref().map(|Ended { at, end }| WireSilenceEnd {
                at: *at,
                by: end.by.clone(),
                reason: end.reason.clone(),
            }),
        }
    }
}

impl WireSilenced {
    pub(crate) fn of(known: &KnownSilence, now: Timestamp, calendar: &Calendar) -> Self {
        let sentences = say::recorded(known, now, calendar);
        let silence = WireSilence::of(known, now);
        Self { reference: silence.reference.clone(), sentences, silence }
    }
}
