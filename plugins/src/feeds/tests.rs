//! Folders with files of every kind that should not be there.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use engine::model::FeedId;
use globset::GlobBuilder;
use insta::assert_snapshot;
use tempfile::TempDir;

use super::feed::LARGEST;
use super::{Feed, FeedError, FeedFormat, FeedSettings};
use crate::readers::ReadContext;
use crate::readers::csv;
use crate::readers::test_register::{catalogue, referrals};

const WHOLE: &str = "period,body,value\n2018-Q4,P1,1\n2018-Q4,nobody,2\n";

fn feed() -> Feed {
    let files = GlobBuilder::new("*.csv").case_insensitive(true).build().expect("a pattern");
    let (id, folder) = (FeedId::new("duty"), "feeds/duty".to_owned());
    Feed::new(FeedSettings {
        id,
        folder,
        files,
        speaks_for: None,
        panel: None,
        taken_out: crate::readers::TakenOut::Stays,
        receipt: crate::feeds::ReceiptSettings::default(),
        format: FeedFormat::Known(&csv::FORMAT),
        layout: referrals(),
        declared: String::new(),
    })
}

fn project() -> TempDir {
    let project = TempDir::new().expect("a temporary folder");
    fs::create_dir_all(project.path().join("feeds/duty")).expect("a folder");
    project
}

fn put(project: &TempDir, name: &str, text: &str) {
    fs::write(project.path().join("feeds/duty").join(name), text).expect("a file");
}

fn names(project: &TempDir) -> Vec<String> {
    let files = feed().files(project.path()).expect("a folder");
    files.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

#[track_caller]
fn refusal(project: &Path, name: &str) -> String {
    let catalogue = catalogue();
    let context = ReadContext { catalogue: &catalogue, received: "2024-08-31T10:00:00Z".parse().unwrap() };
    let error =
        feed().read_file(project, &project.join("feeds/duty").join(name), &context).expect_err("no reading");
    told(&error)
}

fn told(error: &FeedError) -> String {
    error.help().map_or_else(|| error.to_string(), |help| format!("{error}\nhelp: {help}"))
}

#[test]
fn files_come_in_the_order_of_their_names_without_those_on_their_way() {
    let project = project();
    for name in [
        "b.csv",
        "a copy.CSV",
        "c.csv.part",
        ".d.csv",
        "~$b.csv",
        "e.csv~",
        "f.csv.TMP",
        "README.md",
        "é.csv",
    ] {
        put(&project, name, "");
    }
    fs::create_dir(project.path().join("feeds/duty/folder.csv")).unwrap();
    assert_eq!(names(&project), ["a copy.CSV", "b.csv", "é.csv"]);
}

#[test]
fn an_empty_folder_is_no_fault_and_a_missing_one_is() {
    let project = project();
    assert_eq!(names(&project), Vec::<String>::new());
    fs::remove_dir(project.path().join("feeds/duty")).unwrap();
    let error = feed().files(project.path()).expect_err("no folder");
    assert_snapshot!(told(&error), @r"
    the folder feeds/duty of the feed `duty` does not exist
    help: Make the folder, or name another one in remit.toml
    ");
    put_file_in_place_of_folder(&project);
    assert_snapshot!(feed().files(project.path()).expect_err("no folder"), @"the folder feeds/duty of the feed `duty` cannot be read: Not a directory (os error 20)");
}

fn put_file_in_place_of_folder(project: &TempDir) {
    fs::write(project.path().join("feeds/duty"), "").unwrap();
}

#[test]
fn a_file_is_read_with_its_path_in_the_project_and_the_hash_of_its_content() {
    let project = project();
    put(&project, "a.csv", WHOLE);
    let catalogue = catalogue();
    let context = ReadContext { catalogue: &catalogue, received: "2024-08-31T10:00:00Z".parse().unwrap() };
    let path = project.path().join("feeds/duty/a.csv");
    let (file, reading) = feed().read_file(project.path(), &path, &context).expect("a reading");
    assert_eq!((file.feed.as_str(), file.path.as_str()), ("duty", "feeds/duty/a.csv"));
    assert_eq!(file.hash, blake3::hash(WHOLE.as_bytes()).to_hex().as_str());
    assert_eq!((reading.observations.len(), reading.quarantined.len()), (1, 1));
}

#[test]
fn what_cannot_be_read_says_why() {
    let project = project();
    put(&project, "short.csv", "period,body,value\n2018-Q4,P");
    assert_snapshot!(refusal(project.path(), "short.csv"), @r"
    feeds/duty/short.csv: the file seems cut off at line 2
    help: Nothing in it was taken; send the whole file again
    ");
    assert_snapshot!(refusal(project.path(), "gone.csv"), @"feeds/duty/gone.csv is gone");
    symlink("/etc/hostname", project.path().join("feeds/duty/link.csv")).unwrap();
    assert_eq!(names(&project), ["link.csv", "short.csv"], "a link is not passed over in silence");
    assert_snapshot!(refusal(project.path(), "link.csv"), @r"
    feeds/duty/link.csv is not a regular file
    help: Put a copy of the file there in place of a link
    ");
}

#[test]
fn a_folder_that_leads_out_of_the_project_is_not_read() {
    let (project, outside) = (project(), tempfile::tempdir().unwrap());
    fs::write(outside.path().join("a.csv"), WHOLE).unwrap();
    fs::remove_dir_all(project.path().join("feeds/duty")).unwrap();
    symlink(outside.path(), project.path().join("feeds/duty")).unwrap();
    assert_snapshot!(told(&feed().files(project.path()).unwrap_err()), @r"
    the folder feeds/duty of the feed `duty` leads out of the project
    help: Put the folder itself into the project in place of a link
    ");
    assert_snapshot!(refusal(project.path(), "a.csv"), @r"
    the folder feeds/duty of the feed `duty` leads out of the project
    help: Put the folder itself into the project in place of a link
    ");
}

#[test]
fn a_file_that_may_not_be_read_says_so() {
    let project = project();
    put(&project, "secret.csv", WHOLE);
    let path = project.path().join("feeds/duty/secret.csv");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let error = match fs::read(&path) {
        // Whoever may read everything is shown what others would be told.
        Ok(_) => FeedError::of_file(
            "feeds/duty/secret.csv",
            std::io::Error::from(std::io::ErrorKind::PermissionDenied).into(),
        ),
        Err(_) => feed_error(project.path(), &path),
    };
    assert_snapshot!(told(&error), @r"
    feeds/duty/secret.csv cannot be read: permission denied
    help: Allow the user that Remit runs as to read it
    ");
}

fn feed_error(project: &Path, path: &Path) -> FeedError {
    let catalogue = catalogue();
    let context = ReadContext { catalogue: &catalogue, received: "2024-08-31T10:00:00Z".parse().unwrap() };
    feed().read_file(project, path, &context).expect_err("no reading")
}

#[test]
fn a_file_larger_than_memory_allows_is_refused_before_it_is_read() {
    let project = project();
    let path = project.path().join("feeds/duty/huge.csv");
    // The file has a size but no content, so that it takes no room on the disk.
    fs::File::create(&path).unwrap().set_len(LARGEST + 1).unwrap();
    assert_snapshot!(refusal(project.path(), "huge.csv"), @r"
    feeds/duty/huge.csv is larger than 512 MiB
    help: Split it into several files
    ");
}
