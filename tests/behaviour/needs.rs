//! Joined-up obligations: how many contributions are needed, and who breaks the whole.

use crate::notation::check;

/// Three bodies owe the same; `NEEDS` stands for how many of them are needed.
fn joint(needs: &str, events: &str) -> String {
    check(&format!(
        "
        body dept
        body a
        body b
        body c
        measure visits : quarter
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, needs {needs}
        - a : visits >= 10, weight 5
        - b : visits >= 10, weight 3
        - c : visits >= 10, weight 2
        2020-04-01 load
        {events}
    "
    ))
}

#[test]
fn all_is_missed_early_with_the_first_miss_and_names_who_broke_it() {
    insta::assert_snapshot!(joint("all", "
        2020-04-02 visits of a in 2020-Q1 = 12
        2020-04-03 visits of b in 2020-Q1 = 3
        alerts?
        2020-05-11 clock
        alerts?
        2020-05-12 visits of b in 2020-Q1 = 10; visits of c in 2020-Q1 = 10
    "), @"
    > 2020-04-01 load
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1, health/visits/c 2020-Q1
    > 2020-04-02 visits of a in 2020-Q1 = 12
      ran health/visits/a 2020-Q1
      health/visits/a 2020-Q1: not-due -> met
    > 2020-04-03 visits of b in 2020-Q1 = 3
      ran health/visits/b 2020-Q1
      health/visits/b 2020-Q1: not-due -> missed (3 is below 10)
      health/visits 2020-Q1: not-due -> missed (missed by B)
      FIRING health/visits: Visits: not met in Q1 2020. One of three departments missed Q1 2020. B missed Q1 2020 (3 is below 10).
      health/visits firing since 2020-04-03 over 2020-Q1, broken by b, delivered by a, awaited from c
    > 2020-05-11 clock
      health/visits/c 2020-Q1: not-due -> no-data (visits, C, Q1 2020: not reported)
      health/visits 2020-Q1: missed -> missed (missed by B; nothing usable from C)
      UPDATED health/visits: Visits: not met in Q1 2020. One of three departments missed Q1 2020, and one gave no usable figure. B missed Q1 2020 (3 is below 10). C gave no usable figure in Q1 2020.
      health/visits firing since 2020-04-03 over 2020-Q1, broken by b and c, delivered by a
    > 2020-05-12 visits of b in 2020-Q1 = 10; visits of c in 2020-Q1 = 10
      ran health/visits/b 2020-Q1, health/visits/c 2020-Q1
      health/visits/b 2020-Q1: missed -> met
      health/visits/c 2020-Q1: no-data -> met-late
      health/visits 2020-Q1: missed -> met-late (delivered by three of three contributions; late from C)
      CORRECTED health/visits: Visits: corrected for Q1 2020, because 3 became 10 on 12 May 2020 (visits of B for Q1 2020); that it was missed by the old figures stays on record.
    ");
}

#[test]
fn any_is_met_early_with_the_first_delivery() {
    insta::assert_snapshot!(joint("any", "
        2020-04-02 visits of a in 2020-Q1 = 3
        2020-04-03 visits of b in 2020-Q1 = 12
        2020-05-11 clock
    "), @"
    > 2020-04-01 load
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1, health/visits/c 2020-Q1
    > 2020-04-02 visits of a in 2020-Q1 = 3
      ran health/visits/a 2020-Q1
      health/visits/a 2020-Q1: not-due -> missed (3 is below 10)
    > 2020-04-03 visits of b in 2020-Q1 = 12
      ran health/visits/b 2020-Q1
      health/visits/b 2020-Q1: not-due -> met
      health/visits 2020-Q1: not-due -> met (delivered by one of three contributions)
    > 2020-05-11 clock
      health/visits/c 2020-Q1: not-due -> no-data (visits, C, Q1 2020: not reported)
    ");
}

#[test]
fn at_least_is_decided_as_soon_as_no_report_can_change_it() {
    insta::assert_snapshot!(joint("at-least 2", "
        2020-04-02 visits of a in 2020-Q1 = 12; visits of b in 2020-Q1 = 12
        2020-04-03 visits of b in 2020-Q1 = 3
        2020-04-04 visits of c in 2020-Q1 = 3
    "), @"
    > 2020-04-01 load
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1, health/visits/c 2020-Q1
    > 2020-04-02 visits of a in 2020-Q1 = 12; visits of b in 2020-Q1 = 12
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1
      health/visits/a 2020-Q1: not-due -> met
      health/visits/b 2020-Q1: not-due -> met
      health/visits 2020-Q1: not-due -> met (delivered by two of three contributions)
    > 2020-04-03 visits of b in 2020-Q1 = 3
      ran health/visits/b 2020-Q1
      health/visits/b 2020-Q1: met -> missed (3 is below 10)
      health/visits 2020-Q1: met -> not-due
    > 2020-04-04 visits of c in 2020-Q1 = 3
      ran health/visits/c 2020-Q1
      health/visits/c 2020-Q1: not-due -> missed (3 is below 10)
      health/visits 2020-Q1: not-due -> missed (missed by B and C)
      FIRING health/visits: Visits: not met in Q1 2020. Two of three departments missed Q1 2020; two are needed. B and C missed Q1 2020 (3 is below 10).
    ");
}

#[test]
fn weight_counts_what_was_declared_and_not_heads() {
    insta::assert_snapshot!(joint("weight 6", "
        2020-04-02 visits of b in 2020-Q1 = 12; visits of c in 2020-Q1 = 12
        2020-04-03 visits of a in 2020-Q1 = 3
    "), @"
    > 2020-04-01 load
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1, health/visits/c 2020-Q1
    > 2020-04-02 visits of b in 2020-Q1 = 12; visits of c in 2020-Q1 = 12
      ran health/visits/b 2020-Q1, health/visits/c 2020-Q1
      health/visits/b 2020-Q1: not-due -> met
      health/visits/c 2020-Q1: not-due -> met
    > 2020-04-03 visits of a in 2020-Q1 = 3
      ran health/visits/a 2020-Q1
      health/visits/a 2020-Q1: not-due -> missed (3 is below 10)
      health/visits 2020-Q1: not-due -> missed (missed by A)
      FIRING health/visits: Visits: not met in Q1 2020. One of three departments missed Q1 2020. A missed Q1 2020 (3 is below 10).
    ");
}

#[test]
fn in_order_blames_the_first_that_did_not_deliver_and_nobody_behind_it() {
    insta::assert_snapshot!(joint("in-order", "
        2020-04-02 visits of a in 2020-Q1 = 12; visits of c in 2020-Q1 = 3
        2020-05-11 clock
        alerts?
        2020-05-12 visits of b in 2020-Q1 = 10
        alerts?
    "), @"
    > 2020-04-01 load
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1, health/visits/c 2020-Q1
    > 2020-04-02 visits of a in 2020-Q1 = 12; visits of c in 2020-Q1 = 3
      ran health/visits/a 2020-Q1, health/visits/c 2020-Q1
      health/visits/a 2020-Q1: not-due -> met
      health/visits/c 2020-Q1: not-due -> missed (3 is below 10)
    > 2020-05-11 clock
      health/visits/b 2020-Q1: not-due -> no-data (visits, B, Q1 2020: not reported)
      health/visits 2020-Q1: not-due -> no-data (nothing usable from B)
      FIRING health/visits: Visits: not met in Q1 2020. One of three departments gave no usable figure for Q1 2020. B gave no usable figure in Q1 2020.
      health/visits firing since 2020-05-01 over 2020-Q1, broken by b, delivered by a
    > 2020-05-12 visits of b in 2020-Q1 = 10
      ran health/visits/b 2020-Q1
      health/visits/b 2020-Q1: no-data -> met-late
      health/visits 2020-Q1: no-data -> missed (missed by C)
      UPDATED health/visits: Visits: not met in Q1 2020. One of three departments missed Q1 2020. C missed Q1 2020 (3 is below 10).
      health/visits firing since 2020-05-01 over 2020-Q1, broken by c, delivered by a and b
    ");
}

#[test]
fn a_late_contribution_makes_the_whole_late() {
    insta::assert_snapshot!(joint("all", "
        2020-05-12 visits of a in 2020-Q1 = 10; visits of b in 2020-Q1 = 10 backfill
        2020-05-13 visits of c in 2020-Q1 = 10 published 2020-04-20
        verdicts?
    "), @"
    > 2020-04-01 load
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1, health/visits/c 2020-Q1
    > 2020-05-12 visits of a in 2020-Q1 = 10; visits of b in 2020-Q1 = 10 backfill
      ran health/visits/a 2020-Q1, health/visits/b 2020-Q1
      health/visits/a 2020-Q1: not-due -> met-late
      health/visits/b 2020-Q1: not-due -> met
      health/visits/c 2020-Q1: not-due -> no-data (visits, C, Q1 2020: not reported)
      health/visits 2020-Q1: not-due -> no-data (nothing usable from C)
      FIRING health/visits: Visits: not met in Q1 2020. One of three departments gave no usable figure for Q1 2020. C gave no usable figure in Q1 2020.
    > 2020-05-13 visits of c in 2020-Q1 = 10 published 2020-04-20
      ran health/visits/c 2020-Q1
      health/visits/c 2020-Q1: no-data -> met
      health/visits 2020-Q1: no-data -> met-late (delivered by three of three contributions; late from A)
      RESOLVED health/visits: Visits: met again in Q1 2020.
      health/visits 2020-Q1: met-late (delivered by three of three contributions; late from A)
      health/visits/a 2020-Q1: met-late
      health/visits/b 2020-Q1: met
      health/visits/c 2020-Q1: met
    ");
}
