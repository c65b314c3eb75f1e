//! What is handed to rules, held against what they take; and figures that a rule can never read.

use super::texts::{HOUSING, sources};
use crate::compile::compile;
use crate::diagnostic::Severity;

/// What is said where a rule with this text is handed these parameters: each fault with what to do, on one line.
#[track_caller]
fn check(rule: &str, params: &str, expected: &[&str]) {
    let housing = HOUSING.replacen("\"always\"", "\"r\"", 1);
    let params = if params.is_empty() { String::new() } else { format!("params = {{ {params} }}\n") };
    expect(
        &format!("=== rules/r.rhai\n{rule}\n=== missions/m.toml\n{}{params}", housing.trim_start()),
        expected,
    );
}

#[track_caller]
fn expect(texts: &str, expected: &[&str]) {
    let said = compile(&sources(texts)).diagnostics.into_iter().map(|fault| {
        let gravity = if fault.severity == Severity::Error { "error" } else { "warning" };
        let help = fault.help.map(|help| format!("; {help}")).unwrap_or_default();
        format!("{gravity}: {}{help}", fault.message)
    });
    assert_eq!(said.collect::<Vec<_>>(), expected);
}

const READS: &str = "fn assess(my) { if my.value() >= my.params.floor { met() } else { missed() } }";

const SAYS: &str = "//! Param: floor, number from 0 to 1, share that must be kept
//! Param: after, date, optional, when it begins
//! Param: beside, list of measures, optional, what is looked at too
fn assess(my) { if my.value() >= my.params.floor || \"after\" in my.params { met(my.params.after) } else { missed(`${my.params.beside}`) } }";

#[test]
fn a_rule_that_says_nothing_is_known_by_what_it_reads() {
    check(READS, "floor = 10", &[]);
    check(READS, "flor = 10", &["error: the rule `r` takes no parameter `flor`; did you mean `floor`?"]);
    check(
        READS,
        "",
        &[
            "error: the rule `r` is not handed the parameter `floor`, which it needs; add `floor = ..` to `params`, or ask \
             `my.params.contains(\"floor\")` in the rule first",
        ],
    );
    check(
        READS,
        "floor = 10, ceiling = 3",
        &[
            "warning: the rule `r` takes no parameter `ceiling`; take it out, or read it in the rule as `my.params`",
        ],
    );
}

#[test]
fn what_is_asked_for_first_may_be_missing() {
    check("fn assess(my) { if \"x\" in my.params { met(`${my.params.x}`) } else { met() } }", "", &[]);
    check(
        "fn assess(my) { if my.params.contains(\"x\") { met(`${my.params[\"x\"]}`) } else { met() } }",
        "x = 1",
        &[],
    );
}

#[test]
fn variables_and_functions_of_the_rule_are_looked_through() {
    let rule = "fn least(given) { given.floor }\nfn most(my) { my.params.ceiling }\n\
                fn assess(my) { let given = my.params; if my.value() > least(given) && my.value() < most(my) { met() } else { missed() } }";
    check(rule, "floor = 1, ceiling = 2", &[]);
    check(
        rule,
        "floor = 1, cieling = 2",
        &["error: the rule `r` takes no parameter `cieling`; did you mean `ceiling`?"],
    );
}

#[test]
fn what_goes_elsewhere_may_be_read_there() {
    check("fn assess(my) { met(my.params.keys().join(\", \")) }", "anything = 1", &[]);
    check("fn assess(my) { let all = [my.params]; met(`${all.len()}`) }", "anything = 1", &[]);
}

#[test]
fn a_rule_that_says_what_it_takes_is_held_to_it() {
    check(SAYS, "floor = 0.8, after = \"2024-01-01\", beside = [\"referrals\"]", &[]);
    check(
        SAYS,
        "floor = 8",
        &[
            "error: `floor` is 8, and must be a number from 0 to 1; the rule says of `floor`: share that must be kept",
        ],
    );
    check(
        SAYS,
        "floor = 0.8, after = \"soon\", beside = [\"referals\"]",
        &[
            "error: `after` is `soon`, and must be a date; the rule says of `after`: when it begins",
            "error: `beside` holds `referals`, and must be the id of a measure; the rule says of `beside`: what is looked at too",
        ],
    );
    check(
        SAYS,
        "floor = 0.8, spare = 1",
        &[
            "error: the rule `r` takes no parameter `spare`; take it out, or read it in the rule as `my.params`",
        ],
    );
    check(
        SAYS,
        "",
        &[
            "error: the rule `r` is not handed the parameter `floor`, which it needs; add `floor = ..` to `params`: number from 0 to 1, \
             share that must be kept",
        ],
    );
}

#[test]
fn a_rule_says_all_that_it_reads() {
    let rule = format!("//! Param: floor, share\n{READS}");
    check(
        &rule,
        "floor = 1",
        &[
            "error: this does not say what parameter the rule takes; write `//! Param: name, type, meaning`; the type is number, whole \
             number, text, true or false, date, measure, body or `list of` these, a number may have a range such as `from 0 to 1`, and \
             `optional` may follow",
        ],
    );
    let rule = format!("//! Param: ceiling, number, the most\n{READS}");
    check(
        &rule,
        "ceiling = 1",
        &[
            "error: the rule reads the parameter `floor` and does not say so at its head; add a line such as `//! Param: floor, number, \
             what it is for`",
        ],
    );
}

#[test]
fn a_measure_of_another_cadence_can_never_be_read() {
    let texts = |read: &str| {
        let spend = "[[measure]]\nid = \"spend\"\ntitle = \"Money\"\nevery = \"financial-year\"\ndue = { timely_days = 1 }\n\n[[obligation]]";
        let housing = HOUSING.replacen("[[obligation]]", spend, 1);
        format!(
            "=== rules/always.rhai\nfn assess(my) {{ met(`${{{read}}}`) }}\n=== missions/m.toml\n{}",
            housing.trim_start()
        )
    };
    let fault = "`spend` is reported every financial year, and what this rule judges is owed every quarter, so there is never a figure of it; \
                 read a measure that is reported every quarter, or let the obligation be owed every financial year, with `every` in its \
                 [[measure]]";
    for read in [
        "my.value(\"spend\")",
        "my.value(\"spend\", \"dhsc\")",
        "my.value_ago(\"spend\", 1)",
        "my.values(\"spend\", 2)",
    ] {
        expect(&texts(read), &[&format!("error: {fault}")]);
    }
    expect(&texts("my.has(\"spend\", \"dhsc\")"), &[&format!("warning: {fault}")]);
    expect(&texts("my.target(\"spend\")"), &[]);
    let rolled_up = texts("my.value(\"spend\")")
        .replace("every = \"financial-year\"", "every = \"financial-year\"\nroll_up = \"last\"");
    expect(&rolled_up, &[]);
}

#[test]
fn ranges_of_one_measure_that_never_coincide_are_refused() {
    let rolling = |first: &str, second: &str| {
        let owed = |id: &str, from: &str| {
            format!(
                "[[obligation]]\nid = \"{id}\"\ntitle = \"T\"\nlead = \"mhclg\"\nfrom = \"{from}\"\nrule = \"always\"\nmeasure = \"m\"\n"
            )
        };
        format!(
            "=== missions/m.toml\n[mission]\nid = \"x\"\ntitle = \"X\"\n[[measure]]\nid = \"m\"\ntitle = \"M\"\n\
             every = {{ rolling_months = 6, step_months = 3 }}\ndue = {{ timely_days = 1 }}\n{}{}",
            owed("one", first),
            owed("two", second)
        )
    };
    expect(&rolling("2018-01/2018-06", "2018-07/2018-12"), &[]);
    // Ranges that are made of months lie as each obligation likes.
    let of_months = rolling("2018-01/2018-06", "2018-02/2018-07");
    let every = "every = { rolling_months = 6, step_months = 3 }\n";
    let owed = format!("lead = \"mhclg\"\n{every}");
    let of_months = of_months.replace("lead = \"mhclg\"\n", &owed).replacen(
        every,
        "every = \"month\"\nroll_up = \"sum\"\n",
        1,
    );
    expect(&of_months, &[]);
    expect(
        &rolling("2018-01/2018-06", "2018-02/2018-07"),
        &[
            "error: `two` begins with 2018-02/2018-07, and `one` with 2018-01/2018-06: no report of `m` can ever serve both; begin both with \
             ranges of the same grid, or let each go by a measure of its own",
        ],
    );
}
