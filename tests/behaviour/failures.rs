//! Rules that fail: nothing is resolved by it, the rule has an alert of its own, and the others go on.

use crate::notation::check;

const MONTHLY: &str = "
    body dept
    measure visits : month
    mission health
    visits : dept month from 2020-01, due 10 days, grace 0 days, visits >= 10
    2020-01-01 load
";

#[test]
fn a_failed_rule_holds_what_was_and_raises_an_alert_of_its_own() {
    insta::assert_snapshot!(check(&format!("{MONTHLY}
        2020-02-05 visits of dept in 2020-01 = 3
        2020-02-06 visits of dept in 2020-01 = -1
        alerts?
        2020-02-07 visits of dept in 2020-01 = 12
        alerts?
    ")), @"
    > 2020-01-01 load
      ran health/visits 2020-01
    > 2020-02-05 visits of dept in 2020-01 = 3
      ran health/visits 2020-01, health/visits 2020-02
      health/visits 2020-01: not-due -> missed (3 is below 10)
      FIRING health/visits: Visits: not met in January 2020. Dept missed January 2020 (3 is below 10).
    > 2020-02-06 visits of dept in 2020-01 = -1
      ran health/visits 2020-01
      health/visits 2020-01: missed -> failed (-1 is no count)
      FIRING health/visits/rule-failed: Visits: could not be judged, because its rule failed, in January 2020. Dept could not be judged in January 2020 (-1 is no count).
      health/visits firing since 2020-02-05 over 2020-01
      health/visits/rule-failed firing since 2020-02-06 over 2020-01
    > 2020-02-07 visits of dept in 2020-01 = 12
      ran health/visits 2020-01
      health/visits 2020-01: failed -> met
      CORRECTED health/visits: Visits: corrected for January 2020, because -1 became 12 on 7 February 2020 (visits of Dept for January 2020); that it was missed by the old figures stays on record.
      RESOLVED health/visits/rule-failed: Visits: the rule works again.
      no alerts
    ");
}

#[test]
fn a_failed_rule_does_not_let_an_older_delivery_end_the_alert() {
    insta::assert_snapshot!(check(&format!("{MONTHLY}
        2020-02-05 visits of dept in 2020-01 = 12
        2020-03-05 visits of dept in 2020-02 = 3
        2020-03-06 visits of dept in 2020-02 = -1
        alerts?
    ")), @"
    > 2020-01-01 load
      ran health/visits 2020-01
    > 2020-02-05 visits of dept in 2020-01 = 12
      ran health/visits 2020-01, health/visits 2020-02
      health/visits 2020-01: not-due -> met
    > 2020-03-05 visits of dept in 2020-02 = 3
      ran health/visits 2020-02, health/visits 2020-03
      health/visits 2020-02: not-due -> missed (3 is below 10)
      FIRING health/visits: Visits: not met in February 2020. Dept missed February 2020 (3 is below 10).
    > 2020-03-06 visits of dept in 2020-02 = -1
      ran health/visits 2020-02
      health/visits 2020-02: missed -> failed (-1 is no count)
      FIRING health/visits/rule-failed: Visits: could not be judged, because its rule failed, in February 2020. Dept could not be judged in February 2020 (-1 is no count).
      health/visits firing since 2020-03-05 over 2020-02
      health/visits/rule-failed firing since 2020-03-06 over 2020-02
    ");
}

#[test]
fn a_rule_that_fails_for_one_body_leaves_the_others_judged() {
    insta::assert_snapshot!(check("
        body dept
        body a
        body b
        measure visits : quarter
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, needs all
        - a : visits >= 10
        - b : visits >= 10
        2020-04-01 load
        2020-04-02 visits of a in 2020-Q1 = -1; visits of b in 2020-Q1 = 12
        2020-04-03 visits of b in 2020-Q1 = 3
        alerts?
    "), @"
    > 2020-04-01 load
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1
    > 2020-04-02 visits of a in 2020-Q1 = -1; visits of b in 2020-Q1 = 12
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1
      health/visits/a 2020-Q1: not-due -> failed (-1 is no count)
      health/visits/b 2020-Q1: not-due -> met
      health/visits 2020-Q1: not-due -> failed (the rule failed for A)
      FIRING health/visits/rule-failed: Visits: could not be judged, because its rule failed, in Q1 2020. One of two departments could not be judged in Q1 2020. A could not be judged in Q1 2020 (-1 is no count).
    > 2020-04-03 visits of b in 2020-Q1 = 3
      ran health/visits/b 2020-Q1
      health/visits/b 2020-Q1: met -> missed (3 is below 10)
      health/visits 2020-Q1: failed -> missed (missed by B; the rule failed for A)
      FIRING health/visits: Visits: not met in Q1 2020. One of two departments missed Q1 2020. B missed Q1 2020 (3 is below 10). Corrected: 12 became 3 on 3 April 2020 (visits of B for Q1 2020). What was found by the old figures stays on record.
      health/visits firing since 2020-04-03 over 2020-Q1, broken by b
      health/visits/rule-failed firing since 2020-04-02 over 2020-Q1, broken by a
    ");
}

#[test]
fn whoever_broke_it_is_still_named_while_the_rule_fails() {
    insta::assert_snapshot!(check("
        body dept
        body a
        body b
        measure visits : quarter
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, needs all
        - a : visits >= 10
        - b : visits >= 10
        2020-04-01 load
        2020-04-02 visits of a in 2020-Q1 = 3; visits of b in 2020-Q1 = 12
        2020-04-03 visits of a in 2020-Q1 = -1
        alerts?
    "), @"
    > 2020-04-01 load
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1
    > 2020-04-02 visits of a in 2020-Q1 = 3; visits of b in 2020-Q1 = 12
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1
      health/visits/a 2020-Q1: not-due -> missed (3 is below 10)
      health/visits/b 2020-Q1: not-due -> met
      health/visits 2020-Q1: not-due -> missed (missed by A)
      FIRING health/visits: Visits: not met in Q1 2020. One of two departments missed Q1 2020. A missed Q1 2020 (3 is below 10).
    > 2020-04-03 visits of a in 2020-Q1 = -1
      ran health/visits/a 2020-Q1
      health/visits/a 2020-Q1: missed -> failed (-1 is no count)
      health/visits 2020-Q1: missed -> failed (the rule failed for A)
      FIRING health/visits/rule-failed: Visits: could not be judged, because its rule failed, in Q1 2020. One of two departments could not be judged in Q1 2020. A could not be judged in Q1 2020 (-1 is no count).
      health/visits firing since 2020-04-02 over 2020-Q1, broken by a, delivered by b
      health/visits/rule-failed firing since 2020-04-03 over 2020-Q1, broken by a, delivered by b
    ");
}

#[test]
fn a_rule_that_works_again_and_finds_a_miss_does_not_say_met() {
    insta::assert_snapshot!(check(&format!("{MONTHLY}
        2020-02-05 visits of dept in 2020-01 = 12
        2020-03-05 visits of dept in 2020-02 = -1
        2020-03-06 visits of dept in 2020-02 = 3
    ")), @"
    > 2020-01-01 load
      ran health/visits 2020-01
    > 2020-02-05 visits of dept in 2020-01 = 12
      ran health/visits 2020-01, health/visits 2020-02
      health/visits 2020-01: not-due -> met
    > 2020-03-05 visits of dept in 2020-02 = -1
      ran health/visits 2020-02, health/visits 2020-03
      health/visits 2020-02: not-due -> failed (-1 is no count)
      FIRING health/visits/rule-failed: Visits: could not be judged, because its rule failed, in February 2020. Dept could not be judged in February 2020 (-1 is no count).
    > 2020-03-06 visits of dept in 2020-02 = 3
      ran health/visits 2020-02
      health/visits 2020-02: failed -> missed (3 is below 10)
      FIRING health/visits: Visits: not met in February 2020. Dept missed February 2020 (3 is below 10).
      RESOLVED health/visits/rule-failed: Visits: the rule works again.
    ");
}
