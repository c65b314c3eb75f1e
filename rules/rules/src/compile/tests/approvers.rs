//! Faults of `approvers`.

use insta::assert_snapshot;

use super::check::{check, check_mission};
use super::texts::HOUSING;

const JANE: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICu3Z0sGRyMrzeEuyjiyLWwq+6uEkx/nkdKNvqMkRVyD jane@example";
const JOHN: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOVN/0ipo4DkIXbT90dYqF45oLqRVVAkE6g6MnzkKdMG";

fn with(approvers: &str) -> String {
    HOUSING.replacen("[[measure]]", &format!("approvers = [\n{approvers}\n]\n\n[[measure]]"), 1)
}

fn person(name: &str, key: &str) -> String {
    format!("  {{ name = \"{name}\", key = \"{key}\" }},\n")
}

#[track_caller]
fn check_approvers(approvers: &str) -> String {
    check_mission(with(approvers).trim_start())
}

#[test]
fn sound_approvers_raise_nothing() {
    let ecdsa = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBHwf2HMM5TRXvo2SQJjsNkiDD5KqiiNjrGVv3UUh+mMT5RHxiRtOnlqvjhQtBq0VpmpCV/PwUdhOig4vkbqAcEc=";
    let approvers = format!(
        "  {{ name = \"Jane\", key = \"{JANE}\", from = 2026-01-01, until = 2027-01-01 }},\n{}",
        person("John", ecdsa)
    );
    assert_eq!(check(&format!("=== missions/m.toml\n{}", with(&approvers))), "");
}

#[test]
fn one_person_is_too_few() {
    assert_snapshot!(check_approvers(&person("Jane", JANE)), @r#"
    error[approver]: a change needs two people, and fewer are named here
     --> missions/m.toml:5:13
      |
    5 |   approvers = [
      |  _____________^
    6 | |   { name = "Jane", key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICu3Z0sGRyMrzeEuyjiyLWwq+6uEkx/nkdKNvqMkRVyD jane@example" },
    7 | |
    8 | | ]
      | |_^
      |
      = help: name at least two approvers, and better three, or leave `approvers` out
    "#);
    assert_snapshot!(check_approvers(""), @r"
    error[approver]: a change needs two people, and fewer are named here
     --> missions/m.toml:5:13
      |
    5 |   approvers = [
      |  _____________^
    6 | |
    7 | | ]
      | |_^
      |
      = help: name at least two approvers, and better three, or leave `approvers` out
    ");
}

#[test]
fn the_same_person_twice() {
    assert_snapshot!(check_approvers(&[person("Jane", JANE), person("jane", JOHN)].concat()), @r#"
    error[approver]: `jane` is named twice
     --> missions/m.toml:7:12
      |
    7 |   { name = "jane", key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOVN/0ipo4DkIXbT90dYqF45oLqRVVAkE6g6MnzkKdMG" },
      |            ^^^^^^
      |
      = help: two different people sign a change; tell namesakes apart by their posts
    "#);
    assert_snapshot!(check_approvers(&[person("Jane", JANE), person("John", JANE)].concat()), @r#"
    error[approver]: this is the key of Jane as well
     --> missions/m.toml:7:26
      |
    7 |   { name = "John", key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICu3Z0sGRyMrzeEuyjiyLWwq+6uEkx/nkdKNvqMkRVyD jane@example" },
      |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: two different people sign a change; each has a key of their own
    "#);
}

#[test]
fn keys_that_cannot_be_used() {
    assert_snapshot!(check_approvers(&[person("Jane", JANE), person("John", "ssh-ed25519 AAAA")].concat()), @r#"
    error[approver]: this is not a public key of OpenSSH
     --> missions/m.toml:7:26
      |
    7 |   { name = "John", key = "ssh-ed25519 AAAA" },
      |                          ^^^^^^^^^^^^^^^^^^
      |
      = help: `ssh-keygen -t ed25519` makes a pair; the key is the one line of the file that ends in `.pub`
    "#);
    let rsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDKt4GJmmeNfTGkYl9LrlG8tmlwVxEbPVeL8HvYs0dAfkGTMHoaUFjJRm8Nb2/pGBlxtCLFxIkyRSOpSPsPPeRXGAfhN2hkVf+GxBMVLVXD3kSDPdOJk5YbVLwZ2dP8E5fDH2kDwTwPhS2e2O0cFzGEnYxPFHYYHPWWY3iJFqTd4w==";
    assert_snapshot!(check_approvers(&[person("Jane", JANE), person("John", rsa)].concat()), @r#"
    error[approver]: keys of the kind `ssh-rsa` are not taken
     --> missions/m.toml:7:26
      |
    7 | ... = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDKt4GJmmeNfTGkYl9LrlG8tmlwVxEbPVeL8HvYs0dAfkGTMHoaUFjJRm8Nb2/pGBlxtCLFxIkyRSOpSPsPPeRXGAfhN2hkVf+GxBMVLVXD3kSDPdOJk5YbVLwZ2dP8E5fDH2kDwTwPhS2e2O0cFzGEnYxPFHYYHPWWY3iJFqTd4w==" },
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: use one of the kind `ssh-ed25519`: `ssh-keygen -t ed25519` makes a pair; the key is the one line of the file that ends in `.pub`
    "#);
    let private = "-----BEGIN OPENSSH PRIVATE KEY-----";
    assert_snapshot!(check_approvers(&[person("Jane", JANE), person("John", private)].concat()), @r"
    error[approver]: an approver's `key` is a private key
     --> missions/m.toml:1:1
      |
    1 | [mission]
      | ^
      |
      = help: it is to be seen by nobody: take it out, and make another pair. `ssh-keygen -t ed25519` makes a pair; the key is the one line of the file that ends in `.pub`
    ");
}

#[test]
fn a_target_for_a_guarded_mission_stands_in_that_mission() {
    let target = |measure: &str| {
        format!(
            "[[target]]\nmeasure = \"{measure}\"\nbody = \"mhclg\"\nfrom = \"2020-01-01\"\nvalue = 1\nby = \"2021-01-01\"\n"
        )
    };
    let other = HOUSING.replace("\"housing\"", "\"homes\"").replace("referrals", "visits");
    let project = |housing: &str, measure: &str| {
        let other = format!("{}{}", other.trim_start(), target(measure));
        check(&format!("=== missions/m.toml\n{housing}\n=== missions/other.toml\n{other}"))
    };
    let guarded = with(&[person("Jane", JANE), person("John", JOHN)].concat());
    assert_snapshot!(project(&guarded, "referrals"), @r#"
    error[invalid-value]: `referrals` belongs to the mission `housing`, whose changes two people sign
      --> missions/other.toml:19:11
       |
    19 | measure = "referrals"
       |           ^^^^^^^^^^^
       |
       = help: write the target in the file of the mission `housing`
    "#);
    assert_eq!(project(&guarded, "visits"), "");
    assert_eq!(project(HOUSING, "referrals"), "");
    assert_eq!(check(&format!("=== missions/m.toml\n{guarded}{}", target("referrals"))), "");
}

#[test]
fn what_is_missing_or_misspelt() {
    let approvers = format!("  {{ nmae = \"Jane\", key = \"{JANE}\" }},\n{}", person("John", JOHN));
    assert_snapshot!(check_approvers(&approvers), @r#"
    error[toml]: [[mission.approvers]] lacks `name`
     --> missions/m.toml:6:3
      |
    6 |   { nmae = "Jane", key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICu3Z0sGRyMrzeEuyjiyLWwq+6uEkx/nkdKNvqMkRVyD jane@example" },
      |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: add a line such as `name = "Jane Doe"`

    error[toml]: [[mission.approvers]] has no key `nmae`
     --> missions/m.toml:6:5
      |
    6 |   { nmae = "Jane", key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICu3Z0sGRyMrzeEuyjiyLWwq+6uEkx/nkdKNvqMkRVyD jane@example" },
      |     ^^^^
      |
      = help: did you mean `name`?
    "#);
}

#[test]
fn a_name_is_spelt_in_one_way() {
    for name in ["Jane  Doe", "Jane\u{a0}Doe"] {
        let told = check_approvers(&format!("{}{}", person(name, JANE), person("John", JOHN)));
        assert!(told.contains("the words of a name stand apart by single blanks"), "{name}: {told}");
    }
}
