//! Scripts in, what came of them out.

use insta::assert_snapshot;

use super::{Budget, EntryPoints, Script, ScriptError, Value};
use crate::diagnostic::{Colour, render};
use crate::source::SourceText;

const SHAPE: EntryPoints = EntryPoints { entry: "read", optional: &["judge"] };

fn compiled(text: &str) -> Result<Script, String> {
    let source = SourceText::new("plugins/p/reader.rhai", text);
    Script::compile(&source, SHAPE).map_err(|faults| render(&faults, Colour::Plain))
}

/// What comes of the body of a `read(file)` that is given this text.
#[track_caller]
fn said(body: &str, text: &str) -> String {
    ran(&format!("fn read(file) {{ {body} }}"), text)
}

#[track_caller]
fn ran(script: &str, text: &str) -> String {
    let script = compiled(script).unwrap_or_else(|faults| panic!("{faults}"));
    let file = Value::map([("text", Value::text(text)), ("name", Value::text("a.txt"))]);
    match script.call("read", file, &Budget::of(1_000_000)) {
        Ok(came) => {
            let aside = came.set_aside.iter().map(|row| format!("\nline {}: {}", row.line, row.reason));
            format!("{}{}", came.value, aside.collect::<String>())
        }
        Err(ScriptError::Refused(refusal)) => {
            let line = refusal.line.map_or_else(String::new, |line| format!(" at line {line}"));
            format!("refused{line}: {}", refusal.reason)
        }
        Err(ScriptError::Failed { message, line }) => {
            let line = line.map_or_else(String::new, |line| format!(" at line {line}"));
            format!("failed{line}: {message}")
        }
    }
}

#[track_caller]
fn check(body: &str, text: &str, expected: &str) {
    assert_eq!(said(body, text), expected, "{body}");
}

#[test]
fn json_keeps_every_digit_and_marks_what_is_absent() {
    let text = "{\"b\": 0.12345678901234567890, \"a\": [1, null, true, \"x\"], \"c\": 1.50, \"d\": -3e-2}";
    check(
        "to_json(parse_json(file.text))",
        text,
        &format!("{:?}", r#"{"a":[1,null,true,"x"],"b":0.12345678901234567890,"c":1.50,"d":-0.03}"#),
    );
    check("parse_json(file.text).a[1].or(7)", text, "7");
    check("is_absent(parse_json(file.text).a[1])", text, "true");
    check("[parse_json(file.text).get(\"none\", 5), is_absent(#{}.get(\"x\"))]", text, "[5,true]");
}

#[test]
fn an_absent_value_is_like_no_other() {
    let failed = |what: &str| format!("failed at line 1: an absent value cannot be compared with {what}");
    check("parse_json(\"[null]\")[0] == 0", "", &failed("a number"));
    check("parse_json(\"[null]\")[0] < 5", "", &failed("a number"));
    check("parse_json(\"[null]\")[0] == \"\"", "", &failed("a text"));
    check(
        "parse_json(\"[null]\")[0] + 1",
        "",
        "failed at line 1: `+` does not work between an absent value and a number",
    );
}

#[test]
fn json_that_cannot_be_read_is_refused_with_its_line() {
    check(
        "parse_json(file.text)",
        "{\n\"a\": 1,\n}",
        "refused at line 3: it cannot be read as JSON: key must be a string at line 3 column 1",
    );
    check(
        "parse_json(file.text)",
        "{\"a\": 1, \"a\": 2}",
        "refused at line 1: it cannot be read as JSON: the key `a` stands twice in one object",
    );
    check(
        "parse_json(file.text)",
        "[\n\n1e400]",
        "refused at line 3: it cannot be read as JSON: the number 1e400 cannot be kept exactly",
    );
    check(
        "parse_json(file.text)",
        "",
        "refused at line 1: it cannot be read as JSON: EOF while parsing a value at line 1 column 0",
    );
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    check(
        "parse_json(file.text)",
        &deep,
        "refused at line 1: it cannot be read as JSON: it is nested more than 64 levels deep",
    );
}

#[test]
fn objects_say_where_they_stand_if_asked() {
    let text = "{\"values\": [\n  {\"v\": 1},\n\n  {\"v\": {\"w\": 2}}\n]}";
    let body = "parse_json_with_lines(file.text).values.map(|row| row[\"@line\"])";
    check(body, text, "[2,4]");
}

#[test]
fn a_table_is_a_list_of_maps() {
    let text = "code, value\nA,1\n\n\"B,\n2\", 2\nC\n";
    check(
        "parse_csv(file.text)",
        text,
        "[{\"@line\":2,\"code\":\"A\",\"value\":\"1\"},{\"@line\":4,\"code\":\"B,\\n2\",\"value\":\"2\"}]\nline 6: it has 1 field where the header has 2",
    );
    check("parse_csv(file.text, \";\").len()", "a;b\n1;2\n", "1");
    check("parse_csv(file.text)", "a,a\n", "refused at line 1: the column `a` stands twice in the header");
    check("parse_csv(file.text)[0].len()", "a,b,,\n1,2,,\n", "3");
    check("parse_csv(file.text)[0].len()", "a,,b\r1,,2\r", "3");
    check(
        "parse_csv(file.text).len()",
        "a,b,\r1,2,3\r1,2,\r",
        "1\nline 2: it has 3 fields where the header has 2",
    );
    check("parse_csv(file.text)", "a,b\n1,2\n3,\"4\n", "refused at line 3: the file seems cut off at line 3");
    check("parse_csv(file.text)", "", "refused at line 1: the file holds no header");
}

#[test]
fn words_for_texts() {
    check(
        "[slice(\"2024Q1\", 4), slice(\"202401\", 0, 4), pad_start(\"5\", 2, \"0\")]",
        "",
        "[\"Q1\",\"2024\",\"05\"]",
    );
    check(
        "[replace(\"a-b\", \"-\", \"/\"), url_encode(\"a b/é\"), html_escape(\"<b a='1'>&\")]",
        "",
        "[\"a/b\",\"a%20b%2F%C3%A9\",\"&lt;b a=&#39;1&#39;&gt;&amp;\"]",
    );
    check(
        "[to_number(\" 1.50 \"), is_number(\"x\"), is_date(\"2024-02-30\"), lines(\"a\\nb\").len()]",
        "",
        "[1.50,false,false,2]",
    );
    check("parse_date(\"31.03.2024\", \"%d.%m.%Y\")", "", "\"2024-03-31\"");
    check("to_number(\"x\")", "", "failed at line 1: `x` is not a number");
    check(
        "parse_date(\"31/03/2024\", \"%d.%m.%Y\")",
        "",
        "failed at line 1: `31/03/2024` is not a date written like `%d.%m.%Y`",
    );
}

#[test]
fn a_script_refuses_what_it_cannot_use() {
    check("fail(\"no values.\", 3)", "", "refused at line 3: no values");
    check("try { fail(\"no values\") } catch { 1 }", "", "refused: no values");
    let nested = "fn deep(x) { fail(\"not this\", x.line) }\nfn read(file) { deep(#{ line: 7.0 }) }";
    assert_eq!(ran(nested, ""), "refused at line 7: not this");
}

#[test]
fn rows_are_added_one_by_one() {
    check(
        "let rows = rows(); for n in 0..3 { rows.add(#{ n: n }); } rows",
        "",
        "[{\"n\":0},{\"n\":1},{\"n\":2}]",
    );
    check("let rows = rows(); for n in 0..20000 { rows.add(#{ a: n, b: \"x\" }); } rows.len()", "", "20000");
}

#[test]
fn what_cannot_be_handed_over_is_told() {
    check("let x = 1;", "", "failed at line 1: `read` ended without giving anything");
    check("[|x| x]", "", "failed at line 1: `read` gave a function, or something that holds it");
    check("to_json(|x| x)", "", "failed at line 1: a function cannot be written as JSON");
}

#[test]
fn no_script_runs_for_ever_or_takes_all_there_is() {
    let too_long = "failed at line 1: the script ran for too long and was stopped";
    check("loop { }", "", too_long);
    check("try { loop { } } catch { 1 }", "", too_long);
    check(
        "let text = \"x\"; loop { text += text; }",
        "",
        "failed at line 1: a text in the script grew too long",
    );
    check(
        "let list = [1]; loop { list = [list, list]; }",
        "",
        "failed at line 1: a list in the script grew too long",
    );
    let deep = "fn down(n) { down(n + 1) }\nfn read(file) { down(0) }";
    assert!(ran(deep, "").ends_with("functions of the script call each other too deeply"));
}

#[test]
fn whoever_runs_a_script_may_lose_patience() {
    let script = compiled("fn read(file) { loop { } }").unwrap();
    let budget = Budget::of(u64::MAX).while_not(|| true);
    let error = script.call("read", Value::Absent, &budget).unwrap_err();
    assert!(
        matches!(error, ScriptError::Failed { message, .. } if message == "the script ran for too long and was stopped")
    );
}

#[test]
fn faults_are_seen_before_a_script_runs() {
    let faults = |text: &str| compiled(text).expect_err("faults");
    assert_snapshot!(faults("fn raed(file) { 1 }"), @r"
    error[rule-shape]: the script has no function `read`
     --> plugins/p/reader.rhai:1:4
      |
    1 | fn raed(file) { 1 }
      |    ^^^^
      |
      = help: write `fn read(..) { .. }` with one parameter
    ");
    assert_snapshot!(faults("fn read(file, more) { 1 }"), @r"
    error[rule-shape]: `read` must have one parameter, and this one has two parameters
     --> plugins/p/reader.rhai:1:4
      |
    1 | fn read(file, more) { 1 }
      |    ^^^^
    ");
    assert_snapshot!(faults("fn read(file) { parse_jason(file.text) }"), @r"
    error[rule-function]: there is no function `parse_jason`
     --> plugins/p/reader.rhai:1:17
      |
    1 | fn read(file) { parse_jason(file.text) }
      |                 ^^^^^^^^^^^
      |
      = help: did you mean `parse_json`?
    ");
    assert_snapshot!(faults("fn read(file) { print(1); import \"x\" as x; 1 }"), @r#"
    error[rule-syntax]: `import` cannot be used in a script
     --> plugins/p/reader.rhai:1:27
      |
    1 | fn read(file) { print(1); import "x" as x; 1 }
      |                           ^^^^^^
      |
      = help: a script is complete in its own file
    "#);
    assert_snapshot!(faults("let x = 1; fn read(file) { 1 } fn to_json(x) { 1 }"), @r"
    error[rule-shape]: this stands outside of any function and would never run
     --> plugins/p/reader.rhai:1:1
      |
    1 | let x = 1; fn read(file) { 1 } fn to_json(x) { 1 }
      | ^^^
      |
      = help: move it into a function, or make it a parameter in the declaration

    error[rule-function]: the function `to_json` would hide the one that every plugin has
     --> plugins/p/reader.rhai:1:35
      |
    1 | let x = 1; fn read(file) { 1 } fn to_json(x) { 1 }
      |                                   ^^^^^^^
      |
      = help: give it another name
    ");
    assert_snapshot!(faults("fn read(file) { my.value() }"), @"
    error[rule-syntax]: there is no variable `my` here
     --> plugins/p/reader.rhai:1:17
      |
    1 | fn read(file) { my.value() }
      |                 ^^
      |
      = help: declare it with `let` in the same function; a function, and a `|x| ..` as well, sees only what it is handed
    ");
}

#[test]
fn a_script_knows_its_functions() {
    let script = compiled("fn read(file) { [] }").unwrap();
    assert!(script.has("read") && !script.has("judge"));
}

#[test]
fn what_is_nested_too_deeply_is_not_handed_over() {
    let told = said("let a = 1; for i in 0..70 { a = #{ x: a }; } a", "");
    assert!(told.contains("something nested too deeply"), "{told}");
    check("let a = 1; for i in 0..3 { a = #{ x: a }; } a", "", "{\"x\":{\"x\":{\"x\":1}}}");
}

#[test]
fn rows_are_bounded_by_their_texts() {
    let told =
        said("let s = \"x\"; for i in 0..24 { s += s; } let r = rows(); loop { r.add(#{ t: s }); }", "");
    assert!(told.contains("there are too many rows"), "{told}");
}
