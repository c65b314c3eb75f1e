//! Fixtures that tests of several files begin with: where they stand, and what is said of those that cannot be used.

use tests::process::{Folder, remit};

const SHARED: &str = r#"[[fixture]]
id = "a-warm-january"

[[fixture.input_series]]
measure = "warm-homes"
body = "north-council"
from = "2024-01"
values = "95"

[[fixture.input_series]]
measure = "warm-homes"
body = "south-council"
from = "2024-01"
values = "93"
"#;

fn a_test(name: &str, fixture: &str) -> String {
    format!(
        "[[test]]\nname = \"{name}\"\nmission = \"homes\"\nfixtures = [\"{fixture}\"]\n\n[[test.check]]\n\
         eval_time = \"2024-02-20\"\nexp_verdicts = {{ \"homes/warmth 2024-01\" = \"met\" }}\n"
    )
}

fn shared() -> Folder {
    let folder = Folder::two_missions();
    folder.drop_in("tests/fixtures.toml", SHARED);
    folder.drop_in("tests/first.toml", a_test("the first file", "a-warm-january"));
    folder.drop_in("tests/second.toml", a_test("the second file", "a-warm-january"));
    folder
}

#[test]
fn tests_of_every_file_may_begin_with_them() {
    let folder = shared();
    let played = remit(&folder, "test project").to_string();
    assert!(played.contains("tests/first.toml: one passed\n"), "{played}");
    assert!(played.contains("tests/second.toml: one passed\n"), "{played}");
    let alone = remit(&folder, "test project tests/second.toml").to_string();
    assert!(alone.contains("tests/second.toml: one passed\n"), "{alone}");
}

#[test]
fn what_is_wrong_with_one_is_told_once_where_it_stands() {
    let folder = shared();
    folder.edit("tests/fixtures.toml", "north-council", "nroth-council");
    insta::assert_snapshot!(remit(&folder, "check project"), @r#"
    One error. Ready: two missions, two obligations, two contributions, two measures and four bodies.
    error[unknown-body]: there is no body `nroth-council`
     --> tests/fixtures.toml:6:8
      |
    6 | body = "nroth-council"
      |        ^^^^^^^^^^^^^^^
      |
      = help: did you mean `north-council`?
    exit code 2
    "#);
}

#[test]
fn a_fixture_stands_in_one_place() {
    let folder = shared();
    let twice =
        format!("[[fixture]]\nid = \"a-warm-january\"\n\n{}", a_test("the second file", "a-warm-january"));
    folder.drop_in("tests/second.toml", twice);
    // One of another file is none of this one's.
    folder.drop_in("tests/third.toml", "[[fixture]]\nid = \"a-cold-january\"\n");
    folder.drop_in("tests/first.toml", a_test("the first file", "a-cold-january"));
    insta::assert_snapshot!(remit(&folder, "check project"), @r#"
    Two errors. Ready: two missions, two obligations, two contributions, two measures and four bodies.
    error[test]: there is no fixture `a-cold-january`
     --> tests/first.toml:4:13
      |
    4 | fixtures = ["a-cold-january"]
      |             ^^^^^^^^^^^^^^^^
      |
      = help: add a [[fixture]] with that id to this file, or to `tests/fixtures.toml` where several files use it

    error[duplicate-id]: two fixtures have the id `a-warm-january`
     --> tests/second.toml:2:6
      |
    2 | id = "a-warm-january"
      |      ^^^^^^^^^^^^^^^^
      |
     ::: tests/fixtures.toml:2:6
      |
    2 | id = "a-warm-january"
      |      ---------------- the first one
      |
      = help: give one of them another id
    exit code 2
    "#);
}
