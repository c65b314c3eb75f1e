//! What the board would have known on another day: the whole history walked through afresh, with each report at the
//! moment on which it became known. It writes nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::cells::Evidence;
use engine::model::{Calendar, Observation, Vintage};
use engine::program::Program;
use engine::{Engine, Event};
use jiff::{Timestamp, civil::Date};
use plugins::feeds::FeedError;
use plugins::port::{Entry, FileReceipt, Store, StoreError};
use plugins::stores::SqliteStore;

use crate::connect;
use crate::project::Project;
use crate::reading::{FileReading, Readings, read_feeds};
use crate::recorder::{Contents, Sifted, sift};

/// An engine as it would have stood, and what became of the files that were read for it.
pub struct Hindsight {
    /// The engine.
    pub engine: Engine,
    /// What became of the files.
    pub receipts: Vec<FileReceipt>,
    /// How many rules were run.
    pub evaluated: usize,
}

/// Looks back at a project with what stands on its ledger and in its feeds: at the end of `day`, or at this moment.
///
/// # Errors
/// The ledger cannot be read.
pub fn look_back_in(project: Project, day: Option<Date>) -> Result<(Hindsight, Vec<FeedError>), StoreError> {
    let now = Timestamp::now();
    let as_of = day.map_or(now, |day| last_moment(&project.program, day));
    let Project { dir, settings, program, .. } = project;
    let past = match SqliteStore::open_read_only(&dir.join(&settings.store))? {
        Some(mut store) => Past::on(&mut store)?,
        None => Past::default(),
    };
    let Readings { files, faults } = read_feeds(&dir, &connect::feeds(&settings), &program.catalogue, now);
    Ok((look_back(program, past, files, as_of), faults))
}

fn last_moment(program: &Program, day: Date) -> Timestamp {
    let end = program.calendar.end_of_day(day);
    end.checked_sub(jiff::SignedDuration::from_nanos(1)).unwrap_or(end)
}

/// What stands on a ledger, for looking back.
#[derive(Default)]
pub struct Past {
    /// Everything that was ever observed, in order.
    pub observations: Vec<Observation>,
    /// The content of every file when it was last read.
    pub contents: Contents,
}

impl Past {
    /// # Errors
    /// The ledger cannot be read.
    fn on(store: &mut dyn Store) -> Result<Self, StoreError> {
        let mut past = Self::default();
        store.read(0, &mut |recorded| {
            match recorded.entry {
                Entry::Observed(observed) => past.observations.extend(observed),
                Entry::Received(receipt) => past.contents.note(&receipt),
                _ => {}
            }
            Ok(())
        })?;
        Ok(past)
    }
}

/// Walks through the history of a program up to `as_of`, as if Remit had been there all along.
pub fn look_back(program: Program, past: Past, readings: Vec<FileReading>, as_of: Timestamp) -> Hindsight {
    let Past { observations, mut contents } = past;
    let known = Evidence::from_observations(&program.catalogue, observations.clone());
    let Sifted { news, receipts, .. } = sift(&known, &mut contents, readings);
    let mut history = by_moment(observations.into_iter().chain(news), &program.calendar);
    history.retain(|moment, _| *moment <= as_of);
    let start = beginning(&program, as_of);
    let later = history.split_off(&start);
    let known_before = history.into_values().flatten().collect();
    let mut walk = Walk { engine: Engine::new(), evaluated: 0 };
    walk.step(start, Event::Observed(known_before));
    walk.step(start, Event::Activated(Arc::new(program)));
    for (moment, observations) in later {
        walk.pass_deadlines(moment);
        walk.step(moment, Event::Observed(observations));
    }
    walk.pass_deadlines(as_of);
    walk.step(as_of, Event::ClockAdvanced);
    Hindsight { engine: walk.engine, receipts, evaluated: walk.evaluated }
}

/// An engine on its way through history.
struct Walk {
    engine: Engine,
    evaluated: usize,
}

impl Walk {
    fn step(&mut self, moment: Timestamp, event: Event) {
        self.evaluated += self.engine.step(moment, event).evaluated.len();
    }

    /// Lets every deadline before `moment` pass in its turn.
    fn pass_deadlines(&mut self, moment: Timestamp) {
        while let Some(wake) = self.engine.next_wake().filter(|wake| *wake < moment) {
            self.step(wake, Event::ClockAdvanced);
        }
    }
}

/// Reports by the moment on which they became known. For backfill nobody wrote it down, but no figure is known before
/// its period is over.
fn by_moment(
    observations: impl Iterator<Item = Observation>,
    calendar: &Calendar,
) -> BTreeMap<Timestamp, Vec<Observation>> {
    let mut moments: BTreeMap<Timestamp, Vec<Observation>> = BTreeMap::new();
    for observation in observations {
        let moment = match observation.vintage {
            Vintage::Backfill => calendar.end_of_day(observation.cell.period.last_day()),
            Vintage::At(moment) => moment,
        };
        moments.entry(moment).or_default().push(observation);
    }
    moments
}

/// The moment before anything was owed.
fn beginning(program: &Program, as_of: Timestamp) -> Timestamp {
    let obligations = program.missions.values().flat_map(|mission| &mission.obligations);
    let starts = obligations.map(|obligation| program.calendar.start_of_day(obligation.from.first_day()));
    starts.min().unwrap_or(as_of).min(as_of)
}
