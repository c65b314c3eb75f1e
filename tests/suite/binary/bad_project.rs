//! Projects that cannot be used, wholly or in part: a clear word, exit code 2, and whatever is sound goes on.

use std::fs;
use std::process::Command;

use tests::process::{Folder, remit};

/// What is said of a project that is spoilt, and what can be said of the rest of it.
#[track_caller]
fn check(spoil: impl FnOnce(&Folder)) -> String {
    let folder = Folder::two_missions();
    spoil(&folder);
    told(&folder)
}

#[track_caller]
fn told(folder: &Folder) -> String {
    let answer = remit(folder, "run project");
    assert_eq!(answer.code, Some(2), "{answer}");
    let standing = answer.out.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let standing: Vec<&str> = standing.filter(|line| !line.contains("feeds/")).collect();
    format!("{}{}", answer.err, standing.join("\n"))
}

#[test]
fn a_misspelt_body() {
    let said = check(|folder| {
        folder.edit("missions/homes.toml", "by = \"north-council\"", "by = \"north-counsil\"");
    });
    insta::assert_snapshot!(said, @r#"
    error[unknown-body]: there is no body `north-counsil`
      --> missions/homes.toml:28:6
       |
    28 | by = "north-counsil"
       |      ^^^^^^^^^^^^^^^
       |
       = help: did you mean `north-council`?
    remit: feeds/warmth/2024.csv: unknown measure `warm-homes`
      help: Declare the measure in a mission, or name another one in the feed
      MET  The railway runs on time
    "#);
}

#[test]
fn an_unknown_rule() {
    let said = check(|folder| folder.edit("missions/homes.toml", "\"at-least\"", "\"at-leest\""));
    insta::assert_snapshot!(said, @r#"
    error[unknown-rule]: there is no rule `at-leest`
      --> missions/homes.toml:24:8
       |
    24 | rule = "at-leest"
       |        ^^^^^^^^^^
       |
       = help: did you mean `at-least`?
    remit: feeds/warmth/2024.csv: unknown measure `warm-homes`
      help: Declare the measure in a mission, or name another one in the feed
      MET  The railway runs on time
    "#);
}

#[test]
fn obligations_that_wait_for_each_other() {
    let said = check(|folder| {
        folder.edit("missions/homes.toml", "until =", "depends_on = [\"trains/punctuality\"]\nuntil =");
        folder.edit("missions/trains.toml", "until =", "depends_on = [\"homes/warmth\"]\nuntil =");
    });
    insta::assert_snapshot!(said, @r#"
    error[cyclic-dependency]: obligations wait for each other in a circle: `homes/warmth` waits for `trains/punctuality` waits for `homes/warmth`
      --> missions/homes.toml:21:15
       |
    21 | depends_on = ["trains/punctuality"]
       |               ^^^^^^^^^^^^^^^^^^^^
       |
      ::: missions/trains.toml:21:15
       |
    21 | depends_on = ["homes/warmth"]
       |               -------------- and on from here
       |
       = help: take one of them out: something has to come first
    "#);
}

#[test]
fn a_mission_that_is_no_toml() {
    let said = check(|folder| folder.append("missions/homes.toml", "[[obligation]\n"));
    insta::assert_snapshot!(said, @r"
    error[toml]: this is not TOML: unclosed array table, expected `]`
      --> missions/homes.toml:32:14
       |
    32 | [[obligation]
       |              ^
    remit: feeds/warmth/2024.csv: unknown measure `warm-homes`
      help: Declare the measure in a mission, or name another one in the feed
      MET  The railway runs on time
    ");
}

#[test]
fn a_key_that_nobody_knows() {
    let said = check(|folder| folder.edit("missions/homes.toml", "timely_days", "timly_days"));
    insta::assert_snapshot!(said, @r"
    error[toml]: `due` has no key `timly_days`
      --> missions/homes.toml:13:9
       |
    13 | due = { timly_days = 20 }
       |         ^^^^^^^^^^
       |
       = help: did you mean `timely_days`?
    remit: feeds/warmth/2024.csv: unknown measure `warm-homes`
      help: Declare the measure in a mission, or name another one in the feed
      MET  The railway runs on time
    ");
}

#[test]
fn a_feed_of_a_measure_that_nobody_declares() {
    let said = check(|folder| folder.edit("remit.toml", "\"warm-homes\"", "\"warm-hoems\""));
    insta::assert_snapshot!(said, @r#"
    error[unknown-measure]: no mission declares the measure `warm-hoems`
      --> remit.toml:11:11
       |
    11 | measure = "warm-hoems"
       |           ^^^^^^^^^^^^
       |
       = help: did you mean `warm-homes`?
    remit: feeds/warmth/2024.csv: unknown measure `warm-hoems`; did you mean `warm-homes`?
      help: Declare the measure in a mission, or name another one in the feed
      FIRING  Councils keep homes warm
      MET  The railway runs on time
    "#);
}

#[test]
fn settings_that_are_no_toml() {
    insta::assert_snapshot!(check(|folder| folder.append("remit.toml", "[[feed]\n")), @r"
    error[toml]: this is not TOML: unclosed array table, expected `]`
      --> remit.toml:28:8
       |
    28 | [[feed]
       |        ^
    ");
}

#[test]
fn a_mission_that_is_not_utf_8() {
    let said = check(|folder| folder.drop_in("missions/more.toml", b"title = \"\xff\"\n"));
    insta::assert_snapshot!(said, @"
    error[missing-file]: missions/more.toml is not UTF-8 text
     |
     = help: save it again as UTF-8
      MET  Councils keep homes warm
      MET  The railway runs on time
    ");
}

#[test]
fn a_folder_in_the_place_of_a_mission() {
    let said = check(|folder| fs::create_dir(folder.path("missions/more.toml")).unwrap());
    insta::assert_snapshot!(said, @"
    error[missing-file]: missions/more.toml is not a regular file
     |
     = help: take it away, or put a text file in its place
      MET  Councils keep homes warm
      MET  The railway runs on time
    ");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_mission() {
    let said = check(|folder| {
        let made = Command::new("mkfifo").arg(folder.path("missions/more.toml")).status().unwrap();
        assert!(made.success());
    });
    insta::assert_snapshot!(said, @"
    error[missing-file]: missions/more.toml is not a regular file
     |
     = help: take it away, or put a text file in its place
      MET  Councils keep homes warm
      MET  The railway runs on time
    ");
}

#[test]
fn a_rule_that_is_no_text_for_its_size() {
    let said = check(|folder| {
        let file = fs::File::create(folder.path("rules/more.rhai")).unwrap();
        file.set_len((16 << 20) + 1).unwrap();
    });
    insta::assert_snapshot!(said, @"
    error[missing-file]: rules/more.rhai is larger than 16 MiB
     |
     = help: see whether something else was put in its place
      MET  Councils keep homes warm
      MET  The railway runs on time
    ");
}

#[test]
fn a_project_without_its_register() {
    let said = check(|folder| fs::remove_file(folder.path("bodies.csv")).unwrap());
    insta::assert_snapshot!(said, @r"
    error[missing-file]: bodies.csv is missing
     |
     = help: `remit init` writes a small working project to compare with
    ");
}

#[test]
fn a_webhook_without_its_secret() {
    let said = check(|folder| {
        let notifier = "[[notifier]]\nid = \"board\"\nkind = \"webhook\"\nurl = \"http://localhost/\"\n";
        folder.append("remit.toml", &format!("\n{notifier}secret_file = \"board.secret\"\n"));
    });
    insta::assert_snapshot!(said, @r#"
    error[notifier]: there is no secret file `board.secret`
      --> remit.toml:33:15
       |
    33 | secret_file = "board.secret"
       |               ^^^^^^^^^^^^^^
       |
       = help: put the file there, relative to the project, and allow Remit to read it
      MET  Councils keep homes warm
      MET  The railway runs on time
    "#);
}

#[cfg(unix)]
#[test]
fn a_feed_whose_folder_leads_out_of_the_project() {
    let spoil = |folder: &Folder| {
        let (inside, outside) =
            (folder.project().join("feeds/warmth"), folder.project().with_file_name("outside"));
        fs::rename(&inside, &outside).unwrap();
        std::os::unix::fs::symlink(&outside, &inside).unwrap();
    };
    insta::assert_snapshot!(check(spoil), @"
    remit: the folder feeds/warmth of the feed `warmth` leads out of the project
      help: Put the folder itself into the project in place of a link
      FIRING  Councils keep homes warm
      MET  The railway runs on time
    ");
    let folder = Folder::two_missions();
    spoil(&folder);
    let answer = remit(&folder, "check project");
    assert_eq!(answer.code, Some(2), "{answer}");
    insta::assert_snapshot!(answer.err, @"
    error[feed]: the folder feeds/warmth of the feed `warmth` leads out of the project
     |
     = help: Put the folder itself into the project in place of a link
    ");
}

#[test]
fn an_empty_project() {
    let folder = Folder::missing();
    fs::create_dir(folder.project()).unwrap();
    insta::assert_snapshot!(told(&folder), @r"
    error[missing-file]: remit.toml is missing
     |
     = help: `remit init` writes a small working project to compare with
    ");
    folder.drop_in("remit.toml", "[project]\ntitle = \"Nothing yet\"\n");
    folder.drop_in("bodies.csv", "id,name,kind\n");
    insta::assert_snapshot!(told(&folder), @r"
    error[empty-project]: the project has no missions
     |
     = help: write the first one in a file such as `missions/first.toml`
    ");
}

#[test]
fn a_folder_that_is_not_there() {
    let folder = Folder::missing();
    insta::assert_snapshot!(told(&folder), @r"
    error[missing-file]: there is no folder project
     |
     = help: `remit init` writes a small working project into a new folder
    ");
    for line in ["check project", "serve project", "explain project x", "run project --as-of 2024-08-31"] {
        let answer = remit(&folder, line);
        assert_eq!(answer.code, Some(2), "{line}: {answer}");
        assert!(answer.err.contains("there is no folder project"), "{line}: {answer}");
    }
    assert!(!folder.project().exists(), "nothing is made by asking");
}

#[test]
fn every_fault_is_told_at_once() {
    let folder = Folder::two_missions();
    folder.edit("missions/homes.toml", "by = \"north-council\"", "by = \"north-counsil\"");
    folder.edit("missions/trains.toml", "\"on-time\"", "\"on-tiem\"");
    folder.drop_in("rules/at-least.rhai", "fn assess(my) { if { }");
    let answer = remit(&folder, "check project");
    insta::assert_snapshot!(answer);
}
