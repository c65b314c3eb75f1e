//! Reading what plugins read, while the service is up: each such feed has a thread of its own, so that a reader at its limit
//! holds up neither the evaluation nor other feeds.
//!
//! At a start and at a reload all files are read before anything is judged; that does not go by here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use app::reading::FileReading;
use engine::model::FeedId;
use engine::program::Program;
use jiff::Timestamp;
use plugins::feeds::{Feed, FeedError, FeedFormat, FeedSettings};
use plugins::readers::ReadContext;

use super::happening::Happening;

/// How long the loop waits for what it has just handed over. A file that is read meanwhile is taken in with the others of its
/// round, so that no alert goes off between files that belong together.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long time stands still for what is being read: longer than any plugin may take over a file, so that a deadline which passes meanwhile is
/// held against nobody whose file came before it; and no longer, so that whoever sends file after file stops no clock.
const LONGEST_HOLD: Duration = Duration::from_secs(150);

/// The threads that read.
pub(super) struct ScriptReaders {
    queues: BTreeMap<FeedId, Sender<Job>>,
    done: Receiver<Done>,
    done_by: Sender<Done>,
    /// What was read by the settings before these counts no more: it was read again by these.
    generation: u64,
    under_way: usize,
    /// Since when something has been under way without a break, by either clock.
    busy_since: Option<(Instant, Timestamp)>,
}

/// A file that is to be read.
pub(super) struct Job {
    pub(super) path: PathBuf,
    /// In force when the file came.
    pub(super) program: Arc<Program>,
    pub(super) received: Timestamp,
}

struct Done {
    generation: u64,
    outcome: Result<FileReading, FeedError>,
}

impl Default for ScriptReaders {
    fn default() -> Self {
        let (done_by, done) = channel();
        Self { queues: BTreeMap::new(), done, done_by, generation: 0, under_way: 0, busy_since: None }
    }
}

impl ScriptReaders {
    /// Reads by other settings from now on. The threads before end with the file that they are at.
    pub(super) fn replace(&mut self, project: &Path, feeds: &[FeedSettings], happenings: &Sender<Happening>) {
        (self.generation, self.under_way, self.busy_since) = (self.generation + 1, 0, None);
        let by_plugin = feeds.iter().filter(|feed| matches!(feed.format, FeedFormat::Script(_)));
        let queue = |feed: &FeedSettings| {
            let done = (self.generation, self.done_by.clone(), happenings.clone());
            (feed.id.clone(), reader(project.to_owned(), Feed::new(feed.clone()), done))
        };
        self.queues = by_plugin.map(queue).collect();
    }

    /// Hands a file over, where a plugin reads its feed; gives it back where none does.
    pub(super) fn hand_over(&mut self, feed: &FeedId, job: Job) -> Option<Job> {
        let Some(queue) = self.queues.get(feed) else { return Some(job) };
        match queue.send(job) {
            Ok(()) => {
                self.under_way += 1;
                self.busy_since.get_or_insert_with(|| (Instant::now(), Timestamp::now()));
                None
            }
            Err(returned) => Some(returned.0),
        }
    }

    /// Until when time stands still for what is being read; none where it passes.
    pub(super) fn holds_until(&self) -> Option<Instant> {
        let until = self.busy_since?.0.checked_add(LONGEST_HOLD)?;
        (Instant::now() < until).then_some(until)
    }

    /// The moment that counts as now: while time stands still, that at which it began to. So what another feed says meanwhile, or anybody
    /// hands in, lets no deadline pass.
    pub(super) fn clock(&self) -> Timestamp {
        let stands = self.busy_since.filter(|_| self.holds_until().is_some());
        stands.map_or_else(Timestamp::now, |(_, since)| since)
    }

    /// What was read by now, after a moment's patience for what was handed over last.
    pub(super) fn after_a_moment(&mut self) -> Vec<Result<FileReading, FeedError>> {
        self.within(PATIENCE)
    }

    /// What was read by now.
    pub(super) fn by_now(&mut self) -> Vec<Result<FileReading, FeedError>> {
        self.within(Duration::ZERO)
    }

    fn within(&mut self, patience: Duration) -> Vec<Result<FileReading, FeedError>> {
        let deadline = Instant::now() + patience;
        let mut outcomes = Vec::new();
        while self.under_way > 0 {
            match self.done.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(done) if done.generation == self.generation => {
                    self.under_way -= 1;
                    if self.under_way == 0 {
                        self.busy_since = None;
                    }
                    outcomes.push(done.outcome);
                }
                Ok(_) => {}
                Err(_) => break,
            }
        }
        outcomes
    }
}

fn reader(
    project: PathBuf,
    feed: Feed,
    (generation, done_by, happenings): (u64, Sender<Done>, Sender<Happening>),
) -> Sender<Job> {
    let (queue, jobs) = channel::<Job>();
    thread::spawn(move || {
        for Job { path, program, received } in jobs {
            let context = ReadContext { catalogue: &program.catalogue, received };
            let read = feed.read_file(&project, &path, &context);
            let outcome = read.map(|(file, reading)| FileReading { file, reading });
            let is_heard = done_by.send(Done { generation, outcome }).is_ok();
            if !is_heard || happenings.send(Happening::Read).is_err() {
                return;
            }
        }
    });
    queue
}

#[cfg(test)]
mod tests {
    use rules::source::{MissionSources, SourceText, Sources};

    use super::*;

    /// What reads a file of the feed `slow`, and what waits for it.
    fn reading() -> (ScriptReaders, Receiver<Job>) {
        let mut readers = ScriptReaders::default();
        let (queue, jobs) = channel();
        readers.queues.insert(FeedId::new("slow"), queue);
        (readers, jobs)
    }

    fn job() -> Job {
        let received = Timestamp::UNIX_EPOCH;
        Job { path: PathBuf::from("a.csv"), program: Arc::new(program()), received }
    }

    fn program() -> Program {
        let declaration = "[mission]\nid = \"first\"\ntitle = \"First\"\n";
        let mission = MissionSources {
            declaration: SourceText::new("missions/first.toml", declaration),
            rules: Arc::default(),
            libraries: Arc::default(),
        };
        let sources = Sources {
            project: SourceText::new("remit.toml", "[project]\ntitle = \"Slow\"\n"),
            bodies: SourceText::new("bodies.csv", "id,name,kind\nleeds,Leeds,council\n"),
            bank_holidays: None,
            people: None,
            relations: None,
            missions: [("missions/first.toml".into(), mission)].into_iter().collect(),
        };
        rules::compile(&sources).program.expect("a mission with nothing in it makes a program")
    }

    #[test]
    fn time_stands_still_until_what_came_in_is_read() {
        let (mut readers, jobs) = reading();
        assert!(readers.holds_until().is_none());
        assert!(readers.hand_over(&FeedId::new("slow"), job()).is_none());
        assert!(readers.hand_over(&FeedId::new("slow"), job()).is_none());
        assert!(readers.hand_over(&FeedId::new("quick"), job()).is_some(), "no plugin reads it");
        for is_held in [true, false] {
            let Job { path, .. } = jobs.try_recv().expect("it was handed over");
            assert!(readers.holds_until().is_some());
            let outcome = Err(FeedError::Gone { path: path.display().to_string() });
            readers.done_by.send(Done { generation: 0, outcome }).expect("somebody waits");
            assert_eq!(readers.by_now().len(), 1);
            assert_eq!(readers.holds_until().is_some(), is_held);
            let began = readers.busy_since.map(|(_, began)| began);
            assert!(
                began.is_none_or(|began| readers.clock() == began),
                "what comes meanwhile moves no clock"
            );
        }
    }

    #[test]
    fn nobody_who_sends_file_after_file_stops_the_clock() {
        let (mut readers, _jobs) = reading();
        readers.hand_over(&FeedId::new("slow"), job());
        readers.busy_since = Instant::now().checked_sub(LONGEST_HOLD).map(|since| (since, Timestamp::now()));
        readers.hand_over(&FeedId::new("slow"), job());
        assert!(readers.holds_until().is_none());
    }
}
