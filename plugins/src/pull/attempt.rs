//! One try for one release, and what follows from how it went. Of a release at most so many tries are made, each later than the one before.

use std::path::{Path, PathBuf};

use engine::model::{Calendar, FeedId};
use jiff::{SignedDuration, Timestamp};

use super::agent::Patience;
use super::answer::{Failed, Fetched};
use super::fault::PullFault;
use super::fetch::{Wanted, fetch};
use super::kept::{Kept, KeptFile, KeptFolder, Round};
use super::place::{Placed, put};
use super::settings::PullSettings;

/// The first wait between two tries, which doubles from one to the next.
const FIRST_WAIT: SignedDuration = SignedDuration::from_mins(2);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(60);

/// What came of a try.
#[derive(Debug)]
pub struct Pulled {
    pub feed: FeedId,
    /// The moment of the release that was asked for.
    pub release: Timestamp,
    pub came: Came,
    pub then: Then,
}

#[derive(Debug)]
pub enum Came {
    /// A file, by its path within the project.
    File {
        path: String,
        bytes: u64,
    },
    /// The file that was had before: the new one is not out yet.
    AsItWas,
    Failed(PullFault),
}

/// What happens next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Then {
    /// The next release is waited for.
    Done,
    AgainAt(Timestamp),
    /// The same, since so many tries were in vain.
    GivenUp {
        tries: u32,
    },
}

/// A try that is due. It is carried out on any thread.
#[derive(Debug)]
pub struct Attempt {
    pub(super) project: PathBuf,
    pub(super) settings: PullSettings,
    pub(super) calendar: Calendar,
    pub(super) folder: KeptFolder,
    pub(super) kept: Kept,
    pub(super) release: Timestamp,
    pub(super) now: Timestamp,
    pub(super) patience: Patience,
}

/// A try that was made.
#[derive(Debug)]
pub struct Attempted {
    pub pulled: Pulled,
    pub(super) kept: Kept,
}

impl Attempt {
    /// Asks the server, and puts what it sends into the folder of the feed.
    pub fn carry_out(self) -> Attempted {
        let Self { project, settings, calendar, folder, mut kept, release, now, patience } = self;
        let url = settings.address(&calendar, release);
        let address = blake3::hash(url.as_bytes()).to_hex().to_string();
        let begun = kept.round.take().filter(|round| round.release == release);
        let mut round = begun.unwrap_or(Round { release, first: now, tries: 0, next: now, not_yet: false });
        round.tries += 1;
        let had = kept.had.as_ref().filter(|had| had.address == address);
        // A server may keep a mark that it should have changed: the last try asks without one.
        let known = had.filter(|_| round.tries < settings.tries).map(KeptFile::validators);
        let signed = settings.sign_in.as_ref().map(|sign_in| sign_in.read(&project)).transpose();
        let wanted = |signed| Wanted {
            signed,
            url: &url,
            hosts: &settings.hosts,
            most_bytes: settings.most_bytes,
            known: known.as_ref(),
            beginning: folder.beginning(&settings.feed, &kept, &address, settings.most_bytes),
        };
        let was_had = had.is_some();
        let day = calendar.day(if round.not_yet { now } else { release });
        let fetched = signed.map_err(Failed::from).and_then(|signed| fetch(wanted(signed), patience, now));
        let came = match fetched {
            Ok(Fetched::AsItWas) => Came::AsItWas,
            Ok(Fetched::File { bytes, validators }) => {
                folder.drop_beginning(&settings.feed);
                kept.beginning = None;
                match put(&project, &settings, (&url, day), &bytes) {
                    Ok(Placed::Before(_)) if was_had => Came::AsItWas,
                    Ok(Placed::Before(name) | Placed::New(name)) => {
                        kept.had = Some(KeptFile::new(address, validators));
                        Came::File { path: format!("{}/{name}", settings.folder), bytes: bytes.len() as u64 }
                    }
                    Err(fault) => Came::Failed(fault),
                }
            }
            Err(Failed { fault, beginning }) => {
                kept.beginning = beginning.and_then(|beginning| {
                    folder.keep_beginning(&settings.feed, &beginning.bytes).ok()?;
                    Some(KeptFile::new(address, beginning.validators))
                });
                Came::Failed(fault)
            }
        };
        let then = next(&came, &mut round, &settings, now);
        match then {
            Then::AgainAt(_) => kept.round = Some(round),
            Then::Done | Then::GivenUp { .. } => kept.settled = Some(release),
        }
        let pulled = Pulled { feed: settings.feed, release, came, then };
        Attempted { pulled, kept }
    }
}

fn next(came: &Came, round: &mut Round, settings: &PullSettings, now: Timestamp) -> Then {
    let asked = match came {
        Came::File { .. } => return Then::Done,
        Came::AsItWas => None,
        Came::Failed(fault) => fault.asked_to_wait(),
    };
    round.not_yet |= match came {
        Came::Failed(fault) => fault.says_not_yet(),
        _ => true,
    };
    let doubled = FIRST_WAIT.checked_mul(1 << (round.tries - 1).min(10)).unwrap_or(LONGEST_WAIT);
    let wait = doubled.min(LONGEST_WAIT).max(asked.unwrap_or_default());
    let again = now.checked_add(wait).unwrap_or(Timestamp::MAX);
    let last = round.first.checked_add(settings.retry_for).unwrap_or(Timestamp::MAX);
    if round.tries >= settings.tries || again > last {
        return Then::GivenUp { tries: round.tries };
    }
    round.next = again;
    Then::AgainAt(again)
}

/// What is due for a feed, and when else it is to be looked at.
pub(super) fn due(
    settings: &PullSettings,
    kept: &Kept,
    calendar: &Calendar,
    now: Timestamp,
) -> (Option<Timestamp>, Option<Timestamp>) {
    let next_release = settings.releases.next(calendar, now);
    let latest = settings.releases.latest(calendar, now);
    let Some(release) = latest.filter(|release| kept.settled.is_none_or(|settled| settled < *release)) else {
        return (None, next_release);
    };
    match kept.round.as_ref().filter(|round| round.release == release) {
        Some(round) if round.next > now => (None, next_release.into_iter().chain([round.next]).min()),
        _ => (Some(release), next_release),
    }
}

/// The folder of the project, whole, since a try may be made on another thread.
pub(super) fn whole(project: &Path) -> PathBuf {
    std::path::absolute(project).unwrap_or_else(|_| project.to_owned())
}
