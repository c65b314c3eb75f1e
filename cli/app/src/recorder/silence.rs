//! Taking in that nobody is to be told of some alerts for a time, and that this ends. It stops messages, and never a clock or a verdict.

use std::collections::BTreeSet;

use engine::model::MissionId;
use jiff::{SignedDuration, Timestamp};
use ledger::entry::{Entry, HandedIn, Recorded, Silence, SilenceEnd};
use ledger::fold::Observer as _;
use ledger::request;
use ledger::silences::{Ended, KnownSilence, Phase, Warned};
use plugins::routes::{Matcher, NoMatcher, OwnLabels, Sign, read_matchers};
use plugins::stores::StoreError;
use thiserror::Error;
use words::proposal::reference;
use words::silence as say;

use super::record::Recorder;
use crate::wire::WireSilenced;

/// The longest silence, from the day on which it is asked for: whoever needs a longer one asks again.
const LONGEST_DAYS: i64 = 90;
/// So many are open at the most.
const MOST_OPEN: usize = 200;
/// So many matchers one has at the most, each no longer than this.
const MOST_MATCHERS: usize = 20;
const LONGEST_MATCHER: usize = 200;
const LONGEST_REASON: usize = 2_000;
const CREATED: u16 = 201;
const OK: u16 = 200;

/// An account that asks for silence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Silencer {
    /// The id of the account.
    pub account: String,
    pub key: String,
    /// The hash of what was handed in, and to which address.
    pub content: String,
    pub reach: Reach,
}

/// Over which alerts somebody may ask for silence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reach {
    Everything,
    Missions(BTreeSet<MissionId>),
}

/// Why nothing is silenced, or why a silence goes on.
#[derive(Debug, Error)]
pub enum SilenceError {
    #[error("the silence is about nothing in particular")]
    NoMatchers,
    #[error(
        "the silence has more than {MOST_MATCHERS} matchers, or one of more than {LONGEST_MATCHER} letters"
    )]
    TooMuch,
    #[error(transparent)]
    Matcher(#[from] NoMatcher),
    #[error("nobody is named who asks")]
    NoName,
    #[error("the silence has no reason")]
    NoReason,
    #[error("the name or the reason is longer than {LONGEST_REASON} letters")]
    LongReason,
    #[error("the last day of the silence is over, or lies before its first")]
    Past,
    #[error("the last day of the silence is more than {LONGEST_DAYS} days ahead")]
    TooLong,
    #[error("more than {MOST_OPEN} silences are open")]
    TooMany,
    #[error("this account may silence its own missions alone")]
    NotOwn { missions: Vec<String> },
    #[error("there is no silence `{0}`")]
    Unknown(String),
    #[error("the silence is over")]
    Over,
    /// The store failed; what was asked for is kept and written with the next success.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SilenceError {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NoMatchers => Some(say::NAME_SOMETHING.to_owned()),
            Self::Matcher(NoMatcher::Unreadable { .. }) => Some(say::AS_A_MATCHER.to_owned()),
            Self::Matcher(NoMatcher::Unknown { help, .. }) => help.clone(),
            Self::TooLong => Some(say::ASK_AGAIN.to_owned()),
            Self::NotOwn { missions } => Some(say::own_missions(missions)),
            Self::Unknown(_) => Some(say::LIST_THEM.to_owned()),
            _ => None,
        }
    }
}

impl Recorder {
    /// Records that nobody is to be told of some alerts for a time. None where that was recorded before.
    pub(crate) fn silence(
        &mut self,
        now: Timestamp,
        asked: &request::Silence,
        silencer: Option<&Silencer>,
    ) -> Result<Option<KnownSilence>, SilenceError> {
        self.flush()?;
        if self.state.silences.get(&asked.id).is_some() {
            return Ok(None);
        }
        let now = self.moment(now);
        let silence = self.admit_silence(now, asked, silencer)?;
        let known = KnownSilence { at: now, silence, warned: Warned::NotYet, ended: None };
        tracing::info!(silence = known.silence.id, by = known.silence.by, until = %known.silence.until, "silenced");
        let entry = Entry::Silenced(known.silence.clone());
        self.take_in_silence(now, (&known, entry), silencer.map(|silencer| (silencer, CREATED)))?;
        Ok(Some(known))
    }

    /// Records that a silence ends before its time.
    pub(crate) fn end_silence(
        &mut self,
        now: Timestamp,
        asked: &request::EndSilence,
        silencer: Option<&Silencer>,
    ) -> Result<KnownSilence, SilenceError> {
        self.flush()?;
        let now = self.moment(now);
        let named = asked.silence.trim();
        let is_meant =
            |known: &&KnownSilence| known.silence.id == named || reference(&known.silence.id) == named;
        let known = self.state.silences.all().find(is_meant).cloned();
        let known = known.ok_or_else(|| SilenceError::Unknown(named.to_owned()))?;
        if known.phase(now) == Phase::Over {
            return Err(SilenceError::Over);
        }
        if asked.by.trim().is_empty() {
            return Err(SilenceError::NoName);
        }
        if asked.reason.chars().count() > LONGEST_REASON {
            return Err(SilenceError::LongReason);
        }
        let matchers: Vec<Matcher> =
            known.silence.matchers.iter().filter_map(|text| Matcher::read(text)).collect();
        check_reach(&matchers, silencer)?;
        let end = SilenceEnd {
            id: known.silence.id.clone(),
            account: silencer.map(|silencer| silencer.account.clone()),
            by: asked.by.trim().to_owned(),
            reason: asked.reason.trim().to_owned(),
        };
        tracing::info!(silence = end.id, by = end.by, "the silence ended before its time");
        let entry = Entry::SilenceEnded(end.clone());
        let ended = Some(Ended { at: now, end });
        let known = KnownSilence { ended, ..known };
        self.take_in_silence(now, (&known, entry), silencer.map(|silencer| (silencer, OK)))?;
        Ok(known)
    }

    /// Writes a silence down, or its end; and what waits is held anew by it.
    fn take_in_silence(
        &mut self,
        now: Timestamp,
        (known, entry): (&KnownSilence, Entry),
        silencer: Option<(&Silencer, u16)>,
    ) -> Result<(), StoreError> {
        let mut entries = vec![entry];
        if let (Some((Silencer { account, key, content, .. }, status)), Some(program)) =
            (silencer, self.engine.program())
        {
            let told = WireSilenced::of(known, now, &program.calendar);
            let answer = serde_json::to_string(&told).expect("a silence has no keys that JSON lacks");
            let (account, key, content) = (account.clone(), key.clone(), content.clone());
            entries.push(Entry::HandedIn(HandedIn { account, key, content, status, answer }));
        }
        let mut quiet = self.state.silences.clone();
        quiet.observe(&Recorded { position: self.next_place(), at: now, entry: entries[0].clone() });
        self.quiet.renew(&quiet);
        let whole = plugins::routes::Silence::asked_for(&known.silence, known.silence.until);
        let anew = whole.map(|silence| self.held_anew(now, &silence, entries.len())).unwrap_or_default();
        for entry in anew {
            entries.push(match entry {
                superseded @ Entry::Superseded { .. } => self.happened(now, superseded),
                queued => queued,
            });
        }
        self.write(now, entries)
    }

    /// What is asked for, once it was found to be in order.
    fn admit_silence(
        &self,
        now: Timestamp,
        asked: &request::Silence,
        silencer: Option<&Silencer>,
    ) -> Result<Silence, SilenceError> {
        let Some(program) = self.engine.program() else { return Err(SilenceError::NoMatchers) };
        let request::Silence { id, matchers, from, until, by, reason, .. } = asked;
        let matchers: Vec<String> = matchers.iter().map(|text| text.trim().to_owned()).collect();
        let is_long = |text: &String| text.chars().count() > LONGEST_MATCHER;
        if matchers.is_empty() {
            return Err(SilenceError::NoMatchers);
        }
        if matchers.len() > MOST_MATCHERS || matchers.iter().any(is_long) {
            return Err(SilenceError::TooMuch);
        }
        let labels = if self.hooks.is_empty() { OwnLabels::Declared } else { OwnLabels::OfHooksToo };
        let read = read_matchers(&matchers, program, labels)?;
        check_reach(&read, silencer)?;
        let (by, reason) = (by.trim(), reason.trim());
        if by.is_empty() {
            return Err(SilenceError::NoName);
        }
        if reason.is_empty() {
            return Err(SilenceError::NoReason);
        }
        if reason.chars().count() > LONGEST_REASON || by.chars().count() > LONGEST_REASON {
            return Err(SilenceError::LongReason);
        }
        let calendar = &program.calendar;
        let start = from.map_or(now, |day| calendar.start_of_day(day).max(now));
        let end = calendar.end_of_day(*until);
        if end <= start {
            return Err(SilenceError::Past);
        }
        if end.duration_since(now) > SignedDuration::from_hours(24 * (LONGEST_DAYS + 1)) {
            return Err(SilenceError::TooLong);
        }
        if self.state.silences.open(now).count() >= MOST_OPEN {
            return Err(SilenceError::TooMany);
        }
        Ok(Silence {
            id: id.clone(),
            account: silencer.map(|silencer| silencer.account.clone()),
            by: by.to_owned(),
            matchers: read.iter().map(ToString::to_string).collect(),
            from: start,
            until: end,
            reason: reason.to_owned(),
        })
    }
}

/// Whether a silence is about nothing but what somebody may silence: one of a board names one of its missions.
fn check_reach(matchers: &[Matcher], silencer: Option<&Silencer>) -> Result<(), SilenceError> {
    let Some(Silencer { reach: Reach::Missions(missions), .. }) = silencer else { return Ok(()) };
    let is_own = |matcher: &Matcher| {
        matcher.name == "mission"
            && matcher.sign == Sign::Equal
            && missions.iter().any(|mission| mission.as_str() == matcher.value)
    };
    if matchers.iter().any(is_own) {
        return Ok(());
    }
    Err(SilenceError::NotOwn { missions: missions.iter().map(ToString::to_string).collect() })
}
