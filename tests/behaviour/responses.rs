//! What officials say to an alert: what it changes, for how long, and what it never changes.

use crate::notation::{check, check_after};

/// One body that owes a figure by the end of April, and has reported too little.
const ALONE: &str = "
    body dept
    measure visits : quarter
    mission health
    visits : dept quarter from 2020-Q1, until 2020-Q1, grace 0 days, visits >= 10
    2020-04-01 load
    2020-05-05 visits of dept in 2020-Q1 = 3
";

/// Two bodies, one of which is silent.
const JOINT: &str = "
    body dept
    body a
    body b
    measure visits : quarter
    mission health
    visits : dept quarter from 2020-Q1, until 2020-Q1, grace 0 days, needs all
    - a : visits >= 10
    - b : visits >= 10
    2020-04-01 load
    2020-04-20 visits of a in 2020-Q1 = 12
    2020-05-01 clock
";

#[test]
fn an_acknowledgement_and_an_explanation_stop_no_clock_and_stand_with_the_alert() {
    insta::assert_snapshot!(check_after(ALONE, "
        2020-05-06 Ann says accept to health/visits/dept
        2020-05-07 Bob says explain to health/visits/dept, because the clinic was flooded.
        verdicts?
        alerts?
    "), @"
    > 2020-05-06 Ann says accept to health/visits/dept
      UPDATED health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10). Ann accepted this on 6 May 2020.
    > 2020-05-07 Bob says explain to health/visits/dept, because the clinic was flooded.
      UPDATED health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10). Ann accepted this on 6 May 2020. Bob explained this on 7 May 2020: the clinic was flooded.
      health/visits 2020-Q1: missed (3 is below 10)
      health/visits firing since 2020-05-01 over 2020-Q1, answered by Ann (accept) and Bob (explain)
    ");
}

#[test]
fn a_dispute_holds_the_alert_until_it_is_withdrawn() {
    insta::assert_snapshot!(check_after(ALONE, "
        2020-05-06 Ann says dispute to health/visits/dept, because the figures are wrong
        verdicts?
        alerts?
        wake?
        2020-05-20 ann says withdraw to health/visits/dept
        alerts?
    "), @"
    > 2020-05-06 Ann says dispute to health/visits/dept, because the figures are wrong
      health/visits 2020-Q1: missed -> disputed (disputed by Ann: the figures are wrong; was missed: 3 is below 10)
      UPDATED health/visits: Visits: disputed in Q1 2020. Dept missed Q1 2020 (3 is below 10). Ann disputed this on 6 May 2020: the figures are wrong.
      health/visits 2020-Q1: disputed (disputed by Ann: the figures are wrong; was missed: 3 is below 10)
      health/visits firing since 2020-05-01 over 2020-Q1, answered by Ann (dispute)
      next wake never
    > 2020-05-20 ann says withdraw to health/visits/dept
      health/visits 2020-Q1: disputed -> missed (3 is below 10)
      UPDATED health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10). ann withdrew this on 20 May 2020: Ann disputed this on 6 May 2020: the figures are wrong.
      health/visits firing since 2020-05-01 over 2020-Q1
    ");
}

#[test]
fn a_dispute_ends_on_its_day_or_by_evidence() {
    insta::assert_snapshot!(check_after(ALONE, "
        2020-05-06 Ann says dispute to health/visits/dept, because the figures are wrong, until 2020-05-31
        wake?
        2020-06-01 clock
        2020-06-02 Ann says dispute to health/visits/dept, because they are still wrong
        2020-06-03 visits of dept in 2020-Q1 = 11
        verdicts?
    "), @"
    > 2020-05-06 Ann says dispute to health/visits/dept, because the figures are wrong, until 2020-05-31
      health/visits 2020-Q1: missed -> disputed (disputed until 31 May 2020 by Ann: the figures are wrong; was missed: 3 is below 10)
      UPDATED health/visits: Visits: disputed in Q1 2020. Dept missed Q1 2020 (3 is below 10). Ann disputed this on 6 May 2020 until 31 May 2020: the figures are wrong.
      next wake 2020-06-01
    > 2020-06-01 clock
      health/visits 2020-Q1: disputed -> missed (3 is below 10)
      UPDATED health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10). Ann disputed this on 6 May 2020 until 31 May 2020: the figures are wrong.
    > 2020-06-02 Ann says dispute to health/visits/dept, because they are still wrong
      health/visits 2020-Q1: missed -> disputed (disputed by Ann: they are still wrong; was missed: 3 is below 10)
      UPDATED health/visits: Visits: disputed in Q1 2020. Dept missed Q1 2020 (3 is below 10). Ann disputed this on 6 May 2020 until 31 May 2020: the figures are wrong. Ann disputed this on 2 June 2020: they are still wrong.
    > 2020-06-03 visits of dept in 2020-Q1 = 11
      ran health/visits 2020-Q1
      health/visits 2020-Q1: disputed -> met-late
      CORRECTED health/visits: Visits: corrected for Q1 2020, because 3 became 11 on 3 June 2020 (visits of Dept for Q1 2020); that it was missed by the old figures stays on record.
      health/visits 2020-Q1: met-late
    ");
}

#[test]
fn a_waiver_resolves_the_alert_until_it_ends() {
    insta::assert_snapshot!(check_after(ALONE, "
        2020-05-06 Ann says waive to health/visits/dept, because the clinic was flooded, approved by Bob, until 2020-06-30
        verdicts?
        alerts?
        wake?
        2020-06-30T23:59:59 clock
        2020-07-01 clock
        alerts?
    "), @"
    > 2020-05-06 Ann says waive to health/visits/dept, because the clinic was flooded, approved by Bob, until 2020-06-30
      health/visits 2020-Q1: missed -> waived (waived until 30 June 2020 by Ann, approved by Bob: the clinic was flooded; was missed: 3 is below 10)
      RESOLVED health/visits: Visits: not broken for now in Q1 2020 (waived until 30 June 2020 by Ann, approved by Bob: the clinic was flooded; was missed: 3 is below 10).
      health/visits 2020-Q1: waived (waived until 30 June 2020 by Ann, approved by Bob: the clinic was flooded; was missed: 3 is below 10)
      no alerts
      next wake 2020-07-01
    > 2020-06-30T23:59:59 clock
      nothing
    > 2020-07-01 clock
      health/visits 2020-Q1: waived -> missed (3 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10). Ann asked on 6 May 2020 for this to be waived until 30 June 2020, and Bob approved it: the clinic was flooded.
      health/visits firing since 2020-05-01 over 2020-Q1, answered by Ann (waive)
    ");
}

/// J20: a waiver covers what was known when it was given.
#[test]
fn a_worse_figure_opens_a_waived_matter_again_and_a_better_one_does_not() {
    insta::assert_snapshot!(check_after(ALONE, "
        2020-05-06 Ann says waive to health/visits/dept, because the clinic was flooded, approved by Bob, until 2020-06-30
        2020-05-10 visits of dept in 2020-Q1 = 4
        2020-05-11 visits of dept in 2020-Q1 = 2
        alerts?
    "), @"
    > 2020-05-06 Ann says waive to health/visits/dept, because the clinic was flooded, approved by Bob, until 2020-06-30
      health/visits 2020-Q1: missed -> waived (waived until 30 June 2020 by Ann, approved by Bob: the clinic was flooded; was missed: 3 is below 10)
      RESOLVED health/visits: Visits: not broken for now in Q1 2020 (waived until 30 June 2020 by Ann, approved by Bob: the clinic was flooded; was missed: 3 is below 10).
    > 2020-05-10 visits of dept in 2020-Q1 = 4
      ran health/visits 2020-Q1
      health/visits 2020-Q1: waived -> waived (waived until 30 June 2020 by Ann, approved by Bob: the clinic was flooded; was missed: 4 is below 10)
    > 2020-05-11 visits of dept in 2020-Q1 = 2
      ran health/visits 2020-Q1
      health/visits 2020-Q1: waived -> missed (2 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (2 is below 10). Ann asked on 6 May 2020 for this to be waived until 30 June 2020, and Bob approved it: the clinic was flooded.
      health/visits firing since 2020-05-01 over 2020-Q1, answered by Ann (waive)
    ");
}

#[test]
fn a_figure_that_was_published_before_a_waiver_and_received_after_it_widens_nothing() {
    insta::assert_snapshot!(check_after(ALONE, "
        2020-05-06 Ann says waive to health/visits/dept, because the clinic was flooded, approved by Bob, until 2020-06-30
        2020-05-10 visits of dept in 2020-Q1 = 2
        2020-05-11 visits of dept in 2020-Q1 = 1 published 2020-05-05
    "), @"
    > 2020-05-06 Ann says waive to health/visits/dept, because the clinic was flooded, approved by Bob, until 2020-06-30
      health/visits 2020-Q1: missed -> waived (waived until 30 June 2020 by Ann, approved by Bob: the clinic was flooded; was missed: 3 is below 10)
      RESOLVED health/visits: Visits: not broken for now in Q1 2020 (waived until 30 June 2020 by Ann, approved by Bob: the clinic was flooded; was missed: 3 is below 10).
    > 2020-05-10 visits of dept in 2020-Q1 = 2
      ran health/visits 2020-Q1
      health/visits 2020-Q1: waived -> missed (2 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (2 is below 10). Ann asked on 6 May 2020 for this to be waived until 30 June 2020, and Bob approved it: the clinic was flooded.
    > 2020-05-11 visits of dept in 2020-Q1 = 1 published 2020-05-05
      nothing
    ");
}

#[test]
fn a_waiver_of_the_whole_covers_no_part_that_is_missed_later() {
    insta::assert_snapshot!(check_after(JOINT, "
        2020-05-06 Ann says waive to health/visits/dept, because both are new, approved by Bob, until 2020-06-30
        2020-05-10 visits of b in 2020-Q1 = 3
        2020-05-11 visits of a in 2020-Q1 = 9
        alerts?
    "), @"
    > 2020-05-06 Ann says waive to health/visits/dept, because both are new, approved by Bob, until 2020-06-30
      health/visits/b 2020-Q1: no-data -> waived (waived until 30 June 2020 by Ann, approved by Bob: both are new; had no data: visits, B, Q1 2020: not reported)
      health/visits 2020-Q1: no-data -> waived (delivered by one of two contributions; waived for B)
      RESOLVED health/visits: Visits: not broken for now in Q1 2020 (waived until 30 June 2020 by Ann, approved by Bob: both are new; had no data: visits, B, Q1 2020: not reported).
    > 2020-05-10 visits of b in 2020-Q1 = 3
      ran health/visits/b 2020-Q1
      health/visits/b 2020-Q1: waived -> waived (waived until 30 June 2020 by Ann, approved by Bob: both are new; was missed: 3 is below 10)
    > 2020-05-11 visits of a in 2020-Q1 = 9
      ran health/visits/a 2020-Q1
      health/visits/a 2020-Q1: met -> missed (9 is below 10)
      health/visits 2020-Q1: waived -> missed (missed by A)
      FIRING health/visits: Visits: not met in Q1 2020. One of two departments missed Q1 2020. A missed Q1 2020 (9 is below 10). Ann asked on 6 May 2020 for this to be waived until 30 June 2020, and Bob approved it: both are new. Corrected: 12 became 9 on 11 May 2020 (visits of A for Q1 2020). What was found by the old figures stays on record.
      health/visits firing since 2020-05-01 over 2020-Q1, broken by a, answered by Ann (waive)
    ");
}

#[test]
fn a_waiver_of_one_part_leaves_the_others_to_their_own() {
    insta::assert_snapshot!(check_after(JOINT, "
        2020-05-06 Ann says waive to health/visits/dept, about b, because b is new, approved by Bob, until 2020-06-30
        verdicts?
        2020-05-10 visits of a in 2020-Q1 = 9
        alerts?
    "), @"
    > 2020-05-06 Ann says waive to health/visits/dept, about b, because b is new, approved by Bob, until 2020-06-30
      health/visits/b 2020-Q1: no-data -> waived (waived until 30 June 2020 by Ann, approved by Bob: b is new; had no data: visits, B, Q1 2020: not reported)
      health/visits 2020-Q1: no-data -> waived (delivered by one of two contributions; waived for B)
      RESOLVED health/visits: Visits: not broken for now in Q1 2020 (waived until 30 June 2020 by Ann, approved by Bob: b is new; had no data: visits, B, Q1 2020: not reported).
      health/visits 2020-Q1: waived (delivered by one of two contributions; waived for B)
      health/visits/a 2020-Q1: met
      health/visits/b 2020-Q1: waived (waived until 30 June 2020 by Ann, approved by Bob: b is new; had no data: visits, B, Q1 2020: not reported)
    > 2020-05-10 visits of a in 2020-Q1 = 9
      ran health/visits/a 2020-Q1
      health/visits/a 2020-Q1: met -> missed (9 is below 10)
      health/visits 2020-Q1: waived -> missed (missed by A)
      FIRING health/visits: Visits: not met in Q1 2020. One of two departments missed Q1 2020. A missed Q1 2020 (9 is below 10). Ann asked on 6 May 2020 for the part of B to be waived until 30 June 2020, and Bob approved it: b is new. Corrected: 12 became 9 on 10 May 2020 (visits of A for Q1 2020). What was found by the old figures stays on record.
      health/visits firing since 2020-05-01 over 2020-Q1, broken by a, answered by Ann (waive)
    ");
}

#[test]
fn an_extension_makes_what_comes_until_then_timely() {
    insta::assert_snapshot!(check_after(JOINT, "
        2020-05-06 Ann says extend to health/visits/dept, about b, because it moved, approved by Bob, until 2020-05-31
        verdicts?
        wake?
        2020-05-20 visits of b in 2020-Q1 = 10
        2020-06-20 clock
        verdicts?
    "), @"
    > 2020-05-06 Ann says extend to health/visits/dept, about b, because it moved, approved by Bob, until 2020-05-31
      health/visits/b 2020-Q1: no-data -> awaiting (extended until 31 May 2020 by Ann, approved by Bob: it moved; had no data: visits, B, Q1 2020: not reported)
      health/visits 2020-Q1: no-data -> awaiting (waiting for B)
      RESOLVED health/visits: Visits: not broken for now in Q1 2020 (extended until 31 May 2020 by Ann, approved by Bob: it moved; had no data: visits, B, Q1 2020: not reported).
      health/visits 2020-Q1: awaiting (waiting for B)
      health/visits/a 2020-Q1: met
      health/visits/b 2020-Q1: awaiting (extended until 31 May 2020 by Ann, approved by Bob: it moved; had no data: visits, B, Q1 2020: not reported)
      next wake 2020-06-01
    > 2020-05-20 visits of b in 2020-Q1 = 10
      ran health/visits/b 2020-Q1
      health/visits/b 2020-Q1: awaiting -> met
      health/visits 2020-Q1: awaiting -> met (delivered by two of two contributions)
    > 2020-06-20 clock
      nothing
      health/visits 2020-Q1: met (delivered by two of two contributions)
      health/visits/a 2020-Q1: met
      health/visits/b 2020-Q1: met
    ");
}

#[test]
fn what_comes_after_the_extension_is_late() {
    insta::assert_snapshot!(check_after(JOINT, "
        2020-05-06 Ann says extend to health/visits/dept, because it moved, approved by Bob, until 2020-05-31
        2020-06-01 clock
        2020-06-02 visits of b in 2020-Q1 = 10
    "), @"
    > 2020-05-06 Ann says extend to health/visits/dept, because it moved, approved by Bob, until 2020-05-31
      health/visits/b 2020-Q1: no-data -> awaiting (extended until 31 May 2020 by Ann, approved by Bob: it moved; had no data: visits, B, Q1 2020: not reported)
      health/visits 2020-Q1: no-data -> awaiting (waiting for B)
      RESOLVED health/visits: Visits: not broken for now in Q1 2020 (extended until 31 May 2020 by Ann, approved by Bob: it moved; had no data: visits, B, Q1 2020: not reported).
    > 2020-06-01 clock
      health/visits/b 2020-Q1: awaiting -> no-data (visits, B, Q1 2020: not reported)
      health/visits 2020-Q1: awaiting -> no-data (nothing usable from B)
      FIRING health/visits: Visits: not met in Q1 2020. One of two departments gave no usable figure for Q1 2020. B gave no usable figure in Q1 2020. Ann asked on 6 May 2020 for more time for this until 31 May 2020, and Bob approved it: it moved.
    > 2020-06-02 visits of b in 2020-Q1 = 10
      ran health/visits/b 2020-Q1
      health/visits/b 2020-Q1: no-data -> met-late
      health/visits 2020-Q1: no-data -> met-late (delivered by two of two contributions; late from B)
      RESOLVED health/visits: Visits: met again in Q1 2020.
    ");
}

#[test]
fn an_extension_that_is_withdrawn_ends_there() {
    insta::assert_snapshot!(check_after(JOINT, "
        2020-05-06 Ann says extend to health/visits/dept, because it moved, approved by Bob, until 2020-05-31
        2020-05-10 Bob says withdraw to health/visits/dept
        2020-05-11 visits of b in 2020-Q1 = 10
    "), @"
    > 2020-05-06 Ann says extend to health/visits/dept, because it moved, approved by Bob, until 2020-05-31
      health/visits/b 2020-Q1: no-data -> awaiting (extended until 31 May 2020 by Ann, approved by Bob: it moved; had no data: visits, B, Q1 2020: not reported)
      health/visits 2020-Q1: no-data -> awaiting (waiting for B)
      RESOLVED health/visits: Visits: not broken for now in Q1 2020 (extended until 31 May 2020 by Ann, approved by Bob: it moved; had no data: visits, B, Q1 2020: not reported).
    > 2020-05-10 Bob says withdraw to health/visits/dept
      health/visits/b 2020-Q1: awaiting -> no-data (visits, B, Q1 2020: not reported)
      health/visits 2020-Q1: awaiting -> no-data (nothing usable from B)
      FIRING health/visits: Visits: not met in Q1 2020. One of two departments gave no usable figure for Q1 2020. B gave no usable figure in Q1 2020.
    > 2020-05-11 visits of b in 2020-Q1 = 10
      ran health/visits/b 2020-Q1
      health/visits/b 2020-Q1: no-data -> met-late
      health/visits 2020-Q1: no-data -> met-late (delivered by two of two contributions; late from B)
      RESOLVED health/visits: Visits: met again in Q1 2020.
    ");
}

#[test]
fn a_waiver_can_be_renewed_while_the_matter_is_closed_by_it() {
    insta::assert_snapshot!(check_after(ALONE, "
        2020-05-06 Ann says waive to health/visits/dept, because it flooded, approved by Bob, until 2020-05-31
        2020-05-20 Ann says accept to health/visits/dept
        2020-05-20 Ann says waive to health/visits/dept, because it still rains, approved by Bob, until 2020-06-30
        2020-06-01 clock
        verdicts?
        2020-07-01 clock
    "), @"
    > 2020-05-06 Ann says waive to health/visits/dept, because it flooded, approved by Bob, until 2020-05-31
      health/visits 2020-Q1: missed -> waived (waived until 31 May 2020 by Ann, approved by Bob: it flooded; was missed: 3 is below 10)
      RESOLVED health/visits: Visits: not broken for now in Q1 2020 (waived until 31 May 2020 by Ann, approved by Bob: it flooded; was missed: 3 is below 10).
    > 2020-05-20 Ann says accept to health/visits/dept
      refused: no alert `health/visits/dept` is open
    > 2020-05-20 Ann says waive to health/visits/dept, because it still rains, approved by Bob, until 2020-06-30
      health/visits 2020-Q1: waived -> waived (waived until 30 June 2020 by Ann, approved by Bob: it still rains; was missed: 3 is below 10)
    > 2020-06-01 clock
      nothing
      health/visits 2020-Q1: waived (waived until 30 June 2020 by Ann, approved by Bob: it still rains; was missed: 3 is below 10)
    > 2020-07-01 clock
      health/visits 2020-Q1: waived -> missed (3 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10). Ann asked on 6 May 2020 for this to be waived until 31 May 2020, and Bob approved it: it flooded. Ann asked on 20 May 2020 for this to be waived until 30 June 2020, and Bob approved it: it still rains.
    ");
}

#[test]
fn what_is_approved_counts_before_what_is_disputed() {
    insta::assert_snapshot!(check_after(ALONE, "
        2020-05-06 Ann says extend to health/visits/dept, because it moved, approved by Bob, until 2020-05-31
        2020-05-06 Ann says waive to health/visits/dept, because it flooded, approved by Bob, until 2020-05-20
        2020-05-06 Ann says withdraw to health/visits/dept
        verdicts?
    "), @"
    > 2020-05-06 Ann says extend to health/visits/dept, because it moved, approved by Bob, until 2020-05-31
      health/visits 2020-Q1: missed -> awaiting (extended until 31 May 2020 by Ann, approved by Bob: it moved; was missed: 3 is below 10)
      RESOLVED health/visits: Visits: not broken for now in Q1 2020 (extended until 31 May 2020 by Ann, approved by Bob: it moved; was missed: 3 is below 10).
    > 2020-05-06 Ann says waive to health/visits/dept, because it flooded, approved by Bob, until 2020-05-20
      health/visits 2020-Q1: awaiting -> waived (waived until 20 May 2020 by Ann, approved by Bob: it flooded; was missed: 3 is below 10)
    > 2020-05-06 Ann says withdraw to health/visits/dept
      health/visits 2020-Q1: waived -> awaiting (extended until 31 May 2020 by Ann, approved by Bob: it moved; was missed: 3 is below 10)
      health/visits 2020-Q1: awaiting (extended until 31 May 2020 by Ann, approved by Bob: it moved; was missed: 3 is below 10)
    ");
}

#[test]
fn a_response_is_about_the_periods_that_it_names() {
    insta::assert_snapshot!(check("
        body dept
        measure visits : month
        mission health
        visits : dept month from 2020-01, until 2020-02, grace 0 days, due 10 days, visits >= 10
        2020-01-01 load
        2020-03-20 visits of dept in 2020-01 = 3; visits of dept in 2020-02 = 4
        2020-03-21 Ann says dispute to health/visits/dept, in 2020-02, because February is wrong
        alerts?
        2020-03-22 Ann says dispute to health/visits/dept, in 2020-01, because January is wrong
        alerts?
        verdicts?
    "), @"
    > 2020-01-01 load
      ran health/visits 2020-01
    > 2020-03-20 visits of dept in 2020-01 = 3; visits of dept in 2020-02 = 4
      ran health/visits 2020-01, health/visits 2020-02
      health/visits 2020-01: not-due -> missed (3 is below 10)
      health/visits 2020-02: not-due -> missed (4 is below 10)
      FIRING health/visits: Visits: not met for two months in a row, January 2020 and February 2020. Dept missed two months in a row, January 2020 and February 2020 (4 is below 10).
    > 2020-03-21 Ann says dispute to health/visits/dept, in 2020-02, because February is wrong
      health/visits 2020-02: missed -> disputed (disputed by Ann: February is wrong; was missed: 4 is below 10)
      UPDATED health/visits: Visits: not met in January 2020. Dept missed January 2020 (3 is below 10). Ann disputed this for February 2020 on 21 March 2020: February is wrong.
      health/visits firing since 2020-02-11 over 2020-01, answered by Ann (dispute)
    > 2020-03-22 Ann says dispute to health/visits/dept, in 2020-01, because January is wrong
      health/visits 2020-01: missed -> disputed (disputed by Ann: January is wrong; was missed: 3 is below 10)
      UPDATED health/visits: Visits: disputed in January 2020. Dept missed January 2020 (3 is below 10). Ann disputed this for February 2020 on 21 March 2020: February is wrong. Ann disputed this on 22 March 2020: January is wrong.
      health/visits firing since 2020-02-11 over 2020-01, answered by Ann (dispute) and Ann (dispute)
      health/visits 2020-01: disputed (disputed by Ann: January is wrong; was missed: 3 is below 10)
      health/visits 2020-02: disputed (disputed by Ann: February is wrong; was missed: 4 is below 10)
    ");
}
