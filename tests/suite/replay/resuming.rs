//! Parts that are done are taken up by the next replay, and each part only for the question it answers.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::history::History;
use app::replay::{Checkpoint, Range, ReplayOutcome, Workers, replay_with};
use engine::model::{
    BodyId, Cadence, Cell, FeedId, Load, MeasureId, Observation, Report, RuleId, Source, SourceFile, Status,
    Vintage,
};
use engine::program::{Assessment, Program, Rule};
use engine::view::{Stop, View};
use tempfile::TempDir;
use tests::world::project::Edition;

/// A rule that counts how often anyone asks it.
struct Counted {
    rule: Arc<dyn Rule>,
    asked: Arc<AtomicUsize>,
}

impl Rule for Counted {
    fn id(&self) -> &RuleId {
        self.rule.id()
    }

    fn assess(&self, view: &Arc<View>) -> Result<Assessment, Stop> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.rule.assess(view)
    }
}

fn counted(asked: &Arc<AtomicUsize>) -> Program {
    let mut program = rules::compile(&Edition::first().sources()).program.unwrap();
    for mission in program.missions.values_mut() {
        for obligation in &mut Arc::make_mut(mission).obligations {
            for part in &mut Arc::make_mut(&mut obligation.terms).parts {
                let rule = Arc::clone(&part.duty.rule);
                part.duty.rule = Arc::new(Counted { rule, asked: Arc::clone(asked) });
            }
        }
    }
    program
}

/// Replays up to a day beside a ledger in `folder`; also says how many rules were asked.
fn replay(folder: &Path, day: &str) -> (ReplayOutcome, usize) {
    replay_of(&History::default(), folder, day)
}

fn replay_of(history: &History, folder: &Path, day: &str) -> (ReplayOutcome, usize) {
    let asked = Arc::new(AtomicUsize::new(0));
    let range = Range::up_to(day.parse().unwrap());
    let checkpoint = Checkpoint::beside(&folder.join("ledger.db"), history, &range);
    let workers = Workers { checkpoint: Some(checkpoint), ..Workers::all_cores() };
    let record = replay_with(&workers, &counted(&asked), history, &range, None);
    (record, asked.load(Ordering::Relaxed))
}

fn kept_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let questions = fs::read_dir(folder.join("replay")).unwrap().map(|entry| entry.unwrap().path());
    questions
        .flat_map(|question| fs::read_dir(question).unwrap().map(|entry| entry.unwrap().path()))
        .collect()
}

#[test]
fn what_is_done_is_not_done_again() {
    let folder = TempDir::new().unwrap();
    let (first, asked) = replay(folder.path(), "2024-08-31");
    assert!(asked > 0 && !first.told.is_empty());
    assert_eq!(replay(folder.path(), "2024-08-31"), (first.clone(), 0));

    let files = kept_files(folder.path());
    assert!(files.len() > 1, "there is more than one part");
    fs::remove_file(&files[0]).unwrap();
    fs::write(&files[1], "{").unwrap();
    let (again, asked_again) = replay(folder.path(), "2024-08-31");
    assert_eq!(again, first);
    assert!(asked_again > 0 && (files.len() == 2 || asked_again < asked));
}

#[test]
fn another_question_takes_up_nothing() {
    let folder = TempDir::new().unwrap();
    let (_, asked) = replay(folder.path(), "2024-08-31");
    let (_, asked_again) = replay(folder.path(), "2024-08-30");
    assert!(asked > 0 && asked_again > 0);
    Checkpoint::forget_all(&folder.path().join("ledger.db")).unwrap();
    assert!(!folder.path().join("replay").exists());
}

#[test]
fn another_history_takes_up_nothing() {
    let folder = TempDir::new().unwrap();
    let report = |value: i64| Observation {
        paper: None,
        cell: Cell {
            measure: MeasureId::new("warmth"),
            body: BodyId::new("council"),
            period: Cadence::Quarter.parse("2024-Q1").unwrap(),
        },
        report: Report::Value(value.into()),
        status: Status::Final,
        vintage: Vintage::Backfill,
        source: Source {
            file: Arc::new(SourceFile {
                feed: FeedId::new("reports"),
                path: "a.csv".into(),
                hash: "a".into(),
                load: Load::Later,
                edition: engine::model::Edition::default(),
                speaks_for: None,
                sheets: engine::model::Sheets::default(),
            }),
            line: 2,
        },
    };
    let of = |value| History { observations: vec![report(value)], ..History::default() };
    let asked = |history: &History| replay_of(history, folder.path(), "2024-08-31").1;
    assert!(asked(&of(1)) > 0);
    assert_eq!(asked(&of(1)), 0);
    assert!(asked(&of(2)) > 0);
}
