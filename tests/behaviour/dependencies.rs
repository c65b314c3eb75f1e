//! Who waits for whom: held up by another obligation or by overdue reports, and released again.

use crate::notation::check;

const CHAIN: &str = "
    body ministry
    body trust
    body council
    measure beds : quarter
    measure discharges : quarter
    measure visits : quarter
    mission health
    beds : ministry quarter from 2020-Q1, until 2020-Q1, beds >= 10
    discharges : trust quarter from 2020-Q1, until 2020-Q1, discharges >= 10, waits on beds
    mission care
    visits : council quarter from 2020-Q1, until 2020-Q1, visits >= 10, waits on health/discharges
    2020-04-01 load
";

#[test]
fn a_body_that_waits_for_a_broken_obligation_is_not_told_off() {
    insta::assert_snapshot!(check(&format!("{CHAIN}
        2020-04-02 beds of ministry in 2020-Q1 = 3
        2020-04-03 discharges of trust in 2020-Q1 = 4
        alerts?
    ")), @"
    > 2020-04-01 load
      ran health/beds 2020-Q1, health/discharges 2020-Q1, care/visits 2020-Q1
    > 2020-04-02 beds of ministry in 2020-Q1 = 3
      ran health/beds 2020-Q1
      health/beds 2020-Q1: not-due -> missed (3 is below 10)
      FIRING health/beds: Beds: not met in Q1 2020. Ministry missed Q1 2020 (3 is below 10).
    > 2020-04-03 discharges of trust in 2020-Q1 = 4
      ran health/discharges 2020-Q1
      health/discharges 2020-Q1: not-due -> missed (4 is below 10)
      UPDATED health/beds: Beds: not met in Q1 2020. Ministry missed Q1 2020 (3 is below 10). One other obligation waits for this.
      health/beds firing since 2020-04-02 over 2020-Q1, holds up health/discharges
      health/discharges firing since 2020-04-03 over 2020-Q1, held up by Beds (Ministry)
    ");
}

#[test]
fn a_body_already_told_hears_that_it_is_held_up() {
    insta::assert_snapshot!(check(&format!("{CHAIN}
        2020-04-02 discharges of trust in 2020-Q1 = 4
        2020-04-03 beds of ministry in 2020-Q1 = 3
    ")), @"
    > 2020-04-01 load
      ran health/beds 2020-Q1, health/discharges 2020-Q1, care/visits 2020-Q1
    > 2020-04-02 discharges of trust in 2020-Q1 = 4
      ran health/discharges 2020-Q1
      health/discharges 2020-Q1: not-due -> missed (4 is below 10)
      FIRING health/discharges: Discharges: not met in Q1 2020. Trust missed Q1 2020 (4 is below 10).
    > 2020-04-03 beds of ministry in 2020-Q1 = 3
      ran health/beds 2020-Q1
      health/beds 2020-Q1: not-due -> missed (3 is below 10)
      FIRING health/beds: Beds: not met in Q1 2020. Ministry missed Q1 2020 (3 is below 10). One other obligation waits for this.
      UPDATED health/discharges: Discharges: not met in Q1 2020. Trust missed Q1 2020 (4 is below 10). Held up by Beds (Ministry).
    ");
}

#[test]
fn a_held_up_body_is_told_once_its_root_is_delivered() {
    insta::assert_snapshot!(check(&format!("{CHAIN}
        2020-04-02 beds of ministry in 2020-Q1 = 3; discharges of trust in 2020-Q1 = 4
        2020-04-05 beds of ministry in 2020-Q1 = 12
        alerts?
    ")), @"
    > 2020-04-01 load
      ran health/beds 2020-Q1, health/discharges 2020-Q1, care/visits 2020-Q1
    > 2020-04-02 beds of ministry in 2020-Q1 = 3; discharges of trust in 2020-Q1 = 4
      ran health/beds 2020-Q1, health/discharges 2020-Q1
      health/beds 2020-Q1: not-due -> missed (3 is below 10)
      health/discharges 2020-Q1: not-due -> missed (4 is below 10)
      FIRING health/beds: Beds: not met in Q1 2020. Ministry missed Q1 2020 (3 is below 10). One other obligation waits for this.
    > 2020-04-05 beds of ministry in 2020-Q1 = 12
      ran health/beds 2020-Q1
      health/beds 2020-Q1: missed -> met
      CORRECTED health/beds: Beds: corrected for Q1 2020, because 3 became 12 on 5 April 2020 (beds of Ministry for Q1 2020); that it was missed by the old figures stays on record.
      FIRING health/discharges: Discharges: not met in Q1 2020. Trust missed Q1 2020 (4 is below 10).
      health/discharges firing since 2020-04-02 over 2020-Q1
    ");
}

#[test]
fn a_held_up_breach_that_passes_leaves_no_trace() {
    insta::assert_snapshot!(check(&format!("{CHAIN}
        2020-04-02 beds of ministry in 2020-Q1 = 3; discharges of trust in 2020-Q1 = 4
        2020-04-05 discharges of trust in 2020-Q1 = 12
        alerts?
    ")), @"
    > 2020-04-01 load
      ran health/beds 2020-Q1, health/discharges 2020-Q1, care/visits 2020-Q1
    > 2020-04-02 beds of ministry in 2020-Q1 = 3; discharges of trust in 2020-Q1 = 4
      ran health/beds 2020-Q1, health/discharges 2020-Q1
      health/beds 2020-Q1: not-due -> missed (3 is below 10)
      health/discharges 2020-Q1: not-due -> missed (4 is below 10)
      FIRING health/beds: Beds: not met in Q1 2020. Ministry missed Q1 2020 (3 is below 10). One other obligation waits for this.
    > 2020-04-05 discharges of trust in 2020-Q1 = 12
      ran health/discharges 2020-Q1
      health/discharges 2020-Q1: missed -> met
      UPDATED health/beds: Beds: not met in Q1 2020. Ministry missed Q1 2020 (3 is below 10).
      health/beds firing since 2020-04-02 over 2020-Q1
    ");
}

#[test]
fn the_root_of_a_chain_learns_how_many_wait() {
    insta::assert_snapshot!(check(&format!("{CHAIN}
        2020-04-02 beds of ministry in 2020-Q1 = 3; discharges of trust in 2020-Q1 = 4; visits of council in 2020-Q1 = 5
        alerts?
    ")), @"
    > 2020-04-01 load
      ran health/beds 2020-Q1, health/discharges 2020-Q1, care/visits 2020-Q1
    > 2020-04-02 beds of ministry in 2020-Q1 = 3; discharges of trust in 2020-Q1 = 4; visits of council in 2020-Q1 = 5
      ran health/beds 2020-Q1, health/discharges 2020-Q1, care/visits 2020-Q1
      health/beds 2020-Q1: not-due -> missed (3 is below 10)
      health/discharges 2020-Q1: not-due -> missed (4 is below 10)
      care/visits 2020-Q1: not-due -> missed (5 is below 10)
      FIRING health/beds: Beds: not met in Q1 2020. Ministry missed Q1 2020 (3 is below 10). Two other obligations wait for this.
      care/visits firing since 2020-04-02 over 2020-Q1, held up by Discharges (Trust)
      health/beds firing since 2020-04-02 over 2020-Q1, holds up care/visits and health/discharges
      health/discharges firing since 2020-04-02 over 2020-Q1, held up by Beds (Ministry), holds up care/visits
    ");
}

const GATED: &str = "
    body ministry
    body north < ministry : council
    body south < ministry : council
    measure returns : quarter, reported by council, due 20 days, grace 5 days
    measure visits : quarter
    mission health
    visits : ministry quarter from 2020-Q1, until 2020-Q1, visits >= 10, waits on measure returns
    2020-04-01 load
";

#[test]
fn overdue_reports_of_a_measure_hold_up_whoever_waits_for_them() {
    insta::assert_snapshot!(check(&format!("{GATED}
        2020-04-02 returns of north in 2020-Q1 = 1
        2020-04-21 clock
        2020-04-22 visits of ministry in 2020-Q1 = 3
        alerts?
        2020-04-23 returns of south in 2020-Q1 = 1
        alerts?
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q1
    > 2020-04-02 returns of north in 2020-Q1 = 1
      ran health/visits 2020-Q1
    > 2020-04-21 clock
      nothing
    > 2020-04-22 visits of ministry in 2020-Q1 = 3
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
      health/visits firing since 2020-04-22 over 2020-Q1, held up by overdue reports of returns
    > 2020-04-23 returns of south in 2020-Q1 = 1
      ran health/visits 2020-Q1
      FIRING health/visits: Visits: not met in Q1 2020. Ministry missed Q1 2020 (3 is below 10).
      health/visits firing since 2020-04-22 over 2020-Q1
    ");
}

#[test]
fn reports_that_are_not_due_yet_hold_nobody_up() {
    insta::assert_snapshot!(check(&format!("{GATED}
        2020-04-02 visits of ministry in 2020-Q1 = 3
        2020-04-21 clock
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q1
    > 2020-04-02 visits of ministry in 2020-Q1 = 3
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Ministry missed Q1 2020 (3 is below 10).
    > 2020-04-21 clock
      UPDATED health/visits: Visits: not met in Q1 2020. Ministry missed Q1 2020 (3 is below 10). Held up by overdue reports of returns.
    ");
}
