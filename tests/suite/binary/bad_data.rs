//! Reports that cannot be used, wholly or in part: nothing of what is sound is lost, and nothing becomes a zero.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use ledger::entry::Entry;
use tests::process::{Folder, as_nobody, recorded, remit};

const FEED: &str = "feeds/warmth/2024.csv";

/// What is said of a file beside sound ones, and what became of every file.
#[track_caller]
fn check(file: impl AsRef<[u8]>, code: i32) -> String {
    let folder = Folder::two_missions();
    folder.drop_in("feeds/warmth/more.csv", file);
    told(&folder, code)
}

#[track_caller]
fn told(folder: &Folder, code: i32) -> String {
    let answer = remit(folder, "run project --as-of 2024-08-31");
    assert_eq!(answer.code, Some(code), "{answer}");
    assert!(answer.out.contains("  MET  The railway runs on time\n"), "{answer}");
    let files = answer.out.split_once("Files read\n").map_or("", |(_, files)| files);
    format!("{}{files}", answer.err)
}

#[test]
fn wrong_columns() {
    insta::assert_snapshot!(check("month,body,per_cent\n2024-01,north-council,95\n", 2), @"
    remit: feeds/warmth/more.csv: the column `percent` is missing; the file has `month`, `body` and `per_cent`
      help: Did you mean `per_cent` in place of `percent`? Columns are named under `[feed.columns]` in remit.toml; `remit look feeds/warmth/more.csv` proposes a feed that reads the file
      Refused: feeds/warmth/more.csv: the column `percent` is missing; the file has `month`, `body` and `per_cent`
      feeds/warmth/2024.csv: 4 new
      feeds/trains/2024.csv: 2 new
    ");
}

#[test]
fn a_truncated_file() {
    insta::assert_snapshot!(check("month,body,percent\n2024-01,north-council,91\n2024-02,nor", 2), @"
    remit: feeds/warmth/more.csv: the file seems cut off at line 3
      help: Nothing in it was taken; send the whole file again
      Refused: feeds/warmth/more.csv: the file seems cut off at line 3
      feeds/warmth/2024.csv: 4 new
      feeds/trains/2024.csv: 2 new
    ");
}

#[test]
fn an_empty_file() {
    insta::assert_snapshot!(check("", 2), @"
    remit: feeds/warmth/more.csv: the file is empty
      help: Send it again; if nothing was measured, send a row with the reason in place of the figure
      Refused: feeds/warmth/more.csv: the file is empty
      feeds/warmth/2024.csv: 4 new
      feeds/trains/2024.csv: 2 new
    ");
}

#[test]
fn a_file_that_is_not_utf_8() {
    insta::assert_snapshot!(check(b"month,body,percent\n2024-01,n\xf6rth-council,95\n", 2), @r#"
    remit: feeds/warmth/more.csv: the file is not in UTF-8 from line 2
      help: Save it again as plain text in UTF-8; spreadsheet programs call it "CSV UTF-8"
      Refused: feeds/warmth/more.csv: the file is not in UTF-8 from line 2
      feeds/warmth/2024.csv: 4 new
      feeds/trains/2024.csv: 2 new
    "#);
}

#[test]
fn a_spreadsheet_under_a_false_name() {
    insta::assert_snapshot!(check(b"PK\x03\x04\x14\x00\x06\x00", 2), @r#"
    remit: feeds/warmth/more.csv: the file is a spreadsheet or an archive, not text
      help: Save it again as plain text in UTF-8; spreadsheet programs call it "CSV UTF-8"
      Refused: feeds/warmth/more.csv: the file is a spreadsheet or an archive, not text
      feeds/warmth/2024.csv: 4 new
      feeds/trains/2024.csv: 2 new
    "#);
}

#[test]
fn a_link_that_leads_nowhere() {
    let folder = Folder::two_missions();
    symlink("nowhere", folder.path("feeds/warmth/more.csv")).unwrap();
    insta::assert_snapshot!(told(&folder, 2), @"
    remit: feeds/warmth/more.csv is not a regular file
      help: Put a copy of the file there in place of a link
      Refused: feeds/warmth/more.csv is not a regular file
      feeds/warmth/2024.csv: 4 new
      feeds/trains/2024.csv: 2 new
    ");
}

#[test]
fn a_folder_named_like_a_file_is_no_file() {
    let folder = Folder::two_missions();
    fs::create_dir(folder.path("feeds/warmth/more.csv")).unwrap();
    insta::assert_snapshot!(told(&folder, 0), @r"
    feeds/warmth/2024.csv: 4 new
    feeds/trains/2024.csv: 2 new
    ");
}

#[test]
fn a_folder_of_a_feed_that_is_not_there() {
    let folder = Folder::two_missions();
    fs::remove_dir_all(folder.path("feeds/warmth")).unwrap();
    insta::assert_snapshot!(told(&folder, 2), @r"
    remit: the folder feeds/warmth of the feed `warmth` does not exist
      help: Make the folder, or name another one in remit.toml
      feeds/trains/2024.csv: 2 new
    ");
}

#[test]
fn a_file_without_read_permission() {
    let folder = Folder::two_missions();
    fs::set_permissions(folder.path(FEED), fs::Permissions::from_mode(0o000)).unwrap();
    let Some(answer) = as_nobody(&folder, "run project --as-of 2024-08-31") else {
        println!("skipped: this account reads everything and cannot run a program as another");
        return;
    };
    assert_eq!(answer.code, Some(2), "{answer}");
    insta::assert_snapshot!(answer.err, @r"
    remit: feeds/warmth/2024.csv cannot be read: permission denied
      help: Allow the user that Remit runs as to read it
    ");
}

#[test]
fn rows_that_cannot_be_used_are_set_aside_and_the_rest_goes_in() {
    let rows = "month,body,percent\n2024-02,soth-council,12\n2024-13,south-council,80\n2024-02,south-council,lots\n2024-02,north-council\n2024-01,north-council,97\n2024-01,north-council,97\n";
    insta::assert_snapshot!(check(rows, 0), @r"
    feeds/warmth/more.csv: four rows were set aside and not used
      line 2: unknown organisation `soth-council`; did you mean `south-council`?
      line 3: `2024-13` is not a month; write it like `2020-11`
      line 4: `lots` is not a figure; if it marks a missing one, name it under `[feed.absence]`
      line 5: it has 2 fields where the header has 3
      feeds/warmth/2024.csv: 4 new
      feeds/warmth/more.csv: 1 known already, 1 unreconciled, 4 set aside
      feeds/trains/2024.csv: 2 new
    ");
}

#[test]
fn contradictions_in_one_file_are_both_set_aside() {
    let rows =
        "month,body,percent\n2024-02,north-council,12\n2024-02,north-council,99\n2024-01,north-council,97\n";
    insta::assert_snapshot!(check(rows, 0), @r"
    feeds/warmth/more.csv: two rows were set aside and not used
      line 2: conflicting values for warm-homes of north-council in 2024-02: line 2 gives 12 and line 3 gives 99
      line 3: conflicting values for warm-homes of north-council in 2024-02: line 2 gives 12 and line 3 gives 99
      feeds/warmth/2024.csv: 4 new
      feeds/warmth/more.csv: 1 unreconciled, 2 set aside
      feeds/trains/2024.csv: 2 new
    ");
}

#[test]
fn a_file_of_contradictions_does_not_fill_the_ledger() {
    let folder = Folder::two_missions();
    let rows: String = (100_000..120_000)
        .map(|digits: u32| ["2024-02,north-council,80.", &digits.to_string(), "\n"].concat())
        .collect();
    folder.drop_in("feeds/warmth/more.csv", format!("month,body,percent\n{rows}2024-01,north-council,97\n"));
    let answer = remit(&folder, "run project");
    assert!(answer.out.contains("feeds/warmth/more.csv: 1 unreconciled, 20,000 set aside\n"), "{answer}");
    let receipts = recorded(&folder).into_iter().filter_map(|recorded| match recorded.entry {
        Entry::Received(receipt) if receipt.set_aside() > 0 => Some(receipt),
        _ => None,
    });
    let [receipt] = &receipts.collect::<Vec<_>>()[..] else { panic!("one file is set aside in part") };
    assert_eq!((receipt.quarantined.len(), receipt.set_aside()), (100, 20_000));
    assert_eq!(receipt.unusable_lines().runs(), [(2, 20_001)]);
    let size = fs::metadata(folder.path(".remit/ledger.sqlite")).unwrap().len();
    assert!(size < 200_000, "{size} bytes");
    let again = remit(&folder, "run project");
    assert!(again.out.contains("feeds/warmth/more.csv: 1 known already, 20,000 set aside\n"), "{again}");
}

#[test]
fn an_absence_is_never_nought() {
    let folder = Folder::two_missions();
    folder.edit(FEED, "2024-02,south-council,94", "2024-02,south-council,[x]");
    let answer = remit(&folder, "run project --as-of 2024-08-31 --format json");
    let answer: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    let mut verdicts = answer["verdicts"].as_array().unwrap().iter();
    let said = verdicts.find(|said| said["body"] == "south-council" && said["period"] == "2024-02").unwrap();
    insta::assert_snapshot!(format!("{}: {}", said["verdict"], said["reason"]), @r#""no-data": "Homes that are warm enough, South Council, February 2024: reported as not available""#);
}
