//! A ledger in PostgreSQL, whose server keeps everything on disk: what is taken in, what is answered, and how long nothing is taken in while another worker takes over.

use std::time::{Duration, Instant};

use tests::process::{Cluster, Folder, Service, figures, until};

use crate::load::{requests_of_rows, rows_one_by_one, rows_that_wake};
use crate::projects::{Councils, month};
use crate::stopwatch::{median, time};
use crate::table::{Row, Scale};

const LEDGER: &str = "ledger";
const WORKER: &str = "serve project --listen 127.0.0.1:0 --standby";
const SERVES: &str = "serving; stop with SIGTERM";
const STANDS_BY: &str = "standing by: another process holds the ledger";

/// A server that keeps what is committed whatever happens to its machine; none where PostgreSQL is not installed.
fn durable() -> Option<Cluster> {
    let cluster = Cluster::start()?;
    cluster.set("fsync", "on");
    Some(cluster)
}

fn councils(cluster: &Cluster, councils: &Councils) -> Folder {
    let folder = Folder::missing();
    councils.write(&folder);
    cluster.hold(&folder, LEDGER);
    folder
}

/// Rows that each wake a rule: in requests of a thousand, and in files of a thousand by `run`.
pub(crate) fn rows_into_a_database(scale: Scale) -> Vec<Row> {
    let Some(cluster) = durable() else { return Vec::new() };
    let folder = councils(&cluster, &Councils { bodies: 1_000, months: 12, notifier: String::new() });
    let by_requests = requests_of_rows(folder, scale.of(300), &rows_that_wake);
    let (by_run, took) = by_run(scale);
    vec![
        Row::new("PostgreSQL: requests of 1,000 rows, each wakes a rule", "40,000 rows/s", by_requests),
        Row::new(
            format!("PostgreSQL: {by_run} rows in files of 1,000, each wakes a rule, first `run`"),
            "40,000 rows/s",
            format!("{} rows/s", by_run as u128 * 1_000 / took.as_millis().max(1)),
        ),
    ]
}

fn by_run(scale: Scale) -> (usize, Duration) {
    let Some(cluster) = durable() else { return (0, Duration::ZERO) };
    let bodies = scale.of(4_000);
    let folder = councils(&cluster, &Councils { bodies, months: 250, notifier: String::new() });
    let rows = write_months(&folder, bodies, 0..250);
    let (took, answer) = time(|| tests::process::remit(&folder, "run project"));
    assert!(answer.code.is_some_and(|code| code < 2), "the project can be used\n{}", answer.err);
    (rows, took)
}

/// Writes the figures of some months, in files of a thousand rows at the most; how many rows that are.
fn write_months(folder: &Folder, bodies: usize, months: std::ops::Range<usize>) -> usize {
    let all = months.len() * bodies;
    for place in months {
        let rows: Vec<String> = (0..bodies)
            .map(|body| format!("{},council-{body},{}\n", month(place), 60 + (body + place) % 39))
            .collect();
        for (part, rows) in rows.chunks(1_000).enumerate() {
            let text = format!("month,body,value\n{}", rows.concat());
            folder.drop_in(&format!("feeds/figures/{place:03}-{part}.csv"), text);
        }
    }
    all
}

/// Single reports that are answered once they are on the disk and on the ledger.
pub(crate) fn answers_from_a_database(scale: Scale) -> Vec<Row> {
    let row = |senders: usize| {
        let cluster = durable()?;
        let folder = councils(&cluster, &Councils { bodies: 100, months: 2, notifier: String::new() });
        let here = rows_one_by_one(folder, scale.of(10_000), (senders, 0));
        Some(Row::new(
            format!("PostgreSQL: one row a request, {senders} connections"),
            "1,500 requests/s",
            here,
        ))
    };
    [16, 64, 128].into_iter().filter_map(row).collect()
}

/// How long nothing is taken in after the worker that writes was killed, with a long history behind it.
pub(crate) fn taking_over(scale: Scale) -> Vec<Row> {
    let Some(cluster) = durable() else { return Vec::new() };
    let bodies = scale.of(4_000);
    let folder = councils(&cluster, &Councils { bodies, months: 260, notifier: String::new() });
    let rows = write_months(&folder, bodies, 0..250);
    let mut workers = vec![worker(&folder, SERVES), worker(&folder, STANDS_BY)];
    let times: Vec<Duration> =
        (0..5).map(|kill| after_a_kill(&cluster, &folder, &mut workers, kill)).collect();
    for worker in workers {
        worker.stop();
    }
    let slowest = times.iter().copied().max().unwrap_or_default();
    let here = format!("{:.2?}, {slowest:.2?} at the longest", median(times));
    let what =
        format!("PostgreSQL: the next report after the worker was killed that writes, {rows} observations");
    vec![Row::new(what, "1 s", here)]
}

fn worker(folder: &Folder, is_up: &str) -> Service {
    let mut worker = Service::begin(folder, WORKER);
    worker.wait_for(is_up);
    worker
}

/// Kills the worker that writes, hands a report in and waits until that is on the ledger; another one then stands by.
fn after_a_kill(cluster: &Cluster, folder: &Folder, workers: &mut Vec<Service>, kill: usize) -> Duration {
    let path = format!("feeds/figures/after-{kill}.csv");
    // Whoever stands by has shown, and so followed, all there is.
    let from = cluster.recorded(LEDGER).last().map_or(0, |last| last.position);
    until("whoever stands by has followed", || {
        let shown = workers[1].visitor().json("/")["position"].as_u64();
        (shown == Some(from)).then_some(())
    });
    let since = Instant::now();
    workers.remove(0).kill();
    folder.drop_in(&path, format!("month,body,value\n{},council-0,9{kill}\n", month(250 + kill)));
    until("the report is on the ledger", || {
        let recorded = cluster.recorded_since(LEDGER, from)?;
        figures(&recorded).iter().any(|figure| figure.contains(&path)).then_some(())
    });
    let took = since.elapsed();
    workers[0].wait_for(SERVES);
    workers.push(worker(folder, STANDS_BY));
    took
}
