//! Reload: what is the same stays as it is, what changed is judged anew, what is gone is withdrawn.

use crate::notation::check;

const TWO: &str = "
    body dept
    body trust
    measure visits : quarter
    measure beds : quarter
    mission health
    visits : dept quarter from 2020-Q1, until 2020-Q1, visits >= 10
    mission care
    beds : trust quarter from 2020-Q1, until 2020-Q1, beds >= 10
    2020-04-01 load
    2020-04-02 visits of dept in 2020-Q1 = 3; beds of trust in 2020-Q1 = 4
";

#[test]
fn an_identical_program_changes_nothing() {
    insta::assert_snapshot!(check(&format!("{TWO}
        2020-04-03 load
        alerts?
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, care/beds 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3; beds of trust in 2020-Q1 = 4
      ran health/visits 2020-Q1, care/beds 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
      care/beds 2020-Q1: not-due -> missed (4 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
      FIRING care/beds: Beds: not met in Q1 2020. Trust missed Q1 2020 (4 is below 10).
    > 2020-04-03 load
      nothing
      care/beds firing since 2020-04-02 over 2020-Q1
      health/visits firing since 2020-04-02 over 2020-Q1
    ");
}

#[test]
fn a_changed_mission_is_judged_anew_and_the_other_is_left_alone() {
    insta::assert_snapshot!(check(&format!("{TWO}
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, visits >= 3
        2020-04-03 load
        alerts?
        2020-04-04 visits of dept in 2020-Q1 = 2
        2020-04-05 beds of trust in 2020-Q1 = 12
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, care/beds 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3; beds of trust in 2020-Q1 = 4
      ran health/visits 2020-Q1, care/beds 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
      care/beds 2020-Q1: not-due -> missed (4 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
      FIRING care/beds: Beds: not met in Q1 2020. Trust missed Q1 2020 (4 is below 10).
    > 2020-04-03 load
      ran health/visits 2020-Q1
      health/visits 2020-Q1: missed -> met
      RESTATED health/visits: Visits: restated, because what is asked of Dept changed, and not because anything was reported. Missed became met in Q1 2020. This alert ends by that; what it said stays on record.
      care/beds firing since 2020-04-02 over 2020-Q1
    > 2020-04-04 visits of dept in 2020-Q1 = 2
      ran health/visits 2020-Q1
      health/visits 2020-Q1: met -> missed (2 is below 3)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (2 is below 3). Corrected: 3 became 2 on 4 April 2020 (visits of Dept for Q1 2020). What was found by the old figures stays on record.
    > 2020-04-05 beds of trust in 2020-Q1 = 12
      ran care/beds 2020-Q1
      care/beds 2020-Q1: missed -> met
      CORRECTED care/beds: Beds: corrected for Q1 2020, because 4 became 12 on 5 April 2020 (beds of Trust for Q1 2020); that it was missed by the old figures stays on record.
    ");
}

#[test]
fn an_edit_that_changes_no_verdict_keeps_the_alert_and_tells_no_one() {
    insta::assert_snapshot!(check(&format!("{TWO}
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, visits >= 5
        2020-04-03 load
        alerts?
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, care/beds 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3; beds of trust in 2020-Q1 = 4
      ran health/visits 2020-Q1, care/beds 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
      care/beds 2020-Q1: not-due -> missed (4 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
      FIRING care/beds: Beds: not met in Q1 2020. Trust missed Q1 2020 (4 is below 10).
    > 2020-04-03 load
      ran health/visits 2020-Q1
      health/visits 2020-Q1: missed -> missed (3 is below 5)
      care/beds firing since 2020-04-02 over 2020-Q1
      health/visits firing since 2020-04-02 over 2020-Q1
    ");
}

#[test]
fn a_pending_alert_goes_on_counting_over_a_reload() {
    insta::assert_snapshot!(check("
        body dept
        measure visits : quarter
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, for 3 days, visits >= 10
        2020-04-01 load
        2020-04-02 visits of dept in 2020-Q1 = 3
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, for 3 days, visits >= 5
        2020-04-04 load
        2020-04-05 clock
    "), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
    > 2020-04-04 load
      ran health/visits 2020-Q1
      health/visits 2020-Q1: missed -> missed (3 is below 5)
    > 2020-04-05 clock
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 5).
    ");
}

#[test]
fn a_mission_that_is_gone_takes_its_alerts_with_it() {
    insta::assert_snapshot!(check(&format!("{TWO}
        drop health
        2020-04-03 load
        alerts?
        2020-04-04 visits of dept in 2020-Q1 = 5
        wake?
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, care/beds 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3; beds of trust in 2020-Q1 = 4
      ran health/visits 2020-Q1, care/beds 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
      care/beds 2020-Q1: not-due -> missed (4 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
      FIRING care/beds: Beds: not met in Q1 2020. Trust missed Q1 2020 (4 is below 10).
    > 2020-04-03 load
      WITHDRAWN health/visits: health/visits is no longer declared, so this alert is withdrawn. Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
      care/beds firing since 2020-04-02 over 2020-Q1
    > 2020-04-04 visits of dept in 2020-Q1 = 5
      nothing
      next wake 2020-05-01
    ");
}

#[test]
fn an_obligation_with_a_new_lead_is_the_same_matter() {
    insta::assert_snapshot!(check(&format!("{TWO}
        mission health
        visits : trust quarter from 2020-Q1, until 2020-Q1, needs all
        - dept : visits >= 10
        2020-04-03 load
        alerts?
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, care/beds 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3; beds of trust in 2020-Q1 = 4
      ran health/visits 2020-Q1, care/beds 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
      care/beds 2020-Q1: not-due -> missed (4 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
      FIRING care/beds: Beds: not met in Q1 2020. Trust missed Q1 2020 (4 is below 10).
    > 2020-04-03 load
      ran health/visits/dept 2020-Q1
      health/visits/dept 2020-Q1: not-due -> missed (3 is below 10)
      health/visits 2020-Q1: missed -> missed (missed by Dept)
      RESTATED health/visits: Visits: restated, because its lead and the part of Dept changed, and not because anything was reported. For Dept, not owed became missed in Q1 2020.
      UPDATED health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
      care/beds firing since 2020-04-02 over 2020-Q1
      health/visits firing since 2020-04-02 over 2020-Q1, broken by dept
    ");
}

#[test]
fn missions_in_another_order_are_the_same_missions() {
    insta::assert_snapshot!(check(&format!("{TWO}
        drop health
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, visits >= 10
        2020-04-03 load
        verdicts?
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, care/beds 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3; beds of trust in 2020-Q1 = 4
      ran health/visits 2020-Q1, care/beds 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
      care/beds 2020-Q1: not-due -> missed (4 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
      FIRING care/beds: Beds: not met in Q1 2020. Trust missed Q1 2020 (4 is below 10).
    > 2020-04-03 load
      nothing
      care/beds 2020-Q1: missed (4 is below 10)
      health/visits 2020-Q1: missed (3 is below 10)
    ");
}

#[test]
fn a_body_that_moves_in_the_register_changes_the_sums_above_it_and_nothing_else() {
    insta::assert_snapshot!(check("
        body england
        body leeds < england : council
        body york : council
        measure seen : quarter, sum of council
        mission health
        seen : england quarter from 2020-Q1, until 2020-Q1, seen >= 15
        other : york quarter from 2020-Q1, until 2020-Q1, seen >= 5
        2020-04-01 load
        2020-04-02 seen of leeds in 2020-Q1 = 10; seen of york in 2020-Q1 = 10
        body york < england : council
        2020-04-03 load
    "), @"
    > 2020-04-01 load
      ran health/seen 2020-Q1, health/other 2020-Q1
    > 2020-04-02 seen of leeds in 2020-Q1 = 10; seen of york in 2020-Q1 = 10
      ran health/seen 2020-Q1, health/other 2020-Q1
      health/seen 2020-Q1: not-due -> missed (10 is below 15)
      health/other 2020-Q1: not-due -> met
      FIRING health/seen: Seen: not met in Q1 2020. England missed Q1 2020 (10 is below 15).
    > 2020-04-03 load
      ran health/seen 2020-Q1
      health/seen 2020-Q1: missed -> met
      WITHDRAWN health/seen: health/seen is withdrawn, because the register changed, and not because anything was reported. Missed became met in Q1 2020. Seen: not met in Q1 2020. England missed Q1 2020 (10 is below 15).
    ");
}

#[test]
fn a_reload_reports_what_is_otherwise_than_before_and_nothing_else() {
    insta::assert_snapshot!(check("
        body dept
        body a
        body b
        measure visits : quarter
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q2, needs all
        - a : visits >= 10
        - b : visits >= 10
        2020-04-01 load
        2020-05-20 visits of a in 2020-Q1 = 3; visits of b in 2020-Q1 = 12
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q2, titled Seen, needs all
        - a : visits >= 10
        - b : visits >= 10
        2020-05-21 load
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q2, needs all
        - a : visits >= 2
        - b : visits >= 10
        2020-05-22 load
    "), @"
    > 2020-04-01 load
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1, health/visits/a 2020-Q2, health/visits/b 2020-Q2
    > 2020-05-20 visits of a in 2020-Q1 = 3; visits of b in 2020-Q1 = 12
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1
      health/visits/a 2020-Q1: not-due -> missed (3 is below 10)
      health/visits/b 2020-Q1: not-due -> met-late
      health/visits 2020-Q1: not-due -> missed (missed by A)
      FIRING health/visits: Visits: not met in Q1 2020. One of two departments missed Q1 2020. A missed Q1 2020 (3 is below 10).
    > 2020-05-21 load
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1, health/visits/a 2020-Q2, health/visits/b 2020-Q2
    > 2020-05-22 load
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1, health/visits/a 2020-Q2, health/visits/b 2020-Q2
      health/visits/a 2020-Q1: missed -> met-late
      health/visits 2020-Q1: missed -> met-late (delivered by two of two contributions; late from A and B)
      RESTATED health/visits: Visits: restated, because what is asked of A changed, and not because anything was reported. Missed became met late in Q1 2020. For A, missed became met late in Q1 2020. This alert ends by that; what it said stays on record.
    ");
}

#[test]
fn a_reload_that_moves_the_deadline_on_takes_a_breach_back() {
    insta::assert_snapshot!(check("
        body dept
        measure visits : quarter
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, due 30 days, grace 0 days, visits >= 10
        2020-05-20 load
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, due 90 days, grace 0 days, visits >= 10
        2020-05-21 load
        verdicts?
    "), @"
    > 2020-05-20 load
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> no-data (visits, Dept, Q1 2020: not reported)
      FIRING health/visits: Visits: not met in Q1 2020. Dept gave no usable figure in Q1 2020.
    > 2020-05-21 load
      ran health/visits 2020-Q1
      health/visits 2020-Q1: no-data -> not-due
      WITHDRAWN health/visits: health/visits is withdrawn, because its deadline changed, and not because anything was reported. No data became not due in Q1 2020. Visits: not met in Q1 2020. Dept gave no usable figure in Q1 2020.
      health/visits 2020-Q1: not-due
    ");
}
