//! CEL: an expression over variables that the host has filled in.

use cel::{Context, Program, Value};

use crate::clock::nanoseconds;
use crate::measured::{Kind, Measured, Of};
use crate::task::Task;

pub(crate) fn alone(task: Task) -> Measured {
    let rule = format!("{} >= {}", task.sum(|ago| format!("v{ago}")), task.floor());
    let rule = Program::compile(&rule).expect("the rule can be read");
    let mut context = Context::default();
    for (ago, figure) in task.figures(0).into_iter().enumerate() {
        context.add_variable_from_value(format!("v{ago}"), figure);
    }
    let took = nanoseconds(|_| {
        let said = rule.execute(&context).expect("the rule runs");
        assert_eq!(said, Value::Bool(true), "the months come to enough");
    });
    Measured::new("CEL (cel)", Of::Peer, Kind::Alone(task.reads), took)
}
