//! What whoever stands by knows of the files of feeds, so that it need not read them once it takes over.

use std::time::Duration;

use app::connect::feeds;
use app::progress::Unseen;
use app::project;
use app::reading::{Feeds, read_new};
use app::recorder::{Follower, TakenOver};
use plugins::stores::LedgerPlace;
use plugins::watch::Unclosed;
use tests::process::{Folder, remit, warmth_report};

use super::machines::path;

/// The files that are read by whoever takes over from one who followed: the ledger tells of the first report, and of the second it does not yet. `edit` is done before that one
/// looks at the files.
fn read_after(edit: impl FnOnce(&Folder)) -> Vec<String> {
    let folder = Folder::two_missions();
    assert_eq!(remit(&folder, "run project").code, Some(0));
    let place = LedgerPlace::file(folder.path(".remit/ledger.sqlite"));
    let mut follower = Follower::open(&place, project::compiler()).unwrap().expect("there is a ledger");
    folder.drop_in(&path(0), warmth_report(0));
    assert_eq!(remit(&folder, "run project").code, Some(1));
    follower.catch_up().unwrap();
    folder.drop_in(&path(1), warmth_report(1));
    edit(&folder);
    follower.look_at_files(&folder.project());
    let end = follower.end().unwrap();
    let held = place.open_within(Duration::from_secs(10)).unwrap();
    let TakenOver::Followed(taken) = follower.take_over(end, held).unwrap() else {
        panic!("it stands on the ledger");
    };
    let (mut recorder, _) = *taken;
    let (project, _) = project::load(&folder.project(), None);
    let project = project.expect("it can be used");
    let to_read = Feeds {
        project: &folder.project(),
        feeds: &feeds(&project.settings),
        catalogue: &project.program.catalogue,
        received: recorder.engine().now().unwrap(),
    };
    let readings = read_new(recorder.known_files_mut(), to_read, &Unclosed::default(), &Unseen);
    readings.files.iter().map(|read| read.file.path.clone()).collect()
}

#[test]
fn those_alone_are_read_of_which_the_ledger_does_not_tell() {
    assert_eq!(read_after(|_| ()), [path(1)]);
}

#[test]
fn all_are_read_where_they_may_come_to_something_else_by_now() {
    let read = read_after(|folder| {
        folder.edit(
            "remit.toml",
            "measure = \"warm-homes\"",
            "measure = \"warm-homes\"\nabsence = { \"n/a\" = \"not-applicable\" }",
        );
    });
    assert!(read.contains(&path(0)) && read.contains(&path(1)), "{read:?}");
}
