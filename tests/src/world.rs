//! A world around the recorder: a clock, senders, receivers, a disk and a project, all of which can fail, and an oracle
//! that sees what is written down. It does what the daemon does, on a simulated clock; it has no threads and no files.
//!
//! - `project`: the texts, edited and broken;
//! - `ledger`: the disk, which runs full;
//! - `senders`, `receivers` and `officials`: who reports, who is told, and who responds;
//! - `truth`: what the reports come to;
//! - `shadow`: an engine that never restarts.

#![expect(
    clippy::missing_panics_doc,
    reason = "a world that is not as it should be ends in a panic; that is its use"
)]

pub mod ledger;
pub mod officials;
pub mod project;
pub mod receivers;
pub mod senders;
pub mod shadow;
pub mod truth;

pub mod service;

use std::collections::BTreeMap;
use std::sync::Arc;

use app::recorder::Recorder;
use engine::model::{Load, Observation, SourceFile};
use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};
use plugins::settings::Settings;
use rules::source::Sources;

use ledger::{Keeping, Ledger};
use project::Edition;
use receivers::Receivers;
use senders::Senders;
use shadow::Shadow;
use truth::Truth;

pub struct World {
    /// Where its chances come from.
    pub rng: Rng,
    /// Where the chances of those who respond come from.
    pub officials: Rng,
    /// The clock on the wall, which may be set back.
    pub clock: Timestamp,
    pub ledger: Ledger,
    /// Those who are told.
    pub receivers: Receivers,
    /// Those who report.
    pub senders: Senders,
    /// What was written down, stepped through without an end.
    pub shadow: Shadow,
    /// What the files come to.
    pub truth: Truth,
    /// The process, while it is up.
    recorder: Option<Recorder>,
    edition: Edition,
    settings: Settings,
    /// The files of all feeds by path.
    files: BTreeMap<String, String>,
    /// What could be used of a file when it was read.
    readings: BTreeMap<(Arc<SourceFile>, Timestamp), Vec<Observation>>,
    /// How many transactions the oracle has seen.
    seen: usize,
    uptime: Uptime,
}

/// When the service was up, by the latest time that the clock has shown.
#[derive(Default)]
struct Uptime {
    latest: Option<Timestamp>,
    last_end: End,
    /// From when to when; the last session may go on.
    sessions: Vec<(Timestamp, Timestamp)>,
    /// Time that went by before a crash without anything to write down, by the moment of the crash.
    lost: Vec<(Timestamp, SignedDuration)>,
}

/// How a process ended.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum End {
    /// In good order, with everything written down and the clock at the latest time that it has shown.
    #[default]
    Stopped,
    /// Without a last word.
    Crashed,
}

impl World {
    /// A world at its beginning, with the service down.
    pub fn new(seed: u64, keeping: Keeping) -> Self {
        let edition = Edition::first();
        let (settings, faults) = plugins::settings::parse(&edition.sources().project);
        assert!(faults.is_empty(), "the simulated project is sound");
        Self {
            rng: Rng::with_seed(seed),
            officials: Rng::with_seed(!seed),
            clock: "2024-01-20T12:00:00Z".parse().expect("a moment"),
            ledger: Ledger::new(keeping),
            receivers: Receivers::default(),
            senders: Senders::default(),
            shadow: Shadow::default(),
            truth: Truth::default(),
            recorder: None,
            edition,
            settings: settings.expect("without faults there are settings"),
            files: BTreeMap::new(),
            readings: BTreeMap::new(),
            seen: 0,
            uptime: Uptime::default(),
        }
    }

    /// The process, while it is up.
    pub fn recorder(&self) -> Option<&Recorder> {
        self.recorder.as_ref()
    }

    /// Time goes by. While the service is up it wakes whenever something falls due.
    pub fn pass(&mut self, duration: SignedDuration) {
        let end = self.clock.saturating_add(duration).expect("a near moment");
        while let Some(wake) = self.next_wake().filter(|wake| *wake > self.clock && *wake < end) {
            self.clock = wake;
            self.happen();
        }
        self.clock = end;
        self.happen();
    }

    /// Someone sets the clock back.
    pub fn set_clock_back(&mut self, by: SignedDuration) {
        self.clock = self.clock.saturating_sub(by).expect("a near moment");
    }

    /// The texts of the project change, and the service reloads.
    pub fn edit(&mut self) {
        self.edition = self.edition.edited(&mut self.rng);
        self.reload();
    }

    /// The texts are put back as they were in the beginning.
    pub fn mend(&mut self) {
        self.edition = Edition::first();
        self.reload();
    }

    /// How long the service was not down between two moments: before it first came up there was nothing to be down.
    pub fn up_between(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        let overlap = |(start, end): &(Timestamp, Timestamp)| {
            SignedDuration::ZERO.max((*end).min(to).duration_since((*start).max(from)))
        };
        let first = self.uptime.sessions.first().map_or(to, |(start, _)| (*start).min(to));
        let before = SignedDuration::ZERO.max(first.duration_since(from));
        before + self.uptime.sessions.iter().map(overlap).sum::<SignedDuration>()
    }

    /// Time between two moments that the service was up for and that a crash made it forget.
    pub fn lost_between(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        let within = self.uptime.lost.iter().filter(|(at, _)| (from..=to).contains(at));
        within.map(|(_, lost)| *lost).sum()
    }

    /// Shows the oracle what was written down since it last looked.
    fn look(&mut self) {
        for transaction in self.ledger.since(self.seen) {
            let at = transaction[0].at;
            for file in self.shadow.hear(transaction) {
                // The recorder marks files with which feeds begin, and numbers readings; senders do not know of that.
                let (load, edition) = (Load::Later, engine::model::Edition::default());
                let sent = Arc::new(SourceFile { load, edition, ..SourceFile::clone(&file) });
                let readings = &self.readings[&(sent, at)];
                self.truth.hear(&file, readings);
            }
        }
        self.seen = self.ledger.len();
    }

    fn next_wake(&self) -> Option<Timestamp> {
        let wake = self.recorder.as_ref().and_then(|recorder| recorder.engine().next_wake());
        [wake, self.senders.next_arrival()].into_iter().flatten().filter(|wake| *wake > self.clock).min()
    }

    fn happen(&mut self) {
        self.uptime.tick(self.clock, self.recorder.is_some());
        let letters = self.senders.arrived(self.clock);
        let paths: Vec<String> = letters.iter().map(|letter| letter.path.clone()).collect();
        self.files.extend(letters.into_iter().map(|letter| (letter.path, letter.text)));
        self.serve(&paths);
    }

    fn sources(&self) -> Arc<Sources> {
        Arc::new(self.edition.sources())
    }
}

impl Uptime {
    fn begin(&mut self, clock: Timestamp) {
        let latest = self.latest.map_or(clock, |latest| latest.max(clock));
        self.latest = Some(latest);
        self.sessions.push((latest, latest));
    }

    fn tick(&mut self, clock: Timestamp, is_up: bool) {
        let latest = self.latest.map_or(clock, |latest| latest.max(clock));
        self.latest = Some(latest);
        if let (true, Some((_, end))) = (is_up, self.sessions.last_mut()) {
            *end = latest;
        }
    }
}
