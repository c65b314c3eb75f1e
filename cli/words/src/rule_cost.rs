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
        Obstacle::Library => "it imports a library".to_owned(),
        Obstacle::Word(word) => format!("of `{word}`"),
        Obstacle::Length => "it is too long".to_owned(),
        Obstacle::Counted => "its reach is counted".to_owned(),
        Obstacle::Construct(construct) => format!("of {}", called(*construct)),
    };
    line.map_or_else(|| what.clone(), |line| format!("{what} in line {line}"))
}

fn called(construct: Construct) -> &'static str {
    match construct {
        Construct::List => "an entry of a list, asked further",
        Construct::Map => "a map",
        Construct::Loop => "a loop that counts, or gives a value",
        Construct::Switch => "`switch`",
        Construct::Try => "`try`",
        Construct::AssignmentInOperand => "an assignment within an operand",
        Construct::AssignmentIntoValue => "an assignment into a list or a map",
        Construct::HandedOn => "`my` handed on as a whole",
        Construct::Chain => "what is asked of a value",
        Construct::Other => "something that only the interpreter does",
    }
}
