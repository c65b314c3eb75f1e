//! What is counted agrees with a count by hand, and counting changes nothing.
//!
//! Behind each line after `//=` stands how often it is run, and how often each of its branches is taken.

use std::sync::Arc;

use engine::model::RuleId;
use indexmap::IndexMap;

use super::world::{World, vocabulary};
use crate::diagnostic::{Colour, render};
use crate::script::{Counting, Coverage, CoverageLog, FileCoverage, compile_rule_counting};
use crate::source::{MissionSources, SourceText, Sources};

/// Judges by the rule over each of the figures, and holds what was counted to what the text says.
#[track_caller]
fn check(text: &str, figures: &[&str]) -> Coverage {
    let source = SourceText::new("rules/test.rhai", text);
    let log = CoverageLog::new();
    for figures in figures {
        let rule = compile_rule_counting(&RuleId::new("test"), &source, &vocabulary(), Counting::In(&log))
            .unwrap_or_else(|faults| panic!("{}", render(&faults, Colour::Plain)));
        drop(rule.assess(&World::new(figures).view()));
    }
    let coverage = log.coverage(&sources(&source));
    let [file] = coverage.files() else { panic!("there is one rule") };
    assert_eq!(counted(file), by_hand(text));
    coverage
}

fn sources(rule: &SourceText) -> Sources {
    let empty = SourceText::new("", "");
    let rules = IndexMap::from([("test".to_owned(), rule.clone())]);
    let mission =
        MissionSources { declaration: empty.clone(), rules: rules.into(), libraries: Arc::default() };
    Sources {
        project: empty.clone(),
        bodies: empty,
        bank_holidays: None,
        people: None,
        relations: None,
        missions: [("m".into(), mission)].into_iter().collect(),
    }
}

fn by_hand(text: &str) -> String {
    let lines = text.lines().enumerate().filter_map(|(at, line)| {
        let (_, counts) = line.split_once("//=")?;
        Some(format!("{}: {}", at + 1, counts.trim()))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn counted(file: &FileCoverage) -> String {
    let last = u32::try_from(file.source.text.lines().count()).unwrap();
    let lines = (1..=last).filter_map(|line| {
        let times = file.lines.get(&line).map(ToString::to_string).into_iter();
        let own = file.branches.iter().filter(|branch| branch.line == line);
        let branches = own.map(|branch| format!("{} {}", branch.branch, branch.count));
        let counts: Vec<String> = times.chain(branches).collect();
        (!counts.is_empty()).then(|| format!("{line}: {}", counts.join(", ")))
    });
    lines.collect::<Vec<_>>().join("\n")
}

const EARLY_RETURN: &str = r#"//! What: a rule that may end early.
fn assess(my) {
    let now = my.value();                               //= 5
    let before = my.value_or("relief", 0);              //= 4
    if before == 0 { return met("nothing before"); }    //= 4, `if` is true 1, `if` is false 3
    let kept = now / before;                            //= 3

    // Nothing to count here.
    if kept >= 0.8 {                                    //= 3, `if` is true 2, `if` is false 1
        met("kept")                                     //= 2
    } else if kept > 2 {                                //= 1, `if` is true 0, `if` is false 1
        met("more than twice")                          //= 0
    } else {
        missed(`${percent(kept)} is kept`)              //= 1
    }
}
"#;

#[test]
fn an_early_return_is_counted_as_by_hand() {
    let coverage = check(
        EARLY_RETURN,
        &[
            "2020-Q4 10",
            "2020-Q4 90; relief gateway 2020-Q4 100",
            "2020-Q4 80; relief gateway 2020-Q4 100",
            "2020-Q4 10; relief gateway 2020-Q4 100",
            "",
        ],
    );
    assert_eq!(coverage.lines().to_string(), "8 of 9");
    assert_eq!(coverage.branches().to_string(), "5 of 6");
}

const SWITCH: &str = r#"//! What: a rule with every kind of case.
fn assess(my) {
    let sized = size(my.value());                       //= 5
    switch sized {                                      //= 5, no case fits 1
        "small" => return missed("small"),              //= 2, case 1 2
        "middle" if my.has("relief") => {
            return met("relieved");                     //= 1, case 2 1
        }
        "middle" | "average" => {
            let why = "not relieved";                   //= 1, case 3 1
            return at_risk(why);                        //= 1
        }
        "vast" => return met("vast"),                   //= 0, case 4 0
    }
    met("large")                                        //= 1
}

fn size(value) {
    switch value {                                      //= 5
        0..10 => "small",                               //= 2, case 1 2
        10..=20 => {
            "middle"                                    //= 2, case 2 2
        }
        _ => "large",                                   //= 1, case `_` 1
    }
}
"#;

#[test]
fn a_switch_is_counted_as_by_hand() {
    let coverage = check(
        SWITCH,
        &["2020-Q4 3", "2020-Q4 9", "2020-Q4 15; relief gateway 2020-Q4 1", "2020-Q4 15", "2020-Q4 500"],
    );
    assert_eq!(coverage.lines().to_string(), "11 of 12");
    assert_eq!(coverage.branches().to_string(), "7 of 8");
}

const LOOPS: &str = r#"//! What: a rule with loops of every kind, and a function that is never called.
fn assess(my) {
    let total = 0;                                      //= 3
    for x in my.params.weights {                        //= 3, the loop runs 3, the loop does not run 0
        total += if x > 2 { x } else { 0 };             //= 6, `if` is true 3, `if` is false 3
    }
    for x in listed(my.value()) {                       //= 3, the loop runs 2, the loop does not run 1
        if x == 2 { continue; }                         //= 3, `if` is true 1, `if` is false 2
        while total < 5 {                               //= 2, the loop runs 2, the loop does not run 0
            total += 1;                                 //= 2
            if total == 4 { break; }                    //= 2, `if` is true 2, `if` is false 0
        }
        if x > 1 {                                      //= 2, `if` is true 0, `if` is false 2
            return missed("more than one");             //= 0
        }
    }
    let big = [4, 5].filter(|x|                         //= 3
        x > 4                                           //= 6
    );
    try {                                               //= 3
        throw "for nothing";                            //= 3
    } catch {
        total += 10;                                    //= 3
    }
    let first = loop {                                  //= 3
        break big.first();                              //= 3
    };
    if first != 5 {                                     //= 3, `if` is true 0, `if` is false 3
        return never(my);                               //= 0
    }
    met(`${total}`)                                     //= 3
}

fn listed(value) {
    let list = [];                                      //= 3
    let next = 1;                                       //= 3
    while next <= value {                               //= 3, the loop runs 2, the loop does not run 1
        list.push(next);                                //= 3
        next += 1;                                      //= 3
    }
    list                                                //= 3
}

fn never(my) {
    let nothing = ();                                   //= 0
    met()                                               //= 0
}
"#;

#[test]
fn loops_are_counted_as_by_hand() {
    let coverage = check(LOOPS, &["2020-Q4 0", "2020-Q4 1", "2020-Q4 2"]);
    assert_eq!(coverage.lines().to_string(), "24 of 28");
    assert_eq!(coverage.branches().to_string(), "13 of 18");
}

#[test]
fn a_loop_within_itself_is_told_apart_from_its_own_copy() {
    let text = r"fn assess(my) {
    down(2);                                            //= 1
    met()                                               //= 1
}
fn down(n) {
    for x in range(0, n) {                              //= 3, the loop runs 2, the loop does not run 1
        if x == 0 { down(n - 1); }                      //= 3, `if` is true 2, `if` is false 1
    }
}
";
    check(text, &[""]);
}

#[test]
fn what_several_runs_reached_is_put_together() {
    let figures = ["2020-Q4 10", "2020-Q4 90; relief gateway 2020-Q4 100"];
    let [one, other] = figures.map(|figures| reached(EARLY_RETURN, figures));
    let merged = one.merged(other);
    assert_eq!(merged.files().len(), 1);
    assert_eq!(
        (merged.lines().to_string(), merged.branches().to_string()),
        ("6 of 9".into(), "3 of 6".into())
    );
    let missed: Vec<u32> = merged.files()[0].missed_lines().collect();
    assert_eq!(missed, [11, 12, 14]);
}

fn reached(text: &str, figures: &str) -> Coverage {
    let source = SourceText::new("rules/test.rhai", text);
    let log = CoverageLog::new();
    let rule = compile_rule_counting(&RuleId::new("test"), &source, &vocabulary(), Counting::In(&log));
    let rule = rule.unwrap_or_else(|faults| panic!("{}", render(&faults, Colour::Plain)));
    drop(rule.assess(&World::new(figures).view()));
    log.coverage(&sources(&source))
}

#[test]
fn many_threads_count_in_one_log() {
    let source = SourceText::new("rules/test.rhai", EARLY_RETURN);
    let log = CoverageLog::new();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let rule =
                    compile_rule_counting(&RuleId::new("test"), &source, &vocabulary(), Counting::In(&log));
                let rule = rule.unwrap();
                for _ in 0..50 {
                    rule.assess(&World::new("2020-Q4 10").view()).unwrap();
                }
            });
        }
    });
    let coverage = log.coverage(&sources(&source));
    assert_eq!(coverage.files()[0].lines[&3], 200);
    assert_eq!(coverage.branches().to_string(), "1 of 6");
}

#[test]
fn a_share_is_exact() {
    let coverage = reached(EARLY_RETURN, "2020-Q4 10");
    let lines = coverage.lines();
    assert_eq!(lines.to_string(), "3 of 9");
    assert!(lines.is_at_least(33) && !lines.is_at_least(34));
    assert!(Coverage::default().total().is_at_least(100));
}
