//! Snapshots: none pending, none that no test refers to.

use super::tree::{Fault, File, PACKAGES, file, files, listed, none_of};

/// Holds a snapshot to the test that it names as its source.
fn check(snapshot: &File, source: Option<&File>) -> Vec<Fault> {
    let Some(source) = source else {
        return vec![snapshot.fault(2, "comes from a file that does not exist")];
    };
    let stem = snapshot.name().trim_end_matches(".snap");
    let name = stem.rsplit("__").next().unwrap_or(stem);
    let name = name
        .rsplit_once('-')
        .filter(|(_, number)| number.parse::<u32>().is_ok())
        .map_or(name, |(name, _)| name);
    if source.text.contains(name) {
        Vec::new()
    } else {
        vec![snapshot.fault(1, format!("belongs to `{name}`, which is not in {} any more", source.path))]
    }
}

/// The file that a snapshot says it comes from.
fn source_of(snapshot: &File) -> Option<File> {
    let source = snapshot.text.lines().find_map(|line| line.strip_prefix("source: "))?;
    file(source.trim_matches('"'))
}

#[test]
fn every_snapshot_belongs_to_a_test() {
    let snapshots = PACKAGES.iter().flat_map(|package| files(package.folder, ".snap"));
    let faults = snapshots.flat_map(|snapshot| check(&snapshot, source_of(&snapshot).as_ref()));
    none_of(&faults.collect::<Vec<_>>());
}

#[test]
fn no_snapshot_is_pending() {
    let pending = PACKAGES.iter().flat_map(|package| {
        let mut pending = files(package.folder, ".snap.new");
        pending.extend(files(package.folder, ".pending-snap"));
        pending
    });
    let faults: Vec<Fault> = pending.map(|file| file.fault(1, "waits to be accepted or refused")).collect();
    none_of(&faults);
}

#[test]
fn an_orphan_is_found_and_a_numbered_child_is_not_one() {
    let source = File::new("rules/src/tests.rs", "#[test]\nfn circles() {}\n");
    let snapshot = |name: &str| File::new(&format!("rules/src/snapshots/{name}"), "");
    let faults = |name: &str| listed(&check(&snapshot(name), Some(&source)));
    insta::assert_snapshot!(faults("rules__tests__squares.snap"), @"rules/src/snapshots/rules__tests__squares.snap:1: belongs to `squares`, which is not in rules/src/tests.rs any more");
    assert_eq!(faults("rules__tests__circles-2.snap"), "");
    assert_eq!(faults("rules__tests__circles.snap"), "");
}
