//! Pulling the files of feeds at the moments of their releases, each on a thread of its own: a slow server holds up nobody.

use std::thread;

use app::pulled::{describe, is_wanting};
use jiff::Timestamp;
use plugins::pull::{Attempted, Then};

use super::Daemon;
use super::happening::Happening;

impl Daemon {
    /// Asks for what is due by now.
    pub(super) fn pull(&mut self) {
        let Some(program) = self.recorder.engine().program().cloned() else { return };
        for attempt in self.pulls.due(&program.calendar, Timestamp::now()) {
            let sender = self.sender.clone();
            // When the loop is gone, nobody wants to know.
            thread::spawn(move || drop(sender.send(Happening::Pulled(Box::new(attempt.carry_out())))));
        }
    }

    /// When something will be asked for next.
    pub(super) fn next_pull(&self, now: Timestamp) -> Option<Timestamp> {
        self.pulls.next(&self.recorder.engine().program()?.calendar, now)
    }

    /// Notes what came of asking. The file itself is seen in its folder.
    pub(super) fn pulled(&mut self, attempted: Attempted) {
        let Some(program) = self.recorder.engine().program().cloned() else { return };
        let (pulled, kept) = self.pulls.came_back(attempted);
        if let Err(error) = kept {
            tracing::error!(feed = %pulled.feed, %error, "what is known of the pulled file cannot be kept");
        }
        let told = describe(&pulled, &program.calendar);
        if is_wanting(&pulled) {
            tracing::warn!("{told}");
        } else {
            tracing::info!("{told}");
        }
        if matches!(pulled.then, Then::GivenUp { .. }) {
            let feed = pulled.feed.to_string();
            let announced = self.recorder.announce_not_pulled(Timestamp::now(), &feed, &told);
            self.note(announced);
        }
    }
}
