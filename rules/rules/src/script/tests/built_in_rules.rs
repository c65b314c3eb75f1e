//! The rules that come with Remit, judged over a few figures.

use super::world::{World, assessed};
use crate::packs::{built_in_names, built_in_rule};
use crate::script::RuleDoc;

/// Judges `gateway` in the fourth quarter of 2020 by a rule with these parameters.
#[track_caller]
fn check(rule: &str, params: &str, figures: &str, expected: &str) {
    check_in(rule, &World::new(figures).with_params(params), expected);
}

#[track_caller]
fn check_in(rule: &str, world: &World, expected: &str) {
    let text = built_in_rule(rule).expect("it comes with Remit").text;
    assert_eq!(assessed(&text, world), expected);
}

#[test]
fn every_rule_says_what_it_asks_and_why() {
    let mut names: Vec<&str> = built_in_names().collect();
    for name in &names {
        let doc = RuleDoc::of(&built_in_rule(name).expect("it is among them"));
        assert!(doc.what.is_some() && doc.why.is_some() && !doc.examples.is_empty(), "{name}");
    }
    let listed = names.clone();
    names.sort_unstable();
    assert_eq!(names, listed, "they are looked up by their order");
    assert_eq!(built_in_rule("keep-pase"), None);
}

#[test]
fn a_floor_and_a_ceiling() {
    let percent = |figures| World::new(figures).in_percent().with_params("level 78");
    check_in("at-least", &percent("2020-Q4 75.2"), "missed: 75.2% against at least 78% asked");
    check_in("at-least", &percent("2020-Q4 78"), "met: 78% against at least 78% asked");
    check_in("at-least", &percent("2020-Q4 77.996"), "missed: 77.996% against at least 78% asked");
    check("at-most", "level 0", "2020-Q4 1", "missed: 1, and none is allowed");
    check("at-most", "level 0", "2020-Q4 0", "met: 0, and none is allowed");
    check("at-most", "level 0", "", "no-data: referrals of gateway in 2020-Q4 (not reported)");
}

#[test]
fn a_body_keeps_pace_with_itself() {
    let keeps = |figures, expected| check("keep-pace", "floor 0.8; against 4", figures, expected);
    keeps("2019-Q4 1500; 2020-Q4 1200", "met: 1,200 against 1,500 in Q4 2019, 80% of that level");
    keeps(
        "2019-Q4 1500; 2020-Q4 1199",
        "missed: 1,199 against 1,500 in Q4 2019, 79.9% of that level; 80% asked",
    );
    keeps("2019-Q4 210; 2020-Q4 160", "missed: 160 against 210 in Q4 2019, 76% of that level; 80% asked");
    keeps("2019-Q4 0; 2020-Q4 3", "met: nothing to fall from in Q4 2019");
}

#[test]
fn what_is_too_small_to_compare_is_not_judged() {
    let keeps =
        |figures, expected| check("keep-pace", "floor 0.5; against 4; smallest 20", figures, expected);
    keeps("2019-Q4 19; 2020-Q4 1", "not-judged: 19 in Q4 2019, too few to compare with");
    keeps("2019-Q4 0; 2020-Q4 1", "not-judged: 0 in Q4 2019, too few to compare with");
    keeps("2019-Q4 20; 2020-Q4 9", "missed: 9 against 20 in Q4 2019, 45% of that level; 50% asked");
}

#[test]
fn a_trajectory_is_kept_in_the_direction_that_is_better() {
    let keeps = |world: &World, expected| check_in("on-trajectory", world, expected);
    keeps(&World::new("2020-Q4 75.9996").in_percent(), "missed: 75.9996% against 76% asked");
    keeps(&World::new("2020-Q4 76"), "met: 76 against 76 asked");
    keeps(&World::new("2020-Q4 77").where_less_is_better(), "missed: 77 against 76 asked");
}

#[test]
fn a_target_that_needs_more_than_the_best_pace_is_at_risk() {
    let pace = |figures, expected| {
        check("within-best-rate", "by 2021-Q4; over 1; history 4", figures, expected);
    };
    pace(
        "2020-Q1 70; 2020-Q2 71; 2020-Q3 72; 2020-Q4 72",
        "met: 1 a period is needed for 76 asked by Q4 2021; the best on record is 1",
    );
    pace(
        "2020-Q1 70; 2020-Q2 71; 2020-Q3 72; 2020-Q4 71",
        "at-risk: 1.25 a period is needed for 76 asked by Q4 2021; the best on record is 1",
    );
    pace("2020-Q1 70; 2020-Q2 71; 2020-Q3 72; 2020-Q4 80", "met: 80 against 76 asked by Q4 2021");
    let past = "by 2020-Q3; over 1; history 4";
    let figures = "2020-Q1 70; 2020-Q2 71; 2020-Q3 72; 2020-Q4 75";
    check("within-best-rate", past, figures, "missed: 75 against 76 asked by Q4 2020");
    let short = "by 2021-Q4; over 3; history 3";
    check(
        "within-best-rate",
        short,
        figures,
        "not-judged: a pace over three periods needs more than three figures",
    );
}

#[test]
fn plans_add_up_to_what_is_asked() {
    let adds = |params, figures, expected| check("adds-up", params, figures, expected);
    let figures = "relief gateway 2020-Q4 40; spend gateway 2020-Q4 30";
    adds("of relief, spend", figures, "missed: 2 plans come to 70 against 76 asked, 6 short");
    adds("of relief, spend; within 6", figures, "met: 2 plans come to 70 against 76 asked");
}

#[test]
fn a_balance_may_tip_for_a_while_and_not_for_ever() {
    let balance = |figures: &str, expected: &str| {
        check("balance", "beside relief; against 1; running 2", figures, expected);
    };
    let relief = "relief gateway 2020-Q2 50; relief gateway 2020-Q3 50; relief gateway 2020-Q4 50";
    balance(
        &format!("{relief}; 2020-Q2 50; 2020-Q3 49; 2020-Q4 48"),
        "missed: a share of 49% against 49.5% in Q3 2020; it has lain below its earlier level for two periods running",
    );
    balance(
        &format!("{relief}; 2020-Q2 50; 2020-Q3 51; 2020-Q4 48"),
        "met: a share of 49% against 50% in Q3 2020",
    );
    balance(
        "relief gateway 2020-Q2 0; relief gateway 2020-Q3 5; relief gateway 2020-Q4 5; 2020-Q2 0; 2020-Q3 1; 2020-Q4 1",
        "not-judged: nothing was counted in Q2 2020",
    );
}

#[test]
fn what_is_stated_is_held_against_the_trend() {
    check(
        "moves-as-stated",
        "over 4",
        "2019-Q4 31; 2020-Q4 28",
        "missed: 28 after 31 in Q4 2019, and higher is better",
    );
    check(
        "moves-as-stated",
        "over 4",
        "2019-Q4 31; 2020-Q4 31",
        "met: 31 after 31 in Q4 2019, and higher is better",
    );
    let least = "over 4; least 2";
    check(
        "moves-as-stated",
        least,
        "2019-Q4 31; 2020-Q4 32",
        "missed: 32 after 31 in Q4 2019, and higher is better",
    );
}

#[test]
fn reports_come_in_time() {
    let figures = "2020-Q4 1";
    let said = "met: 100% of the expected reports came in time, against at least 90%";
    check("reported-in-time", "floor 90", figures, said);
}

#[test]
fn a_gap_between_the_best_and_the_worst_is_to_close() {
    let gap = |params: &str, figures: &str, expected: &str| {
        let params = format!("among council; baseline 2019-Q4; {params}");
        check("gap-halved", &params, figures, expected);
    };
    let figures = |now: &str| {
        format!("2019-Q4 80; referrals harbour 2019-Q4 60; referrals harbour 2020-Q4 60; 2020-Q4 {now}")
    };
    let between = "between Gateway Council and Harbour Council, against 20 in Q4 2019";
    gap("by 2020-Q4", &figures("70"), &format!("met: a gap of 10 {between} and 10 asked"));
    gap("by 2020-Q4", &figures("71"), &format!("missed: a gap of 11 {between} and 10 asked"));
    gap("by 2021-Q4", &figures("75"), &format!("met: a gap of 15 {between} and 15 asked"));
    gap(
        "by 2021-Q4",
        &figures("76"),
        &format!("at-risk: a gap of 16 {between}; on the way to 50% of it by Q4 2021, 15 asked now"),
    );
    gap("by 2020-Q3; share 0.9", &figures("78"), &format!("met: a gap of 18 {between} and 18 asked"));
    gap("by 2020-Q4", "2020-Q4 1", "no-data: referrals of harbour in 2020-Q4 (not reported)");
    gap(
        "by 2019-Q4",
        "",
        "failed at line 15: the rule stopped itself: by 2019-Q4 must come after baseline 2019-Q4",
    );
    gap("by 2030-Q9", "", "failed at line 46: the rule stopped itself: 2030-Q9 is no period such as 2020-Q4");
    let later = "among council; baseline 2021-Q1; by 2022-Q1";
    check("gap-halved", later, "", "not-judged: the gap is counted from Q1 2021");
}

#[test]
fn nobody_carries_a_duty_alone() {
    let said = "missed: Gateway Council alone delivers Councils publish plans";
    check("not-alone", "of homelessness/plans", "", said);
    check("not-alone", "", "", &format!("{said}; three obligations are carried by one body alone"));
}

#[test]
fn what_is_in_scope_is_owed_by_somebody() {
    let covers = |params, expected| check("coverage", params, "", expected);
    covers("classes prevention, prevention", "met");
    covers(
        "classes prevention, outcome",
        "missed: one of two uncovered: nobody answers for a measure of the class outcome",
    );
    covers("among council", "met");
    covers(
        "among council; of homelessness",
        "missed: one of two uncovered: Gateway Council answers in no obligation",
    );
    covers(
        "of homelessness",
        "failed at line 10: the rule stopped itself: say `classes`, `among` or both: there is nothing to cover without them",
    );
}

#[test]
fn nobody_is_asked_for_more_than_a_body_can_do() {
    let burden = |params, expected| check("burden", params, "", expected);
    burden(
        "among council; most 3",
        "met: no more than three obligations are asked of one body, and the limit is three obligations",
    );
    burden(
        "among council; most 2",
        "missed: three obligations are asked of Harbour Council, and the limit is two obligations",
    );
    burden(
        "among council; most 0",
        "missed: three obligations are asked of Harbour Council, and the limit is no obligations; two of two are asked for more than is allowed",
    );
}

#[test]
fn a_mission_that_decays_is_told() {
    let decay = |params, expected| check("decay", params, "", expected);
    decay(
        "days 90; silent 60",
        "missed: one of three obligations is broken or unanswered for long (Councils publish plans: broken for 90 days, unanswered for 60 days)",
    );
    decay("days 90; silent 60; most 1", "met: one of three obligations is broken or unanswered for long");
    decay("days 365; silent 365", "met: none of three obligations is broken or unanswered for long");
}
