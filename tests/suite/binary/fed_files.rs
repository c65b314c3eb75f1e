//! Rule tests that are fed files of feeds: what they show, and what is said of files that cannot be used.

use tests::process::{Editor, Folder, remit};

const JANUARY: &str = "month,body,percent\n2024-01,north-council,95\n2024-01,south-council,93\n";
const FEBRUARY: &str = "month,body,percent\n2024-02,north-council,95\n2024-02,south-council,83\n";

/// A file that every test begins with, one that comes too late, and one that is there from the start.
const TESTS: &str = r#"[[fixture]]
id = "a-warm-january"

[[fixture.feed_file]]
feed = "warmth"
path = "tests/january.csv"
received = "2024-02-10"

[[test]]
name = "who is late and who is cold is told apart"
mission = "homes"
fixtures = ["a-warm-january"]

[[test.feed_file]]
feed = "warmth"
path = "tests/february.csv"
received = "2024-03-25"

[[test.check]]
eval_time = "2024-02-11"
exp_verdicts = { "homes/warmth 2024-01" = "met" }

[[test.check]]
eval_time = "2024-03-24"
exp_verdicts = { "homes/warmth 2024-02" = "no-data" }

[[test.check]]
eval_time = "2024-03-26"
exp_verdicts = { "homes/warmth/north-council 2024-02" = "met-late", "homes/warmth/south-council 2024-02" = "missed" }

[[test]]
name = "a file of the feed itself is there from the start"
mission = "homes"
start = "2024-03-05"
feed_file = [{ feed = "warmth", path = "feeds/warmth/2024.csv" }]

[[test.check]]
eval_time = "0d"
exp_verdicts = { "homes/warmth 2024-02" = "met" }
"#;

fn with_files() -> Folder {
    let folder = Folder::two_missions();
    folder.edit("remit.toml", "measure = \"warm-homes\"", "measure = \"warm-homes\"\nvintage = \"received\"");
    folder.drop_in("tests/warmth.toml", TESTS);
    folder.drop_in("tests/january.csv", JANUARY);
    folder.drop_in("tests/february.csv", FEBRUARY);
    folder
}

/// A test that is fed these files, each given as the inside of a table.
fn fed(files: &[&str]) -> String {
    let files: Vec<String> = files.iter().map(|file| format!("    {{ feed = {file} }},\n")).collect();
    let files = files.concat();
    format!(
        "[[test]]\nname = \"a month\"\nmission = \"homes\"\nstart = \"2024-06-01\"\nfeed_file = [\n{files}]\n\n\
         [[test.check]]\neval_time = \"0d\"\nexp_verdicts = {{ \"homes/warmth 2024-02\" = \"met\" }}\n"
    )
}

/// What `check` says, since it tells no time.
fn check(folder: &Folder) -> String {
    remit(folder, "check project").to_string()
}

#[test]
fn files_arrive_when_the_test_says_so_and_are_read_as_run_reads_them() {
    let folder = with_files();
    let played = remit(&folder, "test project -v").to_string();
    assert!(played.contains("tests/warmth.toml: two passed\n"), "{played}");
    assert!(played.ends_with("exit code 0"), "{played}");
    // The file decides: another figure in it is another verdict.
    folder.edit("tests/february.csv", "83", "91");
    let played = remit(&folder, "test project").to_string();
    assert!(played.contains("found     met-late (91 against a floor of 90)"), "{played}");
}

#[test]
fn of_two_files_without_a_date_the_one_that_arrives_later_counts() {
    let folder = Folder::two_missions();
    folder.drop_in("tests/january.csv", JANUARY);
    folder.drop_in("tests/corrected.csv", JANUARY.replace("93", "83"));
    let tests = r#"[[test]]
name = "a correction"
mission = "homes"
feed_file = [
    { feed = "warmth", path = "tests/corrected.csv", received = "2024-02-20" },
    { feed = "warmth", path = "tests/january.csv", received = "2024-02-10" },
]

[[test.check]]
eval_time = "2024-02-11"
exp_verdicts = { "homes/warmth/south-council 2024-01" = "met" }

[[test.check]]
eval_time = "2024-02-21"
exp_verdicts = { "homes/warmth/south-council 2024-01" = "missed" }
"#;
    folder.drop_in("tests/warmth.toml", tests);
    let played = remit(&folder, "test project").to_string();
    assert!(played.contains("tests/warmth.toml: one passed\n"), "{played}");
}

#[test]
fn a_file_that_is_missing_or_elsewhere_is_a_fault_of_the_test() {
    let folder = with_files();
    let files = [
        "\"warmth\", path = \"tests/januray.csv\"",
        "\"warmht\", path = \"tests/january.csv\"",
        "\"warmth\", path = \"../outside.csv\"",
        "\"warmth\", path = \"/etc/passwd\"",
    ];
    folder.drop_in("tests/warmth.toml", fed(&files));
    std::fs::write(folder.root().join("outside.csv"), JANUARY).expect("a file beside the project");
    insta::assert_snapshot!(check(&folder), @r#"
    Four errors. Ready: two missions, two obligations, two contributions, two measures and four bodies.
    error[missing-file]: the project has no file `tests/januray.csv`
     --> tests/warmth.toml:6:31
      |
    6 |     { feed = "warmth", path = "tests/januray.csv" },
      |                               ^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `tests/january.csv`?

    error[test]: there is no feed `warmht`
     --> tests/warmth.toml:7:14
      |
    7 |     { feed = "warmht", path = "tests/january.csv" },
      |              ^^^^^^^^
      |
      = help: did you mean `warmth`?

    error[test]: `../outside.csv` leads out of the project
     --> tests/warmth.toml:8:31
      |
    8 |     { feed = "warmth", path = "../outside.csv" },
      |                               ^^^^^^^^^^^^^^^^
      |
      = help: paths are those within the project, such as `tests/2024-q1.csv`

    error[test]: `/etc/passwd` leads out of the project
     --> tests/warmth.toml:9:31
      |
    9 |     { feed = "warmth", path = "/etc/passwd" },
      |                               ^^^^^^^^^^^^^
      |
      = help: paths are those within the project, such as `tests/2024-q1.csv`
    exit code 2
    "#);
}

#[cfg(unix)]
#[test]
fn a_link_leads_nowhere() {
    let folder = with_files();
    std::fs::write(folder.root().join("outside.csv"), JANUARY).expect("a file beside the project");
    let link = |to: &str, from: &str| {
        std::os::unix::fs::symlink(folder.root().join(to), folder.project().join(from)).expect("a link");
    };
    link("outside.csv", "tests/outside.csv");
    link("project/tests/january.csv", "tests/link.csv");
    let files = ["\"warmth\", path = \"tests/outside.csv\"", "\"warmth\", path = \"tests/link.csv\""];
    folder.drop_in("tests/warmth.toml", fed(&files));
    insta::assert_snapshot!(check(&folder), @r#"
    Two errors. Ready: two missions, two obligations, two contributions, two measures and four bodies.
    error[test]: `tests/outside.csv` leads out of the project
     --> tests/warmth.toml:6:31
      |
    6 |     { feed = "warmth", path = "tests/outside.csv" },
      |                               ^^^^^^^^^^^^^^^^^^^
      |
      = help: paths are those within the project, such as `tests/2024-q1.csv`

    error[test]: tests/link.csv is not a regular file
     --> tests/warmth.toml:7:31
      |
    7 |     { feed = "warmth", path = "tests/link.csv" },
      |                               ^^^^^^^^^^^^^^^^
      |
      = help: Put a copy of the file there in place of a link
    exit code 2
    "#);
}

#[test]
fn a_file_that_is_refused_or_partly_set_aside_is_told_in_the_words_of_its_receipt() {
    let folder = with_files();
    folder.drop_in("tests/refused.csv", "month,who,percent\n2024-02,north-council,95\n");
    let partly = "month,body,percent\n2024-02,north-council,95\n2024-02,north-counsel,95\n2024-02,south-council,many\n";
    folder.drop_in("tests/partly.csv", partly);
    let many: Vec<String> = (13..25).map(|month| format!("2024-{month},north-council,95\n")).collect();
    let many = many.concat();
    folder.drop_in("tests/many.csv", format!("month,body,percent\n2024-02,north-council,95\n{many}"));
    let files = ["\"warmth\", path = \"tests/refused.csv\"", "\"warmth\", path = \"tests/partly.csv\""];
    folder.drop_in("tests/warmth.toml", fed(&files));
    insta::assert_snapshot!(check(&folder), @r#"
    Three errors. Ready: two missions, two obligations, two contributions, two measures and four bodies.
    error[test]: tests/refused.csv: the column `body` is missing; the file has `month`, `who` and `percent`
     --> tests/warmth.toml:6:31
      |
    6 |     { feed = "warmth", path = "tests/refused.csv" },
      |                               ^^^^^^^^^^^^^^^^^^^
      |
      = help: Name the file's own columns under `[feed.columns]` in remit.toml; `remit look tests/refused.csv` proposes a feed that reads the file

    error[row]: tests/partly.csv, line 3: unknown organisation `north-counsel`; did you mean `north-council`?
     --> tests/warmth.toml:7:31
      |
    7 |     { feed = "warmth", path = "tests/partly.csv" },
      |                               ^^^^^^^^^^^^^^^^^^
      |
      = help: a test takes in whole files only; put the row right, or take it out

    error[row]: tests/partly.csv, line 4: `many` is not a figure; if it marks a missing one, name it under `[feed.absence]`
     --> tests/warmth.toml:7:31
      |
    7 |     { feed = "warmth", path = "tests/partly.csv" },
      |                               ^^^^^^^^^^^^^^^^^^
      |
      = help: a test takes in whole files only; put the row right, or take it out
    exit code 2
    "#);
    folder.drop_in("tests/warmth.toml", fed(&["\"warmth\", path = \"tests/many.csv\""]));
    let told = check(&folder);
    assert_eq!(told.matches("error[row]: tests/many.csv, line").count(), 10, "{told}");
    assert!(told.contains("tests/many.csv: twelve rows were set aside and not used"), "{told}");
}

#[test]
fn an_editor_tells_of_the_file_while_the_test_is_typed() {
    let folder = with_files();
    let mut editor = Editor::start(&folder);
    editor.open("tests/warmth.toml", TESTS);
    editor.change("tests/warmth.toml", &TESTS.replace("tests/february", "tests/febuary"));
    editor.wait_for_faults(
        "tests/warmth.toml",
        "15:7 error[missing-file] the project has no file `tests/febuary.csv`; help: did you mean `tests/february.csv`?",
    );
    editor.change("tests/warmth.toml", TESTS);
    editor.wait_for_faults("tests/warmth.toml", "");
    assert_eq!(editor.leave(), Some(0));
}
