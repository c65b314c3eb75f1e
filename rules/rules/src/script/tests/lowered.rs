//! A lowered rule says what the interpreter says of it, having read the same in the same order.

use std::sync::{Arc, LazyLock};

use engine::model::RuleId;
use engine::program::Rule;
use engine::view::{Read, Stop};

use super::programs::{LIBRARIES, program};
use super::world::{World, vocabulary};
use crate::script::engine::engine;
use crate::script::lowered::{ArithmeticFault, Outcome, SeededFault};
use crate::script::rule::{RunMode, ScriptRule};
use crate::script::vocabulary::Libraries;
use crate::script::{Counting, compile_library_counting};
use crate::source::{LibrarySources, SourceText};

const FIGURES: &str = "2020-Q4 1200; 2020-Q3 1300.5; 2020-Q2 0; 2019-Q4 1500; relief gateway 2020-Q4 0.25; relief harbour 2020-Q4 9";

/// What is said of a text that is no rule, such as one that is nested too deep.
const UNREADABLE: &str = "unreadable";

/// How many random rules are run; `REMIT_PROGRAMS` asks for more of them where the test is built.
const PROGRAMS: u64 = 2_000;

/// How often a rule is run through one window: the first time nothing is known of what it asks for, the second time that is found out, and
/// from then on it is known.
const ROUNDS: usize = 3;

/// What random rules import.
static IMPORTED: LazyLock<Libraries> = LazyLock::new(|| {
    let read = |(name, text): &(&str, &str)| {
        let script = SourceText::new(format!("plugins/{name}/library.rhai"), *text);
        let sources = LibrarySources { version: "1.0.0".to_owned(), script };
        ((*name).to_owned(), compile_library_counting(name, &sources, &vocabulary(), Counting::Off))
    };
    LIBRARIES.iter().map(read).collect()
});

/// What a rule of the text comes to, by the interpreter and lowered, with a fault in it where one is seeded.
fn compare(text: &str, seeded: Option<SeededFault>) -> Result<Compared, String> {
    let source = SourceText::new("rules/test.rhai", text);
    let ast = engine().compile(text).map_err(|fault| format!("{UNREADABLE}: {fault}"))?;
    let rule = ScriptRule::new(RuleId::new("test"), &source, &ast, &IMPORTED, RunMode::Plain);
    let mut rule = rule.ok_or("it has no `assess`")?;
    let lowered = rule
        .lowered()
        .as_mut()
        .map_err(|refused| format!("{:?} in line {:?}", refused.what, refused.line))?;
    if let Some(fault) = seeded {
        lowered.seed(fault);
    }
    let world = World::new(FIGURES);
    let mut view = world.view();
    let told = [(); ROUNDS].map(|()| {
        Arc::get_mut(&mut view).expect("a rule keeps no view").look_again();
        let told = match lowered.run(&view) {
            Outcome::Said(said) => Some(Ok(said)),
            Outcome::Missing(stop) => Some(Err(stop)),
            Outcome::Trapped => None,
        };
        told.map(|told| in_full(&told, &view.reads()))
    });
    let view = world.view();
    let interpreted = rule.interpret(&view);
    let has_failed = !matches!(interpreted, Ok(_) | Err(Stop::NoData(_)));
    let interpreted = in_full(&interpreted, &view.reads());
    let [.., last] = &told;
    let told = told.iter().find(|told| told.as_ref() != Some(&interpreted)).unwrap_or(last).clone();
    Ok(Compared { told, has_failed, interpreted })
}

struct Compared {
    /// What the lowered rule said in the first round that was not as it should be, or in the last; none where it was left to the interpreter.
    told: Option<String>,
    has_failed: bool,
    interpreted: String,
}

impl Compared {
    /// What is wrong with it, if anything.
    fn fault(&self) -> Option<String> {
        match &self.told {
            Some(told) if *told != self.interpreted => {
                Some(format!("lowered: {told}\ninterpreted: {}", self.interpreted))
            }
            None if !self.has_failed => {
                Some(format!("trapped, and the interpreter says {}", self.interpreted))
            }
            _ => None,
        }
    }
}

fn in_full(said: &impl std::fmt::Debug, reads: &[Read]) -> String {
    format!("{said:?} having read {reads:?}")
}

/// The fault of what bytes choose; none where all is well.
fn fault_of(choices: &[u8], seeded: Option<SeededFault>) -> Option<String> {
    let text = program(choices);
    match compare(&text, seeded) {
        Ok(compared) => compared.fault().map(|fault| format!("{text}\n{fault}")),
        Err(refused) if refused.starts_with(UNREADABLE) => None,
        Err(refused) => Some(format!("{text}\nnot lowered: {refused}")),
    }
}

/// The shortest choices that still fail.
fn shrunk(mut choices: Vec<u8>) -> Vec<u8> {
    let mut width = choices.len() / 2;
    while width > 0 {
        let mut at = 0;
        while at < choices.len() {
            let mut fewer = choices.clone();
            fewer.drain(at..(at + width).min(choices.len()));
            if fault_of(&fewer, None).is_some() { choices = fewer } else { at += width }
        }
        width /= 2;
    }
    choices
}

#[test]
fn random_rules_say_what_the_interpreter_says() {
    let programs = option_env!("REMIT_PROGRAMS").and_then(|count| count.parse().ok()).unwrap_or(PROGRAMS);
    let mut lowered = 0;
    for seed in 0..programs {
        let choices = bytes(seed);
        if fault_of(&choices, None).is_some() {
            let choices = shrunk(choices);
            panic!("seed {seed}: {}", fault_of(&choices, None).expect("it still fails"));
        }
        lowered +=
            usize::from(compare(&program(&choices), None).is_ok_and(|compared| compared.told.is_some()));
    }
    assert!(lowered as u64 > programs / 4, "only {lowered} of {programs} were not left to the interpreter");
}

#[test]
fn a_fault_that_is_put_into_the_lowering_is_found() {
    for fault in SeededFault::ALL {
        let is_found = (0..PROGRAMS).any(|seed| fault_of(&bytes(seed), Some(fault)).is_some());
        assert!(is_found, "{fault:?} is not found");
    }
}

#[test]
fn a_fault_that_is_put_into_arithmetic_is_found() {
    let is_found = |fault: &ArithmeticFault| {
        fault.while_in(|| (0..PROGRAMS).any(|seed| fault_of(&bytes(seed), None).is_some()))
    };
    let missed: Vec<_> = ArithmeticFault::ALL.into_iter().filter(|fault| !is_found(fault)).collect();
    assert_eq!(missed, []);
}

/// The same bytes for a seed on every machine.
fn bytes(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u8::try_from((state >> 40) & 0xFF).expect("one byte")
    };
    (0..200).map(|_| next()).collect()
}

/// A rule is lowered and says this, or is not for this reason.
#[track_caller]
fn check(body: &str, expected: &str) {
    let said = match compare(&format!("fn assess(my) {{ {body} }}"), None) {
        Err(refused) => format!("not lowered: {refused}"),
        Ok(compared) => match compared.fault() {
            Some(fault) => fault,
            None if compared.told.is_none() => "left to the interpreter".to_owned(),
            None => "lowered".to_owned(),
        },
    };
    assert_eq!(said, expected, "{body}");
}

#[test]
fn what_is_lowered_and_what_is_not() {
    check(
        "if my.value() >= my.params.floor { met() } else { missed(`${my.value()} of ${my.body}`) }",
        "lowered",
    );
    check("let said = `${my.period.name}`; if my.value() > 5 { met(said) } else { missed(said) }", "lowered");
    check("met(`${my.value(\"spend\")}`)", "lowered");
    check(
        "let x = 1; let y = x + { x = 5; x }; met(`${y}`)",
        "not lowered: Construct(AssignmentInOperand) in line Some(1)",
    );
    check("met(`${1 / 0}`)", "left to the interpreter");
    check("let n = 0; for x in my.values(2) { n += x; } met(`${n}`)", "lowered");
    check(
        "let n = 0; for at in 0..my.params.against { if at == 2 { continue; } n += at; } met(`${n}`)",
        "lowered",
    );
    // The parser makes `n %= 4` of the first.
    check("let n = 7; n = n % 4; n **= 2; n %= my.value(); met(`${n}`)", "lowered");
    check("let list = [1]; list.push(my.value()); met(`${list.join(\" and \")}`)", "lowered");
    check("let n = 0; while true { n += 1; } met(`${n}`)", "left to the interpreter");
    check("throw \"no\"", "left to the interpreter");
    check("my.value()", "left to the interpreter");
    check("try { met() } catch { missed() }", "not lowered: Construct(Try) in line Some(1)");
}

#[test]
fn lists_and_maps_are_lowered() {
    check(
        "let seen = #{a: my.value(), b: [1, 2]}; met(`${seen.a} of ${seen.keys().join(\", \")}`)",
        "lowered",
    );
    check("let seen = #{}; seen.set(\"b\", 1); seen.set(\"a\", 2); met(seen.keys().first())", "lowered");
    check("let seen = #{}; met(`${seen.a}`)", "left to the interpreter");
    check("let list = [3, 1]; list.sort(); met(`${list[0]} ${list}`)", "lowered");
    check("met(`${my.values(2).filter(|x| x > 1250).len()}`)", "lowered");
    check("met(`${my.values(2).map(|x| x / 2).join(\", \")}`)", "lowered");
    check("if my.values(2).all(|x| x > 0) && [1].any(|x| x == 1) { met() } else { missed() }", "lowered");
    check("met(`${[[1, 2], [3]].len()}`)", "lowered");
    check(
        "let list = [[1]]; list[0].push(2); met()",
        "not lowered: Construct(AssignmentIntoValue) in line Some(1)",
    );
}

#[test]
fn words_that_only_the_host_has_are_lowered() {
    check("met(`${my.obligations(\"homelessness\").filter(|o| o.verdict == \"met\").len()}`)", "lowered");
    check("met(`${my.obligations().map(|o| o.title).join(\", \")}`)", "lowered");
    check("met(`${my.obligations().first()} by ${my.obligations().first().lead.name}`)", "lowered");
    check("met(my.document(\"strategy\"))", "lowered");
    check("met(`until ${my.document_ends(\"strategy\")}`)", "lowered");
    check("met(`${my.period.last_day.plus_days(my.params.against)}`)", "lowered");
    check("if my.period.last_day < day(\"2020-12-31\") { met() } else { missed(\"late\") }", "lowered");
    check("met(`${7 % 4} ${1.5 ** 2} ${\"Ab\".to_lower()}`)", "lowered");
    check("met(`${my.bodies(\"council\").len()} ${my.relations(\"funds\")[0].title}`)", "lowered");
}

#[test]
fn functions_are_lowered_where_they_are_called() {
    let of_function = |function: &str, body: &str, expected: &str| {
        let text = format!("{function}\nfn assess(my) {{ {body} }}");
        let said = match compare(&text, None) {
            Err(refused) => format!("not lowered: {refused}"),
            Ok(compared) => match (compared.fault(), compared.told) {
                (Some(fault), _) => fault,
                (None, None) => "left to the interpreter".to_owned(),
                (None, Some(_)) => "lowered".to_owned(),
            },
        };
        assert_eq!(said, expected, "{text}");
    };
    of_function(
        "fn kept(my, x) { if x > 1 { return my.value(); } x }",
        "met(`${kept(my, 2)} ${kept(my, 1)}`)",
        "lowered",
    );
    of_function(
        "fn grown(list) { list.push(1); list }",
        "let own = [5]; met(`${grown(own).len()} ${own.len()}`)",
        "lowered",
    );
    of_function(
        "fn said(x) { if x > 1 { met(`${x}`) } else { missed(\"no\") } }",
        "said(my.value())",
        "lowered",
    );
    of_function("fn twice(x) { once(x) * 2 } fn once(x) { x }", "met(`${twice(3)}`)", "lowered");
    of_function(
        "fn down(x) { if x < 1 { 0 } else { down(x - 1) } }",
        "met(`${down(3)}`)",
        "not lowered: Construct(Recursion) in line Some(1)",
    );
    of_function(
        "fn own() { this + 1 }",
        "let x = 1; met(`${x.own()}`)",
        "not lowered: Construct(FunctionAsValue) in line Some(2)",
    );
    of_function("import \"floors@1\" as floors;", "floors::verdict(my.value() > 5)", "lowered");
    of_function("import \"floors@1\" as floors;", "met(`${floors::nested(7)}`)", "lowered");
    of_function(
        "import \"floors@1\" as floors;",
        "met(`${floors::forever(7)}`)",
        "not lowered: Library(\"floors\") in line Some(2)",
    );
}

#[test]
fn a_switch_is_lowered_where_its_cases_are_texts() {
    check(
        "switch my.measure.better { \"higher\" => met(\"h\"), \"lower\" => met(\"l\"), _ => missed() }",
        "lowered",
    );
    check(
        "switch my.body.id { \"x\" | \"gateway\" if my.value() > 5 => met(`${my.value()}`), _ => missed() }",
        "lowered",
    );
    check("switch my.value() { 0..5 => met(\"few\"), 5..=1200 => met(\"many\"), _ => missed() }", "lowered");
    check("switch my.has() { true => met(\"there\"), false => missed() }", "lowered");
    // Two texts begin with one case, and only one of them goes on to another.
    check(
        "met(`${switch my.measure.better { \"higher\" | \"up\" if my.value() > 5000 => 7, \"lower\" | \"up\" => 5, _ => 3 }}`)",
        "lowered",
    );
    check("let x = switch my.period { \"2020\" => 1, _ => 2 }; met(`${x}`)", "lowered");
    check(
        "switch my.body.id { \"a\\n\" => met(), _ => missed() }",
        "not lowered: Construct(Switch) in line Some(1)",
    );
}

#[test]
fn a_rule_that_is_left_to_the_interpreter_each_time_is_no_longer_tried_without_it() {
    let rule = |text: &str| {
        let source = SourceText::new("rules/test.rhai", text);
        let ast = engine().compile(text).expect("it can be read");
        ScriptRule::new(RuleId::new("test"), &source, &ast, &IMPORTED, RunMode::Plain).expect("it is a rule")
    };
    // Letters of a text are gone through by the interpreter alone.
    let letters = rule("fn assess(my) { let n = 0; for letter in my.body.id { n += 1; } met(`${n}`) }");
    let figures = rule("fn assess(my) { met(`${my.value()}`) }");
    let world = World::new(FIGURES);
    for round in 0..32 {
        let view = world.view();
        let said = letters.assess(&view);
        assert_eq!(format!("{said:?}"), format!("{:?}", letters.interpret(&world.view())));
        assert!(figures.assess(&world.view()).is_ok() && figures.is_tried_lowered());
        assert_eq!(letters.is_tried_lowered(), round < 15, "after {round} more");
        assert_eq!(letters.came_to_be_slow(), round == 15, "it is told once");
    }
}
