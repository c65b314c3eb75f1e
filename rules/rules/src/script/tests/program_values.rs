//! What stands within the statements of random rules: numbers, flags, periods, and what a verdict says.

use super::programs::Program;

/// Numbers as they stand in rules, those at the edges of what a number can be among them.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "4",
    "100",
    "0.0",
    "0.5",
    "1.50",
    "-3",
    "9223372036854775807",
    "4611686018427387904",
    "79228162514264337593543950335.0",
    "0.0000000000000000000000000001",
    "7922816251426433759354395033.5",
];

/// Numbers that just fit into a machine word, or just do not.
const EDGES: &[&str] = &[
    "9223372036854775807",
    "9223372036854775807.0",
    "9223372036854775808.0",
    "922337203685477580.7",
    "-922337203685477580.9",
    "4611686018427387904.5",
    "18446744073709551617.0",
    "79228162514264337593543950335.0",
];

/// What a number that is compared is divided by.
const DIVISORS: &[&str] = &["-3", "-2.5", "0.04", "-0.5", "7", "0"];

impl Program<'_> {
    pub(super) fn variable(&mut self) -> String {
        let sides = u8::try_from(self.numbers).expect("few variables");
        format!("n{}", self.below(sides))
    }

    pub(super) fn number(&mut self, depth: u32) -> String {
        let deeper = depth.saturating_sub(1);
        match self.below(if depth == 0 { 6 } else { 20 }) {
            0 => self.pick(NUMBERS).to_owned(),
            1 => "my.value()".to_owned(),
            2 => format!("my.value_ago({})", self.pick(&["1", "4", "my.params.against", "9"])),
            3 => format!("my.params.{}", self.pick(&["floor", "against"])),
            4 if self.numbers > 0 => self.variable(),
            5 => format!(
                "my.value({})",
                self.pick(&["\"relief\"", "\"spend\"", "\"relief\", \"harbour\"", "my.period.back(2)"])
            ),
            6 => format!("my.value_or({})", self.pick(&["0", "\"spend\", 5", "\"relief\", 0.5"])),
            7 => "my.target()".to_owned(),
            8 | 9 => {
                let (left, right) = (self.number(deeper), self.number(deeper));
                format!("({left} {} {right})", self.pick(&["+", "-", "*", "/"]))
            }
            10 => {
                let (left, right) = (self.number(deeper), self.number(deeper));
                format!("{}({left}, {right})", self.pick(&["min", "max", "places_apart"]))
            }
            11 => {
                format!("{}({})", self.pick(&["abs", "round", "floor", "ceiling", "-"]), self.number(deeper))
            }
            12 => {
                let (condition, one, other) = (self.flag(deeper), self.number(deeper), self.number(deeper));
                format!("if {condition} {{ {one} }} else {{ {other} }}")
            }
            13 if self.functions > 0 => {
                let sides = u8::try_from(self.functions).expect("few functions");
                let (called, one, other) = (self.below(sides), self.number(deeper), self.number(deeper));
                format!("f{called}(my, {one}, {other})")
            }
            14 => {
                let (one, other) = (self.number(deeper), self.number(deeper));
                match self.below(4) {
                    0 => format!("floors::least({one}, {other})"),
                    1 => format!("floors::nested({one})"),
                    2 => "floors::last_year(my)".to_owned(),
                    _ => format!("lists::pair({one}, {other}).second"),
                }
            }
            15 => {
                let (one, other) = (self.number(deeper), self.number(deeper));
                format!("({one} {} {other})", self.pick(&["%", "**"]))
            }
            16 => self
                .pick(&[
                    "my.obligations().len()",
                    "my.obligations(\"justice\").first().parts.len()",
                    "my.period.last_day.days_until(day(\"2021-01-31\"))",
                    "my.period.year",
                    "my.relations(\"funds\")[0].share",
                    "my.bodies(\"council\").len()",
                    "my.obligations(\"nobody\").len()",
                ])
                .to_owned(),
            17 => {
                let (list, test) = (
                    self.pick(&["my.values(2)", "my.values(9)", "my.params.weights", "[]"]),
                    self.pick(&["x > 1250", "x / 0 > 1", "x"]),
                );
                format!("{list}.filter(|x| {test}).len()")
            }
            18 => {
                let (one, edge) = (self.number(0), self.pick(EDGES));
                format!("({one} {} {edge})", self.pick(&["+", "-", "*"]))
            }
            _ => format!("round({}, {})", self.number(deeper), self.pick(&["0", "2", "28", "29", "0.5"])),
        }
    }

    pub(super) fn flag(&mut self, depth: u32) -> String {
        let deeper = depth.saturating_sub(1);
        match self.below(if depth == 0 { 4 } else { 13 }) {
            0 => self.pick(&["true", "false", "my.params.strict"]).to_owned(),
            1 => format!(
                "my.has({})",
                self.pick(&["", "\"spend\"", "my.period.back(1)", "\"relief\", \"harbour\", my.period"])
            ),
            2 => format!("\"{}\" in my.params", self.pick(&["floor", "ceiling"])),
            3 => format!(
                "{} == \"{}\"",
                self.pick(&["my.measure.better", "my.body.id", "my.why_missing(\"spend\")"]),
                self.pick(&["higher", "gateway", "not-reported"])
            ),
            4 => format!("my.period {} {}", self.pick(&["<", ">=", "=="]), self.period()),
            9 | 12 => self
                .pick(&[
                    "my.values(2).all(|x| x > 1250)",
                    "my.values(2).any(|x| x > 1250)",
                    "my.obligations().any(|o| o.verdict == \"missed\")",
                    "my.has_document(\"strategy\")",
                    "my.body.id in [\"harbour\", \"gateway\"]",
                    "my.period.last_day < day(\"2020-12-31\")",
                    "3 in 0..4",
                    "my.value() == \"1200\"",
                    "[my.period] == [my.period]",
                ])
                .to_owned(),
            5 => format!("!({})", self.flag(deeper)),
            10 => {
                let (one, by, other) = (self.number(0), self.pick(DIVISORS), self.number(0));
                format!("{one} / {by} {} {other}", self.pick(&["<", "<=", ">", ">=", "==", "!="]))
            }
            11 => {
                let (one, edge) = (self.number(0), self.pick(EDGES));
                format!("{one} {} {edge}", self.pick(&["<", ">=", "=="]))
            }
            6 => format!("({} {} {})", self.flag(deeper), self.pick(&["&&", "||"]), self.flag(deeper)),
            _ => {
                let (left, right) = (self.number(deeper), self.number(deeper));
                format!("{left} {} {right}", self.pick(&["<", "<=", ">", ">=", "==", "!="]))
            }
        }
    }

    pub(super) fn period(&mut self) -> String {
        self.pick(&[
            "my.period",
            "my.period.back(1)",
            "my.period.back(my.params.against)",
            "my.period.next()",
        ])
        .to_owned()
    }

    pub(super) fn spoken(&mut self) -> String {
        match self.below(11) {
            9 | 10 if self.numbers > 0 => format!("${{n{}}}", self.numbers - 1),
            0 => "a text".to_owned(),
            7 => format!("${{counted({})}}", self.number(1)),
            8 => format!(
                "${{{}}}",
                self.pick(&["true", "my.obligations().first()", "[1, 2]", "#{a: 1}", "my.period.last_day"])
            ),
            1 => format!("${{{}}}", self.number(2)),
            2 => format!("${{percent({})}}", self.number(1)),
            3 => format!("${{number({}, {})}}", self.number(1), self.pick(&["0", "3", "30"])),
            4 => format!("${{my.amount({})}}", self.number(1)),
            5 => {
                format!("${{{}}} of ${{my.body}}", self.pick(&["my.period", "my.period.name", "my.measure"]))
            }
            _ => format!("${{counted({}, \"period\")}}", self.number(1)),
        }
    }

    pub(super) fn verdict(&mut self) -> String {
        let word = self.pick(&["met", "missed", "at_risk", "not_judged"]);
        match self.below(4) {
            3 => format!("floors::verdict({})", self.flag(1)),
            0 => format!("{word}(\"why.\")"),
            1 => format!("{word}(`{}`)", self.spoken()),
            _ => format!("{word}(`{} and {}`)", self.spoken(), self.spoken()),
        }
    }
}
