//! Requests go in and come out whole, in order, and whatever else lies in the folder is told.

use std::fs;

use engine::model::{ResponseKind, Submission};
use engine::respond::Enclosure;
use jiff::Timestamp;
use ledger::entry::Signed;
use ledger::request::{Approve, Request, Respond, request_id};
use tempfile::TempDir;

use super::{Inbox, RequestFate};

/// An inbox in a folder of its own.
fn inbox() -> (TempDir, Inbox) {
    let root = TempDir::new().unwrap();
    let inbox = Inbox::beside(&root.path().join("ledger.sqlite"));
    (root, inbox)
}

fn request(second: i64, reason: &str) -> Request {
    let at = Timestamp::from_second(second).unwrap();
    Request::Respond(Respond {
        id: request_id(at, 7, &[reason]),
        at,
        alert: "homes/warmth/ministry".to_owned(),
        contribution: Some("north".to_owned()),
        periods: vec!["2024-02".to_owned()],
        submission: Submission {
            kind: ResponseKind::Waive,
            by: "Ann Hay".to_owned(),
            reason: reason.to_owned(),
            approver: Some("Bob Lee".to_owned()),
            until: Some(jiff::civil::date(2024, 8, 31)),
        },
        enclosure: Enclosure::default(),
    })
}

fn signature(second: i64, statement: &str) -> Request {
    let at = Timestamp::from_second(second).unwrap();
    let signed = Signed { statement: statement.to_owned(), signature: "-----BEGIN\n".to_owned() };
    Request::Approve(Approve { id: request_id(at, 7, &[statement]), at, signed })
}

/// What each request that is taken says, or what is wrong with it.
fn taken(inbox: &Inbox) -> Vec<String> {
    let told = |request| match request {
        Ok(Request::Respond(respond)) => respond.submission.reason,
        Ok(Request::Approve(approve)) => approve.signed.statement,
        Ok(Request::Silence(silence)) => silence.reason,
        Ok(Request::EndSilence(end)) => end.reason,
        Err(fault) => format!("{fault}"),
    };
    inbox.take().unwrap().into_iter().map(|(_, request)| told(request)).collect()
}

/// Puts a file in as anyone might, takes everything up, and says what is found and where the file is then.
#[track_caller]
fn check(name: &str, bytes: &[u8], expect: &str) {
    let (_root, inbox) = inbox();
    inbox.make().unwrap();
    inbox.put(&request(5, "floods")).unwrap();
    fs::write(inbox.folder().join(name), bytes).unwrap();
    let faults: Vec<String> = taken(&inbox).into_iter().filter(|said| said != "floods").collect();
    assert_eq!(faults, [expect], "{name}");
    assert!(inbox.folder().join("refused").join(name).exists(), "{name} is kept aside");
    let reason = fs::read_to_string(inbox.folder().join(format!("refused/{name}.reason.txt"))).unwrap();
    assert_eq!(reason.trim_end(), expect);
    assert_eq!(taken(&inbox), ["floods"], "and is not told again");
}

#[test]
fn a_request_comes_out_as_it_went_in_until_it_is_done() {
    let (_root, inbox) = inbox();
    assert_eq!(inbox.take().unwrap(), Vec::new(), "a folder that is missing is empty");
    for asked in
        [request(5, "floods, \"worst\" in years\n"), signature(5, "Remit: I approve.\r\n\nReason: “due”\n")]
    {
        let put = inbox.put(&asked).unwrap();
        assert_eq!(inbox.fate(&put).unwrap(), RequestFate::Waiting);
        for _ in 0..2 {
            assert_eq!(inbox.take().unwrap(), vec![(put.clone(), Ok(asked.clone()))]);
        }
        inbox.done(&put).unwrap();
        inbox.done(&put).unwrap();
        assert_eq!(inbox.take().unwrap(), Vec::new());
        assert_eq!(inbox.fate(&put).unwrap(), RequestFate::Done);
    }
}

#[test]
fn requests_come_out_in_the_order_in_which_they_were_handed_in() {
    let (_root, inbox) = inbox();
    for (second, reason) in [(70, "third"), (-5, "first"), (7, "second")] {
        inbox.put(&request(second, reason)).unwrap();
    }
    assert_eq!(taken(&inbox), ["first", "second", "third"]);
}

#[test]
fn the_same_request_is_there_once_and_two_of_one_moment_are_two() {
    let (_root, inbox) = inbox();
    inbox.put(&request(5, "one")).unwrap();
    inbox.put(&request(5, "one")).unwrap();
    inbox.put(&request(5, "two")).unwrap();
    let mut taken = taken(&inbox);
    taken.sort();
    assert_eq!(taken, ["one", "two"]);
}

#[test]
fn what_is_refused_is_kept_with_its_reason() {
    let (_root, inbox) = inbox();
    let ticket = inbox.put(&request(5, "floods")).unwrap();
    inbox.refuse(&ticket, "no such alert is open").unwrap();
    assert_eq!(inbox.take().unwrap(), Vec::new());
    assert_eq!(inbox.fate(&ticket).unwrap(), RequestFate::Refused("no such alert is open".to_owned()));
}

#[test]
fn what_is_no_request_is_moved_aside_and_told_once() {
    check("notes.txt", b"call Ann", "it is not a request: only files that end in `.json` are");
    check("a.json", b"", "it is not a whole request: EOF while parsing a value at line 1 column 0");
    check("b.json", &[0xff, 0xfe], "it is not a whole request: expected value at line 1 column 1");
    check("c.json", br#"{"format": 9, "id": "x"}"#, "it is of format 9, which this Remit does not know");
    let huge = vec![b' '; (1 << 20) + 1];
    check("d.json", &huge, "it is larger than 1048576 bytes, which no request is");
}

#[test]
fn a_request_that_is_torn_or_altered_is_not_taken_for_another() {
    let whole = String::from_utf8(ledger::request::write(&request(5, "wind"))).unwrap();
    let (torn, _) = whole.split_at(whole.len() / 2);
    check(
        "torn.json",
        torn.as_bytes(),
        "it is not a whole request: EOF while parsing a string at line 8 column 23",
    );
    let altered = |old: &str, new: &str| whole.replace(old, new).into_bytes();
    check("a.json", &altered("waive", "wave"), "it is not a whole request: `wave` is no kind of response");
    check("b.json", &altered("2024-08-31", "soon"), "it is not a whole request: `soon` is no day");
    check(
        "c.json",
        &altered("req_", "../"),
        "it is not a whole request: its id is not letters, digits, `-` and `_`",
    );
}

#[test]
fn what_is_still_being_written_is_left_alone() {
    let (_root, inbox) = inbox();
    inbox.make().unwrap();
    fs::write(inbox.folder().join(".x.json.tmp"), b"{").unwrap();
    assert_eq!(inbox.take().unwrap(), Vec::new());
    assert!(inbox.folder().join(".x.json.tmp").exists());
}

#[test]
fn a_request_that_is_too_large_is_not_put_in() {
    let (_root, inbox) = inbox();
    let fault = inbox.put(&request(5, &"x".repeat(1 << 20))).unwrap_err().to_string();
    assert!(fault.contains("the request is larger than"), "{fault}");
    assert_eq!(inbox.take().unwrap(), Vec::new());
}

/// A file that cannot be moved aside is told, stays, and holds nothing else up.
#[track_caller]
fn check_stuck(name: &str, in_the_way: &str, expect: &str) {
    let (root, inbox) = inbox();
    inbox.make().unwrap();
    inbox.put(&request(5, "floods")).unwrap();
    if !in_the_way.is_empty() {
        fs::create_dir_all(inbox.folder().join(in_the_way)).unwrap();
    }
    fs::write(inbox.folder().join(name), b"{").unwrap();
    for _ in 0..2 {
        let taken = taken(&inbox);
        assert_eq!(taken.iter().filter(|said| *said == "floods").count(), 1, "{name}");
        let faults: Vec<_> = taken.into_iter().filter(|said| said != "floods").collect();
        let root = root.path().display().to_string();
        assert_eq!(faults.join("\n").replace(&root, "."), expect, "{name}");
    }
}

#[test]
fn a_file_that_cannot_be_moved_aside_holds_nothing_up() {
    let torn = "it is not a whole request: EOF while parsing an object at line 1 column 1";
    let stuck = |place: &str, reason: &str| {
        format!(
            "{torn}; it stays in the inbox, since the inbox ./inbox/refused{place} cannot be read or written: {reason}"
        )
    };
    let in_the_way = "Is a directory (os error 21)";
    check_stuck("x.json", "refused/x.json", &stuck("/x.json", in_the_way));
    check_stuck("x.json", "refused/x.json.reason.txt", &stuck("/x.json.reason.txt", in_the_way));
    let foreign = "it is not a request: only files that end in `.json` are";
    check_stuck("refused", "", &stuck("", "File exists (os error 17)").replace(torn, foreign));
}

#[test]
fn a_long_name_is_shortened_where_it_is_kept() {
    let (_root, inbox) = inbox();
    inbox.make().unwrap();
    for letter in ["x", "y"] {
        let name = format!("{}{letter}.json", "a".repeat(245));
        fs::write(inbox.folder().join(name), b"").unwrap();
    }
    let said = taken(&inbox);
    assert!(said.iter().all(|said| !said.contains("stays in the inbox")) && said.len() == 2, "{said:?}");
    assert_eq!(inbox.take().unwrap(), Vec::new());
    let kept = fs::read_dir(inbox.folder().join("refused")).unwrap().count();
    assert_eq!(kept, 4, "both files, and the reason of each");
}

#[cfg(unix)]
#[test]
fn no_link_leads_what_is_written_elsewhere() {
    use std::os::unix::fs::symlink;
    let (root, inbox) = inbox();
    let refused = inbox.folder().join("refused");
    fs::create_dir_all(&refused).unwrap();
    let target = root.path().join("remit.toml");
    fs::write(&target, "[project]").unwrap();
    symlink(&target, refused.join("x.json.reason.txt")).unwrap();
    symlink(&target, refused.join(".x.json.tmp")).unwrap();
    fs::write(inbox.folder().join("x.json"), b"{").unwrap();
    let said = taken(&inbox);
    assert_eq!(fs::read_to_string(&target).unwrap(), "[project]");
    let reason = fs::read_to_string(refused.join("x.json.reason.txt")).unwrap();
    assert_eq!([reason.trim_end()], said.as_slice());

    fs::remove_dir_all(&refused).unwrap();
    symlink(root.path(), &refused).unwrap();
    fs::write(inbox.folder().join("remit.toml"), b"{").unwrap();
    let said = taken(&inbox);
    assert!(said.iter().all(|said| said.ends_with("it is not a folder but a link")), "{said:?}");
    assert_eq!(fs::read_to_string(&target).unwrap(), "[project]");
}
