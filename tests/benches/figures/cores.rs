//! What a second core saves: a long history walked through once more, and a ledger read and folded.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::folded::{Beside, fold};
use app::history::Gathered;
use app::progress::Unseen;
use app::project;
use app::replay::{Range, Workers, replay_with};
use engine::Event;
use engine::model::Observation;
use engine::program::Program;
use jiff::{Timestamp, civil::Date};
use ledger::entry::Entry;
use plugins::stores::{SqliteStore, Store as _};
use tests::process::Folder;

use crate::projects::{month, register};
use crate::stopwatch::{median, time};
use crate::table::{Row, Scale};

const MISSIONS: usize = 10;
const MONTHS: usize = 100;
const ROUNDS: usize = 3;
/// So many reports stand in one entry.
const AT_ONCE: usize = 10_000;

/// A million observations under rules that read four of them each, on one thread and on two: where verdicts stay, and where every tenth flips.
pub(crate) fn two_threads(scale: Scale) -> Vec<Row> {
    [(usize::MAX, "verdicts stay", "1.8 times"), (10, "a tenth of the figures are low", "1.5 times")]
        .into_iter()
        .flat_map(|(broken, what, asked)| rows(scale, broken, what, asked))
        .collect()
}

fn rows(scale: Scale, broken: usize, what: &str, asked: &'static str) -> Vec<Row> {
    let bodies = scale.of(1_000);
    let folder = folder(bodies, broken);
    let project = project::load(&folder.path(""), None).0.expect("the project is sound");
    let now: Timestamp = "2010-01-01T00:00:00Z".parse().expect("a moment");
    let gathered = Gathered::of(&project, now, &Unseen).expect("there is no ledger");
    let count = gathered.history.observations.len();
    let replay = |threads: usize| {
        let jobs = NonZeroUsize::new(threads).expect("one or two");
        let workers = Workers { jobs, ..Workers::all_cores() };
        let range = Range::up_to("2009-12-31".parse::<Date>().expect("a day"));
        time(|| replay_with(&workers, &project.program, &gathered.history, &range, None)).0
    };
    let program = Arc::new(project.program.clone());
    let ledger = ledger(&program, &gathered.history.observations, &folder);
    let fold = |threads: usize| {
        fold_ledger(&program, &ledger, if threads == 1 { Beside::Never } else { Beside::Always })
    };
    let of = |work: &dyn Fn(usize) -> Duration, threads| median((0..ROUNDS).map(|_| work(threads)).collect());
    let one_row = |name: &str, work: &dyn Fn(usize) -> Duration| {
        let (one, two) = (of(work, 1), of(work, 2));
        let ratio = one.as_secs_f64() / two.as_secs_f64();
        Row::new(
            format!("{name} of {count} observations, {what}, one thread; two"),
            asked,
            format!("{one:.2?}; {two:.2?}; {ratio:.2} times"),
        )
    };
    vec![one_row("replay", &replay), one_row("a ledger read and folded", &fold)]
}

/// The same reports from a ledger that was there all along: month by month, in batches of some bodies.
fn fold_ledger(program: &Arc<Program>, ledger: &Path, beside: Beside) -> Duration {
    let mut store = SqliteStore::open_read_only(ledger).expect("the ledger is sound").expect("there is one");
    let start = program.calendar.start_of_day("2000-01-01".parse().expect("a day"));
    let folded = || {
        fold(beside, |hand| {
            hand(start, Event::Activated(Arc::clone(program)));
            store.read(0, &mut |recorded| {
                if let Entry::Observed(reports) = recorded.entry {
                    hand(recorded.at, Event::Observed(reports));
                }
                Ok(())
            })
        })
    };
    time(folded).0
}

fn ledger(program: &Program, observations: &[Observation], folder: &Folder) -> PathBuf {
    let path = folder.path("state/ledger.sqlite");
    let mut store = SqliteStore::open(&path).expect("a new ledger");
    let mut by_month: Vec<Observation> = observations.to_vec();
    by_month.sort_by_key(|report| report.cell.period);
    for batch in by_month.chunks(AT_ONCE) {
        let known = batch[0].cell.period.last_day().tomorrow().expect("a day follows");
        let entry = Entry::Observed(batch.to_vec());
        store.append(program.calendar.start_of_day(known), &[entry]).expect("the disk has room");
    }
    path
}

fn folder(bodies: usize, broken: usize) -> Folder {
    let folder = Folder::missing();
    folder.drop_in("remit.toml", format!("[project]\ntitle = \"Councils\"\n{FEED}"));
    folder.drop_in("bodies.csv", register(bodies));
    folder.drop_in("rules/floor.rhai", RULE);
    for mission in 0..MISSIONS {
        let text = MISSION.replace("NUMBER", &mission.to_string()).replace("UNTIL", &month(MONTHS - 1));
        folder.drop_in(&format!("missions/m{mission}.toml"), text);
    }
    for place in 0..MONTHS {
        let row = |mission: usize, body: usize| {
            let value = if (body + place).is_multiple_of(broken) { 10 } else { 90 };
            format!("{},council-{body},repairs-{mission},{value}\n", month(place))
        };
        let rows = (0..MISSIONS).flat_map(|mission| (0..bodies).map(move |body| row(mission, body)));
        let text = format!("month,body,measure,value\n{}", rows.collect::<String>());
        folder.drop_in(&format!("feeds/figures/{}.csv", month(place)), text);
    }
    folder
}

const FEED: &str = r#"
[[feed]]
id = "figures"
folder = "feeds/figures"
vintage = "backfill"

[feed.columns]
period = "month"
body = "body"
measure = "measure"
value = "value"
"#;

const MISSION: &str = r#"
[mission]
id = "mNUMBER"
title = "Councils repair in time, NUMBER"

[[measure]]
id = "repairs-NUMBER"
title = "Repairs in time"
unit = "percent"
every = "month"
due = { timely_days = 30 }

[[obligation]]
id = "in-time"
title = "Councils repair in time"
lead = "lead"
every = "month"
from = "2000-04"
until = "UNTIL"
needs = "all"
measure = "repairs-NUMBER"
rule = "floor"
params = { floor = 300 }

[[obligation.contribution]]
each = { kind = "council" }
"#;

const RULE: &str = r"//! What: four figures together must not be below `floor`.
//! Why: a floor is the least that is owed.
//! Example: with floor 300, four times 90 is met.

fn assess(my) {
    let sum = my.value() + my.value_ago(1) + my.value_ago(2) + my.value_ago(3);
    if sum >= my.params.floor { met() } else { missed(`${sum} against a floor of ${my.params.floor}`) }
}
";
