//! Pulling from a server on this machine that misbehaves. The clock is given.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use engine::model::{Calendar, DayOfMonth, FeedId};
use globset::Glob;
use insta::assert_snapshot;
use jiff::civil::{Weekday, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rules::declare::HostPattern;
use tempfile::TempDir;

use super::{Came, Patience, PullSettings, Pulls, ReleaseDays, Releases, SignIn, Then, UrlPattern};

/// The second Thursday of December 2026.
const RELEASE: &str = "2026-12-10T09:30:00Z";

/// Answers to requests, one after the other, and the requests as they came.
struct Server {
    address: SocketAddr,
    answers: Sender<String>,
    requests: Receiver<String>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let address = listener.local_addr().expect("an address");
        let (answers, next) = channel::<String>();
        let (heard, requests) = channel();
        thread::spawn(move || {
            let mut hanging = Vec::new();
            for stream in listener.incoming().flatten() {
                // Whoever asks without an answer being there is a fault of the test, and is left to the timeout.
                let Ok(answer) = next.recv_timeout(Duration::from_millis(500)) else { continue };
                if heard.send(request(&stream)).is_err() {
                    return;
                }
                if answer.is_empty() {
                    hanging.push(stream);
                } else {
                    let mut stream = stream;
                    stream.write_all(answer.as_bytes()).ok();
                }
            }
        });
        Self { address, answers, requests }
    }

    fn will(&self, status: &str, headers: &str, body: &str) {
        let length = if headers.contains("length") {
            String::new()
        } else {
            format!("content-length: {}\r\n", body.len())
        };
        let answer = format!("HTTP/1.1 {status}\r\n{headers}{length}connection: close\r\n\r\n{body}");
        self.answers.send(answer).expect("the server is up");
    }

    fn will_hang(&self) {
        self.answers.send(String::new()).expect("the server is up");
    }

    /// The headers of the next request that say what is known of the file.
    fn heard(&self) -> String {
        let request = self.requests.recv_timeout(Duration::from_secs(5)).expect("a request");
        let mut lines = request.lines();
        let asked = lines.next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned();
        let known = lines
            .filter(|line| ["if-", "range", "authorization"].iter().any(|known| line.starts_with(known)));
        [asked].into_iter().chain(known.map(str::to_owned)).collect::<Vec<_>>().join(", ")
    }
}

fn request(stream: &TcpStream) -> String {
    let lines = BufReader::new(stream).lines().map_while(Result::ok);
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A project with one pulled feed.
struct Trial {
    project: TempDir,
    server: Server,
    pulls: Pulls,
}

impl Trial {
    fn new() -> Self {
        Self::with(|_| {})
    }

    fn with(change: impl FnOnce(&mut PullSettings)) -> Self {
        let (project, server) = (TempDir::new().expect("a folder"), Server::start());
        let mut settings = PullSettings {
            feed: FeedId::new("figures"),
            folder: "feeds/figures".to_owned(),
            files: Glob::new("*.csv").expect("a pattern"),
            url: UrlPattern::parse(&format!("http://{}/figures.csv", server.address), 0).expect("an address"),
            hosts: vec![HostPattern::parse(&server.address.to_string()).expect("a host")],
            sign_in: None,
            releases: Releases {
                days: ReleaseDays::Monthly(DayOfMonth::Nth(2, Weekday::Thursday), (1..=12).collect()),
                at: time(9, 30, 0, 0),
            },
            tries: 4,
            retry_for: SignedDuration::from_hours(6),
            most_bytes: 1 << 10,
        };
        change(&mut settings);
        let mut trial = Self { pulls: opened(&project), project, server };
        trial.pulls.replace(vec![settings]);
        trial
    }

    /// The same after a restart.
    fn restart(&mut self, settings: PullSettings) {
        self.pulls = opened(&self.project);
        self.pulls.replace(vec![settings]);
    }

    /// What comes of the tries that are due at a moment.
    fn at(&mut self, moment: &str) -> String {
        let (calendar, now) = (calendar(), moment.parse::<Timestamp>().expect("a moment"));
        let mut told = Vec::new();
        for attempt in self.pulls.due(&calendar, now) {
            let (pulled, written) = self.pulls.came_back(attempt.carry_out());
            written.expect("it can be kept");
            let came = match &pulled.came {
                Came::File { path, bytes } => format!("{path}, {bytes} bytes"),
                Came::AsItWas => "as it was".to_owned(),
                Came::Failed(fault) => fault.to_string(),
            };
            let then = match pulled.then {
                Then::Done => "done".to_owned(),
                Then::AgainAt(moment) => format!("again at {moment}"),
                Then::GivenUp { tries } => format!("given up after {tries}"),
            };
            told.push(format!("{came}; {then}"));
        }
        let next = self.pulls.next(&calendar, now).map_or("never".to_owned(), |next| next.to_string());
        if told.is_empty() { format!("nothing is due until {next}") } else { told.join("\n") }
    }

    /// The names of the files in the feed's folder.
    fn files(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.project.path().join("feeds/figures")) else { return Vec::new() };
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        names.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

fn opened(project: &TempDir) -> Pulls {
    let patience = Patience { connect: Duration::from_secs(2), whole: Duration::from_millis(900) };
    Pulls::beside(&project.path().join(".remit/ledger.sqlite"), project.path(), patience)
}

fn calendar() -> Calendar {
    Calendar::new(TimeZone::get("Europe/London").expect("a known zone"), BTreeSet::new())
}

/// One answer that is no file, and how it is told.
#[track_caller]
fn check(status: &str, headers: &str, body: &str, expect: &str) {
    let mut trial = Trial::new();
    let address = trial.server.address;
    trial.server.will(status, headers, body);
    let told = trial.at(RELEASE).replace(&address.to_string(), "HOST").replace("127.0.0.1", "HOST");
    assert_eq!(told, format!("{expect}; again at 2026-12-10T09:32:00Z"));
    assert_eq!(trial.files(), Vec::<String>::new());
}

#[test]
fn nothing_is_asked_for_before_its_release_and_a_file_is_had_once() {
    let mut trial = Trial::new();
    trial.server.will("200 OK", "etag: \"1\"\r\n", "a,b\n1,2\n");
    assert_snapshot!(trial.at("2026-11-12T09:30:00Z"), @"feeds/figures/figures.2026-11-12.csv, 8 bytes; done");
    assert_snapshot!(trial.at("2026-12-10T09:29:59Z"), @"nothing is due until 2026-12-10T09:30:00Z");
    assert_eq!(trial.server.heard(), "GET /figures.csv");
    trial.server.will("200 OK", "etag: \"2\"\r\n", "a,b\n1,3\n");
    assert_snapshot!(trial.at(RELEASE), @"feeds/figures/figures.2026-12-10.csv, 8 bytes; done");
    assert_eq!(trial.server.heard(), "GET /figures.csv, if-none-match: \"1\"");
    assert_eq!(trial.files(), ["figures.2026-11-12.csv", "figures.2026-12-10.csv"]);
}

#[test]
fn a_server_is_told_who_asks_by_what_stands_in_a_file_of_its_own() {
    let sign_in = SignIn {
        header: SignIn::header("Authorization").expect("a header"),
        secret_file: "publisher.secret".to_owned(),
    };
    let mut trial = Trial::with(|settings| settings.sign_in = Some(sign_in));
    assert_snapshot!(trial.at("2026-11-12T09:30:00Z"), @"the secret file `publisher.secret` cannot be used: it is missing; again at 2026-11-12T09:32:00Z");
    std::fs::write(trial.project.path().join("publisher.secret"), "Bearer 12345\n").expect("a file");
    trial.server.will("200 OK", "", "a,b\n1,2\n");
    assert_snapshot!(trial.at("2026-11-12T09:32:00Z"), @"feeds/figures/figures.2026-11-12.csv, 8 bytes; done");
    assert_eq!(trial.server.heard(), "GET /figures.csv, authorization: Bearer 12345");
}

#[test]
fn a_file_that_is_not_out_yet_is_asked_for_again_at_a_bounded_pace_and_dated_when_it_came() {
    let mut trial = Trial::new();
    trial.server.will("200 OK", "last-modified: Thu, 12 Nov 2026 09:30:00 GMT\r\n", "a,b\n1,2\n");
    trial.at("2026-11-12T09:30:00Z");
    trial.server.will("304 Not Modified", "", "");
    assert_snapshot!(trial.at("2026-12-10T23:50:00Z"), @"as it was; again at 2026-12-10T23:52:00Z");
    assert_snapshot!(trial.at("2026-12-10T23:51:00Z"), @"nothing is due until 2026-12-10T23:52:00Z");
    trial.server.will("404 Not Found", "", "");
    assert_snapshot!(trial.at("2026-12-10T23:52:00Z"), @"127.0.0.1 has no such file (status 404); again at 2026-12-10T23:56:00Z");
    trial.server.will("200 OK", "", "a,b\n1,4\n");
    assert_snapshot!(trial.at("2026-12-11T00:05:00Z"), @"feeds/figures/figures.2026-12-11.csv, 8 bytes; done");
}

#[test]
fn a_release_is_given_up_after_so_many_tries_and_the_last_one_trusts_no_mark() {
    let mut trial = Trial::new();
    trial.server.will("200 OK", "etag: \"1\"\r\n", "a,b\n1,2\n");
    trial.at("2026-11-12T09:30:00Z");
    let mut told = Vec::new();
    for moment in ["09:30", "09:32", "09:36"] {
        trial.server.will("304 Not Modified", "", "");
        told.push(trial.at(&format!("2026-12-10T{moment}:00Z")));
    }
    trial.server.will("200 OK", "etag: \"1\"\r\n", "a,b\n1,9\n");
    told.push(trial.at("2026-12-10T09:44:00Z"));
    assert_snapshot!(told.join("\n"), @r"
    as it was; again at 2026-12-10T09:32:00Z
    as it was; again at 2026-12-10T09:36:00Z
    as it was; again at 2026-12-10T09:44:00Z
    feeds/figures/figures.2026-12-10.csv, 8 bytes; done
    ");
    let asked: Vec<_> = (0..5).map(|_| trial.server.heard()).collect();
    assert_eq!(asked[3..], ["GET /figures.csv, if-none-match: \"1\"", "GET /figures.csv"]);
    let mut failing = Trial::new();
    let moments = ["09:30", "09:32", "09:36", "09:44", "12:00"];
    let told = moments.map(|moment| {
        failing.server.will("500 Internal Server Error", "", "");
        failing.at(&format!("2026-12-10T{moment}:00Z"))
    });
    assert_snapshot!(told[3..].join("\n"), @r"
    127.0.0.1 refuses (status 500); given up after 4
    nothing is due until 2027-01-14T09:30:00Z
    ");
}

#[test]
fn a_server_that_misbehaves_gets_a_clear_word() {
    check("304 Not Modified", "", "", "HOST says that the file is as it was, and none was had before");
    check(
        "200 OK",
        "content-type: Text/HTML; charset=utf-8\r\n",
        "x",
        "HOST sent a page for people in place of a file",
    );
    check("200 OK", "", "\n<!DOCTYPE html><p>Sign in", "HOST sent a page for people in place of a file");
    check("200 OK", "", "", "HOST sent an empty file");
    check(
        "200 OK",
        "content-encoding: br\r\n",
        "x",
        "HOST sent the file in the encoding `br`, which was not asked for",
    );
    check("200 OK", "content-length: 900\r\n", "a,b\n", "HOST sent 4 bytes and broke off");
    check(
        "206 Partial Content",
        "content-range: bytes 5-9/10\r\n",
        "abcde",
        "HOST went on at another place of the file than it was asked for",
    );
    check(
        "206 Partial Content",
        "content-range: bytes 0-4/10\r\n",
        "abcde",
        "HOST sent 5 bytes and broke off",
    );
    check("302 Found", "location: http://10.0.0.1/x\r\n", "", "10.0.0.1 is asked without encryption");
    check(
        "302 Found",
        "location: https://elsewhere.example/x\r\n",
        "",
        "elsewhere.example, to which the server sends on, is not among the hosts that the project grants",
    );
    check("302 Found", "location: /figures.csv\r\n", "", "the server sends on in a circle");
    check("302 Found", "", "", "the server sends on without saying where");
    check("401 Unauthorized", "", "", "HOST refuses (status 401)");
    check("200 OK", "", &"x".repeat(2_000), "HOST sent more than 0 MiB");
}

#[test]
fn a_server_that_hangs_holds_nobody_up_for_long() {
    let mut trial = Trial::new();
    trial.server.will_hang();
    assert_snapshot!(trial.at(RELEASE), @"127.0.0.1 took too long; again at 2026-12-10T09:32:00Z");
}

#[test]
fn a_server_that_asks_to_be_left_alone_is() {
    let mut trial = Trial::new();
    trial.server.will("429 Too Many Requests", "retry-after: 3600\r\n", "");
    assert_snapshot!(trial.at(RELEASE), @"127.0.0.1 asks to be left alone (status 429); again at 2026-12-10T10:30:00Z");
    trial.server.will("503 Service Unavailable", "retry-after: 90000\r\n", "");
    assert_snapshot!(trial.at("2026-12-10T10:30:00Z"), @"127.0.0.1 asks to be left alone (status 503); given up after 2");
}

#[test]
fn a_redirect_within_what_is_granted_is_followed() {
    let mut trial = Trial::new();
    trial.server.will("302 Found", "location: files/2026.csv\r\n", "");
    trial.server.will("200 OK", "", "a,b\n1,2\n");
    assert_snapshot!(trial.at(RELEASE), @"feeds/figures/figures.2026-12-10.csv, 8 bytes; done");
    trial.server.heard();
    assert_eq!(trial.server.heard(), "GET /files/2026.csv");
}

#[test]
fn a_file_that_broke_off_is_gone_on_with_after_a_restart_and_only_while_it_is_the_same() {
    let mut settings = None;
    let mut trial = Trial::with(|own| settings = Some(own.clone()));
    let settings = settings.expect("they were made");
    trial.server.will("200 OK", "etag: \"1\"\r\ncontent-length: 8\r\n", "a,b\n");
    assert_snapshot!(trial.at(RELEASE), @"127.0.0.1 sent 4 bytes and broke off; again at 2026-12-10T09:32:00Z");
    trial.restart(settings.clone());
    assert_snapshot!(trial.at("2026-12-10T09:31:00Z"), @"nothing is due until 2026-12-10T09:32:00Z");
    trial.server.will("206 Partial Content", "etag: \"1\"\r\ncontent-range: bytes 4-7/8\r\n", "1,2\n");
    assert_snapshot!(trial.at("2026-12-10T09:32:00Z"), @"feeds/figures/figures.2026-12-10.csv, 8 bytes; done");
    trial.server.heard();
    assert_eq!(trial.server.heard(), "GET /figures.csv, range: bytes=4-, if-range: \"1\"");
    let file = trial.project.path().join("feeds/figures/figures.2026-12-10.csv");
    assert_eq!(fs::read_to_string(file).expect("a file"), "a,b\n1,2\n");
    trial.restart(settings);
    assert_snapshot!(trial.at("2026-12-10T12:00:00Z"), @"nothing is due until 2027-01-14T09:30:00Z");
}

#[test]
fn a_content_that_lies_there_already_is_one_file_and_another_of_the_same_day_is_a_revision() {
    let mut trial = Trial::new();
    fs::create_dir_all(trial.project.path().join("feeds/figures")).expect("a folder");
    fs::write(trial.project.path().join("feeds/figures/by-hand.csv"), "a,b\n1,2\n").expect("a file");
    fs::write(trial.project.path().join("feeds/figures/figures.2026-12-10.csv"), "a,b\n").expect("a file");
    trial.server.will("200 OK", "", "a,b\n1,2\n");
    assert_snapshot!(trial.at("2026-11-12T09:30:00Z"), @"feeds/figures/by-hand.csv, 8 bytes; done");
    trial.server.will("200 OK", "", "a,b\n1,3\n");
    assert_snapshot!(trial.at(RELEASE), @"feeds/figures/figures.2026-12-10-v2.csv, 8 bytes; done");
}

#[test]
fn what_is_kept_holds_no_address() {
    let mut trial = Trial::with(|settings| {
        let url = settings.url.of_day(jiff::civil::date(2026, 12, 10));
        settings.url = UrlPattern::parse(&format!("{url}?key=secret"), 0).expect("an address");
    });
    trial.server.will("200 OK", "etag: \"1\"\r\n", "a,b\n1,2\n");
    trial.at(RELEASE);
    let kept =
        fs::read_to_string(trial.project.path().join(".remit/pulled/figures.json")).expect("it is kept");
    assert!(!kept.contains("secret") && !kept.contains("127.0.0.1"), "{kept}");
}
