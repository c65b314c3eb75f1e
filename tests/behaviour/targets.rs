//! Targets: the version in force at the period's end, and trajectories.

use crate::notation::check;

#[test]
fn a_period_is_judged_by_the_version_in_force_at_its_end() {
    insta::assert_snapshot!(check("
        body dept
        measure within : quarter
        target within = 65 from 2020-01-01 to 2020-05-14
        target within = 70 from 2020-05-15
        mission health
        within : dept quarter from 2020-Q1, until 2020-Q2, within >= target
        2020-07-01 load
        2020-07-02 within of dept in 2020-Q1 = 66 backfill; within of dept in 2020-Q2 = 66
    "), @"
    > 2020-07-01 load
      ran health/within 2020-Q1, health/within 2020-Q2
      health/within 2020-Q1: not-due -> no-data (within, Dept, Q1 2020: not reported)
      FIRING health/within: Within: not met in Q1 2020. Dept gave no usable figure in Q1 2020.
    > 2020-07-02 within of dept in 2020-Q1 = 66 backfill; within of dept in 2020-Q2 = 66
      ran health/within 2020-Q1, health/within 2020-Q2
      health/within 2020-Q1: no-data -> met
      health/within 2020-Q2: not-due -> missed (66 is below 70)
      UPDATED health/within: Within: not met in Q2 2020. Dept missed Q2 2020 (66 is below 70).
    ");
}

#[test]
fn a_target_that_moves_later_leaves_the_earlier_judgement_alone() {
    insta::assert_snapshot!(check("
        body dept
        measure within : quarter
        target within = 65 from 2020-01-01
        mission health
        within : dept quarter from 2020-Q1, until 2020-Q2, within >= target
        2020-04-01 load
        2020-04-02 within of dept in 2020-Q1 = 66; within of dept in 2020-Q2 = 66
        target within = 70 from 2020-05-15
        2020-07-01 load
        verdicts?
    "), @"
    > 2020-04-01 load
      ran health/within 2020-Q1, health/within 2020-Q2
    > 2020-04-02 within of dept in 2020-Q1 = 66; within of dept in 2020-Q2 = 66
      ran health/within 2020-Q1, health/within 2020-Q2
      health/within 2020-Q1: not-due -> met
      health/within 2020-Q2: not-due -> met
    > 2020-07-01 load
      ran health/within 2020-Q1, health/within 2020-Q2
      health/within 2020-Q2: met -> missed (66 is below 70)
      RESTATED health/within: Within: restated, because the target for within changed, and not because anything was reported. Met became missed in Q2 2020.
      FIRING health/within: Within: not met in Q2 2020. Dept missed Q2 2020 (66 is below 70).
      health/within 2020-Q1: met
      health/within 2020-Q2: missed (66 is below 70)
    ");
}

#[test]
fn a_trajectory_is_read_on_the_last_day_of_the_period() {
    insta::assert_snapshot!(check("
        body dept
        measure within : quarter
        target within = 60 from 2019-12-31, 78 by 2020-12-31
        mission health
        within : dept quarter from 2020-Q1, until 2020-Q3, within >= target
        2020-07-01 load
        2020-07-02 within of dept in 2020-Q1 = 64.4; within of dept in 2020-Q2 = 68.9
    "), @"
    > 2020-07-01 load
      ran health/within 2020-Q1, health/within 2020-Q2, health/within 2020-Q3
      health/within 2020-Q1: not-due -> no-data (within, Dept, Q1 2020: not reported)
      FIRING health/within: Within: not met in Q1 2020. Dept gave no usable figure in Q1 2020.
    > 2020-07-02 within of dept in 2020-Q1 = 64.4; within of dept in 2020-Q2 = 68.9
      ran health/within 2020-Q1, health/within 2020-Q2
      health/within 2020-Q1: no-data -> missed (64.4 is below 64.5)
      health/within 2020-Q2: not-due -> missed (68.9 is below 69)
      UPDATED health/within: Within: not met for two quarters in a row, Q1 2020 and Q2 2020. Dept missed two quarters in a row, Q1 2020 and Q2 2020 (68.9 is below 69).
    ");
}

#[test]
fn a_period_without_a_target_is_not_judged_and_not_a_miss() {
    insta::assert_snapshot!(check("
        body dept
        measure within : quarter
        target within = 65 from 2020-04-01
        mission health
        within : dept quarter from 2020-Q1, until 2020-Q1, within >= target
        2020-04-01 load
        2020-04-02 within of dept in 2020-Q1 = 66
    "), @"
    > 2020-04-01 load
      ran health/within 2020-Q1
      health/within 2020-Q1: not-due -> not-judged (no target for within of Dept is in force at the end of Q1 2020)
    > 2020-04-02 within of dept in 2020-Q1 = 66
      ran health/within 2020-Q1
    ");
}

#[test]
fn a_target_that_has_ended_does_not_bring_back_the_one_before_it() {
    insta::assert_snapshot!(check("
        body dept
        measure within : quarter
        target within = 65 from 2020-01-01
        target within = 70 from 2020-04-01 to 2020-06-30
        mission health
        within : dept quarter from 2020-Q1, until 2020-Q3, within >= target
        2020-10-01 load
        2020-10-02 within of dept in 2020-Q1 = 66 backfill; within of dept in 2020-Q2 = 66 backfill; within of dept in 2020-Q3 = 60 backfill
        verdicts?
    "), @"
    > 2020-10-01 load
      ran health/within 2020-Q1, health/within 2020-Q2, health/within 2020-Q3
      health/within 2020-Q1: not-due -> no-data (within, Dept, Q1 2020: not reported)
      health/within 2020-Q2: not-due -> no-data (within, Dept, Q2 2020: not reported)
      health/within 2020-Q3: not-due -> not-judged (no target for within of Dept is in force at the end of Q3 2020)
      FIRING health/within: Within: not met for two quarters in a row, Q1 2020 and Q2 2020. Dept gave no usable figure for two quarters in a row, Q1 2020 and Q2 2020.
    > 2020-10-02 within of dept in 2020-Q1 = 66 backfill; within of dept in 2020-Q2 = 66 backfill; within of dept in 2020-Q3 = 60 backfill
      ran health/within 2020-Q1, health/within 2020-Q2, health/within 2020-Q3
      health/within 2020-Q1: no-data -> met
      health/within 2020-Q2: no-data -> missed (66 is below 70)
      UPDATED health/within: Within: not met in Q2 2020. Dept missed Q2 2020 (66 is below 70).
      health/within 2020-Q1: met
      health/within 2020-Q2: missed (66 is below 70)
      health/within 2020-Q3: not-judged (no target for within of Dept is in force at the end of Q3 2020)
    ");
}
