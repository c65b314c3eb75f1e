//! A project in which nothing was read yet: nobody is told of what fell due before it began.

use std::fs;

use tests::process::{Folder, Service, messages, queued, remit, until};

/// A project whose reports were due long ago, and whose feeds are empty.
fn empty() -> Folder {
    let folder = Folder::two_missions();
    for file in ["feeds/warmth/2024.csv", "feeds/trains/2024.csv"] {
        fs::remove_file(folder.path(file)).expect("a file");
    }
    folder.append("remit.toml", "\n[[notifier]]\nid = \"terminal\"\nkind = \"stdout\"\n");
    folder
}

const SOUTH: &str = "month,body,percent\n2024-01,south-council,93\n2024-02,south-council,94\n";

#[test]
fn run_tells_nobody_of_silence_before_anything_was_read_and_everybody_afterwards() {
    let folder = empty();
    for _ in 0..2 {
        let run = remit(&folder, "run project");
        insta::allow_duplicates! {
            insta::assert_snapshot!(run.err, @"Two alerts are open for what fell due before Remit began here. Nobody is told of them before a first file of a feed is read: that nothing came in may be because nothing is connected yet");
        }
        assert_eq!(queued(&folder).len(), 0, "{run}");
    }
    folder.drop_in("feeds/warmth/2024.csv", SOUTH);
    let run = remit(&folder, "run project");
    assert!(!run.err.contains("Nobody is told"), "{run}");
    let told = messages(&folder, "alert.firing");
    assert!(told.contains("North Council gave no usable figure"), "{told}");
    assert!(told.contains("The Railway gave no usable figure"), "{told}");
    assert!(!told.contains("South Council gave no"), "{told}");
    let many = queued(&folder).len();
    remit(&folder, "run project");
    assert_eq!(queued(&folder).len(), many, "nobody is told twice");
}

#[test]
fn serve_tells_nobody_of_silence_before_anything_was_read_and_everybody_afterwards() {
    let folder = empty();
    let service = Service::start(&folder);
    assert_eq!(queued(&folder).len(), 0);
    folder.drop_in("feeds/warmth/2024.csv", SOUTH);
    let told = || messages(&folder, "alert.firing");
    until("people are told", || told().contains("The Railway gave no usable figure").then_some(()));
    assert!(told().contains("North Council gave no usable figure"), "{}", told());
    drop(service);
}
