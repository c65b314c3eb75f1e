//! `remit test --coverage`: what it prints, what it writes, and how it ends.

use serde_json::Value;
use tests::process::{Folder, remit};

/// A rule with a branch that no test takes, and one test of it.
const RULE: &str = "//! What: a share must reach its floor.
fn assess(my) {
    let share = my.value();
    if share >= my.params.floor { return met(); }
    if share < 0 {
        return missed(\"<below> zero\");
    }
    missed(`${share} of ${my.params.floor}`)
}
";

const TESTS: &str = r#"
[[test]]
name = "a cold council is named"
mission = "homes"

[[test.input_series]]
series = 'warm-homes{body="north-council"}'
from = "2024-01"
values = "95 85"

[[test.check]]
eval_time = "2024-04-01"
exp_verdicts = { "homes/warmth/north-council 2024-02" = "missed" }
"#;

fn folder() -> Folder {
    let folder = Folder::two_missions();
    folder.drop_in("rules/at-least.rhai", RULE);
    folder.drop_in("tests/warmth.toml", TESTS);
    folder
}

/// What is said after the count of the tests, whose time is nobody's to foresee.
fn play(folder: &Folder, options: &str) -> String {
    let answer = remit(folder, format!("test project {options}").trim_end()).to_string();
    let (_, told) = answer.split_once(" s.\n").unwrap_or(("", &answer));
    told.to_owned()
}

#[test]
fn what_the_tests_reached_is_told() {
    insta::assert_snapshot!(play(&folder(), "--coverage"), @r"

    What the tests reached
      rules/at-least.rhai  4 of 5 lines, 3 of 4 branches
        never: line 6; `if` is true at line 5
      rules/on-time.rhai   0 of 3 lines, 0 of 2 branches
        never: lines 6 to 8
    Together: 4 of 8 lines, 3 of 6 branches.
    exit code 0
    ");
    insta::assert_snapshot!(play(&folder(), ""), @"exit code 0");
}

#[test]
fn too_little_fails() {
    insta::assert_snapshot!(play(&folder(), "--coverage-min 90"), @r"

    What the tests reached
      rules/at-least.rhai  4 of 5 lines, 3 of 4 branches
        never: line 6; `if` is true at line 5
      rules/on-time.rhai   0 of 3 lines, 0 of 2 branches
        never: lines 6 to 8
    Together: 4 of 8 lines, 3 of 6 branches.
    remit: 7 of 14 lines and branches were reached, which is less than 90%
    exit code 1
    ");
    assert_eq!(remit(&folder(), "test project --coverage-min 10").code, Some(0));
    assert_eq!(remit(&folder(), "test project --coverage-min 101").code, Some(2));
}

#[test]
fn programs_are_told_it_in_numbers() {
    let answer = remit(&folder(), "test project --coverage --format json");
    let said: Value = serde_json::from_str(&answer.out).unwrap();
    let file = said["coverage"]["files"].as_array().unwrap().iter();
    let file = file.clone().find(|file| file["file"] == "rules/at-least.rhai").unwrap().clone();
    insta::assert_snapshot!(file, @r#"{"branches":{"of":4,"reached":3},"file":"rules/at-least.rhai","lines":{"of":5,"reached":4},"missed_branches":[{"branch":"`if` is true","column":5,"line":5}],"missed_lines":[6]}"#);
    let without = remit(&folder(), "test project --format json");
    assert!(serde_json::from_str::<Value>(&without.out).unwrap().get("coverage").is_none());
}

#[test]
fn browsers_are_told_it_on_one_page() {
    let folder = folder();
    remit(&folder, "test project --coverage-html reached.html");
    let page = std::fs::read_to_string(folder.root().join("reached.html")).unwrap();
    let (_, main) = page.split_once("<h2 id=\"rules-at-least-rhai\">").unwrap();
    let lines: Vec<&str> = main.lines().filter(|line| line.starts_with("<tr")).skip(1).take(8).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    <tr><th scope="row">2</th><td></td><td><code>fn assess(my) {</code></td><td></td></tr>
    <tr class="reached"><th scope="row">3</th><td>five times</td><td><code>    let share = my.value();</code></td><td></td></tr>
    <tr class="reached"><th scope="row">4</th><td>twice</td><td><code>    if share &#62;= my.params.floor { return met(); }</code></td><td></td></tr>
    <tr class="partly"><th scope="row">5</th><td>once</td><td><code>    if share &#60; 0 {</code></td><td>if is true</td></tr>
    <tr class="missed"><th scope="row">6</th><td>never</td><td><code>        return missed(&#34;&#60;below&#62; zero&#34;);</code></td><td></td></tr>
    <tr><th scope="row">7</th><td></td><td><code>    }</code></td><td></td></tr>
    <tr class="reached"><th scope="row">8</th><td>once</td><td><code>    missed(`${share} of ${my.params.floor}`)</code></td><td></td></tr>
    <tr><th scope="row">9</th><td></td><td><code>}</code></td><td></td></tr>
    "#);
    assert!(page.contains("http-equiv=\"Content-Security-Policy\""), "{page}");
    assert!(!page.replace("http-equiv", "").contains("http"), "the page needs nothing beside it");
}

#[test]
fn a_rule_goes_on_counting_when_its_mission_changes_within_a_test() {
    let folder = folder();
    let once =
        TESTS.replace("95 85", "85").replace("2024-04-01", "2024-02-10").replace("2024-02\"", "2024-01\"");
    folder.drop_in("tests/warmth.toml", &once);
    let never = "`if` is true at line 4";
    assert!(play(&folder, "--coverage").contains(never));
    let reload = "\n[[test.reload]]\nat = \"2024-02-05\"\n\n[[test.reload.edit]]\nfile = \"missions/homes.toml\"\n\
        from = \"floor = 90\"\nto = \"floor = 80\"\n";
    folder.append("tests/warmth.toml", reload);
    let told = play(&folder, "--coverage");
    assert!(told.contains("rules/at-least.rhai") && !told.contains(never), "{told}");
}
