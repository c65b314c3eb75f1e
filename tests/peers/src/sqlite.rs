//! SQLite in memory: a trigger works the verdict out when a figure is changed.

use rusqlite::Connection;

use crate::clock::nanoseconds;
use crate::measured::{Kind, Measured, Of};
use crate::task::{BODIES, Task};

/// Reports of one round are one transaction.
pub(crate) fn step() -> Measured {
    let task = Task::FOUR;
    let base = Connection::open_in_memory().expect("a database in memory");
    base.execute_batch(&SCHEMA.replace("FLOOR", &task.floor().to_string())).expect("the schema is right");
    base.execute_batch("begin").expect("a transaction begins");
    for body in 0..BODIES {
        for (month, figure) in (21..=24).rev().zip(task.figures(body)) {
            base.prepare_cached("insert into cells values (?, ?, ?)")
                .and_then(|mut insert| insert.execute((number(body), month, figure)))
                .expect("a figure is put in");
        }
        base.prepare_cached("insert into verdicts values (?, 1)")
            .and_then(|mut insert| insert.execute([number(body)]))
            .expect("a verdict is put in");
    }
    let mut report = base
        .prepare("update cells set value = ?2 where body = ?1 and month = 24")
        .expect("the report can be read");
    let took = nanoseconds(|turn| {
        let body = turn % BODIES;
        report.execute((number(body), task.reported(body, turn / BODIES))).expect("the report is taken in")
    });
    let broken: i64 = base
        .query_row("select count(*) from verdicts where not met", [], |row| row.get(0))
        .expect("verdicts can be counted");
    assert_eq!(broken, 0, "every verdict stays");
    Measured::new("SQLite, trigger, in memory", Of::Peer, Kind::Step, took)
}

fn number(body: usize) -> i64 {
    i64::try_from(body).expect("few bodies")
}

const SCHEMA: &str = "
create table cells (body integer, month integer, value integer, primary key (body, month)) without rowid;
create table verdicts (body integer primary key, met integer);
create trigger judge after update on cells begin
    update verdicts set met = new.met from (
        select v.body as body, (
            select sum(value) >= FLOOR from cells where body = v.body and month between 21 and 24
        ) as met from verdicts v where v.body = new.body
    ) as new where verdicts.body = new.body and verdicts.met <> new.met;
end;
";
