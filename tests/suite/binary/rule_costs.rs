//! What rules cost: which of them run without the interpreter, and why others do not.

use std::path::{Path, PathBuf};

use engine::model::RuleId;
use rules::compile::rule_costs;
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
        format!("{said}fn assess(my) {{\n    try {{ met() }} catch {{ missed(\"no\") }}\n}}\n"),
    );
    let answer = remit(&folder, "check project --explain-cost");
    assert!(
        answer.out.contains("  rules/floor.rhai: compiled, ") && answer.out.contains(" steps\n"),
        "{answer}"
    );
    assert!(
        answer.out.contains("  rules/listed.rhai: interpreted, because of `try` in line 5\n"),
        "{answer}"
    );
    assert!(answer.out.ends_with("One of two rules runs without the interpreter.\n"), "{answer}");
}

#[test]
fn nearly_every_rule_of_examples_packs_and_tests_runs_without_the_interpreter() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (mut texts, mut projects) = (Vec::new(), Vec::new());
    for folder in ["examples", "rules/packs", "tests/projects", "tests/src", "tests/scenarios"] {
        find_rules(&root.join(folder), &mut texts, &mut projects);
    }
    let (mut compiled, mut interpreted) = (0, Vec::new());
    // A project's rules are read with its libraries, and those that stand alone without.
    let of_projects = projects.iter().filter_map(|project| app::project::load(project, None).0);
    let of_projects = of_projects.flat_map(|project| rule_costs(&project.sources));
    let mut costs: Vec<_> = of_projects.map(|cost| (cost.path.to_string(), cost.steps)).collect();
    for text in &texts {
        let read = ReadRule::read(&RuleId::new("rule"), text, &Libraries::default(), Counting::Off);
        costs.extend(read.steps().map(|steps| (text.path.to_string(), steps)));
    }
    for (path, steps) in costs {
        match steps {
            Ok(_) => compiled += 1,
            Err(why) => interpreted.push(format!("{path}: {why:?}")),
        }
    }
    let all = compiled + interpreted.len();
    assert!(
        all > 40 && compiled * 100 >= all * 95,
        "{compiled} of {all} are compiled\n{}",
        interpreted.join("\n")
    );
}

fn find_rules(folder: &Path, rules: &mut Vec<SourceText>, projects: &mut Vec<PathBuf>) {
    if folder.join("remit.toml").exists() {
        projects.push(folder.to_owned());
        return;
    }
    for entry in
        std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read"))
    {
        let path = entry.path();
        if path.is_dir() {
            find_rules(&path, rules, projects);
        } else if path.extension().is_some_and(|ending| ending == "rhai") {
            let text = std::fs::read_to_string(&path).expect("rules are texts");
            if text.contains("fn assess(") {
                rules.push(SourceText::new(path.display().to_string(), text));
            }
        }
    }
}
