//! Random rules, each made of a list of bytes: every byte is one choice, so that a rule that fails shrinks by leaving bytes out.

use std::fmt::Write as _;

const GROWS: &str = "a string takes any text";

/// How deep expressions go.
const DEPTH: u32 = 4;

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

/// What bytes choose.
pub(super) struct Program<'a> {
    choices: std::slice::Iter<'a, u8>,
    text: String,
    /// How many variables of numbers can be seen.
    numbers: usize,
}

/// The rule that these bytes choose.
pub(super) fn program(choices: &[u8]) -> String {
    let mut program = Program { choices: choices.iter(), text: "fn assess(my) {\n".to_owned(), numbers: 0 };
    for _ in 0..program.below(6) {
        program.statement(2);
    }
    let said = program.verdict();
    program.put(&format!("    {said}\n}}\n"));
    program.text
}

impl Program<'_> {
    /// The next choice; the simplest once they are used up.
    fn below(&mut self, sides: u8) -> u8 {
        self.choices.next().map_or(0, |byte| byte % sides)
    }

    fn pick<'t>(&mut self, of: &[&'t str]) -> &'t str {
        let sides = u8::try_from(of.len()).expect("few choices");
        of[usize::from(self.below(sides))]
    }

    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn statement(&mut self, depth: u32) {
        match self.below(10) {
            0 | 1 => {
                let value = self.number(DEPTH);
                let place = self.numbers;
                writeln!(self.text, "    let n{place} = {value};").expect(GROWS);
                self.numbers += 1;
            }
            2 if self.numbers > 0 => {
                let (variable, value) = (self.variable(), self.number(DEPTH));
                let by = self.pick(&["=", "+=", "-=", "*=", "/="]);
                writeln!(self.text, "    {variable} {by} {value};").expect(GROWS);
            }
            3 => {
                let (condition, said) = (self.flag(DEPTH), self.verdict());
                writeln!(self.text, "    if {condition} {{ return {said}; }}").expect(GROWS);
            }
            4 if depth > 0 => {
                let condition = self.flag(DEPTH);
                writeln!(self.text, "    if {condition} {{").expect(GROWS);
                let seen = self.numbers;
                self.statement(depth - 1);
                self.numbers = seen;
                self.put("    } else {\n");
                self.statement(depth - 1);
                self.numbers = seen;
                self.put("    }\n");
            }
            5 if depth > 0 => {
                let (first, second) = (self.period(), self.period());
                writeln!(self.text, "    for period in [{first}, {second}] {{").expect(GROWS);
                let value = self.number(1);
                writeln!(
                    self.text,
                    "    if my.has(period) && my.value(period) < {value} {{ return missed(`${{period.name}}`); }}"
                )
                .expect(GROWS);
                self.put("    }\n");
            }
            6 if depth > 0 => self.loop_over_list(depth),
            7 if depth > 0 => self.loop_over_range(depth),
            8 if depth > 0 => {
                let (place, most) = (self.numbers, self.pick(&["3", "5"]));
                writeln!(
                    self.text,
                    "    let n{place} = 0;\n    while n{place} < {most} {{\n        n{place} += 1;"
                )
                .expect(GROWS);
                self.numbers += 1;
                let seen = self.numbers;
                self.statement(depth - 1);
                self.numbers = seen;
                self.put("    }\n");
            }
            _ => {
                // What is not used is read all the same.
                let value = self.number(2);
                writeln!(self.text, "    {value};").expect(GROWS);
            }
        }
    }

    /// A list that is filled, looked through and counted.
    fn loop_over_list(&mut self, depth: u32) {
        let list = self.pick(&[
            "my.values(3)",
            "my.values(\"relief\", 1)",
            "my.params.weights",
            "[]",
            "my.values(0)",
        ]);
        let place = self.numbers;
        writeln!(self.text, "    let n{place} = 0;\n    let list{place} = {list};").expect(GROWS);
        self.numbers += 1;
        let entry = self.number(1);
        writeln!(
            self.text,
            "    list{place}.push({entry});\n    for entry in list{place} {{\n        n{place} += entry;"
        )
        .expect(GROWS);
        if self.below(2) > 0 {
            let (condition, how) = (self.flag(1), self.pick(&["break", "continue"]));
            writeln!(self.text, "        if {condition} {{ {how}; }}").expect(GROWS);
        }
        let seen = self.numbers;
        self.statement(depth - 1);
        self.numbers = seen;
        let asked = self.pick(&["len()", "first()", "last()"]);
        let at = self.pick(&["0", "1", "-1", "7", "0.0"]);
        let total = self.pick(&["sum", "min", "max"]);
        writeln!(
            self.text,
            "    }}\n    n{place} = list{place}.{asked} - list{place}[{at}] + {total}(list{place});"
        )
        .expect(GROWS);
    }

    fn loop_over_range(&mut self, depth: u32) {
        let (from, to) = (
            self.pick(&["0", "1", "-1", "my.params.against"]),
            self.pick(&["2", "4", "my.params.against", "0.5"]),
        );
        let (place, dots) = (self.numbers, self.pick(&["..", "..="]));
        writeln!(
            self.text,
            "    let n{place} = 0;\n    for at in {from}{dots}{to} {{\n        n{place} += at;"
        )
        .expect(GROWS);
        self.numbers += 1;
        let seen = self.numbers;
        self.statement(depth - 1);
        self.numbers = seen;
        self.put("    }\n");
    }

    fn variable(&mut self) -> String {
        let sides = u8::try_from(self.numbers).expect("few variables");
        format!("n{}", self.below(sides))
    }

    fn number(&mut self, depth: u32) -> String {
        let deeper = depth.saturating_sub(1);
        match self.below(if depth == 0 { 6 } else { 14 }) {
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
            _ => format!("round({}, {})", self.number(deeper), self.pick(&["0", "2", "28", "29", "0.5"])),
        }
    }

    fn flag(&mut self, depth: u32) -> String {
        let deeper = depth.saturating_sub(1);
        match self.below(if depth == 0 { 4 } else { 9 }) {
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
            5 => format!("!({})", self.flag(deeper)),
            6 => format!("({} {} {})", self.flag(deeper), self.pick(&["&&", "||"]), self.flag(deeper)),
            _ => {
                let (left, right) = (self.number(deeper), self.number(deeper));
                format!("{left} {} {right}", self.pick(&["<", "<=", ">", ">=", "==", "!="]))
            }
        }
    }

    fn period(&mut self) -> String {
        self.pick(&[
            "my.period",
            "my.period.back(1)",
            "my.period.back(my.params.against)",
            "my.period.next()",
        ])
        .to_owned()
    }

    fn spoken(&mut self) -> String {
        match self.below(7) {
            0 => "a text".to_owned(),
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

    fn verdict(&mut self) -> String {
        let word = self.pick(&["met", "missed", "at_risk", "not_judged"]);
        match self.below(3) {
            0 => format!("{word}(\"why.\")"),
            1 => format!("{word}(`{}`)", self.spoken()),
            _ => format!("{word}(`{} and {}`)", self.spoken(), self.spoken()),
        }
    }
}
