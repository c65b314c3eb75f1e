//! What is declared of a duty beyond its arithmetic: by what authority, in which shares.

use insta::assert_snapshot;

use super::check::check;
use super::texts::HOUSING;

/// What is said of the sound mission with these lines at the end of its obligation.
#[track_caller]
fn check_with(lines: &str) -> String {
    check(&format!("=== missions/m.toml\n{}{lines}", HOUSING.trim_start()))
}

fn part(by: &str, lines: &str) -> String {
    format!("\n[[obligation.contribution]]\nby = \"{by}\"\n{lines}\n")
}

#[test]
fn shares_make_up_the_whole_where_all_are_given() {
    let all = |one, other| check_with(&[part("hm-prisons", one), part("probation", other)].concat());
    assert_eq!(all("share = 0.6", "share = 0.4"), "");
    assert_eq!(all("share = 0.6", ""), "");
    assert_snapshot!(all("share = 0.6", "share = 0.3"), @"
    error[invalid-value]: the shares add up to 0.9, and not to 1
      --> missions/m.toml:25:9
       |
    25 | share = 0.3
       |         ^^^
       |
      ::: missions/m.toml:21:9
       |
    21 | share = 0.6
       |         --- and this share
       |
       = help: change them so that the whole is shared out, or leave one out where not all of it is
    ");
    assert_snapshot!(all("share = 60", "share = 0.4"), @"
    error[invalid-value]: `share` is more than 0 and at the most 1
      --> missions/m.toml:21:9
       |
    21 | share = 60
       |         ^^
       |
       = help: write a share, such as `0.4` for 40 of 100
    ");
}

#[test]
fn shares_that_do_not_make_up_the_whole_later_on_are_worth_a_look() {
    let parts = [
        part("hm-prisons", "share = 0.6"),
        part("probation", "share = 0.4\nuntil = \"2020-Q4\""),
        part("dhsc", "share = 0.2\nfrom = \"2021-Q1\""),
    ];
    assert_snapshot!(check_with(&parts.concat()), @"
    warning[invalid-value]: the shares add up to 0.8 from Q1 2021 on, and not to 1
      --> missions/m.toml:30:9
       |
    30 | share = 0.2
       |         ^^^
       |
      ::: missions/m.toml:21:9
       |
    21 | share = 0.6
       |         --- and this share
       |
      ::: missions/m.toml:25:9
       |
    25 | share = 0.4
       |         --- and this share
       |
       = help: change them so that the whole is shared out, or leave one out where not all of it is
    ");
}

#[test]
fn a_body_that_has_closed_bears_no_share() {
    let parts =
        [part("hm-prisons", "share = 0.5"), part("probation", "share = 0.5"), part("east", "share = 0.5")];
    assert_eq!(check_with(&parts.concat()), "");
}

#[test]
fn a_link_that_nobody_can_follow_is_worth_a_look() {
    let act = "authority = { title = \"Act of 2017\", link = \"www.law.example/2017\" }\n";
    assert_snapshot!(check_with(act), @r#"
    warning[invalid-value]: `www.law.example/2017` is no address that can be followed
      --> missions/m.toml:18:45
       |
    18 | authority = { title = "Act of 2017", link = "www.law.example/2017" }
       |                                             ^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: write the whole address, such as `https://www.legislation.gov.uk/ukpga/2017/13`, or put what it says into `paragraph`
    "#);
    assert_snapshot!(check_with("authority = [\"Act of 2017\", { paragraph = \"s. 3\" }, 7]\n"), @r#"
    error[toml]: `authority` lacks `title`
      --> missions/m.toml:18:29
       |
    18 | authority = ["Act of 2017", { paragraph = "s. 3" }, 7]
       |                             ^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: add a line such as `title = "Homelessness Reduction Act 2017"`

    error[toml]: `authority` must be a text, not a number
      --> missions/m.toml:18:53
       |
    18 | authority = ["Act of 2017", { paragraph = "s. 3" }, 7]
       |                                                     ^
    "#);
}

/// What is said of a mission with this obligation in the place of the sound one.
#[track_caller]
fn check_owed(lines: &str) -> String {
    let (head, _) = HOUSING.trim_start().split_once("[[obligation]]").expect("the sound one has one");
    check(&format!("=== missions/m.toml\n{head}[[obligation]]\n{lines}"))
}

#[test]
fn what_cannot_be_measured_yet_stops_nobody() {
    assert_snapshot!(check_owed("id = \"pledge\"\ntitle = \"Nobody sleeps rough\"\n"), @r#"
    warning[not-measurable]: `pledge` is not yet measurable: it lacks `lead`, `measure`, `rule` and `from`
      --> missions/m.toml:11:1
       |
    11 | [[obligation]]
       | ^^^^^^^^^^^^^^
       |
       = help: say what is missing once it is known; until then nobody owes it, and it is listed as not yet measurable
    "#);
    let half = "id = \"pledge\"\ntitle = \"Nobody sleeps rough\"\nlead = \"mhclg\"\nfrom = \"2019-Q4\"\nmeasure = \"referrals\"\n";
    assert_snapshot!(check_owed(half), @r#"
    warning[not-measurable]: `pledge` is not yet measurable: it lacks `rule`
      --> missions/m.toml:11:1
       |
    11 | [[obligation]]
       | ^^^^^^^^^^^^^^
       |
       = help: say what is missing once it is known; until then nobody owes it, and it is listed as not yet measurable
    "#);
}

#[test]
fn what_an_unfinished_duty_names_must_be_there() {
    let misspelt =
        "id = \"pledge\"\ntitle = \"Nobody sleeps rough\"\nlead = \"mhclgg\"\nmeasure = \"referals\"\n";
    assert_snapshot!(check_owed(misspelt), @r#"
    warning[not-measurable]: `pledge` is not yet measurable: it lacks `rule` and `from`
      --> missions/m.toml:11:1
       |
    11 | [[obligation]]
       | ^^^^^^^^^^^^^^
       |
       = help: say what is missing once it is known; until then nobody owes it, and it is listed as not yet measurable

    error[unknown-body]: there is no body `mhclgg`
      --> missions/m.toml:14:8
       |
    14 | lead = "mhclgg"
       |        ^^^^^^^^
       |
       = help: did you mean `mhclg`?

    error[unknown-measure]: there is no measure `referals`
      --> missions/m.toml:15:11
       |
    15 | measure = "referals"
       |           ^^^^^^^^^^
       |
       = help: did you mean `referrals`?
    "#);
}
