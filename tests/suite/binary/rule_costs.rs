//! What rules cost: which of them run without the interpreter, and why others do not.

use std::path::Path;

use engine::model::RuleId;
use rules::script::{Counting, Libraries, ReadRule};
use rules::source::SourceText;
use tests::process::{Folder, remit};

#[test]
fn check_says_what_each_rule_costs() {
    let folder = Folder::missing();
    folder.drop_in("remit.toml", "[project]\ntitle = \"Case\"\n");
    folder.drop_in("bodies.csv", "id,name\nleeds,Leeds City Council\n");
    folder.drop_in("missions/x.toml", "[mission]\nid = \"x\"\ntitle = \"A home for every family\"\n");
    let said = "//! What: w.\n//! Why: w.\n//! Example: e.\n";
    folder.drop_in(
        "rules/floor.rhai",
        format!("{said}fn assess(my) {{ if my.value() >= 5 {{ met() }} else {{ missed(\"low\") }} }}\n"),
    );
    folder.drop_in(
        "rules/listed.rhai",
        format!("{said}fn assess(my) {{\n    let seen = #{{}};\n    met()\n}}\n"),
    );
    let answer = remit(&folder, "check project --explain-cost");
    assert!(
        answer.out.contains("  rules/floor.rhai: compiled, ") && answer.out.contains(" steps\n"),
        "{answer}"
    );
    assert!(
        answer.out.contains("  rules/listed.rhai: interpreted, because of a map in line 5\n"),
        "{answer}"
    );
    assert!(answer.out.ends_with("One of two rules runs without the interpreter.\n"), "{answer}");
}

#[test]
fn most_rules_of_examples_packs_and_tests_run_without_the_interpreter() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut rules = Vec::new();
    for folder in ["examples", "rules/packs", "tests/projects", "tests/src/world"] {
        find_rules(&root.join(folder), &mut rules);
    }
    let (mut compiled, mut interpreted) = (0, Vec::new());
    for text in &rules {
        let read = ReadRule::read(&RuleId::new("rule"), text, &Libraries::default(), Counting::Off);
        match read.steps() {
            Some(Ok(_)) => compiled += 1,
            Some(Err(why)) => interpreted.push(format!("{}: {why:?}", text.path)),
            None => {}
        }
    }
    let all = compiled + interpreted.len();
    assert!(all > 25 && compiled * 2 >= all, "{compiled} of {all} are compiled\n{}", interpreted.join("\n"));
}

fn find_rules(folder: &Path, rules: &mut Vec<SourceText>) {
    for entry in
        std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read"))
    {
        let path = entry.path();
        if path.is_dir() {
            find_rules(&path, rules);
        } else if path.extension().is_some_and(|ending| ending == "rhai") {
            let text = std::fs::read_to_string(&path).expect("rules are texts");
            if text.contains("fn assess(") {
                rules.push(SourceText::new(path.display().to_string(), text));
            }
        }
    }
}
