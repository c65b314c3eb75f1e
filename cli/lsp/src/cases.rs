//! Reads rule tests on a thread of its own, against the program as the editor has it: typing in a mission does not wait for the
//! tests of it. It plays none of them.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use rules::case::{SHARED_FIXTURES, TestProgram};
use rules::diagnostic::Diagnostic;
use rules::script::RULE_STACK;
use rules::source::SourceText;

use app::cases::{ProjectFiles, TESTS_FOLDER};
use app::project::{Files, Project};

/// Whoever reads the rule tests of a project, for as long as it lives.
pub(super) struct CaseReader {
    rounds: Sender<CaseRound>,
    /// How many rounds were asked for.
    asked: u64,
    /// Whether there was any test in the last of them.
    had_any: bool,
}

/// What is wrong with the rule tests of a project.
pub(super) struct CaseFaults {
    /// The round in which it was found.
    round: u64,
    pub(super) faults: Vec<Diagnostic>,
}

struct CaseRound {
    number: u64,
    /// None where it cannot be used as it is; the last one that could counts.
    project: Option<Project>,
    texts: Vec<SourceText>,
    /// Files that cannot be read.
    faults: Vec<Diagnostic>,
}

impl CaseReader {
    /// Engages a reader. What it finds is told to `deliver`.
    pub(super) fn start(deliver: impl Fn(CaseFaults) + Send + 'static) -> Self {
        let (rounds, asked) = channel();
        let work = move || work(&asked, &deliver);
        if let Err(error) = thread::Builder::new().name("tests".to_owned()).stack_size(RULE_STACK).spawn(work)
        {
            tracing::warn!("rule tests cannot be read: {error}");
        }
        Self { rounds, asked: 0, had_any: false }
    }

    /// Has all tests read. A project with a mission that cannot be used is passed over, as `remit test` does it.
    pub(super) fn ask(&mut self, project: Option<Project>, files: &dyn Files) {
        let (mut texts, mut faults) = (Vec::new(), Vec::new());
        for path in files.list(TESTS_FOLDER, "toml") {
            match path.and_then(|path| files.read(&path)) {
                Ok(text) => texts.push(text),
                Err(fault) => faults.push(fault),
            }
        }
        let has_any = !texts.is_empty() || !faults.is_empty();
        if has_any || self.had_any {
            let project = project.filter(|project| project.refused.is_empty());
            self.asked += 1;
            // Where the thread could not be had, nobody answers.
            self.rounds.send(CaseRound { number: self.asked, project, texts, faults }).ok();
        }
        self.had_any = has_any;
    }

    /// Whether nothing has changed since these were found.
    pub(super) fn is_newest(&self, found: &CaseFaults) -> bool {
        found.round == self.asked
    }
}

fn work(asked: &Receiver<CaseRound>, deliver: &impl Fn(CaseFaults)) {
    let mut stage: Option<TestProgram> = None;
    while let Ok(mut round) = asked.recv() {
        // Of several changes only the last one counts, but for the program that they left.
        while let Ok(newer) = asked.try_recv() {
            let project = newer.project.or(round.project);
            round = CaseRound { project, ..newer };
        }
        if let Some(project) = round.project {
            let files = Arc::new(ProjectFiles::of(&project));
            stage = Some(TestProgram::new(project.sources, Arc::new(project.program)).reading(files));
        }
        let shared = round.texts.iter().find(|text| &*text.path == SHARED_FIXTURES).cloned();
        stage = stage.map(|stage| stage.sharing(shared));
        let mut faults = round.faults;
        for text in stage.iter().flat_map(|stage| round.texts.iter().map(move |text| stage.read(text))) {
            faults.extend(text.faults);
        }
        // What is wrong with fixtures that files share is found with each of them.
        rules::diagnostic::sort(&mut faults);
        deliver(CaseFaults { round: round.number, faults });
    }
}
