//! What a rule costs: of how many steps it is made, or why the interpreter runs it.

use rules::compile::RuleCost;
use rules::script::{Construct, NotLowered, Obstacle};

use crate::english;

/// Over what each rule costs.
pub const HEADING: &str = "What rules cost";

/// One rule, as one line.
pub fn line(cost: &RuleCost) -> String {
    match &cost.steps {
        Ok(steps) => format!("{}: compiled, {}", cost.path, english::count(*steps, "step")),
        Err(why) => format!("{}: interpreted, because {}", cost.path, because(why)),
    }
}

/// How many rules run without the interpreter.
pub fn share(costs: &[RuleCost]) -> String {
    let compiled = costs.iter().filter(|cost| cost.steps.is_ok()).count();
    let runs = if compiled == 1 { "runs" } else { "run" };
    let compiled = english::capitalised(&english::figure(compiled));
    format!("{compiled} of {} {runs} without the interpreter.", english::count(costs.len(), "rule"))
}

/// Why a rule is interpreted.
pub fn because(NotLowered { line, what }: &NotLowered) -> String {
    let what = match what {
        Obstacle::Library(library) => format!("of what is called in the library `{library}`"),
        Obstacle::Word(word) => format!("of `{word}`"),
        Obstacle::Length => "it is too long".to_owned(),
        Obstacle::Counted => "its reach is counted".to_owned(),
        Obstacle::Construct(construct) => format!("of {}", called(*construct)),
    };
    line.map_or_else(|| what.clone(), |line| format!("{what} in line {line}"))
}

fn called(construct: Construct) -> &'static str {
    match construct {
        Construct::Loop => "a loop that counts beside its entries, or gives a value",
        Construct::Switch => "a `switch` between other things than texts, flags and ranges",
        Construct::Try => "`try`",
        Construct::Recursion => "a function that calls itself, or is called through many others",
        Construct::FunctionAsValue => "a function that is handed on, or called as a method",
        Construct::AssignmentInOperand => "an assignment within an operand",
        Construct::AssignmentIntoValue => "an assignment into a list or a map",
        Construct::HandedOn => "`my` put into a variable or a list",
        Construct::Perhaps => "`?.` or `??`",
        Construct::Other => "something that only the interpreter does",
    }
}
