//! Where figures lead at the rate of the last year, in a sentence.

use engine::evidence::{LeadsTo, Pace};
use engine::model::MeasureId;
use rust_decimal::Decimal;

use crate::english;
use crate::names::Names;

/// `At the rate of the year up to Q1 2024 it would be 7.4% in Q4 2030; the target is 5% by 31 December 2030.`
pub fn sentence(pace: &Pace, measure: &MeasureId, names: Names<'_>) -> String {
    let (newest, _) = pace.newest;
    let rate = format!("At the rate of the year up to {}", english::period(newest));
    let (target, by) = pace.target;
    let target = names.amount(measure, target);
    match pace.leads_to {
        LeadsTo::Target(period) => {
            format!("{rate} it would reach the target, {target}, {}.", english::within(period))
        }
        LeadsTo::Figure(period, figure) => {
            let figure = names.amount(measure, whole_where_counted(figure, measure, names));
            let by = english::date(by);
            format!(
                "{rate} it would be {figure} {}; the target is {target} by {by}.",
                english::within(period)
            )
        }
    }
}

/// What is counted one by one is not told in parts.
fn whole_where_counted(figure: Decimal, measure: &MeasureId, names: Names<'_>) -> Decimal {
    if names.counts(measure) { figure.round_dp(0) } else { figure }
}
