//! What pages show: a new picture is published when something may stand otherwise, and no more often than people can read. Messages go first.

use std::sync::Arc;
use std::time::{Duration, Instant};

use app::due::Supply;
use app::published::{Gatherer, Moment, SilenceGatherer, Silences, SilentFeed, TextsWaiting, UnusableTexts};
use app::recorder::{Recorder, Touched};
use jiff::Timestamp;
use service::Publication;

/// Between two pictures there is at least so much time, so that a burst of reports is gathered once.
const BETWEEN_PICTURES: Duration = Duration::from_millis(100);

/// What pages show.
#[derive(Default)]
pub(super) struct Showing {
    pub(super) publication: Publication,
    /// The project's title.
    pub(super) title: String,
    /// By which feeds figures come.
    pub(super) supply: Arc<Supply>,
    /// Changes of texts that wait.
    pub(super) changes: Arc<[TextsWaiting]>,
    /// Texts that cannot be used as they are written.
    pub(super) unusable: Arc<UnusableTexts>,
    /// Feeds to which nothing comes although there is something.
    pub(super) silent_feeds: Arc<[SilentFeed]>,
    /// Why what the ledger came to is not signed; none where it is, or nobody asked for that.
    pub(super) unsigned: Option<Arc<str>>,
    gatherer: Gatherer,
    silences: SilenceGatherer,
    /// What may stand otherwise than in the picture that is shown.
    touched: Touched,
    shown: Option<Instant>,
}

impl Showing {
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
        let wait =
            self.shown.map_or(Duration::ZERO, |shown| BETWEEN_PICTURES.saturating_sub(shown.elapsed()));
        if !wait.is_zero() {
            return Some(wait);
        }
        let touched = std::mem::take(&mut self.touched);
        let at = recorder.moment(now);
        let silences = Silences(self.silences.gather(recorder, &touched, at));
        let moment = Moment {
            silences: &silences,
            title: &self.title,
            at,
            position: recorder.position(),
            supply: &self.supply,
            changes: &self.changes,
            unusable: &self.unusable,
            silent_feeds: &self.silent_feeds,
            unsigned: self.unsigned.as_ref(),
        };
        if let Some(picture) = self.gatherer.gather(recorder.engine(), &touched, moment) {
            self.publication.publish(picture);
            self.shown = Some(Instant::now());
        }
        None
    }
}
