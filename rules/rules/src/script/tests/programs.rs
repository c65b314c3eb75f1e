//! Random rules, each made of a list of bytes: every byte is one choice, so that a rule that fails shrinks by leaving bytes out.

use std::fmt::Write as _;

const GROWS: &str = "a string takes any text";

/// How deep expressions go.
const DEPTH: u32 = 3;

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
    pub(super) numbers: usize,
    /// How many functions there are, each of which takes what the rule is given and two numbers.
    pub(super) functions: usize,
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
    pub(super) fn below(&mut self, sides: u8) -> u8 {
        self.choices.next().map_or(0, |byte| byte % sides)
    }

    pub(super) fn pick<'t>(&mut self, of: &[&'t str]) -> &'t str {
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
                let by = self.pick(&["=", "+=", "-=", "*=", "/=", "%=", "**="]);
                writeln!(self.text, "    {variable} {by} {value};").expect(GROWS);
            }
            3 => {
                let (condition, said) = (self.flag(DEPTH), self.ending());
                writeln!(self.text, "    if {condition} {{ return {said}; }}").expect(GROWS);
            }
            4 if depth > 0 => self.branches(depth),
            5 if depth > 0 => self.loop_over_periods(),
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

    fn branches(&mut self, depth: u32) {
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

    fn loop_over_periods(&mut self) {
        let (first, second) = (self.period(), self.period());
        writeln!(self.text, "    for period in [{first}, {second}] {{").expect(GROWS);
        let value = self.number(1);
        let said = if self.is_in_function { "1.25" } else { "missed(`${period.name}`)" };
        writeln!(self.text, "    if my.has(period) && my.value(period) < {value} {{ return {said}; }}")
            .expect(GROWS);
        self.put("    }\n");
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
}
