//! `remit lint`, as the program runs it.

use tests::process::{Folder, remit};

/// A mission with a promise in warm words, and an outcome that nobody owes.
fn project(remit_toml: &str) -> Folder {
    let folder = Folder::missing();
    folder.drop_in("remit.toml", format!("[project]\ntitle = \"Case\"\n{remit_toml}"));
    folder.drop_in("bodies.csv", "id,name\nleeds,Leeds City Council\n");
    folder.drop_in(
        "missions/homes.toml",
        "[mission]\nid = \"homes\"\ntitle = \"A home for everybody\"\n\n[[measure]]\nid = \"rough\"\n\
        title = \"People who sleep rough\"\nevery = \"quarter\"\nbetter = \"lower\"\nclass = \"outcome\"\n\n[[obligation]]\nid = \"nobody\"\n\
        title = \"Nobody sleeps rough\"\nlead = \"leeds\"\n",
    );
    folder
}

#[test]
fn what_is_weak_is_told_with_its_place_why_and_what_to_do() {
    let answer = remit(&project(""), "lint project");
    insta::assert_snapshot!(answer.out, @r#"
    outcome-unowed: one finding
      nobody answers for the outcome "People who sleep rough" (measure:rough, missions/homes.toml:6)
      Why it matters: what becomes of people is what a mission is for; an outcome that nobody owes is watched and never answered for.
      What to do: declare an obligation with this measure, or name the measure in one that exists.

    warm-words: one finding
      "Nobody sleeps rough" has nothing that it is judged by, no date, no owner, no consequence (homes/nobody, missions/homes.toml:12)
      Why it matters: words that nobody can be held to cost nothing, and are the first to be forgotten.
      What to do: write down what would show that it is kept, from when, who answers for it and what follows if not; or give it up in the open with `not_pursued`.

    Two findings, by two of eleven lints.
    "#);
    assert_eq!(answer.code, Some(0), "{answer}");
}

#[test]
fn programs_read_it_as_json() {
    let answer = remit(&project(""), "lint project --format json");
    let found: serde_json::Value = serde_json::from_str(&answer.out).expect("the answer is JSON");
    let first = &found["findings"][0];
    assert_eq!((&first["code"], &first["file"]), (&"outcome-unowed".into(), &"missions/homes.toml".into()));
}

#[test]
fn a_finding_fails_where_that_is_asked_for() {
    let folder = project("");
    let code = |command: &str| remit(&folder, command).code;
    assert_eq!(code("lint project --fail-on warm-words"), Some(1));
    assert_eq!(code("lint project --fail-on any"), Some(1));
    assert_eq!(code("lint project --fail-on bare-duty"), Some(0));
    assert_eq!(code("lint project --fail-on warm-word"), Some(2));
}

#[test]
fn a_project_lives_with_a_finding_and_adds_lints_of_its_own() {
    let allow = |code: &str, at: &str| {
        format!(
            "[[lint.allow]]\ncode = \"{code}\"\nat = \"{at}\"\nreason = \"It is being worked out\"\nuntil = \"2027-03-31\"\n"
        )
    };
    let folder = project(&format!(
        "{}{}",
        allow("warm-words", "homes/nobody"),
        allow("outcome-unowed", "measure:rough")
    ));
    folder.drop_in(
        "lints/leeds-leads.rhai",
        "//! Why: others can lead too.\nfn lint(my) { my.obligations.filter(|owed| owed.lead == \"leeds\").map(|owed| #{ at: owed.name, says: \"Leeds leads again\" }) }\n",
    );
    let answer = remit(&folder, "lint project --as-of 2027-01-01");
    insta::assert_snapshot!(answer.out, @"
    leeds-leads: one finding
      Leeds leads again (homes/nobody, missions/homes.toml:12)
      Why it matters: others can lead too.

    Allowed: two findings
      warm-words at homes/nobody, until 31 March 2027: It is being worked out
      outcome-unowed at measure:rough, until 31 March 2027: It is being worked out

    One finding, by one of twelve lints.
    ");
    let later = remit(&folder, "lint project --as-of 2027-04-01");
    assert!(later.out.contains("it was allowed until 31 March 2027: It is being worked out"), "{later}");
    folder.drop_in("lints/leeds-leads.rhai", "fn lint(my) { 1 +\n");
    assert_eq!(remit(&folder, "check project").code, Some(2));
    let broken = remit(&folder, "lint project");
    assert!(
        broken.out.contains("No findings by eleven lints.")
            && broken.code == Some(2)
            && broken.out.contains("Allowed: two findings"),
        "{broken}"
    );
}
