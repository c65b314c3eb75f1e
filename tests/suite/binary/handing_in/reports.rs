//! Reports: read by their feed's declaration, kept, written down and answered row by row.

use ledger::entry::Entry;
use tests::process::{Folder, recorded, remit};

use super::known::{Up, folder, token, told};

const FEBRUARY: &str = "2024-02,north-council,40\n";

#[test]
fn a_report_is_answered_row_by_row_once_it_counts() {
    let up = Up::start(folder());
    let ann = token(&up.folder, "Ann");
    let rows = "2024-01,north-council,95\n2024-02,north-council,40\n2024-03,north-council,91\n2024-03,north-council,x\n";
    let answer = up.report(&ann, &["Idempotency-Key: spring"], rows);
    insta::assert_snapshot!(told(&answer), @r#"
    201 {
      "key": "spring",
      "receipt": {
        "accepted": 1,
        "feed": "warmth",
        "file": "feeds/warmth/posted",
        "quarantined": 1,
        "revised": 1,
        "set_aside": [
          {
            "line": 5,
            "reason": "`x` is not a figure; if it marks a missing one, name it under `[feed.absence]`"
          }
        ],
        "skipped": 0,
        "unchanged": 1
      },
      "rows": [
        {
          "became": "unchanged",
          "before": {
            "status": "final",
            "value": "95"
          },
          "body": "north-council",
          "line": 2,
          "measure": "warm-homes",
          "now": {
            "status": "final",
            "value": "95"
          },
          "period": "2024-01"
        },
        {
          "became": "revised",
          "before": {
            "status": "final",
            "value": "96"
          },
          "body": "north-council",
          "line": 3,
          "measure": "warm-homes",
          "now": {
            "status": "final",
            "value": "40"
          },
          "period": "2024-02"
        },
        {
          "became": "accepted",
          "body": "north-council",
          "line": 4,
          "measure": "warm-homes",
          "now": {
            "status": "final",
            "value": "91"
          },
          "period": "2024-03"
        }
      ]
    }
    "#);
    // Whoever is answered finds it shown.
    let shown = up.visitor.ask("GET", "/missions/homes/warmth", &[&ann, "Accept: application/json"]).json();
    assert_eq!(shown["state"], "missed", "{shown:#}");
}

#[test]
fn the_same_again_has_the_same_answer_also_after_a_restart_and_something_else_has_none() {
    let up = Up::start(folder());
    let ann = token(&up.folder, "Ann");
    let key = ["Idempotency-Key: spring"];
    let first = up.report(&ann, &key, FEBRUARY);
    assert_eq!((first.status, first.line("idempotency-replayed")), (201, None));
    let again = up.report(&ann, &key, FEBRUARY);
    assert_eq!((again.status, again.line("idempotency-replayed")), (201, Some("true")));
    assert_eq!(again.body, first.body);
    let Up { folder, service, .. } = up;
    service.kill();
    let up = Up::start(folder);
    let again = up.report(&ann, &key, FEBRUARY);
    assert_eq!((again.status, again.line("idempotency-replayed")), (201, Some("true")));
    assert_eq!(again.body, first.body);
    let other = up.report(&ann, &key, "2024-02,north-council,41\n");
    insta::assert_snapshot!(told(&other), @r#"
    422 {
      "code": "key-taken",
      "detail": "Something else was handed in with the key `spring`.",
      "help": "send the same again, or give this another `Idempotency-Key`",
      "status": 422,
      "title": "The key stands for something else"
    }
    "#);
    let of_ada = up.report(&token(&up.folder, "Ada"), &key, "2024-02,north-council,42\n");
    assert_eq!(
        (of_ada.status, of_ada.line("idempotency-replayed")),
        (201, None),
        "a key is its account's own"
    );
}

#[test]
fn a_report_is_kept_word_for_word_so_that_another_ledger_says_the_same() {
    let folder = folder();
    folder.edit("feeds/warmth/2024.csv", "2024-02,north-council,96\n", "");
    let up = Up::start(folder);
    let ann = token(&up.folder, "Ann");
    let answer = up.report(&ann, &[], FEBRUARY).json();
    let file = answer["receipt"]["file"].as_str().expect("a file").to_owned();
    assert_eq!(up.folder.read(&file), format!("month,body,percent\n{FEBRUARY}"));
    let entries = recorded(&up.folder).into_iter().map(|recorded| recorded.entry);
    let handed_in: Vec<_> = entries
        .filter_map(|entry| match entry {
            Entry::HandedIn(handed_in) => Some(handed_in.account),
            _ => None,
        })
        .collect();
    assert!(matches!(&*handed_in, [account] if account.starts_with("acc_")), "{handed_in:?}");
    let Up { folder, service, .. } = up;
    service.stop();
    let standing = |folder: &Folder| {
        let said = remit(folder, "run project").to_string();
        said.split("Files read").next().map(str::to_owned)
    };
    let kept = standing(&folder);
    std::fs::remove_dir_all(folder.path(".remit")).expect("the ledger is there");
    assert_eq!(standing(&folder), kept);
}

#[test]
fn objects_are_taken_as_a_list_and_line_by_line() {
    let folder = folder();
    folder.edit(
        "remit.toml",
        "format = \"csv\"\nmeasure = \"warm-homes\"",
        "format = \"ndjson\"\nmeasure = \"warm-homes\"",
    );
    std::fs::remove_file(folder.path("feeds/warmth/2024.csv")).expect("it is there");
    let up = Up::start(folder);
    let ann = token(&up.folder, "Ann");
    let post = |kind: &str, body: &str| {
        let lines = [&*ann, &format!("Content-Type: {kind}")];
        up.visitor.post("/feeds/warmth/reports", &lines, body)
    };
    let object = |month: u32, percent: &str| {
        format!("{{\"month\": \"2024-0{month}\",\n\"body\": \"north-council\", \"percent\": {percent}}}")
    };
    let list = post("application/json", &format!("[{},\n {}]", object(1, "93.50"), object(2, "94")));
    assert_eq!(list.json()["receipt"]["accepted"], 2, "{}", list.body);
    let file = list.json()["receipt"]["file"].as_str().expect("a file").to_owned();
    assert_eq!(up.folder.read(&file).lines().count(), 2);
    assert!(up.folder.read(&file).contains("93.50"), "figures stay as they are written");
    let one = post("application/json", &object(3, "95"));
    assert_eq!(one.json()["receipt"]["accepted"], 1, "{}", one.body);
    let lines = post("application/x-ndjson", &object(4, "96").replace('\n', " "));
    assert_eq!(lines.json()["receipt"]["accepted"], 1, "{}", lines.body);
    insta::assert_snapshot!(told(&post("application/json", "[{},")), @r#"
    400 {
      "code": "not-json",
      "detail": "It is no list of JSON objects: EOF while parsing a value at line 1 column 4.",
      "help": "send an object for each row, or a list of them",
      "status": 400,
      "title": "The report cannot be read"
    }
    "#);
    insta::assert_snapshot!(told(&post("text/csv", "month,body,percent\n")), @r#"
    415 {
      "code": "other-format",
      "detail": "The feed `warmth` is read as ndjson, and this is text/csv.",
      "help": "send ndjson",
      "status": 415,
      "title": "The feed is read in another format"
    }
    "#);
}

/// What lies in the project's folder, but for the minute to which the service notes that it is up.
fn kept(up: &Up) -> String {
    let listing = up.folder.listing();
    let lines = listing.lines().filter(|line| !line.contains(".sqlite.up"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_a_report_would_come_to_is_told_and_nothing_is_kept() {
    let up = Up::start(folder());
    let ann = token(&up.folder, "Ann");
    let before = kept(&up);
    let position = up.visitor.ask("GET", "/", &[&ann, "Accept: application/json"]).json()["position"].clone();
    let answer =
        up.visitor.post("/feeds/warmth/reports?dry=true", &[&ann], format!("month,body,percent\n{FEBRUARY}"));
    assert_eq!((answer.status, &answer.json()["receipt"]["revised"]), (200, &1.into()), "{}", answer.body);
    assert_eq!(kept(&up), before);
    let after = up.visitor.ask("GET", "/", &[&ann, "Accept: application/json"]).json()["position"].clone();
    assert_eq!(after, position);
}

#[test]
fn five_fifteen_five_ends_at_five() {
    let up = Up::start(folder());
    let ann = token(&up.folder, "Ann");
    let became = |percent: u32| {
        let answer = up.report(&ann, &[], &format!("2024-02,north-council,{percent}\n")).json();
        answer["rows"][0]["became"].as_str().map(str::to_owned)
    };
    let all = [5, 15, 5].map(became).map(Option::unwrap_or_default);
    assert_eq!(all, ["revised", "revised", "revised"]);
    let dry = up.visitor.post(
        "/feeds/warmth/reports?dry=true",
        &[&ann],
        "month,body,percent\n2024-02,north-council,6\n",
    );
    assert_eq!(dry.json()["rows"][0]["before"]["value"], "5");
}

#[test]
fn what_cannot_be_taken_says_why_and_leaves_nothing_behind() {
    let up = Up::start(folder());
    let ann = token(&up.folder, "Ann");
    let before = kept(&up);
    let refused = |path: &str, more: &[&str], body: &[u8]| {
        let answer = up.visitor.post(path, &[&[&*ann], more].concat(), body);
        assert_eq!(answer.line("content-type"), Some("application/problem+json"));
        let problem = answer.json();
        let part = |name: &str| problem[name].as_str().unwrap_or("-").to_owned();
        format!("{} {}: {} {}", answer.status, part("code"), part("detail"), part("help"))
    };
    let reports = "/feeds/warmth/reports";
    insta::assert_snapshot!(refused("/feeds/warm/reports", &[], b"month,body,percent\n"), @"404 unknown-feed: There is no feed `warm`. did you mean `warmth`?");
    insta::assert_snapshot!(refused("/feeds/..%2f..%2fetc/reports", &[], b"month,body,percent\n"), @"404 unknown-feed: There is no feed `../../etc`. there are: warmth, trains");
    insta::assert_snapshot!(refused("/feeds/%ff/reports", &[], b"month,body,percent\n"), @"404 not-found: The alert may have ended, or what was declared here is declared no longer. -");
    insta::assert_snapshot!(refused(&format!("{reports}?name=..%2f..%2fremit.toml"), &[], b"month,body,percent\n"), @"422 improper-name: `../../remit.toml` is no name of a file. give a name of letters, digits, blanks, `-`, `_` and `.`, without a folder");
    insta::assert_snapshot!(refused(&format!("{reports}?name=june.txt"), &[], b"month,body,percent\n"), @"422 other-name: The feed `warmth` takes files that are named like `*.csv`, and not `june.txt`. give the file another name with `?name=`");
    insta::assert_snapshot!(refused(&format!("{reports}?name=2024.csv"), &[], b"month,body,percent\n2024-02,north-council,1\n"), @"409 name-taken: A report with other content was handed in as feeds/warmth/2024.csv. what was handed in stays as it is; give a correction another name with `?name=`");
    insta::assert_snapshot!(refused(&format!("{reports}?nam=a.csv"), &[], b"month,body,percent\n"), @"400 improper-query: Nam: unknown field `nam`, expected `name` or `dry`. a report takes `name=FILE` and `dry=true`");
    insta::assert_snapshot!(refused(reports, &["Content-Type: application/json"], b"[]"), @"415 other-format: The feed `warmth` is read as csv, and this is application/json. send csv");
    insta::assert_snapshot!(refused(reports, &[], b"month,percent\n2024-02,1\n"), @"422 unusable-report: The column `body` is missing; the file has `month` and `percent`. Name the file's own columns under `[feed.columns]` in remit.toml");
    insta::assert_snapshot!(refused(reports, &[], b""), @"422 unusable-report: The file is empty. Send it again; if nothing was measured, send a row with the reason in place of the figure");
    insta::assert_snapshot!(refused(reports, &[], b"month,body,percent\n2024-02,north-council,1\n2024-02,south-council,1\n"), @"403 other-body: This account reports for `north-council`, and the report has figures of `south-council`. leave those rows out, or ask the people who look after accounts for `--body`");
    insta::assert_snapshot!(refused(reports, &["Idempotency-Key: "], b"month,body,percent\n"), @"400 improper-key: An `Idempotency-Key` has 1 to 200 plain letters. send another key, such as a UUID, or none");
    insta::assert_snapshot!(refused(reports, &[], &vec![b'a'; (32 << 20) + 1]), @"413 too-large: It is larger than 32 MiB. split it into several, or put the file into the feed's folder");
    assert_eq!(kept(&up), before);
}

#[test]
fn a_feed_whose_files_stand_for_everybody_takes_no_report_of_one_body() {
    let folder = folder();
    folder.edit("remit.toml", "measure = \"warm-homes\"", "measure = \"warm-homes\"\ncomplete = true");
    let up = Up::start(folder);
    let answer = up.report(&token(&up.folder, "Ann"), &[], FEBRUARY);
    assert_eq!(answer.json()["code"], "speaks-for-all", "{}", answer.body);
}

/// A report that nobody is there to take in is taken in at the next start, since its file stands where it belongs.
#[test]
fn a_file_that_somebody_puts_there_is_no_report() {
    let mut up = Up::start(folder());
    let ann = token(&up.folder, "Ann");
    up.folder.drop_in("feeds/warmth/2025.csv", "month,body,percent\n2024-03,south-council,92\n");
    let answer = up.report(&ann, &[], FEBRUARY);
    assert_eq!(answer.status, 201, "{}", answer.body);
    up.service.wait_for("2025.csv");
    let of_file = |folder: &Folder| {
        let entries = recorded(folder).into_iter().map(|recorded| recorded.entry);
        entries.filter(|entry| matches!(entry, Entry::Received(_))).count()
    };
    let Up { folder, service, .. } = up;
    service.stop();
    assert_eq!(of_file(&folder), 4, "two at the start, the file, and the report once");
}
