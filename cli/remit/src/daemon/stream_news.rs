//! Following the streams of a project, and saying how they stand.

use app::published::SilentFeed;
use jiff::Timestamp;
use plugins::streams::{Inlet, Outlet, StreamSettings, StreamState};

use super::Daemon;
use super::happening::{Happening, StreamNews};
use super::streams::take_in;

impl Daemon {
    /// Follows these streams from now on. Those that were followed before go on.
    pub(super) fn follow_streams(&mut self, settings: Vec<StreamSettings>) {
        let mut before = std::mem::take(&mut self.streams.0);
        for settings in settings {
            let place = before.iter().position(|(followed, _)| *followed == settings);
            let followed = place.map(|place| before.swap_remove(place));
            let followed = followed.unwrap_or_else(|| {
                let inlet = Inlet::open(settings.clone(), &self.dir, self.outlet(&settings));
                (settings, inlet)
            });
            self.streams.0.push(followed);
        }
        let silent = self.showing.beside.silent_feeds.iter();
        let is_followed = |silent: &&SilentFeed| self.streams.0.iter().any(|(of, _)| of.feed == silent.feed);
        self.showing.beside.silent_feeds = silent.filter(is_followed).cloned().collect();
    }

    fn outlet(&self, settings: &StreamSettings) -> Outlet {
        let (tasks, dir, of) = (self.tasks.clone(), self.dir.clone(), settings.clone());
        let (sender, feed) = (self.sender.clone(), settings.feed.clone());
        Outlet {
            take: Box::new(move |messages| take_in(&tasks, &dir, &of, messages)),
            // When the loop is gone, nobody wants to know.
            tell: Box::new(move |state| {
                drop(
                    sender.send(Happening::StreamTurned(Box::new(StreamNews { feed: feed.clone(), state }))),
                );
            }),
        }
    }

    /// Says how the stream of a feed stands, where people look after it.
    pub(super) fn stream_turned(&mut self, StreamNews { feed, state }: StreamNews) {
        let others = self.showing.beside.silent_feeds.iter().filter(|silent| silent.feed != feed).cloned();
        match state {
            StreamState::Flows => {
                self.showing.beside.silent_feeds = others.collect();
                tracing::info!("{}", words::streams::flows(feed.as_str()));
            }
            StreamState::Stands(fault) => {
                let told = words::streams::stands(feed.as_str(), &fault.to_string());
                let silent = SilentFeed { feed: feed.clone(), told: told.clone() };
                self.showing.beside.silent_feeds = others.chain([silent]).collect();
                tracing::warn!("{told}");
                let announced =
                    self.recorder.announce_silent(Timestamp::now(), feed.as_str(), &told, fault.help());
                self.note(announced);
            }
        }
    }
}
