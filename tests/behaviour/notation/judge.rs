//! Rules in native code, so that the engine is tried without any script.
//!
//! `>= 10`, `>= target`, `>= 0.8 of 4 ago` compare the subject's own figure; a negative figure makes the rule itself
//! fail. `in time` asks only whether a figure came before the deadline. `> 10`, `< 10`, `between 5 and 9`, `outside 5 and 9`
//! and `never` look at the figure alone.

use std::sync::Arc;

use engine::model::{RuleId, Statement};
use engine::program::{Assessment, Judgement, Rule};
use engine::view::{Fault, Stop, View};
use rust_decimal::Decimal;

/// A rule named by its text.
pub(crate) struct Probe {
    id: RuleId,
    test: Test,
}

enum Test {
    AtLeast(Decimal),
    Target,
    Keeps { share: Decimal, ago: i32 },
    InTime,
    Passes(fn(Decimal, Decimal, Decimal) -> bool, Decimal, Decimal),
}

impl Probe {
    pub(crate) fn new(text: &str) -> Self {
        let number = |text: &str| text.parse().expect("a number");
        let judge_by = match text.split(' ').collect::<Vec<_>>()[..] {
            [">=", "target"] => Test::Target,
            [">=", bound] => Test::AtLeast(number(bound)),
            [">=", share, "of", ago, "ago"] => {
                Test::Keeps { share: number(share), ago: ago.parse().expect("a number of periods") }
            }
            ["in", "time"] => Test::InTime,
            [">", bound] => Test::Passes(|value, bound, _| value > bound, number(bound), Decimal::ZERO),
            ["<", bound] => Test::Passes(|value, bound, _| value < bound, number(bound), Decimal::ZERO),
            ["between", low, "and", high] => {
                Test::Passes(|value, low, high| low <= value && value <= high, number(low), number(high))
            }
            ["outside", low, "and", high] => {
                Test::Passes(|value, low, high| value < low || high < value, number(low), number(high))
            }
            ["never"] => Test::Passes(|_, _, _| false, Decimal::ZERO, Decimal::ZERO),
            _ => panic!("no test `{text}`"),
        };
        Self { id: RuleId::new(text), test: judge_by }
    }
}

impl Rule for Probe {
    fn id(&self) -> &RuleId {
        &self.id
    }

    fn assess(&self, view: &Arc<View>) -> Result<Assessment, Stop> {
        let subject = view.subject();
        let (measure, body, period) = (subject.measure.as_str(), subject.body.as_str(), subject.period);
        let bound = match self.test {
            Test::InTime => return in_time(view),
            Test::Passes(passes, low, high) => {
                let value = view.value(measure, body, period)?;
                let judgement = if passes(value, low, high) { Judgement::Met } else { Judgement::Missed };
                return Ok(found(judgement, ""));
            }
            Test::AtLeast(bound) => bound,
            Test::Target => view.target(measure, body, period)?,
            Test::Keeps { share, ago } => share * view.value(measure, body, period.step(-ago))?,
        };
        let value = view.value(measure, body, period)?;
        if value.is_sign_negative() {
            return Err(Stop::Failed(Fault { line: Some(3), ..Fault::new(format!("{value} is no count")) }));
        }
        if value >= bound {
            Ok(found(Judgement::Met, ""))
        } else {
            let (value, bound) = (value.round_dp(1).normalize(), bound.round_dp(1).normalize());
            Ok(found(Judgement::Missed, &format!("{value} is below {bound}")))
        }
    }
}

fn in_time(view: &View) -> Result<Assessment, Stop> {
    let subject = view.subject();
    if view.has(subject.measure.as_str(), subject.body.as_str(), subject.period)? {
        Ok(found(Judgement::Met, ""))
    } else if view.is_overdue() {
        Ok(found(Judgement::Missed, "nothing came in time"))
    } else {
        Ok(found(Judgement::AtRisk, "nothing came yet"))
    }
}

fn found(judgement: Judgement, reason: &str) -> Assessment {
    Assessment { judgement, reason: Statement::text(reason), line: None }
}
