//! What pages show: a new picture is published when something may stand otherwise, and no more often than people can read. Messages go first.

use std::time::{Duration, Instant};

use app::published::{Gatherer, Moment, ShownBeside, SilenceGatherer, Silences};
use app::recorder::{Follower, Recorder, Touched};
use engine::Engine;
use jiff::Timestamp;
use ledger::entry::Position;
use ledger::outbox::Outbox;
use service::Publication;

/// Between two pictures there is at least so much time, so that a burst of reports is gathered once.
const BETWEEN_PICTURES: Duration = Duration::from_millis(100);

/// What pages show.
#[derive(Default)]
pub(super) struct Showing {
    pub(super) publication: Publication,
    /// What no ledger tells.
    pub(super) beside: ShownBeside,
    gatherer: Gatherer,
    silences: SilenceGatherer,
    /// What may stand otherwise than in the picture that is shown.
    touched: Touched,
    shown: Option<Instant>,
}

/// How things stand by now, as far as it may be told.
#[derive(Clone, Copy)]
struct Stands<'s> {
    engine: &'s Engine,
    silences: &'s ledger::silences::Silences,
    outbox: &'s Outbox,
    /// Where the ledger ends.
    position: Position,
    at: Timestamp,
}

impl Showing {
    /// Forgets what was made of the ledger before, since values may stand in it that are erased by now.
    pub(super) fn begin_anew(&mut self) {
        (self.gatherer, self.silences) = (Gatherer::default(), SilenceGatherer::default());
        self.touched = Touched::Everything;
        self.publication.renew();
    }

    /// Shows how things stand at once, where that is on disk: somebody waits for it.
    pub(super) fn show_now(&mut self, recorder: &mut Recorder, now: Timestamp) {
        self.shown = None;
        self.show(recorder, now);
    }

    /// Shows how things stand, where that is on disk. Inside: how long to wait until it may be shown.
    pub(super) fn show(&mut self, recorder: &mut Recorder, now: Timestamp) -> Option<Duration> {
        self.touched.merge(recorder.take_touched());
        // What is not written down may not be told.
        if !recorder.is_written() {
            return None;
        }
        self.publish(Stands {
            engine: recorder.engine(),
            silences: recorder.silences(),
            outbox: recorder.outbox(),
            position: recorder.position(),
            at: recorder.moment(now),
        })
    }

    /// Shows how things stand on a ledger that somebody else writes. Inside: how long to wait until it may be shown.
    pub(super) fn show_followed(&mut self, follower: &mut Follower, now: Timestamp) -> Option<Duration> {
        self.touched.merge(follower.take_touched());
        let engine = follower.engine();
        let known_at = engine.now().unwrap_or(now);
        // What fell due since is judged by whoever writes the ledger, and until then this is how it stood before.
        let is_due = engine.next_wake().is_some_and(|wake| wake <= now);
        self.publish(Stands {
            engine,
            silences: follower.silences(),
            outbox: follower.outbox(),
            position: follower.position(),
            at: if is_due { known_at } else { known_at.max(now) },
        })
    }

    fn publish(&mut self, stands: Stands<'_>) -> Option<Duration> {
        let wait =
            self.shown.map_or(Duration::ZERO, |shown| BETWEEN_PICTURES.saturating_sub(shown.elapsed()));
        if !wait.is_zero() {
            return Some(wait);
        }
        let touched = std::mem::take(&mut self.touched);
        let Stands { engine, silences, outbox, position, at } = stands;
        let silences = Silences(self.silences.gather((engine, silences, outbox), &touched, at));
        let moment = Moment { at, position, beside: &self.beside, silences: &silences };
        if let Some(picture) = self.gatherer.gather(engine, &touched, moment) {
            self.publication.publish(picture);
            self.shown = Some(Instant::now());
        }
        None
    }
}
