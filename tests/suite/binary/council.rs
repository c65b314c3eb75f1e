//! The full file of all councils, dropped beside the example's own: only England is in scope.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tests::process::{Folder, remit};

/// Where the figures of all councils lie, on machines that have them.
fn councils() -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data"));
    let folder = std::env::var_os("REMIT_TEST_DATA").map_or(beside, PathBuf::from);
    Some(folder.join("homelessness/duty-to-refer.csv")).filter(|file| file.exists())
}

fn ask(folder: &Folder) -> Value {
    let answer = remit(folder, "run project --as-of 2024-08-31 --format json");
    assert_eq!((answer.code, &*answer.err), (Some(1), ""));
    serde_json::from_str(&answer.out).unwrap()
}

#[test]
fn the_full_file_works_with_no_edit() {
    let Some(file) = councils() else {
        println!("skipped: the figures of all councils are not on this machine");
        return;
    };
    let folder = Folder::joined_up();
    let england = ask(&folder);
    folder.drop_in("feeds/duty-to-refer/councils.csv", fs::read(file).unwrap());
    let both = ask(&folder);
    assert_eq!(both["verdicts"], england["verdicts"]);
    assert_eq!(both["alerts"], england["alerts"]);

    let receipts = both["receipts"].as_array().unwrap();
    let receipt = receipts.iter().find(|receipt| receipt["file"] == "feeds/duty-to-refer/councils.csv");
    let count = |key: &str| receipt.unwrap()[key].as_u64().unwrap();
    assert_eq!(count("quarantined"), 0);
    assert_eq!(count("accepted") + count("unchanged") + count("revised"), 198);
    assert_eq!(count("accepted") + count("unchanged") + count("revised") + count("skipped"), 95_756);
}

/// All that somebody writes for every council, the nine that refer to it, and every quarter; the rest of the register is what `remit register` writes.
#[test]
fn the_whole_project_of_councils_takes_sixty_lines_and_its_answer_fits_on_a_page() {
    const MOST_LINES: usize = 60;
    let Some(file) = councils() else {
        println!("skipped: the figures of all councils are not on this machine");
        return;
    };
    let folder = Folder::council_referrals();
    let lines = |file: &str| folder.read(file).lines().count();
    let written = lines("remit.toml") + lines("missions/homelessness.toml");
    assert!(written < MOST_LINES, "{written} lines are written");
    folder.drop_in("feeds/duty-to-refer/councils.csv", fs::read(file).unwrap());
    let added = remit(&folder, "register project duty-to-refer --write");
    assert!(added.out.starts_with("Added 334 rows to bodies.csv."), "{added}");
    let run = remit(&folder, "run project --as-of 2024-08-31");
    assert_eq!((run.code, &*run.err), (Some(1), ""));
    assert!(run.out.lines().count() < MOST_LINES, "{}", run.out);
    assert!(
        run.out.contains("324 councils: 40 met, thirteen broken, 253 held up and eighteen not judged."),
        "{}",
        run.out
    );
    assert!(run.out.contains("51,894 new, 198 known already"), "{}", run.out);
}
