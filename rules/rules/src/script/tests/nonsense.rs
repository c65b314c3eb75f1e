//! No text, however odd, may do more than be refused or fail.

use engine::model::RuleId;

use super::world::{World, assessed, vocabulary};
use crate::script::compile_rule;
use crate::source::SourceText;

const PIECES: &[&str] = &[
    "my",
    ".",
    "value",
    "value_ago",
    "values",
    "params",
    "floor",
    "period",
    "back",
    "body",
    "name",
    "(",
    ")",
    "()",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    " ",
    "let x = ",
    "x",
    "y",
    "=",
    "==",
    "<",
    ">=",
    "+",
    "-",
    "*",
    "/",
    "**",
    "%",
    "/=",
    "0",
    "1",
    "-1",
    "4",
    "0.5",
    "9223372036854775807",
    "79228162514264337593543950335.0",
    "0.0000000000000000000000000001",
    "\"relief\"",
    "\"é\"",
    "`${",
    "}`",
    "'",
    "\"",
    "if ",
    "else ",
    "for x in ",
    "while ",
    "loop ",
    "switch ",
    "=>",
    "_",
    "return ",
    "throw ",
    "try ",
    "catch ",
    "fn f(x) ",
    "f(",
    "|x| ",
    "met()",
    "missed(\"why\")",
    "percent(",
    "number(",
    "round(",
    "sum(",
    "min(",
    "max(",
    ".map(",
    ".filter(",
    ".sort()",
    ".join(",
    ".len()",
    ".push(",
    ".set(",
    "#{",
    "a:",
    "in ",
    "..",
    "..=",
    "&&",
    "||",
    "??",
    "?.",
    "!",
    "//",
    "/*",
    "*/",
    "\n",
    "const ",
    "global::",
    "this",
    "Fn(",
    ".call(",
    "type_of(",
    "export ",
    "import ",
];

const ROUNDS: usize = 3_000;

/// The same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

#[test]
fn no_text_makes_the_sandbox_panic() {
    let world =
        World::new("2019-Q4 0; 2020-Q1 2; 2020-Q2 3; 2020-Q3 4; 2020-Q4 5; relief gateway 2020-Q4 7.25");

    let mut dice = Dice(20);
    let mut ran = 0;
    for round in 0..ROUNDS {
        let length = 1 + dice.below(12);
        let body: String = (0..length).map(|_| PIECES[dice.below(PIECES.len())]).collect();
        let text = format!("fn assess(my) {{ let x = my.value(); let y = [1, 2.5, \"z\"]; {body} }}");
        let source = SourceText::new("rules/nonsense.rhai", text.as_str());
        let outcome = std::panic::catch_unwind(|| {
            let rule = compile_rule(&RuleId::new("nonsense"), &source, &vocabulary());
            rule.is_ok_and(|_| !assessed(&text, &world).is_empty())
        });
        ran += usize::from(outcome.unwrap_or_else(|_| panic!("round {round}: {text}")));
    }
    assert!(ran > ROUNDS / 100, "only {ran} of {ROUNDS} texts were rules at all");
}
