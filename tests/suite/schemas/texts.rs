//! Every text that Remit takes is valid by its schema, and texts with mistakes are not.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use language::grammar::FILES;
use serde_json::Value;
use tests::process::{Folder, joined_up, remit};

fn validator(name: &str) -> Validator {
    let file = FILES.iter().find(|file| file.schema == name).expect("a schema");
    jsonschema::validator_for(&serde_json::from_str(&language::schema(file)).expect("JSON"))
        .expect("a schema")
}

/// A TOML text as JSON, with days and moments as texts, as editors take it.
fn json(text: &str) -> Value {
    fn value(found: &toml::Value) -> Value {
        match found {
            toml::Value::String(text) => Value::from(text.as_str()),
            toml::Value::Integer(number) => Value::from(*number),
            toml::Value::Float(number) => Value::from(*number),
            toml::Value::Boolean(flag) => Value::from(*flag),
            toml::Value::Datetime(moment) => Value::from(moment.to_string()),
            toml::Value::Array(list) => list.iter().map(value).collect(),
            toml::Value::Table(table) => {
                table.iter().map(|(key, inner)| (key.clone(), value(inner))).collect()
            }
        }
    }
    value(&toml::Value::Table(text.parse().expect("TOML")))
}

/// What is wrong with a text, one to a line.
fn faults(schema: &str, text: &str) -> String {
    let text = json(text);
    let told: Vec<String> = validator(schema)
        .iter_errors(&text)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    told.join("\n")
}

/// Which schema describes a file of a project, by its path.
fn schema_of(path: &Path) -> Option<&'static str> {
    let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
    match parts[..] {
        [.., "remit.toml"] => Some("remit.json"),
        _ if path.extension().is_none_or(|extension| extension != "toml") => None,
        [.., "missions", _] => Some("mission.json"),
        [.., "plugins" | "packs", _, "tests", _] => Some("plugin-tests.json"),
        [.., "tests", _] => Some("tests.json"),
        [.., "plugins" | "packs", _, "plugin.toml"] => Some("plugin.json"),
        _ => None,
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Holds every TOML text below a folder to its schema, and counts them.
fn check_all(folder: &Path) -> usize {
    let mut found = Vec::new();
    files(folder, &mut found);
    let described = found.iter().filter_map(|path| Some((path, schema_of(path)?)));
    let mut count = 0;
    for (path, schema) in described {
        let text = fs::read_to_string(path).expect("a text");
        assert_eq!(faults(schema, &text), "", "{}", path.display());
        count += 1;
    }
    count
}

#[test]
fn every_schema_is_one() {
    for file in FILES {
        let value: Value = serde_json::from_str(&language::schema(file)).expect("JSON");
        assert!(jsonschema::meta::is_valid(&value), "{} is a JSON Schema", file.schema);
    }
}

#[test]
fn every_text_that_is_shipped_is_valid() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(check_all(&joined_up()) >= 3);
    assert!(check_all(&top.join("projects")) >= 5);
    assert!(check_all(&top.join("../plugins/packs")) >= 6);
}

#[test]
fn a_new_project_is_valid_and_names_its_schemas() {
    let folder = Folder::missing();
    assert_eq!(remit(&folder, "init project").code, Some(0));
    assert_eq!(check_all(&folder.project()), 3);
    for file in ["remit.toml", "missions/safe-homes.toml", "tests/urgent-repairs.toml"] {
        check_named(&folder, file);
    }
}

/// The first line of a file names its schema, which is there and is the one for such a file.
#[track_caller]
fn check_named(folder: &Folder, file: &str) {
    let text = folder.read(file);
    let named = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")).expect("a schema");
    let path = folder.path(file).parent().expect("a folder").join(named);
    assert!(path.is_file(), "{file} names {named}");
    assert_eq!(path.file_name().and_then(|name| name.to_str()), schema_of(Path::new(file)));
}

#[test]
fn a_new_plugin_is_valid_and_names_its_schemas() {
    let folder = Folder::missing();
    assert_eq!(remit(&folder, "init project").code, Some(0));
    for kind in ["reader", "notifier", "hook", "library"] {
        let plugin = format!("plugins/new-{kind}");
        assert_eq!(remit(&folder, &format!("plugin new {kind} project/{plugin}")).code, Some(0));
        check_named(&folder, &format!("{plugin}/plugin.toml"));
        if kind != "library" {
            check_named(&folder, &format!("{plugin}/tests/first.toml"));
        }
    }
    assert_eq!(check_all(&folder.project()), 3 + 4 + 3);
}

#[test]
fn schemas_are_written_anew_where_that_is_asked_for() {
    let folder = Folder::two_missions();
    insta::assert_snapshot!(remit(&folder, "schemas project"), @"
    Wrote project/schemas/remit.json, for remit.toml.
    Wrote project/schemas/mission.json, for missions/*.toml.
    Wrote project/schemas/tests.json, for tests/*.toml.
    Wrote project/schemas/plugin.json, for plugins/*/plugin.toml.
    Wrote project/schemas/plugin-tests.json, for plugins/*/tests/*.toml.
    exit code 0
    ");
    insta::assert_snapshot!(remit(&Folder::missing(), "schemas project"), @"
    remit: project is no project: it has no remit.toml
    exit code 2
    ");
    for file in FILES {
        assert_eq!(folder.read(&format!("schemas/{}", file.schema)), language::schema(file));
    }
}

#[test]
fn mistakes_are_found_by_the_schema() {
    let wrong = [
        ("remit.json", "[project]\ntitel = \"x\""),
        ("remit.json", "[[feed]]\nid = \"A b\"\nfolder = \"x\"\nformat = \"csv\""),
        ("remit.json", "[[feed]]\nid = \"a\"\nfolder = \"x\"\nformat = \"csv\"\nvintage = \"yesterday\""),
        (
            "remit.json",
            "[[notifier]]\nid = \"a\"\nkind = \"webhook\"\nurl = \"example.org\"\nsecret = \"whsec_\"",
        ),
        ("remit.json", "[[notifier]]\nid = \"a\"\nkind = \"webhook\"\nurl = \"https://example.org\""),
        ("mission.json", "[[measure]]\nid = \"a\"\ntitle = \"A\"\nevery = \"quarter\""),
        ("mission.json", "[mission]\nid = \"a\""),
        (
            "mission.json",
            "[mission]\nid = \"a\"\ntitle = \"A\"\n[[measure]]\nid = \"a\"\ntitle = \"A\"\nevery = 14",
        ),
        (
            "mission.json",
            "[mission]\nid = \"a\"\ntitle = \"A\"\n[[target]]\nmeasure = \"a\"\nfrom = 2024-01-01",
        ),
        (
            "mission.json",
            "[mission]\nid = \"a\"\ntitle = \"A\"\n[[obligation]]\nid = \"a\"\ntitle = \"A\"\nlead = \"b\"\nfrom = \"2024\"\nneeds = { at_least = 1, weight = 2 }",
        ),
        (
            "mission.json",
            "[mission]\nid = \"a\"\ntitle = \"A\"\n[[obligation]]\nid = \"a\"\ntitle = \"A\"\nlead = \"b\"\nfrom = \"2024\"\n[[obligation.contribution]]\nowner = \"C\"",
        ),
        (
            "mission.json",
            "[mission]\nid = \"a\"\ntitle = \"A\"\n[[obligation]]\nid = \"a\"\ntitle = \"A\"\nlead = \"b\"\nfrom = \"2024\"\ndue = { timely_days = 1.5 }",
        ),
        ("tests.json", "[[test]]\nname = \"a\"\n[[test.check]]\neval_time = \"2024-01-01\""),
        (
            "tests.json",
            "[[test]]\nname = \"a\"\n[[test.input_series]]\nmeasure = \"a\"\nfrom = \"2024\"\nvalues = \"1\"",
        ),
        (
            "tests.json",
            "[[test]]\nname = \"a\"\n[[test.check]]\neval_time = \"1d\"\nexp_verdicts = { \"a/b 2024\" = \"lost\" }",
        ),
        ("plugin.json", "[plugin]\nname = \"a\"\nversion = \"1\"\nkind = \"reader\"\ntitle = \"A\""),
        ("plugin.json", "[plugin]\nname = \"a\"\nversion = \"1.0.0\"\nkind = \"writer\"\ntitle = \"A\""),
        (
            "plugin.json",
            "[plugin]\nname = \"a\"\nversion = \"1.0.0\"\nkind = \"reader\"\ntitle = \"A\"\n[settings.kind]\ntype = \"text\"",
        ),
        ("plugin-tests.json", "[[test]]\nname = \"a\"\ntext = \"b\""),
        ("plugin-tests.json", "[[test]]\nname = \"a\"\ntext = \"b\"\nfile = \"c\"\nexpect.rows = []"),
        ("plugin-tests.json", "[[test]]\nname = \"a\"\nexpect = { rows = [], error = \"b\" }"),
        (
            "plugin-tests.json",
            "[[test]]\nname = \"a\"\nanswer = { status = 202 }\nexpect.judgement = \"took\"",
        ),
    ];
    for (schema, text) in wrong {
        assert_ne!(faults(schema, text), "", "{schema} lets this pass:\n{text}");
    }
}

#[test]
fn everything_that_an_editor_shows_has_words() {
    fn walk(place: &str, value: &Value, wordless: &mut Vec<String>) {
        let Some(object) = value.as_object() else { return };
        for (name, property) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
            if property["description"].as_str().is_none_or(str::is_empty) {
                wordless.push(format!("{place}.{name}"));
            }
        }
        object.iter().for_each(|(key, inner)| walk(&format!("{place}/{key}"), inner, wordless));
    }
    let mut wordless = Vec::new();
    for file in FILES {
        walk(file.schema, &serde_json::from_str(&language::schema(file)).expect("JSON"), &mut wordless);
    }
    assert_eq!(wordless, Vec::<String>::new());
}
