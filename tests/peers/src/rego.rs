//! Rego: a policy over an input that the host has filled in, by regorus, interpreted and by its virtual machine.

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Value};

use crate::clock::nanoseconds;
use crate::measured::{Kind, Measured, Of};
use crate::task::Task;

const RULE: &str = "data.peers.enough";

pub(crate) fn alone(task: Task) -> Vec<Measured> {
    vec![interpreted(task), by_machine(task)]
}

fn interpreted(task: Task) -> Measured {
    let mut engine = engine(task);
    engine.set_input(input(task));
    let took = nanoseconds(|_| {
        let said = engine.eval_rule(RULE.to_owned()).expect("the rule runs");
        assert_eq!(said, Value::Bool(true), "the months come to enough");
    });
    Measured::new("regorus, interpreted", Of::Peer, Kind::Alone(task.reads), took)
}

fn by_machine(task: Task) -> Measured {
    let compiled = engine(task).compile_with_entrypoint(&RULE.into()).expect("the rule can be compiled");
    let program = Compiler::compile_from_policy(&compiled, &[RULE]).expect("the machine can run it");
    let mut machine = RegoVM::new();
    machine.load_program(program);
    let input = input(task);
    let took = nanoseconds(|_| {
        machine.set_input(input.clone());
        let said = machine.execute().expect("the rule runs");
        assert_eq!(said, Value::Bool(true), "the months come to enough");
    });
    Measured::new("regorus, virtual machine", Of::Peer, Kind::Alone(task.reads), took)
}

fn engine(task: Task) -> Engine {
    let sum = task.sum(|ago| format!("input.v{ago}"));
    let policy = format!("package peers\ndefault enough := false\nenough if {sum} >= {}\n", task.floor());
    let mut engine = Engine::new();
    engine.add_policy("peers.rego".to_owned(), policy).expect("the rule can be read");
    engine
}

fn input(task: Task) -> Value {
    let figures =
        task.figures(0).into_iter().enumerate().map(|(ago, figure)| (format!("v{ago}"), figure.into()));
    let figures: serde_json::Map<String, serde_json::Value> = figures.collect();
    Value::from_json_str(&serde_json::Value::Object(figures).to_string()).expect("the figures can be read")
}
