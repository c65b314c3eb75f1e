//! The clock alone: due dates, grace, new periods, lateness, and a clock that steps back.

use crate::notation::check;

const VISITS: &str = "
    body dept
    measure visits : quarter
    mission health
    visits : dept quarter from 2020-Q1, due 30 days, grace 10 days, visits >= 10
";

#[test]
fn silence_is_not_due_then_awaited_then_an_offence() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-01-01 load
        verdicts?
        wake?
        2020-04-01 clock
        2020-04-29T23:59:59 clock
        2020-05-01 clock
        2020-05-10T23:59:59 clock
        2020-05-11 clock
        wake?
    ")), @"
    > 2020-01-01 load
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due
      next wake 2020-04-01
    > 2020-04-01 clock
      ran health/visits 2020-Q2
    > 2020-04-29T23:59:59 clock
      nothing
    > 2020-05-01 clock
      health/visits 2020-Q1: not-due -> awaiting (visits, Dept, Q1 2020: not reported)
    > 2020-05-10T23:59:59 clock
      nothing
    > 2020-05-11 clock
      health/visits 2020-Q1: awaiting -> no-data (visits, Dept, Q1 2020: not reported)
      FIRING health/visits: Visits: not met in Q1 2020. Dept gave no usable figure in Q1 2020.
      next wake 2020-07-01
    ");
}

#[test]
fn every_deadline_is_caught_up_with_after_a_long_absence() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-01-01 load
        2021-02-01 clock
        verdicts?
        alerts?
    ")), @"
    > 2020-01-01 load
      ran health/visits 2020-Q1
    > 2021-02-01 clock
      ran health/visits 2020-Q2, health/visits 2020-Q3, health/visits 2020-Q4, health/visits 2021-Q1
      health/visits 2020-Q1: not-due -> no-data (visits, Dept, Q1 2020: not reported)
      health/visits 2020-Q2: not-due -> no-data (visits, Dept, Q2 2020: not reported)
      health/visits 2020-Q3: not-due -> no-data (visits, Dept, Q3 2020: not reported)
      health/visits 2020-Q4: not-due -> awaiting (visits, Dept, Q4 2020: not reported)
      FIRING health/visits: Visits: not met for three quarters in a row, Q1 2020 to Q3 2020. Dept gave no usable figure for three quarters in a row, Q1 2020 to Q3 2020.
      health/visits 2020-Q1: no-data (visits, Dept, Q1 2020: not reported)
      health/visits 2020-Q2: no-data (visits, Dept, Q2 2020: not reported)
      health/visits 2020-Q3: no-data (visits, Dept, Q3 2020: not reported)
      health/visits 2020-Q4: awaiting (visits, Dept, Q4 2020: not reported)
      health/visits 2021-Q1: not-due
      health/visits firing since 2020-05-01 over 2020-Q1 2020-Q2 2020-Q3
    ");
}

#[test]
fn a_new_period_opens_with_its_first_day_and_is_evaluated_alone() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-03-01 load
        2020-03-02 visits of dept in 2020-Q1 = 12
        2020-04-01 clock
        verdicts?
    ")), @r"
    > 2020-03-01 load
      ran health/visits 2020-Q1
    > 2020-03-02 visits of dept in 2020-Q1 = 12
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> met
    > 2020-04-01 clock
      ran health/visits 2020-Q2
      health/visits 2020-Q1: met
      health/visits 2020-Q2: not-due
    ");
}

#[test]
fn nothing_opens_before_the_obligation_begins_or_after_it_ends() {
    insta::assert_snapshot!(check("
        body dept
        measure visits : quarter
        mission health
        visits : dept quarter from 2020-Q2, until 2020-Q2, visits >= 10
        2020-03-31 load
        wake?
        2020-04-01 clock
        2021-01-01 clock
        verdicts?
        wake?
    "), @"
    > 2020-03-31 load
      nothing
      next wake 2020-04-01
    > 2020-04-01 clock
      ran health/visits 2020-Q2
    > 2021-01-01 clock
      health/visits 2020-Q2: not-due -> no-data (visits, Dept, Q2 2020: not reported)
      FIRING health/visits: Visits: not met in Q2 2020. Dept gave no usable figure in Q2 2020.
      health/visits 2020-Q2: no-data (visits, Dept, Q2 2020: not reported)
      next wake never
    ");
}

#[test]
fn a_report_published_after_the_grace_is_late_however_good() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-01-01 load
        2020-04-01 clock
        2020-05-11 clock
        2020-05-20 visits of dept in 2020-Q1 = 12
    ")), @"
    > 2020-01-01 load
      ran health/visits 2020-Q1
    > 2020-04-01 clock
      ran health/visits 2020-Q2
    > 2020-05-11 clock
      health/visits 2020-Q1: not-due -> no-data (visits, Dept, Q1 2020: not reported)
      FIRING health/visits: Visits: not met in Q1 2020. Dept gave no usable figure in Q1 2020.
    > 2020-05-20 visits of dept in 2020-Q1 = 12
      ran health/visits 2020-Q1
      health/visits 2020-Q1: no-data -> met-late
      RESOLVED health/visits: Visits: met again in Q1 2020.
    ");
}

#[test]
fn lateness_is_read_from_the_vintage_and_not_from_the_arrival() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-01-01 load
        2020-06-01 visits of dept in 2020-Q1 = 12 published 2020-05-10T23:59
        2020-06-02 visits of dept in 2020-Q1 = 13 published 2020-06-02
    ")), @r"
    > 2020-01-01 load
      ran health/visits 2020-Q1
    > 2020-06-01 visits of dept in 2020-Q1 = 12 published 2020-05-10T23:59
      ran health/visits 2020-Q1, health/visits 2020-Q2
      health/visits 2020-Q1: not-due -> met
    > 2020-06-02 visits of dept in 2020-Q1 = 13 published 2020-06-02
      ran health/visits 2020-Q1
    ");
}

#[test]
fn history_without_a_date_is_never_late() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-01-01 load
        2021-06-01 visits of dept in 2020-Q1 = 12 backfill
    ")), @"
    > 2020-01-01 load
      ran health/visits 2020-Q1
    > 2021-06-01 visits of dept in 2020-Q1 = 12 backfill
      ran health/visits 2020-Q1, health/visits 2020-Q2, health/visits 2020-Q3, health/visits 2020-Q4, health/visits 2021-Q1, health/visits 2021-Q2
      health/visits 2020-Q1: not-due -> met
      health/visits 2020-Q2: not-due -> no-data (visits, Dept, Q2 2020: not reported)
      health/visits 2020-Q3: not-due -> no-data (visits, Dept, Q3 2020: not reported)
      health/visits 2020-Q4: not-due -> no-data (visits, Dept, Q4 2020: not reported)
      health/visits 2021-Q1: not-due -> no-data (visits, Dept, Q1 2021: not reported)
      FIRING health/visits: Visits: not met for four quarters in a row, Q2 2020 to Q1 2021. Dept gave no usable figure for four quarters in a row, Q2 2020 to Q1 2021.
    ");
}

#[test]
fn a_clock_that_steps_back_stands_still() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-01-01 load
        2020-05-11 clock
        2020-04-15 clock
        2020-04-15 visits of dept in 2020-Q2 = 3
        verdicts?
    ")), @"
    > 2020-01-01 load
      ran health/visits 2020-Q1
    > 2020-05-11 clock
      ran health/visits 2020-Q2
      health/visits 2020-Q1: not-due -> no-data (visits, Dept, Q1 2020: not reported)
      FIRING health/visits: Visits: not met in Q1 2020. Dept gave no usable figure in Q1 2020.
    > 2020-04-15 clock
      nothing
    > 2020-04-15 visits of dept in 2020-Q2 = 3
      ran health/visits 2020-Q2
      health/visits 2020-Q2: not-due -> missed (3 is below 10)
      UPDATED health/visits: Visits: not met for two quarters in a row, Q1 2020 and Q2 2020. Dept missed Q2 2020, and gave no usable figure in Q1 2020 (3 is below 10).
      health/visits 2020-Q1: no-data (visits, Dept, Q1 2020: not reported)
      health/visits 2020-Q2: missed (3 is below 10)
    ");
}

#[test]
fn a_rule_that_asks_about_the_deadline_is_run_again_when_it_passes() {
    insta::assert_snapshot!(check("
        body dept
        measure plan : quarter
        mission health
        plan : dept quarter from 2020-Q1, until 2020-Q1, due 30 days, grace 10 days, plan in time
        2020-04-01 load
        wake?
        2020-05-01 clock
        2020-05-11 clock
        2020-05-12 plan of dept in 2020-Q1 = 1
    "), @"
    > 2020-04-01 load
      ran health/plan 2020-Q1
      health/plan 2020-Q1: not-due -> at-risk (nothing came yet)
      FIRING health/plan: Plan: at risk in Q1 2020. Dept may miss Q1 2020 (nothing came yet).
      next wake 2020-05-01
    > 2020-05-01 clock
      ran health/plan 2020-Q1
      health/plan 2020-Q1: at-risk -> missed (nothing came in time)
      UPDATED health/plan: Plan: not met in Q1 2020. Dept missed Q1 2020 (nothing came in time).
    > 2020-05-11 clock
      nothing
    > 2020-05-12 plan of dept in 2020-Q1 = 1
      ran health/plan 2020-Q1
      health/plan 2020-Q1: missed -> met-late
      RESOLVED health/plan: Plan: met again in Q1 2020.
    ");
}

#[test]
fn a_rule_that_no_longer_asks_about_the_deadline_is_left_alone_when_it_passes() {
    insta::assert_snapshot!(check("
        body dept
        measure plan : quarter
        mission health
        plan : dept quarter from 2020-Q1, until 2020-Q1, due 30 days, grace 10 days, plan in time
        2020-04-01 load
        2020-04-02 plan of dept in 2020-Q1 = 1
        2020-05-01 clock
    "), @"
    > 2020-04-01 load
      ran health/plan 2020-Q1
      health/plan 2020-Q1: not-due -> at-risk (nothing came yet)
      FIRING health/plan: Plan: at risk in Q1 2020. Dept may miss Q1 2020 (nothing came yet).
    > 2020-04-02 plan of dept in 2020-Q1 = 1
      ran health/plan 2020-Q1
      health/plan 2020-Q1: at-risk -> met
      RESOLVED health/plan: Plan: no longer at risk.
    > 2020-05-01 clock
      nothing
    ");
}
