//! Another day is answered by the texts that were in force on it and by what had been received by then, as the ledger knows it.

use std::fs;

use app::as_of::as_of_day;
use app::command::{Activate, Asker, Command as _, Observe};
use app::connect;
use app::explain::{AskedWhy, answer};
use app::history::Gathered;
use app::progress::Unseen;
use app::project::{self, Project};
use app::reading::{Feeds, read_new};
use app::recorder::Recorder;
use jiff::{Timestamp, civil::Date};
use plugins::watch::Unclosed;
use tempfile::TempDir;
use words::judged_by::sentence;

const MISSION: &str = "[mission]\nid = \"homes\"\ntitle = \"Homes\"\n\n[[measure]]\nid = \"built\"\ntitle = \"Homes built\"\n\
    every = \"quarter\"\ndue = { timely_days = 30 }\n\n[[obligation]]\nid = \"build\"\ntitle = \"Homes are built\"\n\
    lead = \"council\"\nfrom = \"2025-Q1\"\nuntil = \"2025-Q2\"\nmeasure = \"built\"\nrule = \"enough\"\n\
    params = { floor = 15 }\n";
const PROJECT: &str = "[project]\ntitle = \"Homes\"\n\n[[feed]]\nid = \"built\"\nfolder = \"feeds\"\nformat = \"csv\"\nmeasure = \"built\"\n\n\
    [feed.columns]\nperiod = \"period\"\nbody = \"body\"\nvalue = \"built\"\n";

/// A project that Remit looks at now and then.
struct Board(TempDir);

impl Board {
    fn new() -> Self {
        let board = Self(tempfile::tempdir().expect("a folder"));
        board.write("remit.toml", PROJECT);
        board.write("bodies.csv", "id,name,kind\ncouncil,Gateway Council,council\n");
        board.write("missions/homes.toml", MISSION);
        board.write(
            "rules/enough.rhai",
            "//! What: enough homes.\nfn assess(my) { if my.value() >= my.params.floor { met() } else { missed(`${my.value()} of ${my.params.floor}`) } }\n",
        );
        board.write("feeds/a.csv", "period,body,built\n2025-Q1,council,12\n");
        board
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn project(&self) -> Project {
        let (project, faults) = project::load(self.0.path(), None);
        let faults: Vec<_> = faults.into_iter().map(|fault| fault.message).collect();
        project.filter(|_| faults.is_empty()).unwrap_or_else(|| panic!("{faults:?}"))
    }

    fn recorder(&self) -> Recorder {
        let project = self.project();
        let store = project.ledger().open().expect("a ledger");
        Recorder::open(store).expect("a ledger")
    }

    /// A service that was up until a day comes up again on another.
    fn was_down(&self, from: &str, to: &str) {
        let mut recorder = self.recorder();
        recorder.keep_time(noon(from)).expect("a ledger");
        recorder.resume(noon(to)).expect("a ledger");
    }

    /// What `run` does, on a day.
    fn runs(&self, day: &str) {
        let now = noon(day);
        let (project, mut recorder) = (self.project(), self.recorder());
        let feeds = connect::feeds(&project.settings);
        let catalogue = &project.program.catalogue;
        let to_read = Feeds { project: self.0.path(), feeds: &feeds, catalogue, received: now };
        let read = read_new(recorder.known_files_mut(), to_read, &Unclosed::default(), &Unseen);
        let Project { program, sources, .. } = project;
        let asked_by = Asker::Service;
        let observe = Observe {
            asked_by: asked_by.clone(),
            readings: read.files,
            refused: Vec::new(),
            handed_in: Vec::new(),
            files: Vec::new(),
        };
        observe.carry_out(&mut recorder, now).expect("a ledger");
        Activate { asked_by, program, sources }.carry_out(&mut recorder, now).expect("a ledger");
        recorder.advance(now).expect("a ledger");
    }

    /// The verdicts as of a day, and by which texts; the explanation agrees.
    #[track_caller]
    fn check(&self, day: &str, expect: &str) {
        let day: Date = day.parse().expect("a day");
        let (past, _) = as_of_day(self.project(), day, &Unseen).expect("a ledger");
        let calendar = &past.engine.program().expect("a program").calendar;
        let verdicts = past.engine.verdicts();
        let mut said: Vec<String> =
            verdicts.map(|found| format!("{} {}", found.period, found.verdict)).collect();
        said.extend(sentence(past.judged_by, calendar));
        assert_eq!(said.join("; "), expect, "as of {day}");

        let (project, now) = (self.project(), Timestamp::now());
        let gathered = Gathered::of(&project, now, &Unseen).expect("a ledger");
        let asked = AskedWhy { subject: "homes/build", period: Some("2025-Q1"), day: Some(day) };
        let explained = answer(&project, &gathered, &asked, now, &mut |_| {}).expect("a ledger");
        let verdict = explained.answer.expect("it is owed").whole.verdict;
        assert!(expect.contains(&format!("2025-Q1 {verdict}")), "{verdict} is explained as of {day}");
        assert_eq!(explained.past_state.judged_by, past.judged_by);
    }
}

fn noon(day: &str) -> Timestamp {
    format!("{day}T12:00:00Z").parse().expect("a moment")
}

#[test]
fn another_day_is_answered_by_what_was_in_force_and_received_by_then() {
    let board = Board::new();
    board.check("2025-12-31", "2025-Q1 missed; 2025-Q2 no-data");
    board.runs("2026-01-10");
    board.write("missions/homes.toml", &MISSION.replace("floor = 15", "floor = 10"));
    board.runs("2026-02-10");
    board.write("feeds/b.csv", "period,body,built\n2025-Q2,council,11\n");
    board.runs("2026-03-10");
    let by_then = "By the texts in force on that day, since";
    let and = "and by what had been received by then.";
    board.check("2026-01-20", &format!("2025-Q1 missed; 2025-Q2 no-data; {by_then} 10 January 2026, {and}"));
    board.check("2026-02-20", &format!("2025-Q1 met; 2025-Q2 no-data; {by_then} 10 February 2026, {and}"));
    board.check("2026-03-20", &format!("2025-Q1 met; 2025-Q2 met; {by_then} 10 February 2026, {and}"));
    let first = "The ledger began on 10 January 2026: the days before are judged by its first texts.";
    board.check("2025-12-31", &format!("2025-Q1 missed; 2025-Q2 missed; {first}"));
}

#[test]
fn time_in_which_the_service_was_down_counts_on_another_day_as_it_did_then() {
    let board = Board::new();
    let of_one = MISSION.replace("2025-Q1", "2025-Q4").replace("2025-Q2", "2025-Q4");
    board.write("missions/homes.toml", &format!("{of_one}for = {{ days = 5 }}\n"));
    board.runs("2026-01-10");
    board.runs("2026-02-01");
    board.was_down("2026-02-02", "2026-02-06");
    let state = |day: &str| {
        let (past, _) = as_of_day(board.project(), day.parse().expect("a day"), &Unseen).expect("a ledger");
        past.engine.alerts().iter().map(|alert| alert.state.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(state("2026-02-04"), ["pending"]);
    assert_eq!(state("2026-02-08"), ["pending"], "four of the days do not count");
    assert_eq!(state("2026-02-10"), ["firing"]);
}
