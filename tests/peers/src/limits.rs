//! What is no peer, but shows how far one could go.

use std::fs::File;
use std::io::Write as _;

use rustc_hash::FxHashMap;

use crate::clock::{nanoseconds, nanoseconds_with_waiting};
use crate::measured::{Kind, Measured, Of};
use crate::task::{BODIES, Task};

type Key = (u32, u32, i32);
type Rule = Box<dyn Fn(&FxHashMap<Key, i64>) -> Option<bool>>;

fn key(body: usize, ago: usize) -> Key {
    (0, u32::try_from(body).expect("few bodies"), -i32::try_from(ago).expect("few months"))
}

fn rule(task: Task, body: usize) -> Rule {
    let keys: Vec<Key> = (0..task.reads).map(|ago| key(body, ago)).collect();
    let floor = task.floor();
    Box::new(move |cells| {
        let mut sum: i64 = 0;
        for key in &keys {
            sum = sum.checked_add(*cells.get(key)?)?;
        }
        Some(sum >= floor)
    })
}

/// Rules as closures that are written in Rust, by cells in a hash map.
pub(crate) fn closures_alone(task: Task) -> Measured {
    let cells: FxHashMap<Key, i64> = (0..task.reads).map(|ago| (key(0, ago), task.figure(0, ago))).collect();
    let rule = rule(task, 0);
    let took = nanoseconds(|_| assert_eq!(rule(&cells), Some(true), "the months come to enough"));
    Measured::new("closures over hashed cells", Of::Bound, Kind::Alone(task.reads), took)
}

/// The same with whatever a report wakes.
pub(crate) fn closures_step() -> Measured {
    let task = Task::FOUR;
    let all = || (0..BODIES).flat_map(|body| (0..task.reads).map(move |ago| (body, ago)));
    let mut cells: FxHashMap<Key, i64> =
        all().map(|(body, ago)| (key(body, ago), task.figure(body, ago))).collect();
    let mut readers: FxHashMap<Key, Vec<usize>> = FxHashMap::default();
    all().for_each(|(body, ago)| readers.entry(key(body, ago)).or_default().push(body));
    let rules: Vec<Rule> = (0..BODIES).map(|body| rule(task, body)).collect();
    let verdicts = vec![Some(true); BODIES];
    let took = nanoseconds(|turn| {
        let body = turn % BODIES;
        let key = key(body, 0);
        cells.insert(key, task.reported(body, turn / BODIES));
        for reader in &readers[&key] {
            assert_eq!(rules[*reader](&cells), verdicts[*reader], "the verdict stays");
        }
    });
    Measured::new("closures over hashed cells", Of::Bound, Kind::Step, took)
}

/// Cells in an array, found by their place; the rule is compiled into the bench.
pub(crate) fn dense_step() -> Measured {
    let task = Task::FOUR;
    let mut cells: Vec<[i64; 4]> =
        (0..BODIES).map(|body| [0, 1, 2, 3].map(|ago| task.figure(body, ago))).collect();
    let verdicts = vec![true; BODIES];
    let floor = task.floor();
    let took = nanoseconds(|turn| {
        let body = turn % BODIES;
        cells[body][0] = task.reported(body, turn / BODIES);
        assert_eq!(cells[body].iter().sum::<i64>() >= floor, verdicts[body], "the verdict stays");
    });
    Measured::new("dense arrays, rule compiled in", Of::Bound, Kind::Step, took)
}

/// Putting so many rows of 32 bytes at the end of a file, and waiting for the disk; for each row.
pub(crate) fn append(rows: usize) -> Measured {
    let name = format!("append and fdatasync, for each of {rows} rows at once");
    let mut file: File = match tempfile::tempfile_in("target/bench") {
        Ok(file) => file,
        Err(why) => return Measured::missing(name, Kind::Limit, why.to_string()),
    };
    let batch = vec![b'x'; 32 * rows];
    let took = nanoseconds_with_waiting(|| {
        file.write_all(&batch).and_then(|()| file.sync_data()).expect("the disk takes it");
    });
    Measured::new(name, Of::Bound, Kind::Limit, took / rows as f64)
}

/// Reading a column of whole numbers from memory; for each of them.
pub(crate) fn column() -> Measured {
    const ROWS: i64 = 10_000_000;
    let column: Vec<i64> = (0..ROWS).collect();
    let took = nanoseconds(|_| std::hint::black_box(&column).iter().sum::<i64>());
    Measured::new("reading one of 10 million numbers of a column", Of::Bound, Kind::Limit, took / ROWS as f64)
}
