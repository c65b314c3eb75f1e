//! Reads figures on a thread of its own, whenever it is asked to and a file has changed since.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use plugins::stores::LedgerNews;
use plugins::watch::Watcher;
use rules::CompilerCache;
use rules::script::RULE_STACK;

use super::gather::{FiguresError, FiguresState, gather};
use super::inputs::{Inputs, Stamp};
use app::project::{Disk, compiler, load_again};

/// Whoever reads the figures of a project, for as long as it lives.
pub(crate) struct FigureReader {
    tasks: Sender<Task>,
}

enum Task {
    Read,
    /// Old figures may be so many that letting go of them would keep a keystroke waiting.
    Discard(FiguresState),
}

impl FigureReader {
    /// Starts reading for a project. `news` is called where a feed or the ledger may say something else than before, and
    /// `deliver` with all that was read.
    pub(crate) fn start(
        dir: &Path,
        news: impl Fn() + Send + Clone + 'static,
        deliver: impl Fn(FiguresState) + Send + 'static,
    ) -> Self {
        let (tasks, handed_over) = channel();
        let dir = dir.to_owned();
        // Nothing of what it holds need ever leave its thread.
        let work = move || ReaderThread::new(dir).work(&handed_over, &news, &deliver);
        if let Err(error) =
            thread::Builder::new().name("figures".to_owned()).stack_size(RULE_STACK).spawn(work)
        {
            tracing::warn!("figures cannot be read: {error}");
        }
        Self { tasks }
    }

    /// Has the figures read again, unless everything is as it was. However often one asks meanwhile, that is one reading.
    pub(crate) fn ask(&self) {
        // Where the thread could not be had, nobody answers.
        self.tasks.send(Task::Read).ok();
    }

    /// Takes figures back that are out of date.
    pub(crate) fn discard(&self, old: FiguresState) {
        self.tasks.send(Task::Discard(old)).ok();
    }
}

struct ReaderThread {
    dir: PathBuf,
    /// Keeps what was read of texts.
    cache: CompilerCache<'static>,
    inputs: Inputs,
    /// How the files stood when they were last read.
    stamp: Option<Stamp>,
    watcher: Option<Watcher>,
    ledger_news: Option<LedgerNews>,
    /// How often the database of a ledger told that something was written there, and how often it had when figures were last read.
    told: Arc<AtomicU64>,
    heard: u64,
}

impl ReaderThread {
    fn new(dir: PathBuf) -> Self {
        let (cache, inputs) = (compiler(), Inputs::default());
        Self {
            dir,
            cache,
            inputs,
            stamp: None,
            watcher: None,
            ledger_news: None,
            told: Arc::default(),
            heard: 0,
        }
    }

    fn work(
        mut self,
        tasks: &Receiver<Task>,
        news: &(impl Fn() + Send + Clone + 'static),
        deliver: &impl Fn(FiguresState),
    ) {
        while let Ok(task) = tasks.recv() {
            let is_asked = tasks.try_iter().map(is_asking).fold(is_asking(task), |one, other| one || other);
            if is_asked && let Some(figures) = self.read(news) {
                deliver(figures);
            }
        }
    }

    /// What is known now; none where no file has changed, and nothing was told of the ledger. What is written while it is being read is read again.
    fn read(&mut self, news: &(impl Fn() + Send + Clone + 'static)) -> Option<FiguresState> {
        loop {
            let (stamp, told) = (self.inputs.stamp(&self.dir), self.told.load(Ordering::Relaxed));
            if self.stamp.as_ref() == Some(&stamp) && self.heard == told {
                return None;
            }
            self.heard = told;
            let (project, _) = load_again(&mut self.cache, &self.dir, &Disk(&self.dir), None);
            let Some(project) = project else {
                self.stamp = Some(stamp);
                return Some(FiguresState::Unavailable(FiguresError::Project));
            };
            let inputs = Inputs::of(&project);
            if inputs == self.inputs {
                self.stamp = Some(stamp);
                return Some(gather(&project));
            }
            // Files of which nobody knew have to be stamped before they are read.
            self.watch(inputs, news.clone());
        }
    }

    fn watch(&mut self, inputs: Inputs, news: impl Fn() + Clone + Send + 'static) {
        // One in a database tells of itself what is written to it.
        let (told, tell) = (Arc::clone(&self.told), news.clone());
        self.ledger_news = inputs.ledger.news(move || {
            told.fetch_add(1, Ordering::Relaxed);
            tell();
        });
        self.inputs = inputs.clone();
        let folders = inputs.folders();
        let deliver = move |change| {
            if inputs.concern(&change) {
                news();
            }
        };
        let watcher = Watcher::new(&self.dir, &folders, deliver);
        self.watcher = watcher.map_err(|error| tracing::warn!("new figures go unnoticed: {error}")).ok();
    }
}

fn is_asking(task: Task) -> bool {
    match task {
        Task::Read => true,
        Task::Discard(old) => {
            drop(old);
            false
        }
    }
}
