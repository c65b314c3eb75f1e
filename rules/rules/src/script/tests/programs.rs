//! Random rules, each made of a list of bytes: every byte is one choice, so that a rule that fails shrinks by leaving bytes out.

use std::fmt::Write as _;

const GROWS: &str = "a string takes any text";

/// How deep expressions go.
const DEPTH: u32 = 3;

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

/// The libraries that a rule may import, by name.
pub(super) const LIBRARIES: &[(&str, &str)] = &[
    (
        "floors",
        "//! What: floors that rules share.
fn least(x, y) { if x < y { return x; } y }
fn last_year(my) { my.value_ago(4) }
fn verdict(kept) { if kept { met(`kept ${kept}`) } else { missed(\"not kept\") } }
fn nested(x) { inner(x) + inner(x / 2) }
private fn inner(x) { let y = x; for at in 0..2 { y += at; } y }
fn forever(x) { forever(x) }
fn named(text) { switch text { \"higher\" => \"up\", \"lower\" => \"down\", _ => text } }
",
    ),
    (
        "lists",
        "//! What: lists that rules share.
fn above(list, least) { let kept = []; for x in list { if x > least { kept.push(x); } } kept }
fn halves(list) { list.map(|x| x / 2) }
fn pair(x, y) { #{first: x, second: y} }
",
    ),
];

/// What bytes choose.
pub(super) struct Program<'a> {
    choices: std::slice::Iter<'a, u8>,
    text: String,
    /// How many variables of numbers can be seen.
    numbers: usize,
    /// How many functions there are, each of which takes what the rule is given and two numbers.
    functions: usize,
    /// Whether it stands in a function that gives a number, and no verdict.
    is_in_function: bool,
}

/// The rule that these bytes choose.
pub(super) fn program(choices: &[u8]) -> String {
    let text = "import \"floors@1\" as floors;\nimport \"lists@1\" as lists;\n".to_owned();
    let choices = choices.iter();
    let mut program = Program { choices, text, numbers: 0, functions: 0, is_in_function: false };
    for _ in 0..program.below(3) {
        program.function();
    }
    program.put("fn assess(my) {\n");
    for _ in 0..program.below(6) {
        program.statement(2);
    }
    // What was worked out shows in what is said.
    let said = match program.below(3) {
        0 | 1 => {
            let all: Vec<String> = (0..program.numbers).map(|number| format!("${{n{number}}}")).collect();
            format!("met(`all: {}`)", all.join(" "))
        }
        _ => program.verdict(),
    };
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

    /// A function of the rule's own, which may call those before it.
    fn function(&mut self) {
        let name = self.functions;
        writeln!(self.text, "fn f{name}(my, n0, n1) {{").expect(GROWS);
        (self.numbers, self.is_in_function) = (2, true);
        for _ in 0..self.below(3) {
            self.statement(1);
        }
        let given = self.number(2);
        writeln!(self.text, "    {given}\n}}").expect(GROWS);
        (self.numbers, self.is_in_function) = (0, false);
        self.functions += 1;
    }

    /// What ends a function early, or the rule.
    fn ending(&mut self) -> String {
        if self.is_in_function { self.number(1) } else { self.verdict() }
    }

    fn statement(&mut self, depth: u32) {
        match self.below(14) {
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
                let (condition, said) = (self.flag(DEPTH), self.ending());
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
                let said = if self.is_in_function { "1.25" } else { "missed(`${period.name}`)" };
                writeln!(
                    self.text,
                    "    if my.has(period) && my.value(period) < {value} {{ return {said}; }}"
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
            9 if depth > 0 => self.choice(depth),
            10 => self.map(),
            11 if depth > 0 => {
                let (place, most) = (self.numbers, self.pick(&["3", "5"]));
                let how = self.pick(&["while", "until"]);
                let condition = if how == "while" { "<" } else { ">=" };
                writeln!(self.text, "    let n{place} = 0;\n    do {{\n        n{place} += 1;").expect(GROWS);
                self.numbers += 1;
                let seen = self.numbers;
                self.statement(depth - 1);
                self.numbers = seen;
                writeln!(self.text, "    }} {how} n{place} {condition} {most};").expect(GROWS);
            }
            12 => self.change_of_list(),
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

    /// A `switch`, between texts, flags or figures.
    fn choice(&mut self, depth: u32) {
        let of = self.pick(&[
            "my.measure.better",
            "my.body.id",
            "floors::named(my.measure.better)",
            "my.why_missing(\"spend\")",
            "my.has(\"spend\")",
            "my.value()",
            "my.params.against",
            "my.period",
        ]);
        let case = self.pick(&[
            "\"higher\" | \"up\"",
            "\"gateway\"",
            "\"not-reported\"",
            "true",
            "0..4",
            "0..=4",
            "1200..=1200",
        ]);
        let condition = if self.below(2) > 0 { format!(" if {}", self.flag(1)) } else { String::new() };
        writeln!(self.text, "    switch {of} {{\n        {case}{condition} => {{").expect(GROWS);
        let seen = self.numbers;
        self.statement(depth - 1);
        self.numbers = seen;
        let other = self.pick(&["\"lower\"", "\"harbour\" | \"up\"", "false", "4..=2000"]);
        let value = self.number(1);
        writeln!(self.text, "        }}\n        {other} => {value},").expect(GROWS);
        if self.below(2) > 0 {
            self.put("        _ => {\n");
            self.statement(depth - 1);
            self.numbers = seen;
            self.put("        }\n");
        }
        self.put("    }\n");
    }

    /// A map that is written out, added to and read.
    fn map(&mut self) {
        let place = self.numbers;
        let (first, second) = (self.number(1), self.number(1));
        writeln!(self.text, "    let map{place} = #{{b: {first}, a: {second}}};").expect(GROWS);
        if self.below(2) > 0 {
            let (key, entry) = (self.pick(&["a", "c"]), self.number(1));
            writeln!(self.text, "    map{place}.set(\"{key}\", {entry});").expect(GROWS);
        }
        let read = self.pick(&[
            ".a",
            "[\"b\"]",
            ".c",
            ".values().last()",
            ".len()",
            ".keys().filter(|key| key > \"a\").len()",
            ".values().map(|x| x * 2).first()",
        ]);
        writeln!(self.text, "    let n{place} = map{place}{read};").expect(GROWS);
        self.numbers += 1;
    }

    /// A list that is put in order, or changed otherwise.
    fn change_of_list(&mut self) {
        let place = self.numbers;
        let list = self.pick(&[
            "my.values(2)",
            "lists::halves(my.values(2))",
            "[3, 1.5, 2]",
            "lists::above(my.values(2), 5)",
        ]);
        let change = self.pick(&[".sort()", ".reverse()", ".set(0, 9)", ".set(7, 9)", ".push(4)"]);
        let list_name = format!("list{place}");
        let read = match self.below(6) {
            0 => format!("max({list_name})"),
            1 => format!("min({list_name})"),
            2 => format!("{list_name}.last()"),
            3 => format!("{list_name}.first()"),
            4 => format!("{list_name}[-1]"),
            _ => format!("{list_name}[0]"),
        };
        writeln!(self.text, "    let {list_name} = {list};\n    {list_name}{change};").expect(GROWS);
        writeln!(self.text, "    let n{place} = {read};").expect(GROWS);
        self.numbers += 1;
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
        match self.below(if depth == 0 { 6 } else { 19 }) {
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
            _ => format!("round({}, {})", self.number(deeper), self.pick(&["0", "2", "28", "29", "0.5"])),
        }
    }

    fn flag(&mut self, depth: u32) -> String {
        let deeper = depth.saturating_sub(1);
        match self.below(if depth == 0 { 4 } else { 11 }) {
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
            9 => self
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

    fn verdict(&mut self) -> String {
        let word = self.pick(&["met", "missed", "at_risk", "not_judged"]);
        match self.below(4) {
            3 => format!("floors::verdict({})", self.flag(1)),
            0 => format!("{word}(\"why.\")"),
            1 => format!("{word}(`{}`)", self.spoken()),
            _ => format!("{word}(`{} and {}`)", self.spoken(), self.spoken()),
        }
    }
}
