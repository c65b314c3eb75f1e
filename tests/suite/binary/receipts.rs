//! Receipts that a sender can use, what a run would come to, and what changed since somebody last looked.

use ledger::entry::Entry;
use tests::process::{Folder, Service, recorded, remit, until};

const LATER: &str =
    "month,body,percent\n2024-02,north-council,40\n2024-02,nobody,94\n2024-03,north-council,x9\n";

/// A project whose first files were received.
fn begun() -> Folder {
    let folder = Folder::two_missions();
    folder.append("remit.toml", "\n[[notifier]]\nid = \"terminal\"\nkind = \"stdout\"\n");
    folder.edit(
        "remit.toml",
        "measure = \"warm-homes\"",
        "measure = \"warm-homes\"\ncontact = \"data-team@north.example\"\nreceipt = \"beside\"",
    );
    assert_eq!(remit(&folder, "run project").code, Some(0));
    folder
}

/// A text without the day on which the test runs.
fn undated(text: &str) -> String {
    let london = jiff::tz::TimeZone::get("Europe/London").expect("a zone");
    let today = jiff::Timestamp::now().to_zoned_datetime(london).date();
    text.replace(&words::english::date(today), "TODAY")
}

#[test]
fn a_dry_run_shows_receipts_and_writes_nothing() {
    let folder = begun();
    folder.drop_in("feeds/warmth/a.csv", LATER);
    let (before, ledger) = (folder.listing(), recorded(&folder).len());
    let answer = remit(&folder, "run project --dry");
    insta::assert_snapshot!(undated(&answer.out), @"
    Receipt for feeds/warmth/a.csv
      Received on TODAY through the feed `warmth`.
      New: nothing.
      Revised or withdrawn: one figure.
        line 2: Homes that are warm enough, North Council, February 2024: 96% became 40%
      Set aside and not used: two rows.
        One row (line 3): unknown organisation `nobody`
        One row (line 4): `x9` is not a figure; if it marks a missing one, name it under `[feed.absence]`
      Asked of you: put these rows right and send the file again, or ask the people who keep the feed to read them; nothing is counted twice.
      Verdicts: two turned.
        Councils keep homes warm, the whole, February 2024: from met to missed
        Councils keep homes warm, North Council, February 2024: from met to missed: 40 against a floor of 90

    Nothing was written, and nobody was told. Without --dry, `run` takes these files in.
    ");
    assert_eq!((folder.listing(), recorded(&folder).len()), (before, ledger));
    assert!(remit(&folder, "run project").out.contains("feeds/warmth/a.csv: 1 revised, 2 set aside"));
    let answer = remit(&folder, "run project --dry");
    insta::assert_snapshot!(undated(&answer.out), @"
    Receipt for feeds/warmth/a.csv
      Received on TODAY through the feed `warmth`.
      New: nothing.
      Unchanged: one row.
      Set aside and not used: two rows.
        One row (line 3): unknown organisation `nobody`
        One row (line 4): `x9` is not a figure; if it marks a missing one, name it under `[feed.absence]`
      Asked of you: put these rows right and send the file again, or ask the people who keep the feed to read them; nothing is counted twice.
      Verdicts: none turned.

    Nothing was written, and nobody was told. Without --dry, `run` takes these files in.
    ");
}

#[test]
fn a_receipt_stands_beside_its_file_and_goes_to_its_sender_once() {
    let folder = begun();
    folder.drop_in("feeds/warmth/a.csv", LATER);
    remit(&folder, "run project");
    let beside = folder.read("feeds/warmth/a.csv.receipt.txt");
    insta::assert_snapshot!(undated(&beside), @"
    Receipt for feeds/warmth/a.csv

    Received on TODAY through the feed `warmth`.
    New: nothing.
    Revised or withdrawn: one figure.
      line 2: Homes that are warm enough, North Council, February 2024: 96% became 40%
    Set aside and not used: two rows.
      One row (line 3): unknown organisation `nobody`
      One row (line 4): `x9` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    Asked of you: put these rows right and send the file again, or ask the people who keep the feed to read them; nothing is counted twice.
    Verdicts: two turned.
      Councils keep homes warm, the whole, February 2024: from met to missed
      Councils keep homes warm, North Council, February 2024: from met to missed: 40 against a floor of 90
    ");
    let told = |folder: &Folder| {
        let told = recorded(folder).into_iter().filter_map(|recorded| match recorded.entry {
            Entry::Queued { message, .. } if message.kind == "feed.receipt" => Some(message.subject.clone()),
            _ => None,
        });
        told.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(&folder), @"
    receipt: feeds/warmth/2024.csv: 4 new
    receipt: feeds/warmth/a.csv: 1 revised, 2 set aside
    ");
    let once = told(&folder);
    remit(&folder, "run project");
    assert_eq!(told(&folder), once, "neither the file nor its receipt is read again");
    assert_eq!(folder.read("feeds/warmth/a.csv.receipt.txt"), beside);
    let again = remit(&folder, "receipt project a.csv");
    let lines = |text: &str| {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(lines(&again.out), lines(&beside), "the ledger says the same once more");
}

#[test]
fn a_file_that_is_refused_has_a_receipt_that_says_why() {
    let folder = begun();
    folder.drop_in("feeds/warmth/bad.csv", "foo,bar\n1,2\n");
    remit(&folder, "run project");
    insta::assert_snapshot!(undated(&folder.read("feeds/warmth/bad.csv.receipt.txt")), @"
    Receipt for feeds/warmth/bad.csv

    Received on TODAY, and refused: feeds/warmth/bad.csv: the columns `month`, `body` and `percent` are missing; the file has `foo` and `bar`.
    No figure was taken from it, and what was reported before stays in force.
    Asked of you: send it as it was agreed, or ask the people who keep the feed to read it as it is.
    ");
    let answer = remit(&folder, "receipt project nowhere.csv");
    assert_eq!(answer.code, Some(2));
    insta::assert_snapshot!(answer.err, @"remit: no receipt is kept for `nowhere.csv`; receipts are kept for feeds/trains/2024.csv, feeds/warmth/2024.csv and feeds/warmth/bad.csv");
}

#[test]
fn what_changed_since_somebody_looked_is_told_the_worst_first() {
    let folder = begun();
    let position = recorded(&folder).last().expect("an entry").position;
    folder.drop_in("feeds/warmth/a.csv", LATER);
    let answer = remit(&folder, &format!("run project --since {position}"));
    insta::assert_snapshot!(undated(&answer.out), @"
    What changed since position 6
      One alert changed
        firing: homes/warmth: Councils keep homes warm: not met in February 2024. One of two councils missed February 2024. North Council missed February 2024 (40 against a floor of 90). Corrected: 96 became 40 (Homes that are warm enough of North Council for February 2024). What was found by the old figures stays on record.
      Two verdicts turned
        Councils keep homes warm, the whole, February 2024: from met to missed
        Councils keep homes warm, North Council, February 2024: from met to missed: 40 against a floor of 90
      One figure revised or withdrawn
        feeds/warmth/a.csv, line 2: Homes that are warm enough, North Council, February 2024: 96% became 40%
      One file received with news
        feeds/warmth/a.csv: 1 revised, 2 set aside

    What changes from here on: remit run project --since 13
    ");
    let position = recorded(&folder).last().expect("an entry").position;
    let answer = remit(&folder, &format!("run project --since {position} --format json"));
    let document: serde_json::Value = serde_json::from_str(&answer.out).expect("a document");
    assert_eq!(document["position"], position);
    assert_eq!(document["since"]["begins"], serde_json::Value::Null);
}

#[test]
fn each_of_two_files_that_are_read_together_answers_for_its_own_verdicts() {
    let folder = begun();
    folder.drop_in("feeds/warmth/a.csv", "month,body,percent\n2024-02,north-council,40\n");
    folder.drop_in("feeds/warmth/b.csv", "month,body,percent\n2024-01,south-council,12\n");
    folder.drop_in("feeds/trains/c.csv", "month,body,percent\n2024-02,railway,70\n");
    remit(&folder, "run project");
    let turned = |file: &str| {
        let answer = remit(&folder, &format!("receipt project {file} --format json"));
        let document: serde_json::Value = serde_json::from_str(&answer.out).expect("a document");
        let turned = document["receipts"][0]["turned"].as_array().expect("verdicts").clone();
        let named = turned.iter().map(|one| {
            let text = |key: &str| one[key].as_str().unwrap_or("whole").to_owned();
            format!("{} {} {}", text("obligation"), text("contribution"), text("period"))
        });
        named.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(turned("a.csv"), "warmth whole 2024-02\nwarmth north-council 2024-02");
    assert_eq!(turned("b.csv"), "warmth whole 2024-01\nwarmth south-council 2024-01");
    assert_eq!(turned("c.csv"), "punctuality whole 2024-02");
}

#[test]
fn a_file_that_is_put_right_is_no_longer_called_refused() {
    let folder = begun();
    folder.drop_in("feeds/warmth/bad.csv", "foo,bar\n1,2\n");
    remit(&folder, "run project");
    folder.drop_in("feeds/warmth/bad.csv", "month,body,percent\n2024-02,north-council,97\n");
    remit(&folder, "run project");
    let answer = remit(&folder, "receipt project bad.csv");
    assert!(answer.out.contains("96% became 97%"), "{}", answer.out);
    assert!(folder.read("feeds/warmth/bad.csv.receipt.txt").contains("96% became 97%"));
}

#[test]
fn a_service_writes_receipts_and_never_reads_them() {
    let folder = begun();
    folder.edit("remit.toml", "folder = \"feeds/warmth\"", "folder = \"feeds/warmth\"\nfiles = \"*\"");
    let service = Service::start(&folder);
    folder.drop_in("feeds/warmth/a.csv", LATER);
    let beside = folder.path("feeds/warmth/a.csv.receipt.txt");
    until("the receipt is there", || beside.is_file().then_some(()));
    folder.drop_in("feeds/warmth/b.csv", "month,body,percent\n2024-02,north-council,97\n");
    until("the next is there", || folder.path("feeds/warmth/b.csv.receipt.txt").is_file().then_some(()));
    let answer = service.stop();
    assert!(!answer.err.contains("receipt.txt"), "{}", answer.err);
    assert!(!folder.path("feeds/warmth/a.csv.receipt.txt.receipt.txt").exists());
}

#[test]
fn a_board_pack_shows_what_is_wrong_with_its_figures_and_stands_by_itself() {
    let folder = begun();
    folder.drop_in(
        "feeds/warmth/2024-03.csv",
        "month,body,percent\n2024-02,north-council,40\n2024-03,north-council,95\n2024-03,south-council,95\n",
    );
    remit(&folder, "run project");
    remit(&folder, "respond project homes/warmth explain --by Ann --reason Frost");
    let answer = remit(&folder, "docs project --pack homes --out project/pack.html");
    assert_eq!(answer.out, "Wrote project/pack.html.\n", "{}", answer.err);
    let page = folder.read("pack.html");
    for part in [
        "Content-Security-Policy",
        "Councils keep homes warm",
        "<td class=\"number\">40%</td>",
        "96%",
        "Ann explained",
    ] {
        assert!(page.contains(part), "{part} stands in {page}");
    }
    for foreign in ["<script", "http://", "https://", "<link rel=\"stylesheet\""] {
        assert!(!page.contains(foreign), "{foreign} stands in {page}");
    }
    let unknown = remit(&folder, "docs project --pack nothing");
    assert_eq!(unknown.code, Some(2), "{}", unknown.err);
    remit(&folder, "docs project --as-of 2024-05-01");
    assert!(folder.read("site/mission-homes.html").contains("pack-homes.html"));
    assert!(folder.read("site/pack-homes.html").contains("As it stood at the end of 1 May 2024"));
}

#[test]
fn a_test_that_is_made_of_an_alert_passes_as_it_is_written() {
    let folder = begun();
    folder.drop_in("feeds/warmth/a.csv", LATER);
    remit(&folder, "run project");
    remit(&folder, "respond project homes/warmth explain --by Ann --reason Frost");
    let answer = remit(&folder, "test project --from homes/warmth");
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    let played = remit(&folder, "test project");
    assert!(played.out.contains("One test: one passed"), "{}", played.out);
    let again = remit(&folder, "test project --from homes/warmth");
    assert!(again.err.contains("is there already"), "{}", again.err);
    let unknown = remit(&folder, "test project --from homes/cold");
    insta::assert_snapshot!(unknown.err, @"
    remit: no test is made of it: no alert `homes/cold` is open
      help: these are open: homes/warmth
    ");
}

#[test]
fn a_notifier_that_a_feed_names_must_be_there() {
    let folder = begun();
    folder.edit(
        "remit.toml",
        "receipt = \"beside\"",
        "receipt = { beside = \"json\", notifiers = [\"terminul\"] }",
    );
    let answer = remit(&folder, "check project");
    insta::assert_snapshot!(format!("{}{}", answer.out, answer.err), @r#"
    One error; nothing can be used.
    error[feed]: the project has no notifier `terminul`
      --> remit.toml:13:43
       |
    13 | receipt = { beside = "json", notifiers = ["terminul"] }
       |                                           ^^^^^^^^^^
       |
       = help: did you mean `terminal`?
    "#);
}

#[test]
fn whoever_has_the_receipt_of_a_file_is_not_told_of_its_rows_once_more() {
    let told = |receipt: &str| {
        let folder = begun();
        folder.append("remit.toml", "\n[[notifier]]\nid = \"archive\"\nkind = \"stdout\"\n");
        folder.edit("remit.toml", "receipt = \"beside\"", receipt);
        let mut service = Service::start(&folder);
        folder.drop_in("feeds/warmth/a.csv", LATER);
        service.wait_for("file=\"feeds/warmth/a.csv\"");
        assert_eq!(service.stop().code, Some(0));
        let of_file = recorded(&folder).into_iter().filter_map(|recorded| match recorded.entry {
            Entry::Queued { notifier, message, .. } if message.subject.contains("a.csv") => {
                Some(format!("{} through {notifier}", message.kind))
            }
            _ => None,
        });
        of_file.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told("receipt = \"beside\""), @"
    feed.receipt through archive
    feed.receipt through terminal
    ");
    insta::assert_snapshot!(told("receipt = { notifiers = [\"archive\"] }"), @"
    feed.receipt through archive
    feed.set-aside through terminal
    ");
}

#[test]
fn what_does_not_add_up_and_what_nobody_explains_is_told_again_without_reading_the_file() {
    let folder = begun();
    folder.edit("missions/trains.toml", "better = \"higher\"", "better = \"higher\"\nadds_up = \"sum\"");
    folder.edit("missions/trains.toml", "unit = \"percent\"", "unit = \"trains\"");
    folder.append("remit.toml", "\n[feed.totals]\nbody = \"Total\"\n");
    folder.edit("remit.toml", "[[notifier]]\nid = \"terminal\"\nkind = \"stdout\"\n", "");
    let rows = "month,body,percent\n2024-03,railway,80\n2024-03,Total,90\n2024-04,railway,-\n";
    folder.drop_in("feeds/trains/late.csv", rows);
    let of_file = |text: &str| {
        let lines =
            text.lines().map(str::trim).filter(|line| line.contains("line ") || line.contains("late.csv"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let first = remit(&folder, "run project");
    let read_at = folder.path("feeds/trains/late.csv");
    until("the clock of the file system moves on", || {
        app::stamp::FileStamp::of(&read_at).filter(app::stamp::FileStamp::is_settled)
    });
    remit(&folder, "run project");
    let told = remit(&folder, "run project");
    assert!(of_file(&first.err).contains("differ"), "{}", first.err);
    assert_eq!(of_file(&first.err), of_file(&told.err), "a later start says the same");
    insta::assert_snapshot!(of_file(&remit(&folder, "receipt project late.csv").out), @"
    Receipt for feeds/trains/late.csv
    feeds/trains/late.csv, line 4: `-` stands in place of one figure, and the feed `trains` does not say what it means; say under `[feed.absence]` why there is no figure, or which figure it stands for.
    feeds/trains/late.csv, line 3: the total of Trains on time in March 2024 is 90, but the one figure that was used is 80; they differ by 10.
    ");
    let document: serde_json::Value =
        serde_json::from_str(&remit(&folder, "receipt project late.csv --format json").out).expect("JSON");
    let receipt = &document["receipts"][0];
    assert_eq!(
        (&receipt["unequal_totals"][0]["line"], &receipt["unexplained_marks"][0]["line"]),
        (&3.into(), &4.into())
    );
}
