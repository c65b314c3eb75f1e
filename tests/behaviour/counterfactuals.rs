//! What would have to be different: which figures and targets would turn a verdict, and whose parts a whole.

use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::notation::check;

/// What is said of one quarter under a rule, with what was reported.
fn why(measure: &str, rule: &str, reports: &str) -> String {
    let told = check(&format!(
        "
        body dept
        measure visits : quarter{measure}
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, visits {rule}
        2020-04-01 load
        {reports}
        2020-06-01 clock
        why? health/visits in 2020-Q1
    "
    ));
    let (_, answer) = told.split_once("  health/visits 2020-Q1: ").expect("the answer comes last");
    let (_, answer) = answer.rsplit_once("\n  dept 2020-Q1: ").expect("one part");
    answer.to_owned()
}

fn visits(rule: &str, figure: &str) -> String {
    why("", rule, &format!("2020-04-02 visits of dept in 2020-Q1 = {figure}"))
}

#[test]
fn a_missed_figure_is_told_what_would_have_met_the_rule() {
    insta::assert_snapshot!(visits(">= 168", "160"), @"
    missed
        visits of dept in 2020-Q1 is 160: met at 168 or more
    ");
    insta::assert_snapshot!(visits("> 168", "160"), @"
    missed
        visits of dept in 2020-Q1 is 160: met at 169 or more
    ");
    insta::assert_snapshot!(visits("< 100", "160"), @"
    missed
        visits of dept in 2020-Q1 is 160: met at 99 or less
    ");
}

#[test]
fn a_met_figure_is_told_what_would_have_missed_it() {
    insta::assert_snapshot!(visits(">= 168", "170"), @"
    met
        visits of dept in 2020-Q1 is 170: missed at 167 or less
    ");
    insta::assert_snapshot!(visits("between 90 and 110", "100"), @"
    met
        visits of dept in 2020-Q1 is 100: missed at 89 or less, missed at 111 or more
    ");
}

#[test]
fn the_nearest_turns_in_both_directions_are_told_with_where_they_end() {
    insta::assert_snapshot!(visits("between 90 and 110", "50"), @"
    missed
        visits of dept in 2020-Q1 is 50: met from 90 to 110
    ");
    insta::assert_snapshot!(visits("between 90 and 110", "500"), @"
    missed
        visits of dept in 2020-Q1 is 500: met from 90 to 110
    ");
    insta::assert_snapshot!(visits("outside 90 and 110", "95"), @"
    missed
        visits of dept in 2020-Q1 is 95: met at 89 or less, met at 111 or more
    ");
}

#[test]
fn a_rule_that_no_figure_would_turn_says_so() {
    insta::assert_snapshot!(visits("never", "12"), @"
    missed
        visits of dept in 2020-Q1 is 12: no turn from 0 to 12000
    ");
}

#[test]
fn a_figure_is_sought_in_the_precision_in_which_it_is_reported() {
    let index = |figure: &str| {
        why(", in points", ">= 12.345", &format!("2020-04-02 visits of dept in 2020-Q1 = {figure}"))
    };
    insta::assert_snapshot!(index("7"), @"
    missed
        visits of dept in 2020-Q1 is 7: met at 13 or more
    ");
    insta::assert_snapshot!(index("7.25"), @"
    missed
        visits of dept in 2020-Q1 is 7.25: met at 12.35 or more
    ");
}

#[test]
fn a_figure_that_ends_in_nought_is_as_fine_as_the_others_of_its_measure() {
    insta::assert_snapshot!(why(", in percent", ">= 82.5", "
        2020-01-10 visits of dept in 2019-Q4 = 80.4
        2020-04-02 visits of dept in 2020-Q1 = 80
    "), @"
    missed
        visits of dept in 2020-Q1 is 80: met at 82.5 or more
    ");
}

#[test]
fn what_was_reported_once_may_be_supposed() {
    insta::assert_snapshot!(why(", in points", "< -10", "
        2020-01-10 visits of dept in 2019-Q4 = -4
        2020-04-02 visits of dept in 2020-Q1 = 5
    "), @"
    missed
        visits of dept in 2020-Q1 is 5: met at -11 or less
    ");
    insta::assert_snapshot!(why(", in percent", ">= 110", "
        2020-01-10 visits of dept in 2019-Q4 = 120
        2020-04-02 visits of dept in 2020-Q1 = 95
    "), @"
    missed
        visits of dept in 2020-Q1 is 95: met at 110 or more
    ");
}

#[test]
fn what_officials_have_said_stands_whatever_is_supposed() {
    insta::assert_snapshot!(why(", in points", ">= 10", "
        2020-04-02 visits of dept in 2020-Q1 = 3
        2020-05-06 Ann says waive to health/visits/dept, because of floods, approved by Bob, until 2020-06-30
    "), @"
    waived
        visits of dept in 2020-Q1 is 3: no turn from 0 to 3000
    ");
}

#[test]
fn a_percentage_stays_between_nought_and_a_hundred() {
    let share = |rule: &str, figure: &str| {
        why(", in percent", rule, &format!("2020-04-02 visits of dept in 2020-Q1 = {figure}"))
    };
    insta::assert_snapshot!(share(">= 92.0", "75.2"), @"
    missed
        visits of dept in 2020-Q1 is 75.2: met at 92.0 or more
    ");
    insta::assert_snapshot!(share(">= 101", "75.2"), @"
    missed
        visits of dept in 2020-Q1 is 75.2: no turn from 0.0 to 100.0
    ");
    insta::assert_snapshot!(share(">= 103", "101.5"), @"
    missed
        visits of dept in 2020-Q1 is 101.5: met at 103.0 or more
    ");
}

#[test]
fn every_figure_that_the_rule_read_is_told_of() {
    insta::assert_snapshot!(why(
        "",
        ">= 0.8 of 4 ago",
        "2020-04-02 visits of dept in 2020-Q1 = 160; visits of dept in 2019-Q1 = 210"
    ), @"
    missed
        visits of dept in 2019-Q1 is 210: met at 200 or less
        visits of dept in 2020-Q1 is 160: met at 168 or more
    ");
}

#[test]
fn a_target_is_told_what_it_would_have_had_to_be() {
    insta::assert_snapshot!(why(
        ", in percent\n        target visits = 76 from 2020-01-01, 78 by 2021-01-01",
        ">= target",
        "2020-04-02 visits of dept in 2020-Q1 = 75.2"
    ), @"
    missed
        target for visits of dept in 2020-Q1 is 76.4918: met at 75.2 or less
        visits of dept in 2020-Q1 is 75.2: met at 76.5 or more
    ");
}

#[test]
fn silence_is_told_what_is_missing_and_what_would_do() {
    insta::assert_snapshot!(why("", ">= 168", "2020-04-02 visits of dept in 2020-Q1 = .."), @"
    no-data
        missing visits of dept in 2020-Q1
        visits of dept in 2020-Q1 is unknown: met at 168 or more
    ");
    insta::assert_snapshot!(why("", ">= 0.8 of 4 ago", "2020-04-02 visits of dept in 2020-Q1 = 160"), @"
    not-judged
        missing visits of dept in 2019-Q1
        visits of dept in 2019-Q1 is unknown: met at 200 or less
    ");
}

#[test]
fn silence_that_the_rule_itself_judges_is_told_that_any_figure_would_do() {
    insta::assert_snapshot!(why("", "in time", "2020-05-01 clock"), @"
    missed
        missing visits of dept in 2020-Q1
        visits of dept in 2020-Q1 is unknown: met at any
    ");
}

#[test]
fn a_sum_that_is_incomplete_names_the_reports_that_are_missing() {
    insta::assert_snapshot!(check("
        body region : region
        body north < region : council
        body south < region : council
        measure calls : quarter, sum of council
        mission health
        calls : region quarter from 2020-Q1, until 2020-Q1, calls >= 10
        2020-04-01 load
        2020-04-02 calls of north in 2020-Q1 = 3
        2020-06-01 clock
        why? health/calls/region
    "), @"
    > 2020-04-01 load
      ran health/calls 2020-Q1
    > 2020-04-02 calls of north in 2020-Q1 = 3
      ran health/calls 2020-Q1
    > 2020-06-01 clock
      health/calls 2020-Q1: not-due -> held-up (calls, Region, Q1 2020: incomplete: 1 of 2 parts reported)
      FIRING health/calls: Calls: not met in Q1 2020. calls for Q1 2020, due by 30 April 2020, is missing from South. Region is held up by this.
    ? health/calls/region
      health/calls 2020-Q1: held-up
      region 2020-Q1: held-up
        missing calls of south in 2020-Q1
        calls of region in 2020-Q1 is unknown: met at 10 or more
    ");
}

#[test]
fn a_failing_rule_is_told_at_which_figures_it_would_judge() {
    insta::assert_snapshot!(visits(">= 10", "-3"), @"
    failed
        visits of dept in 2020-Q1 is -3: missed at 0 or more
    ");
}

/// Who would end the breach of a joint obligation of three, of whom each has reported a figure that must be ten.
fn remedy(needs: &str, figures: [u32; 3]) -> String {
    let reports: Vec<String> = ["north", "east", "south"]
        .iter()
        .zip(figures)
        .map(|(body, figure)| format!("calls of {body} in 2020-Q1 = {figure}"))
        .collect();
    let told = check(&format!(
        "
        body lead
        body north
        body east
        body south
        measure calls : quarter
        mission health
        calls : lead quarter from 2020-Q1, until 2020-Q1, needs {needs}
        - north : calls >= 10, weight 0.5
        - east : calls >= 10, weight 0.3
        - south : calls >= 10, weight 0.2
        2020-04-01 load
        2020-04-02 {}
        why? health/calls
    ",
        reports.join("; ")
    ));
    told.lines().find(|line| line.contains("ended by")).unwrap_or("  nothing to end").to_owned()
}

#[test]
fn the_fewest_parts_that_would_end_a_breach_are_found_by_joining_anew() {
    insta::assert_snapshot!(remedy("all", [3, 4, 10]), @"  ended by any 2 of 2: north and east");
    insta::assert_snapshot!(remedy("all", [3, 10, 10]), @"  ended by any 1 of 1: north");
    insta::assert_snapshot!(remedy("any", [3, 4, 5]), @"  ended by any 1 of 3: north or east or south");
    insta::assert_snapshot!(remedy("at-least 2", [3, 4, 5]), @"  ended by any 2 of 3: north and east or north and south or east and south");
    insta::assert_snapshot!(remedy("weight 0.5", [3, 4, 5]), @"  ended by some 1 of 3: north");
    insta::assert_snapshot!(remedy("weight 0.6", [3, 4, 5]), @"  ended by some 2 of 3: north and east or north and south");
    insta::assert_snapshot!(remedy("in-order", [10, 4, 5]), @"  ended by any 2 of 2: east and south");
    insta::assert_snapshot!(remedy("all", [10, 10, 10]), @"  nothing to end");
}

proptest! {
    #![proptest_config(Config { cases: 64, failure_persistence: None, ..Config::default() })]

    // A figure is followed up to a thousand times its own size, so it is at least two thousandths of the bound.
    #[test]
    fn the_bound_of_a_threshold_is_the_threshold(bound in 1_u32..2_000_000, share in 2_u32..1000) {
        let below = u64::from(bound - 1) * u64::from(share) / 1000;
        let told = visits(&format!(">= {bound}"), &below.to_string());
        prop_assert_eq!(told, format!("missed\n    visits of dept in 2020-Q1 is {below}: met at {bound} or more"));
    }

    #[test]
    fn the_bound_of_a_ceiling_is_next_to_it(bound in 1_u32..2_000_000, beyond in 0_u32..2_000_000) {
        let above = u64::from(bound) + u64::from(beyond);
        let told = visits(&format!("< {bound}"), &above.to_string());
        let last = bound - 1;
        prop_assert_eq!(told, format!("missed\n    visits of dept in 2020-Q1 is {above}: met at {last} or less"));
    }
}
