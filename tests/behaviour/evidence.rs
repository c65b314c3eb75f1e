//! Reports, repeats, revisions and absences.

use crate::notation::check;

const VISITS: &str = "
    body dept
    measure visits : quarter
    mission health
    visits : dept quarter from 2020-Q1, until 2020-Q2, visits >= 10
    2020-04-01 load
";

#[test]
fn a_report_runs_the_rule_that_read_its_cell_and_no_other() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-04-02 visits of dept in 2020-Q1 = 12
        2020-04-03 visits of dept in 2019-Q1 = 12
    ")), @r"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q2
    > 2020-04-02 visits of dept in 2020-Q1 = 12
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> met
    > 2020-04-03 visits of dept in 2019-Q1 = 12
      nothing
    ");
}

#[test]
fn a_revision_that_flips_the_verdict_opens_and_closes_the_matter() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-04-02 visits of dept in 2020-Q1 = 12
        2020-04-03 visits of dept in 2020-Q1 = 9
        2020-04-04 visits of dept in 2020-Q1 = 10.0 revised
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q2
    > 2020-04-02 visits of dept in 2020-Q1 = 12
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> met
    > 2020-04-03 visits of dept in 2020-Q1 = 9
      ran health/visits 2020-Q1
      health/visits 2020-Q1: met -> missed (9 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (9 is below 10). Corrected: 12 became 9 on 3 April 2020 (visits of Dept for Q1 2020). What was found by the old figures stays on record.
    > 2020-04-04 visits of dept in 2020-Q1 = 10.0 revised
      ran health/visits 2020-Q1
      health/visits 2020-Q1: missed -> met
      CORRECTED health/visits: Visits: corrected for Q1 2020, because 9 became 10 on 4 April 2020 (visits of Dept for Q1 2020); that it was missed by the old figures stays on record.
    ");
}

#[test]
fn a_revision_that_changes_no_verdict_runs_the_rule_and_reaches_no_one() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-04-02 visits of dept in 2020-Q1 = 12
        2020-04-03 visits of dept in 2020-Q1 = 13
    ")), @r"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q2
    > 2020-04-02 visits of dept in 2020-Q1 = 12
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> met
    > 2020-04-03 visits of dept in 2020-Q1 = 13
      ran health/visits 2020-Q1
    ");
}

#[test]
fn a_changed_figure_under_a_breach_changes_the_reason_and_tells_no_one_anew() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-04-02 visits of dept in 2020-Q1 = 3
        2020-04-03 visits of dept in 2020-Q1 = 4
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q2
    > 2020-04-02 visits of dept in 2020-Q1 = 3
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> missed (3 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (3 is below 10).
    > 2020-04-03 visits of dept in 2020-Q1 = 4
      ran health/visits 2020-Q1
      health/visits 2020-Q1: missed -> missed (4 is below 10)
    ");
}

#[test]
fn a_repeat_runs_nothing() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-04-02 visits of dept in 2020-Q1 = 12
        2020-04-03 visits of dept in 2020-Q1 = 12
    ")), @r"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q2
    > 2020-04-02 visits of dept in 2020-Q1 = 12
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> met
    > 2020-04-03 visits of dept in 2020-Q1 = 12
      nothing
    ");
}

#[test]
fn a_correction_of_the_status_alone_runs_nothing() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-04-02 visits of dept in 2020-Q1 = 12 provisional
        2020-04-03 visits of dept in 2020-Q1 = 12
    ")), @r"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q2
    > 2020-04-02 visits of dept in 2020-Q1 = 12 provisional
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> met
    > 2020-04-03 visits of dept in 2020-Q1 = 12
      nothing
    ");
}

#[test]
fn the_newest_vintage_is_in_force_in_whatever_order_it_came() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-06-02 visits of dept in 2020-Q1 = 12 published 2020-04-20
        2020-06-03 visits of dept in 2020-Q1 = 3 published 2020-04-10
        2020-06-04 visits of dept in 2020-Q1 = 4 backfill
        2020-06-05 visits of dept in 2020-Q1 = 5 published 2020-04-21
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q2
    > 2020-06-02 visits of dept in 2020-Q1 = 12 published 2020-04-20
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> met
    > 2020-06-03 visits of dept in 2020-Q1 = 3 published 2020-04-10
      ran health/visits 2020-Q1
    > 2020-06-04 visits of dept in 2020-Q1 = 4 backfill
      ran health/visits 2020-Q1
    > 2020-06-05 visits of dept in 2020-Q1 = 5 published 2020-04-21
      ran health/visits 2020-Q1
      health/visits 2020-Q1: met -> missed (5 is below 10)
      FIRING health/visits: Visits: not met in Q1 2020. Dept missed Q1 2020 (5 is below 10). Corrected: 12 became 5 on 21 April 2020 (visits of Dept for Q1 2020). What was found by the old figures stays on record.
    ");
}

#[test]
fn a_figure_read_later_that_lies_between_two_absences_moves_the_one_that_people_are_told_of() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-06-02 visits of dept in 2020-Q1 = 12 published 2020-04-10
        2020-06-03 visits of dept in 2020-Q1 = .. published 2020-04-20
        2020-06-04 visits of dept in 2020-Q1 = .. published 2020-04-25
        2020-06-05 visits of dept in 2020-Q1 = 11 published 2020-04-22
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q2
    > 2020-06-02 visits of dept in 2020-Q1 = 12 published 2020-04-10
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> met
    > 2020-06-03 visits of dept in 2020-Q1 = .. published 2020-04-20
      ran health/visits 2020-Q1
      health/visits 2020-Q1: met -> no-data (visits, Dept, Q1 2020: reported as not available)
      FIRING health/visits: Visits: not met in Q1 2020. Dept gave no usable figure in Q1 2020 (reported as not available in report.csv, line 2).
    > 2020-06-04 visits of dept in 2020-Q1 = .. published 2020-04-25
      nothing
    > 2020-06-05 visits of dept in 2020-Q1 = 11 published 2020-04-22
      ran health/visits 2020-Q1
    ");
}

/// J5: an earlier publication that is read later is still the earlier one, also where it says the same.
#[test]
fn a_publication_that_is_read_later_says_since_when_a_figure_was_known() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-06-02 visits of dept in 2020-Q1 = 12 published 2020-05-20
        2020-06-03 visits of dept in 2020-Q1 = 12 published 2020-04-10
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q2
    > 2020-06-02 visits of dept in 2020-Q1 = 12 published 2020-05-20
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> met-late
    > 2020-06-03 visits of dept in 2020-Q1 = 12 published 2020-04-10
      ran health/visits 2020-Q1
      health/visits 2020-Q1: met-late -> met
    ");
}

#[test]
fn of_two_reports_of_one_vintage_the_more_settled_is_in_force() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-04-10 visits of dept in 2020-Q1 = 12 revised
        2020-04-11 visits of dept in 2020-Q1 = 3 published 2020-04-10 provisional
        verdicts?
    ")), @r"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q2
    > 2020-04-10 visits of dept in 2020-Q1 = 12 revised
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> met
    > 2020-04-11 visits of dept in 2020-Q1 = 3 published 2020-04-10 provisional
      nothing
      health/visits 2020-Q1: met
      health/visits 2020-Q2: not-due
    ");
}

#[test]
fn a_stated_absence_is_no_figure_and_is_named_once_it_matters() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-04-02 visits of dept in 2020-Q1 = ..
        2020-05-01 clock
        2020-05-11 clock
        2020-05-12 visits of dept in 2020-Q1 = [c]
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q2
    > 2020-04-02 visits of dept in 2020-Q1 = ..
      ran health/visits 2020-Q1
    > 2020-05-01 clock
      health/visits 2020-Q1: not-due -> awaiting (visits, Dept, Q1 2020: reported as not available)
    > 2020-05-11 clock
      health/visits 2020-Q1: awaiting -> no-data (visits, Dept, Q1 2020: reported as not available)
      FIRING health/visits: Visits: not met in Q1 2020. Dept gave no usable figure in Q1 2020 (reported as not available in report.csv, line 2).
    > 2020-05-12 visits of dept in 2020-Q1 = [c]
      ran health/visits 2020-Q1
      health/visits 2020-Q1: no-data -> no-data (visits, Dept, Q1 2020: reported as confidential)
    ");
}

#[test]
fn a_figure_that_is_withdrawn_leaves_a_gap() {
    insta::assert_snapshot!(check(&format!("{VISITS}
        2020-05-02 visits of dept in 2020-Q1 = 12 published 2020-05-02
        2020-05-20 visits of dept in 2020-Q1 = .. revised
        2020-05-21 visits of dept in 2020-Q1 = 12
    ")), @"
    > 2020-04-01 load
      ran health/visits 2020-Q1, health/visits 2020-Q2
    > 2020-05-02 visits of dept in 2020-Q1 = 12 published 2020-05-02
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> met
    > 2020-05-20 visits of dept in 2020-Q1 = .. revised
      ran health/visits 2020-Q1
      health/visits 2020-Q1: met -> no-data (visits, Dept, Q1 2020: reported as not available)
      FIRING health/visits: Visits: not met in Q1 2020. Dept gave no usable figure in Q1 2020 (reported as not available in report.csv, line 2).
    > 2020-05-21 visits of dept in 2020-Q1 = 12
      ran health/visits 2020-Q1
      health/visits 2020-Q1: no-data -> met
      RESOLVED health/visits: Visits: met again in Q1 2020.
    ");
}

#[test]
fn several_figures_in_one_batch_run_a_rule_once() {
    insta::assert_snapshot!(check("
        body dept
        measure visits : quarter
        mission health
        pace : dept quarter from 2020-Q1, until 2020-Q1, visits >= 0.8 of 4 ago
        2020-04-01 load
        2020-04-02 visits of dept in 2020-Q1 = 7; visits of dept in 2019-Q1 = 10
    "), @"
    > 2020-04-01 load
      ran health/pace 2020-Q1
    > 2020-04-02 visits of dept in 2020-Q1 = 7; visits of dept in 2019-Q1 = 10
      ran health/pace 2020-Q1
      health/pace 2020-Q1: not-due -> missed (7 is below 8)
      FIRING health/pace: Pace: not met in Q1 2020. Dept missed Q1 2020 (7 is below 8).
    ");
}

#[test]
fn what_was_reported_before_any_program_counts_once_there_is_one() {
    insta::assert_snapshot!(check("
        body dept
        measure visits : quarter
        2020-04-02 visits of dept in 2020-Q1 = 12
        mission health
        visits : dept quarter from 2020-Q1, until 2020-Q1, visits >= 10
        2020-04-03 load
    "), @r"
    > 2020-04-02 visits of dept in 2020-Q1 = 12
      nothing
    > 2020-04-03 load
      ran health/visits 2020-Q1
      health/visits 2020-Q1: not-due -> met
    ");
}
