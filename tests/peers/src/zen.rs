//! Zen expressions, of which decision tables of GoRules are made.

use serde_json::{Map, Value};
use zen_expression::Isolate;
use zen_expression::variable::Variable;
use zen_expression::vm::VM;

use crate::clock::nanoseconds;
use crate::measured::{Kind, Measured, Of};
use crate::task::Task;

pub(crate) fn alone(task: Task) -> Measured {
    let rule = format!("{} >= {}", task.sum(|ago| format!("v{ago}")), task.floor());
    let figures = task.figures(0).into_iter().enumerate();
    let figures: Map<String, Value> =
        figures.map(|(ago, figure)| (format!("v{ago}"), figure.into())).collect();
    let figures = Variable::from(Value::Object(figures));
    let rule = Isolate::new().compile_standard(&rule).expect("the rule can be read");
    let mut machine = VM::new();
    let took = nanoseconds(|_| {
        let said = rule.evaluate_with(figures.clone(), &mut machine).expect("the rule runs");
        assert!(matches!(said, Variable::Bool(true)), "the months come to enough");
    });
    Measured::new("zen-expression", Of::Peer, Kind::Alone(task.reads), took)
}
