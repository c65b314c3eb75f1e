//! Explanations: of alerts, and of verdicts of which nobody complains.

use crate::notation::check;

const CHAIN: &str = "
    body dept
    body trust
    body board
    measure beds : quarter
    measure visits : quarter
    measure plans : quarter, reported by department
    mission health
    beds : trust quarter from 2020-Q1, until 2020-Q2, beds >= 10
    visits : dept quarter from 2020-Q1, until 2020-Q2, needs all, waits on beds, waits on measure plans
    - dept : visits >= 10
    - trust : visits >= 5
    review : board quarter from 2020-Q1, until 2020-Q2, visits >= 1, waits on visits
    2020-04-01 load
    2020-04-02 beds of trust in 2020-Q1 = 7; visits of dept in 2020-Q1 = 8; visits of trust in 2020-Q1 = 6
    2020-07-02 visits of dept in 2020-Q2 = 9; visits of trust in 2020-Q2 = 7
    2020-09-02 clock
";

fn ask(question: &str) -> String {
    let told = check(&format!("{CHAIN}\n{question}"));
    told.split_once("? ").map(|(_, answer)| answer.to_owned()).expect("an answer")
}

#[test]
fn an_alert_is_explained_by_its_newest_period_its_earlier_ones_and_its_ties() {
    insta::assert_snapshot!(ask("why? health/visits/dept"), @"
    health/visits/dept
      health/visits 2020-Q2: missed
      dept 2020-Q2: missed
        visits of dept in 2020-Q2 is 9: met at 10 or more
      dept 2020-Q1: missed
        visits of dept in 2020-Q1 is 8: met at 10 or more
      ended by any 1 of 1: dept
      waits for health/beds 2020-Q2: no-data
      waits for reports of plans: no-data
      waited for by health/review 2020-Q2: no-data
    ");
}

#[test]
fn a_verdict_that_nobody_complains_of_is_explained_too() {
    insta::assert_snapshot!(ask("why? health/visits/trust in 2020-Q2"), @"
    health/visits/trust in 2020-Q2
      health/visits 2020-Q2: missed
      trust 2020-Q2: met
        visits of trust in 2020-Q2 is 7: missed at 4 or less
      ended by any 1 of 1: dept
      waits for health/beds 2020-Q2: no-data
      waits for reports of plans: no-data
      waited for by health/review 2020-Q2: no-data
    ");
    insta::assert_snapshot!(ask("why? health/visits"), @"
    health/visits
      health/visits 2020-Q2: missed
      dept 2020-Q2: missed
        visits of dept in 2020-Q2 is 9: met at 10 or more
      dept 2020-Q1: missed
        visits of dept in 2020-Q1 is 8: met at 10 or more
      ended by any 1 of 1: dept
      waits for health/beds 2020-Q2: no-data
      waits for reports of plans: no-data
      waited for by health/review 2020-Q2: no-data
    ");
}

#[test]
fn what_does_not_exist_is_not_explained() {
    insta::assert_snapshot!(ask("why? health/visits/nobody in 2020-Q2"), @"
    health/visits/nobody in 2020-Q2
      nothing to explain
    ");
    insta::assert_snapshot!(ask("why? health/visits/dept in 2031-Q2"), @"
    health/visits/dept in 2031-Q2
      nothing to explain
    ");
}
