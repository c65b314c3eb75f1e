//! The life of an alert: pending, firing, and what does and does not end it.

use crate::notation::check;

const PATIENT: &str = "
    body dept
    measure visits : quarter
    mission health
    visits : dept quarter from 2020-Q1, until 2020-Q1, for 3 days, keep 2 days, visits >= 10
    2020-04-01 load
";

const MONTHLY: &str = "
    body dept
    measure visits : month
    mission health
    visits : dept month from 2020-01, due 10 days, grace 0 days, visits >= 10
    2020-01-01 load
";

#[test]
fn a_breach_is_pending_until_it_has_lasted() {
    insta::assert_snapshot!(check(&format!("{PATIENT}
        2020-04-02 visits of dept in 2020-Q1 = 3
        alerts?
        wake?
        2020-04-04 clock
        2020-04-05 clock
        alerts?
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
      health/visits pending since 2020-04-02 over 2020-Q1
      next wake 2020-04-05
    > 2020-04-04 clock
      nothing
    > 2020-04-05 clock
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
      health/visits firing since 2020-04-02 over 2020-Q1
    ");
}

#[test]
fn a_breach_that_passes_while_pending_reaches_no_one() {
    insta::assert_snapshot!(check(&format!("{PATIENT}
        2020-04-02 visits of dept in 2020-Q1 = 3
        2020-04-04 visits of dept in 2020-Q1 = 10
        alerts?
        2020-04-10 clock
    ")), @r"
    > 2020-04-01 load
      ran health/visits 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
    > 2020-04-04 visits of dept in 2020-Q1 = 10
      ran health/visits 2020-Q1
      health/visits 2020-Q1: missed -> met
      no alerts
    > 2020-04-10 clock
      nothing
    ");
}

#[test]
fn an_alert_goes_on_for_a_while_after_the_breach_and_is_then_resolved() {
    insta::assert_snapshot!(check(&format!("{PATIENT}
        2020-04-02 visits of dept in 2020-Q1 = 3
        2020-04-05 clock
        2020-04-06 visits of dept in 2020-Q1 = 10
        alerts?
        wake?
        2020-04-08 clock
        alerts?
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
    > 2020-04-05 clock
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
    > 2020-04-06 visits of dept in 2020-Q1 = 10
      ran health/visits 2020-Q1
      health/visits 2020-Q1: missed -> met
      UPDATED health/visits: Visits: not met in Q1 2020. Corrected: 3 became 10 on 6 April 2020 (visits of Dept for Q1 2020). What was found by the old figures stays on record.
      health/visits firing since 2020-04-02 over 2020-Q1, delivered by dept
      next wake 2020-04-08
    > 2020-04-08 clock
      RESOLVED health/visits: Visits: met again in Q1 2020.
      no alerts
    ");
}

#[test]
fn a_breach_that_comes_back_while_the_alert_goes_on_tells_no_one_anew() {
    insta::assert_snapshot!(check(&format!("{PATIENT}
        2020-04-02 visits of dept in 2020-Q1 = 3
        2020-04-05 clock
        2020-04-06 visits of dept in 2020-Q1 = 10
        2020-04-07 visits of dept in 2020-Q1 = 9
        2020-04-20 clock
        alerts?
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
    > 2020-04-05 clock
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
    > 2020-04-06 visits of dept in 2020-Q1 = 10
      ran health/visits 2020-Q1
      health/visits 2020-Q1: missed -> met
      UPDATED health/visits: Visits: not met in Q1 2020. Corrected: 3 became 10 on 6 April 2020 (visits of Dept for Q1 2020). What was found by the old figures stays on record.
    > 2020-04-07 visits of dept in 2020-Q1 = 9
      ran health/visits 2020-Q1
      health/visits 2020-Q1: met -> missed (9 is below 10)
      UPDATED health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (9 is below 10). Corrected: 10 became 9 on 7 April 2020 (visits of Dept for Q1 2020). What was found by the old figures stays on record.
    > 2020-04-20 clock
      nothing
      health/visits firing since 2020-04-02 over 2020-Q1
    ");
}

#[test]
fn time_in_which_remit_was_down_does_not_count_towards_for() {
    insta::assert_snapshot!(check(&format!("{PATIENT}
        2020-04-02 visits of dept in 2020-Q1 = 3
        2020-04-03 clock
        2020-04-10 resume
        alerts?
        wake?
        2020-04-11T23:59 clock
        2020-04-12 clock
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
    > 2020-04-03 clock
      nothing
    > 2020-04-10 resume
      nothing
      health/visits pending since 2020-04-02 over 2020-Q1
      next wake 2020-04-12
    > 2020-04-11T23:59 clock
      nothing
    > 2020-04-12 clock
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
    ");
}

#[test]
fn a_matter_is_no_younger_for_a_restart() {
    insta::assert_snapshot!(check(&format!("{PATIENT}
        2020-04-02 visits of dept in 2020-Q1 = 3
        2020-04-05 clock
        alerts?
        2020-04-10 resume
        alerts?
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
    > 2020-04-05 clock
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
      health/visits firing since 2020-04-02 over 2020-Q1
    > 2020-04-10 resume
      nothing
      health/visits firing since 2020-04-02 over 2020-Q1
    ");
}

#[test]
fn one_alert_goes_on_over_every_period_that_it_lasts() {
    insta::assert_snapshot!(check(&format!("{MONTHLY}
        2020-02-11 clock
        2020-03-05 visits of dept in 2020-02 = 3
        alerts?
        2020-04-05 visits of dept in 2020-03 = 11
    ")), @"
    > 2020-01-01 load
      ran health/visits 2020-01
    > 2020-02-11 clock
      ran health/visits 2020-02
      health/visits 2020-01: not-due -> no-data (visits, Dept, January 2020: not reported)
      FIRING health/visits: Visits: not met in January 2020. Dept gave no usable figure in January 2020.
    > 2020-03-05 visits of dept in 2020-02 = 3
      ran health/visits 2020-02, health/visits 2020-03
      health/visits 2020-02: not-due -> missed (3 is below 10)
      UPDATED health/visits: Visits: not met for two months in a row, January 2020 and February 2020. Dept missed February 2020, and gave no usable figure in January 2020 (3 is below 10).
      health/visits firing since 2020-02-11 over 2020-01 2020-02
    > 2020-04-05 visits of dept in 2020-03 = 11
      ran health/visits 2020-03, health/visits 2020-04
      health/visits 2020-03: not-due -> met
      RESOLVED health/visits: Visits: met again in March 2020.
    ");
}

#[test]
fn a_late_delivery_of_an_old_period_shortens_the_matter() {
    insta::assert_snapshot!(check(&format!("{MONTHLY}
        2020-03-11 clock
        2020-03-12 visits of dept in 2020-01 = 12
        alerts?
    ")), @"
    > 2020-01-01 load
      ran health/visits 2020-01
    > 2020-03-11 clock
      ran health/visits 2020-02, health/visits 2020-03
      health/visits 2020-01: not-due -> no-data (visits, Dept, January 2020: not reported)
      health/visits 2020-02: not-due -> no-data (visits, Dept, February 2020: not reported)
      FIRING health/visits: Visits: not met for two months in a row, January 2020 and February 2020. Dept gave no usable figure for two months in a row, January 2020 and February 2020.
    > 2020-03-12 visits of dept in 2020-01 = 12
      ran health/visits 2020-01
      health/visits 2020-01: no-data -> met-late
      UPDATED health/visits: Visits: not met in February 2020. Dept gave no usable figure in February 2020.
      health/visits firing since 2020-02-11 over 2020-02
    ");
}

#[test]
fn silence_never_resolves() {
    insta::assert_snapshot!(check(&format!("{MONTHLY}
        2020-02-05 visits of dept in 2020-01 = 3
        2020-03-01 clock
        2020-03-11 clock
        2020-05-01 visits of dept in 2020-03 = ..
        alerts?
    ")), @"
    > 2020-01-01 load
      ran health/visits 2020-01
    > 2020-02-05 visits of dept in 2020-01 = 3
      ran health/visits 2020-01, health/visits 2020-02
      health/visits 2020-01: not-due -> missed (3 is below 10)
      FIRING health/visits: Visits: not met in January 2020. Dept missed January 2020 (3 is below 10).
    > 2020-03-01 clock
      ran health/visits 2020-03
    > 2020-03-11 clock
      health/visits 2020-02: not-due -> no-data (visits, Dept, February 2020: not reported)
      UPDATED health/visits: Visits: not met for two months in a row, January 2020 and February 2020. Dept missed January 2020, and gave no usable figure in February 2020.
    > 2020-05-01 visits of dept in 2020-03 = ..
      ran health/visits 2020-03, health/visits 2020-04, health/visits 2020-05
      health/visits 2020-03: not-due -> no-data (visits, Dept, March 2020: reported as not available)
      UPDATED health/visits: Visits: not met for three months in a row, January 2020 to March 2020. Dept missed January 2020, and gave no usable figure for two months in a row, February 2020 and March 2020 (reported as not available in report.csv, line 2).
      health/visits firing since 2020-02-05 over 2020-01 2020-02 2020-03
    ");
}
