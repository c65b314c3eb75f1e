//! Which responses are taken in, and what outlasts a reload.

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
fn responses_outlast_a_reload_and_a_mission_that_comes_back() {
    insta::assert_snapshot!(check_after(ALONE, "
        2020-05-06 Ann says dispute to health/visits/dept, because the figures are wrong, until 2020-06-30
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, grace 0 days, visits >= 8
        2020-05-07 load
        drop health
        2020-05-08 load
        wake?
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, grace 0 days, visits >= 8
        2020-05-09 load
        wake?
        2020-07-01 clock
    "), @"
    > 2020-05-06 Ann says dispute to health/visits/dept, because the figures are wrong, until 2020-06-30
      health/visits 2020-Q1: missed -> disputed (disputed until 30 June 2020 by Ann: the figures are wrong; was missed: 3 is below 10)
      UPDATED health/visits: Visits: disputed in Q1 2020. Dept missed Q1 2020 (3 is below 10). Ann disputed this on 6 May 2020 until 30 June 2020: the figures are wrong.
    > 2020-05-07 load
      ran health/visits 2020-Q1
      health/visits 2020-Q1: disputed -> disputed (disputed until 30 June 2020 by Ann: the figures are wrong; was missed: 3 is below 8)
    > 2020-05-08 load
      WITHDRAWN health/visits: health/visits is no longer declared, so this alert is withdrawn. Visits: disputed in Q1 2020. Dept missed Q1 2020 (3 is below 10). Ann disputed this on 6 May 2020 until 30 June 2020: the figures are wrong.
      next wake never
    > 2020-05-09 load
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> disputed (disputed until 30 June 2020 by Ann: the figures are wrong; was missed: 3 is below 8)
      next wake 2020-07-01
    > 2020-07-01 clock
      health/visits 2020-Q1: disputed -> missed (3 is below 8)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 8). Ann disputed this on 6 May 2020 until 30 June 2020: the figures are wrong.
    ");
}

#[test]
fn the_same_response_twice_changes_nothing() {
    insta::assert_snapshot!(check_after(ALONE, "
        2020-05-06 Ann says explain to health/visits/dept, because the clinic was flooded
        2020-05-06 Ann says explain to health/visits/dept, because the clinic was flooded
        alerts?
    "), @"
    > 2020-05-06 Ann says explain to health/visits/dept, because the clinic was flooded
      UPDATED health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10). Ann explained this on 6 May 2020: the clinic was flooded.
    > 2020-05-06 Ann says explain to health/visits/dept, because the clinic was flooded
      nothing
      health/visits firing since 2020-05-01 over 2020-Q1, answered by Ann (explain)
    ");
}

#[test]
fn what_cannot_be_said_is_refused_and_changes_nothing() {
    insta::assert_snapshot!(check_after(JOINT, "
        2020-05-06 Ann says accept to health/visits/deep
        2020-05-06 Ann says accept to health/visits/dept, about c
        2020-05-06 Ann says accept to health/visits/dept, in 2020-Q3
        2020-05-06 Ann says accept to health/visits/dept, in spring
        2020-05-06 Ann says dispute to health/visits/dept
        2020-05-06 Ann says waive to health/visits/dept, because it flooded, approved by Ann, until 2020-06-30
        2020-05-06 Ann says waive to health/visits/dept, because it flooded, approved by Bob, until 2020-05-05
        2020-05-06 Ann says withdraw to health/visits/dept
        2020-05-06 visits of b in 2020-Q1 = -1
        2020-05-06 Ann says accept to health/visits/dept/rule-failed
        2020-05-07 visits of b in 2020-Q1 = 10
        2020-05-07 Ann says accept to health/visits/dept
        2020-05-07 Ann says waive to health/visits/dept, because it flooded, approved by Bob, until 2020-06-30
        alerts?
    "), @"
    > 2020-05-06 Ann says accept to health/visits/deep
      refused: no alert `health/visits/deep` is open
    > 2020-05-06 Ann says accept to health/visits/dept, about c
      refused: `health/visits` has no contribution `c`
    > 2020-05-06 Ann says accept to health/visits/dept, in 2020-Q3
      refused: `health/visits` is not owed for `2020-Q3` so far
    > 2020-05-06 Ann says accept to health/visits/dept, in spring
      refused: `health/visits` is not owed for `spring` so far
    > 2020-05-06 Ann says dispute to health/visits/dept
      refused: `dispute` needs a reason
    > 2020-05-06 Ann says waive to health/visits/dept, because it flooded, approved by Ann, until 2020-06-30
      refused: `waive` needs an approver other than the person who asks for it
    > 2020-05-06 Ann says waive to health/visits/dept, because it flooded, approved by Bob, until 2020-05-05
      refused: 5 May 2020 has passed already
    > 2020-05-06 Ann says withdraw to health/visits/dept
      refused: nothing that Ann said to `health/visits/dept` or approved is still in force
    > 2020-05-06 visits of b in 2020-Q1 = -1
      ran health/visits/b 2020-Q1
      health/visits/b 2020-Q1: no-data -> failed (-1 is no count)
      health/visits 2020-Q1: no-data -> failed (the rule failed for B)
      FIRING health/visits/rule-failed: Visits: could not be judged, because its rule failed, in Q1 2020. One of two departments could not be judged in Q1 2020. B could not be judged in Q1 2020 (-1 is no count).
    > 2020-05-06 Ann says accept to health/visits/dept/rule-failed
      refused: `health/visits/dept/rule-failed` says that a rule failed; it ends when the rule works again, and nobody can respond to it
    > 2020-05-07 visits of b in 2020-Q1 = 10
      ran health/visits/b 2020-Q1
      health/visits/b 2020-Q1: failed -> met-late
      health/visits 2020-Q1: failed -> met-late (delivered by two of two contributions; late from B)
      RESOLVED health/visits: Visits: met again in Q1 2020.
      RESOLVED health/visits/rule-failed: Visits: the rule works again.
    > 2020-05-07 Ann says accept to health/visits/dept
      refused: no alert `health/visits/dept` is open
    > 2020-05-07 Ann says waive to health/visits/dept, because it flooded, approved by Bob, until 2020-06-30
      refused: no alert `health/visits/dept` is open
      no alerts
    ");
}

#[test]
fn a_pending_alert_can_be_answered_too() {
    insta::assert_snapshot!(check("
        body dept
        measure visits : quarter
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, for 10 days, visits >= 10
        2020-04-01 load
        2020-04-02 visits of dept in 2020-Q1 = 3
        2020-04-03 Ann says accept to health/visits/dept
        2020-04-12 clock
    "), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 3
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
    > 2020-04-03 Ann says accept to health/visits/dept
      nothing
    > 2020-04-12 clock
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10). Ann accepted this on 3 April 2020.
    ");
}
