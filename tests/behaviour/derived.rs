//! Ratios, sums up the hierarchy, and longer periods from shorter ones.

use crate::notation::check;

const WAITS: &str = "
    body england
    body north < england : region
    body leeds < north : council
    body york < north : council
    body bath < england : council
    measure seen : quarter, sum of council
    measure came : quarter, sum of council
    measure within : quarter, seen / came
    mission health
    seen : england quarter from 2020-Q1, until 2020-Q1, seen >= 30
    within : north quarter from 2020-Q1, until 2020-Q1, within >= 75
    2020-04-01 load
";

#[test]
fn a_sum_waits_for_every_part_and_then_follows_each_of_them() {
    insta::assert_snapshot!(check(&format!("{WAITS}
        2020-04-02 seen of leeds in 2020-Q1 = 10; seen of york in 2020-Q1 = 10
        2020-05-11 clock
        2020-05-12 seen of bath in 2020-Q1 = 9 published 2020-05-01
        2020-05-13 seen of york in 2020-Q1 = 11
    ")), @"
    > 2020-04-01 load
      ran health/seen 2020-Q1, health/within 2020-Q1
    > 2020-04-02 seen of leeds in 2020-Q1 = 10; seen of york in 2020-Q1 = 10
      ran health/seen 2020-Q1, health/within 2020-Q1
    > 2020-05-11 clock
      health/seen 2020-Q1: not-due -> held-up (seen, England, Q1 2020: incomplete: 2 of 3 parts reported)
      health/within 2020-Q1: not-due -> held-up (within, North, Q1 2020: derived from a figure that is missing)
      FIRING health/seen: Seen: not met in Q1 2020. seen for Q1 2020, due by 30 April 2020, is missing from Bath. England is held up by this.
      FIRING health/within: Within: not met in Q1 2020. came for Q1 2020, due by 30 April 2020, is missing from Leeds and York. North is held up by this.
    > 2020-05-12 seen of bath in 2020-Q1 = 9 published 2020-05-01
      ran health/seen 2020-Q1
      health/seen 2020-Q1: held-up -> missed (29 is below 30)
      UPDATED health/seen: Seen: not met in Q1 2020. England missed Q1 2020 (29 is below 30).
    > 2020-05-13 seen of york in 2020-Q1 = 11
      ran health/seen 2020-Q1
      health/seen 2020-Q1: missed -> met
      CORRECTED health/seen: Seen: corrected for Q1 2020, because 10 became 11 on 13 May 2020 (seen of York for Q1 2020); that it was missed by the old figures stays on record.
    ");
}

#[test]
fn a_ratio_of_sums_is_never_an_average_of_ratios() {
    insta::assert_snapshot!(check(&format!("{WAITS}
        2020-04-02 seen of leeds in 2020-Q1 = 1; came of leeds in 2020-Q1 = 2
        2020-04-03 seen of york in 2020-Q1 = 99; came of york in 2020-Q1 = 100
        verdicts?
    ")), @r"
    > 2020-04-01 load
      ran health/seen 2020-Q1, health/within 2020-Q1
    > 2020-04-02 seen of leeds in 2020-Q1 = 1; came of leeds in 2020-Q1 = 2
      ran health/seen 2020-Q1, health/within 2020-Q1
    > 2020-04-03 seen of york in 2020-Q1 = 99; came of york in 2020-Q1 = 100
      ran health/seen 2020-Q1, health/within 2020-Q1
      health/within 2020-Q1: not-due -> met
      health/seen 2020-Q1: not-due
      health/within 2020-Q1: met
    ");
}

#[test]
fn a_part_outside_the_sum_wakes_nobody_above_it() {
    insta::assert_snapshot!(check(&format!("{WAITS}
        2020-04-02 came of bath in 2020-Q1 = 10
    ")), @r"
    > 2020-04-01 load
      ran health/seen 2020-Q1, health/within 2020-Q1
    > 2020-04-02 came of bath in 2020-Q1 = 10
      nothing
    ");
}

#[test]
fn a_reported_total_stands_before_the_sum_of_its_parts() {
    insta::assert_snapshot!(check(&format!("{WAITS}
        2020-04-02 seen of leeds in 2020-Q1 = 10; seen of york in 2020-Q1 = 10; seen of bath in 2020-Q1 = 10
        2020-04-03 seen of england in 2020-Q1 = 29
        2020-04-04 seen of bath in 2020-Q1 = 50
    ")), @"
    > 2020-04-01 load
      ran health/seen 2020-Q1, health/within 2020-Q1
    > 2020-04-02 seen of leeds in 2020-Q1 = 10; seen of york in 2020-Q1 = 10; seen of bath in 2020-Q1 = 10
      ran health/seen 2020-Q1, health/within 2020-Q1
      health/seen 2020-Q1: not-due -> met
    > 2020-04-03 seen of england in 2020-Q1 = 29
      ran health/seen 2020-Q1
      health/seen 2020-Q1: met -> missed (29 is below 30)
      FIRING health/seen: Seen: not met in Q1 2020. England missed Q1 2020 (29 is below 30).
    > 2020-04-04 seen of bath in 2020-Q1 = 50
      nothing
    ");
}

#[test]
fn a_ratio_with_nothing_below_the_line_is_no_figure() {
    insta::assert_snapshot!(check(&format!("{WAITS}
        2020-04-02 seen of leeds in 2020-Q1 = 0; came of leeds in 2020-Q1 = 0
        2020-04-03 seen of york in 2020-Q1 = 0; came of york in 2020-Q1 = 0
        2020-05-11 clock
    ")), @"
    > 2020-04-01 load
      ran health/seen 2020-Q1, health/within 2020-Q1
    > 2020-04-02 seen of leeds in 2020-Q1 = 0; came of leeds in 2020-Q1 = 0
      ran health/seen 2020-Q1, health/within 2020-Q1
    > 2020-04-03 seen of york in 2020-Q1 = 0; came of york in 2020-Q1 = 0
      ran health/seen 2020-Q1, health/within 2020-Q1
      health/within 2020-Q1: not-due -> not-judged (within, North, Q1 2020: a ratio of zero over zero)
    > 2020-05-11 clock
      health/seen 2020-Q1: not-due -> held-up (seen, England, Q1 2020: incomplete: 2 of 3 parts reported)
      FIRING health/seen: Seen: not met in Q1 2020. seen for Q1 2020, due by 30 April 2020, is missing from Bath. England is held up by this.
    ");
}

#[test]
fn a_sum_is_as_late_as_the_last_of_its_parts() {
    insta::assert_snapshot!(check(&format!("{WAITS}
        2020-04-02 seen of leeds in 2020-Q1 = 10; seen of york in 2020-Q1 = 10
        2020-05-12 seen of bath in 2020-Q1 = 10
    ")), @"
    > 2020-04-01 load
      ran health/seen 2020-Q1, health/within 2020-Q1
    > 2020-04-02 seen of leeds in 2020-Q1 = 10; seen of york in 2020-Q1 = 10
      ran health/seen 2020-Q1, health/within 2020-Q1
    > 2020-05-12 seen of bath in 2020-Q1 = 10
      ran health/seen 2020-Q1
      health/seen 2020-Q1: not-due -> met-late
      health/within 2020-Q1: not-due -> held-up (within, North, Q1 2020: derived from a figure that is missing)
      FIRING health/within: Within: not met in Q1 2020. came for Q1 2020, due by 30 April 2020, is missing from Leeds and York. North is held up by this.
    ");
}

const MONTHS: &str = "
    body england
    body leeds < england : council
    body york < england : council
    measure seen : month, sum of council, rolled up by sum, due 10 days
    measure came : month, sum of council, rolled up by sum, due 10 days
    measure within : month, seen / came
    mission health
    seen : england quarter from 2020-Q1, until 2020-Q1, seen >= 30
    within : leeds quarter from 2020-Q1, until 2020-Q1, within >= 75
    2020-04-01 load
";

#[test]
fn a_quarter_is_made_of_months_and_follows_each_of_them() {
    insta::assert_snapshot!(check(&format!("{MONTHS}
        2020-04-02 seen of leeds in 2020-01 = 5; seen of leeds in 2020-02 = 5; seen of leeds in 2020-03 = 5
        2020-04-03 seen of york in 2020-01 = 5; seen of york in 2020-03 = 5
        2020-04-04 came of leeds in 2020-01 = 5; came of leeds in 2020-02 = 5
        2020-05-11 clock
        2020-05-12 seen of york in 2020-02 = 5; came of leeds in 2020-03 = 10
        2020-05-13 seen of york in 2020-02 = 4
    ")), @"
    > 2020-04-01 load
      ran health/seen 2020-Q1, health/within 2020-Q1
    > 2020-04-02 seen of leeds in 2020-01 = 5; seen of leeds in 2020-02 = 5; seen of leeds in 2020-03 = 5
      ran health/seen 2020-Q1, health/within 2020-Q1
    > 2020-04-03 seen of york in 2020-01 = 5; seen of york in 2020-03 = 5
      ran health/seen 2020-Q1
    > 2020-04-04 came of leeds in 2020-01 = 5; came of leeds in 2020-02 = 5
      ran health/within 2020-Q1
    > 2020-05-11 clock
      health/seen 2020-Q1: not-due -> held-up (seen, England, February 2020: incomplete: 1 of 2 parts reported)
      health/within 2020-Q1: not-due -> no-data (came, Leeds, March 2020: not reported)
      FIRING health/seen: Seen: not met in Q1 2020. seen for February 2020, due by 10 March 2020, is missing from York. England is held up by this.
      FIRING health/within: Within: not met in Q1 2020. Leeds gave no usable figure in Q1 2020 (came for March 2020 is missing: not reported).
    > 2020-05-12 seen of york in 2020-02 = 5; came of leeds in 2020-03 = 10
      ran health/seen 2020-Q1, health/within 2020-Q1
      health/seen 2020-Q1: held-up -> met-late
      health/within 2020-Q1: no-data -> met-late
      RESOLVED health/seen: Seen: met again in Q1 2020.
      RESOLVED health/within: Within: met again in Q1 2020.
    > 2020-05-13 seen of york in 2020-02 = 4
      ran health/seen 2020-Q1
      health/seen 2020-Q1: met-late -> missed (29 is below 30)
      FIRING health/seen: Seen: not met in Q1 2020. England missed Q1 2020 (29 is below 30). Corrected: 5 became 4 on 13 May 2020 (seen of York for February 2020). What was found by the old figures stays on record.
    ");
}
