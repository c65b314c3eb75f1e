//! Rules that go wrong: those that cannot be compiled are refused, those that fail while they run fail alone.

use tests::process::{Folder, remit};

/// What becomes of a rule with this text, while another rule stands beside it.
#[track_caller]
fn check(rule: &str, code: i32) -> String {
    let folder = Folder::two_missions();
    folder.drop_in("rules/on-time.rhai", rule);
    // These rules take no parameters, and to hand them any is a fault of its own.
    let mission = folder.read("missions/trains.toml").replace("params = { floor = 80 }\n", "");
    folder.drop_in("missions/trains.toml", mission);
    let answer = remit(&folder, "run project");
    assert_eq!(answer.code, Some(code), "{answer}");
    assert!(answer.out.contains("  MET  Councils keep homes warm\n"), "{answer}");
    let trains = answer.out.split_once("Trains on time").map_or("", |(_, rest)| rest);
    let trains = trains.split_once("\n\nFiles read").map_or(trains, |(trains, _)| trains);
    format!("{}Trains on time{trains}", answer.err)
}

#[test]
fn a_rule_that_loops_for_ever_is_stopped_and_fails_alone() {
    insta::assert_snapshot!(check("fn assess(my) { loop { } }", 1), @"
    Trains on time (trains)

      FAILED  The railway runs on time
             A rule failed, so nothing can be said for two months in a row, January 2024 and February 2024.
               The Railway: could not be judged for two months in a row, January 2024 and February 2024.
                 February 2024: the rule ran for too long and was stopped.
             Evidence: remit explain project trains/punctuality/rule-failed

    One alert is firing.
    ");
}

#[test]
fn a_rule_that_calls_itself_for_ever_is_stopped_and_fails_alone() {
    insta::assert_snapshot!(check("fn on(n) { on(n + 1) }\nfn assess(my) { on(1); met() }", 1), @"
    Trains on time (trains)

      FAILED  The railway runs on time
             A rule failed, so nothing can be said for two months in a row, January 2024 and February 2024.
               The Railway: could not be judged for two months in a row, January 2024 and February 2024.
                 February 2024: functions of the rule call each other too deeply.
             Evidence: remit explain project trains/punctuality/rule-failed

    One alert is firing.
    ");
}

#[test]
fn a_rule_that_grows_without_bound_is_stopped_and_fails_alone() {
    insta::assert_snapshot!(check("fn assess(my) { let s = \"x\"; loop { s += s; } }", 1), @"
    Trains on time (trains)

      FAILED  The railway runs on time
             A rule failed, so nothing can be said for two months in a row, January 2024 and February 2024.
               The Railway: could not be judged for two months in a row, January 2024 and February 2024.
                 February 2024: a text in the rule grew too long.
             Evidence: remit explain project trains/punctuality/rule-failed

    One alert is firing.
    ");
}

#[test]
fn a_rule_that_divides_by_nought_fails_alone() {
    insta::assert_snapshot!(check("fn assess(my) {\n    met(`${my.value() / 0}`)\n}", 1), @"
    Trains on time (trains)

      FAILED  The railway runs on time
             A rule failed, so nothing can be said for two months in a row, January 2024 and February 2024.
               The Railway: could not be judged for two months in a row, January 2024 and February 2024.
                 February 2024: the rule divides by zero: 86 / 0.
             Evidence: remit explain project trains/punctuality/rule-failed

    One alert is firing.
    ");
}

#[test]
fn a_failed_rule_is_failed_in_json_and_for_no_one_else() {
    let folder = Folder::two_missions();
    folder.drop_in("rules/on-time.rhai", "fn assess(my) { loop { } }");
    let answer = remit(&folder, "run project --format json");
    let answer: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    let verdicts = answer["verdicts"].as_array().unwrap().iter();
    let told = verdicts.filter(|said| said["contribution"].is_null());
    let told = told.map(|said| {
        format!("{} {} {} {}\n", said["mission"], said["period"], said["verdict"], said["reason"])
    });
    insta::assert_snapshot!(told.collect::<String>(), @r#"
    "homes" "2024-01" "met" "delivered by two of two contributions"
    "homes" "2024-02" "met" "delivered by two of two contributions"
    "trains" "2024-01" "failed" "the rule ran for too long and was stopped"
    "trains" "2024-02" "failed" "the rule ran for too long and was stopped"
    "#);
}

#[test]
fn a_rule_that_reads_a_measure_that_does_not_exist_is_refused() {
    insta::assert_snapshot!(check("fn assess(my) { met(`${my.value(\"warm-hoems\")}`) }", 2), @r#"
    error[unknown-measure]: there is no measure `warm-hoems`
     --> rules/on-time.rhai:1:33
      |
    1 | fn assess(my) { met(`${my.value("warm-hoems")}`) }
      |                                 ^^^^^^^^^^^^
      |
      = help: did you mean `warm-homes`?
    remit: feeds/trains/2024.csv: unknown measure `punctual-trains`
      help: Declare the measure in a mission, or name another one in the feed
    Trains on time
    "#);
}

#[test]
fn a_rule_that_is_no_rhai_is_refused() {
    insta::assert_snapshot!(check("fn assess(my) { if { }", 2), @r"
    error[rule-syntax]: something is missing here
     --> rules/on-time.rhai:1:20
      |
    1 | fn assess(my) { if { }
      |                    ^
      |
      = help: write a value or an expression
    remit: feeds/trains/2024.csv: unknown measure `punctual-trains`
      help: Declare the measure in a mission, or name another one in the feed
    Trains on time
    ");
}

#[test]
fn a_rule_that_wants_to_sleep_is_refused() {
    insta::assert_snapshot!(check("fn assess(my) { sleep(10); met() }", 2), @r"
    error[rule-function]: there is no function `sleep`
     --> rules/on-time.rhai:1:17
      |
    1 | fn assess(my) { sleep(10); met() }
      |                 ^^^^^
    remit: feeds/trains/2024.csv: unknown measure `punctual-trains`
      help: Declare the measure in a mission, or name another one in the feed
    Trains on time
    ");
}
