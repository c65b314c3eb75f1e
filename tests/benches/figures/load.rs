//! What a service takes in and answers while many ask it at the same time, over connections that stay open.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tests::process::{Folder, Service, remit};

use crate::projects::{Councils, MISSION, month, unread_rows};
use crate::stopwatch::time;
use crate::table::{Row, Scale};

/// Each of the two measures as many rows as one request has.
const ROWS: usize = 1_000;
const WRITERS: usize = 32;
/// So many accounts ask at the most.
const ACCOUNTS: usize = 32;

/// A service that is up for one measurement, and by which tokens it is asked: each of an account of its own, since the service answers to one
/// account only so often.
struct Served {
    service: Service,
    tokens: Vec<String>,
    opened: AtomicUsize,
    address: String,
    _folder: Folder,
}

impl Served {
    fn of(folder: Folder) -> Self {
        // Reports are kept in the folder of their feed.
        if !folder.path("feeds/figures").exists() {
            folder.drop_in("feeds/figures/first.csv", "month,body,value\n2000-01,council-0,90\n");
        }
        folder.append("remit.toml", "\n[server]\nconnections_per_address = 1200\n");
        let token = |number: usize| {
            let added = remit(&folder, &format!("account add project Ada-{number} --role administrator"));
            assert_eq!(added.code, Some(0), "{added}");
            remit(&folder, &format!("token add project Ada-{number}")).out.trim().to_owned()
        };
        let tokens = (0..ACCOUNTS).map(token).collect();
        let service = Service::start(&folder);
        let address = service.visitor().address().to_owned();
        Self { service, tokens, opened: AtomicUsize::new(0), address, _folder: folder }
    }

    fn open(&self) -> Open {
        let stream = TcpStream::connect(&self.address).expect("the service listens");
        stream.set_nodelay(true).expect("packets can be sent at once");
        let token = self.tokens[self.opened.fetch_add(1, Ordering::Relaxed) % ACCOUNTS].clone();
        Open { stream: BufReader::new(stream), token, address: self.address.clone() }
    }
}

/// A connection that stays open.
struct Open {
    stream: BufReader<TcpStream>,
    token: String,
    address: String,
}

impl Open {
    fn send(&mut self, method: &str, path: &str, lines: &str, body: &str) {
        let (address, token, length) = (&self.address, &self.token, body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nContent-Length: {length}\r\n{lines}\r\n"
        );
        let stream = self.stream.get_mut();
        stream.write_all([head.as_bytes(), body.as_bytes()].concat().as_slice()).expect("it takes a request");
    }

    /// The status, how long the first byte was waited for, and what came.
    fn answer(&mut self) -> (u16, Duration, Vec<u8>) {
        let mut line = String::new();
        let (first, _) = time(|| self.stream.read_line(&mut line).expect("it answers"));
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        let mut length = 0;
        while line != "\r\n" {
            line.clear();
            self.stream.read_line(&mut line).expect("it answers whole");
            if let Some(said) = line.strip_prefix("content-length: ") {
                length = said.trim().parse().expect("a number");
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("it answers whole");
        (status, first, body)
    }

    fn report(&mut self, feed: &str, body: &str) {
        self.send("POST", &format!("/feeds/{feed}/reports"), "Content-Type: text/csv\r\n", body);
        let (status, _, body) = self.answer();
        assert_eq!(status, 201, "a report is taken in: {}", String::from_utf8_lossy(&body));
    }
}

/// Rows a second in requests of a thousand: where each wakes a rule, and where none does.
pub(crate) fn rows_by_requests(scale: Scale) -> Vec<Row> {
    let measure = |what: &str, asked, rows: &(dyn Fn(usize) -> String + Sync)| {
        let (folder, councils) =
            (Folder::missing(), Councils { bodies: ROWS, months: 12, notifier: String::new() });
        councils.write(&folder);
        let others: Vec<String> =
            (0..ROWS).map(|body| format!("other-{body},Other {body},district\n")).collect();
        folder.append("bodies.csv", &others.concat());
        Row::new(what, asked, requests_of_rows(folder, scale.of(300), rows))
    };
    let unread = |number: usize| unread_rows(ROWS, number * ROWS, ROWS).replace("council-", "other-");
    vec![
        measure("requests of 1,000 rows, each wakes a rule", "90,000 rows/s", &rows_that_wake),
        measure("requests of 1,000 rows, none wakes a rule", "300,000 rows/s", &unread),
    ]
}

/// The rows of a request, each of which wakes a rule.
pub(crate) fn rows_that_wake(number: usize) -> String {
    let row = |body| format!("{},council-{body},{}.{number}\n", month(number % 12), 60 + body % 39);
    format!("month,body,value\n{}", (0..ROWS).map(row).collect::<String>())
}

/// How many rows a second a service takes in that come in requests of a thousand from four senders.
pub(crate) fn requests_of_rows(
    folder: Folder,
    requests: usize,
    rows: &(dyn Fn(usize) -> String + Sync),
) -> String {
    let served = Served::of(folder);
    let next = AtomicUsize::new(0);
    let send = || {
        let mut open = served.open();
        while let number = next.fetch_add(1, Ordering::Relaxed)
            && number < requests
        {
            open.report("figures", &rows(number));
        }
    };
    let (took, ()) = time(|| thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(send)))));
    served.service.stop();
    per_second(requests * ROWS, took, "rows")
}

/// One row a request, while a thousand listen.
pub(crate) fn single_rows_beside_listeners(scale: Scale) -> Vec<Row> {
    [0, scale.of(1_000)].map(|listeners| single_rows(scale, listeners)).into()
}

fn single_rows(scale: Scale, listeners: usize) -> Row {
    let (folder, councils) =
        (Folder::missing(), Councils { bodies: 100, months: 2, notifier: String::new() });
    councils.write(&folder);
    let here = rows_one_by_one(folder, scale.of(20_000), (WRITERS, listeners));
    let what = format!("one row a request, {WRITERS} connections, {listeners} listeners of /events");
    Row::new(what, "5,000 requests/s", here)
}

/// How many requests of one row a second a service answers to so many senders, while so many listen.
pub(crate) fn rows_one_by_one(
    folder: Folder,
    requests: usize,
    (senders, listeners): (usize, usize),
) -> String {
    let served = Served::of(folder);
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let listening: Vec<Open> = (0..listeners)
        .map(|_| {
            let mut open = served.open();
            open.send("GET", "/events", "", "");
            open.stream.get_ref().set_nonblocking(true).expect("it can be looked at without waiting");
            open
        })
        .collect();
    let write = || {
        let mut open = served.open();
        while let number = next.fetch_add(1, Ordering::Relaxed)
            && number < requests
        {
            let value = 60 + number % 39;
            open.report(
                "figures",
                &format!("month,body,value\n2000-02,council-{},{value}.{number}\n", number % 100),
            );
        }
    };
    let hear = || {
        let mut listening = listening;
        let mut heard = [0; 4096];
        while !is_over.load(Ordering::Relaxed) && !listening.is_empty() {
            // Whoever has heard all so far has nothing to read.
            for open in &mut listening {
                drop(open.stream.get_mut().read(&mut heard));
            }
            thread::yield_now();
        }
    };
    let took = thread::scope(|scope| {
        scope.spawn(hear);
        let (took, ()) = time(|| {
            let writers: Vec<_> = (0..senders).map(|_| scope.spawn(write)).collect();
            for writer in writers {
                writer.join().expect("a writer ends");
            }
        });
        is_over.store(true, Ordering::Relaxed);
        took
    });
    served.service.stop();
    per_second(requests, took, "requests")
}

/// The page of a mission in which every council has nine contributions over 22 quarters, while reports arrive.
pub(crate) fn mission_page(scale: Scale) -> Vec<Row> {
    let (folder, bodies, quarters) = (Folder::missing(), scale.of(330), 22);
    Councils { bodies, months: 1, notifier: String::new() }.write(&folder);
    folder.drop_in("missions/councils.toml", nine_obligations(quarters));
    let rows = (0..quarters).flat_map(|place| (0..bodies).map(move |body| (place, body)));
    let rows =
        rows.map(|(place, body)| format!("{},council-{body},{}\n", quarter(place), 40 + (body + place) % 60));
    folder.drop_in("feeds/figures/all.csv", format!("month,body,value\n{}", rows.collect::<String>()));
    let served = Served::of(folder);
    let is_over = AtomicBool::new(false);
    let arrive = || {
        let (mut open, mut number) = (served.open(), 0);
        while !is_over.load(Ordering::Relaxed) {
            number += 1;
            open.report(
                "figures",
                &format!(
                    "month,body,value\n2000-Q2,council-{},{}.{number}\n",
                    number % bodies,
                    50 + number % 40
                ),
            );
        }
    };
    let (mut times, mut size) = (Vec::new(), 0);
    thread::scope(|scope| {
        scope.spawn(arrive);
        let mut open = served.open();
        for _ in 0..scale.of(1_000) {
            open.send("GET", "/missions/councils", "Accept: text/html\r\n", "");
            let (status, first, body) = open.answer();
            assert_eq!(status, 200);
            times.push(first);
            size = body.len();
        }
        is_over.store(true, Ordering::Relaxed);
    });
    served.service.stop();
    times.sort();
    let at = |share: usize| format!("{:.2?}", times[(times.len() * share / 100).min(times.len() - 1)]);
    let what = format!(
        "page of a mission, {bodies} bodies, 9 contributions, {quarters} quarters, while reports arrive"
    );
    vec![
        Row::new(format!("{what}: first byte, median"), "10 ms", at(50)),
        Row::new(format!("{what}: first byte, 99th of 100"), "30 ms", at(99)),
        Row::new(format!("{what}: size"), "150 kB", format!("{} kB", size / 1000)),
    ]
}

/// The quarter at this place, counted from the first of 2000.
fn quarter(place: usize) -> String {
    format!("{}-Q{}", 2000 + place / 4, place % 4 + 1)
}

/// The mission with nine obligations in the place of one, by quarters.
fn nine_obligations(quarters: usize) -> String {
    let (head, obligation) = MISSION.split_once("[[obligation]]").expect("it has an obligation");
    let one = |number: usize| {
        format!(
            "[[obligation]]{}",
            obligation.replace("id = \"in-time\"", &format!("id = \"in-time-{number}\""))
        )
    };
    let all: Vec<String> = (1..=9).map(one).collect();
    let text = format!("{head}{}", all.concat()).replace("UNTIL", &quarter(quarters - 1));
    text.replace("\"month\"", "\"quarter\"").replace("2000-01", "2000-Q1")
}

fn per_second(count: usize, took: Duration, what: &str) -> String {
    let micros = took.as_micros().max(1);
    format!("{} {what}/s", count as u128 * 1_000_000 / micros)
}
