//! Every text of a project, spoilt: it is compiled, and played where it compiles.

use std::fs;
use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;
use proptest::prelude::*;
use rules::case::TestProgram;
use rules::diagnostic::{Colour, Diagnostic, json, render};
use rules::source::{LibrarySources, MissionSources, SourceText, Sources};
use rules::{compile, settle};
use tests::process::joined_up;

use super::spoil::{cases, spoilt};

const MISSION: &str = "missions/homelessness.toml";
const RULE: &str = "rules/keep-pace.rhai";
const TESTS: &str = "tests/duty-to-refer.toml";

fn read(path: &str) -> String {
    fs::read_to_string(joined_up().join(path)).expect("the example has this file")
}

/// The example, with another text in the place of one of its own.
fn sources(path: &str, text: &str) -> Sources {
    let at = |own: &str| SourceText::new(own, if own == path { text.to_owned() } else { read(own) });
    let rules = ["keep-pace", "on-trajectory"].map(|id| (id.to_owned(), at(&format!("rules/{id}.rhai"))));
    let rules: Arc<IndexMap<_, _>> = Arc::new(rules.into_iter().collect());
    let mission = |path: &str| {
        let declaration = at(path);
        let (rules, libraries) = (Arc::clone(&rules), Arc::default());
        (Arc::clone(&declaration.path), MissionSources { declaration, rules, libraries })
    };
    Sources {
        project: at("remit.toml"),
        bodies: at("bodies.csv"),
        bank_holidays: None,
        people: None,
        relations: None,
        missions: [MISSION, "missions/health.toml"].map(mission).into_iter().collect(),
    }
}

/// The example, with a library in the place of what its rule says itself.
fn with_library(text: &str) -> Sources {
    let import = "import \"pace@1\" as pace;\nfn assess(my) { pace::assess(my) }\n";
    let script = SourceText::new("plugins/pace/library.rhai", text);
    let library = LibrarySources { version: "1.0.0".to_owned(), script };
    let libraries: Arc<IndexMap<_, _>> = Arc::new([("pace".to_owned(), library)].into_iter().collect());
    let mut sources = sources(RULE, import);
    for mission in sources.missions.values_mut() {
        mission.libraries = Arc::clone(&libraries);
    }
    sources
}

static SOUND: LazyLock<Sources> = LazyLock::new(|| sources("", ""));

/// Compiles and settles these texts and, where anything of them can be used, plays tests on it.
fn run(sources: Sources, tests: &str) {
    let compiled = compile(&sources);
    tell(&compiled.diagnostics);
    let settled = settle(&sources, Some(&SOUND));
    assert!(settled.compiled.program.is_some(), "the last good texts can always be used");
    let Some(program) = compiled.program else { return };
    let file = TestProgram::new(Arc::new(sources), Arc::new(program)).read(&SourceText::new(TESTS, tests));
    tell(&file.faults);
    for difference in file.cases.iter().flat_map(|case| case.play(&words::case::CaseWords).differences) {
        assert!(!difference.to_string().is_empty());
    }
}

/// Faults can be told to people and to programs, whatever they are about.
pub(super) fn tell(faults: &[Diagnostic]) {
    assert_eq!(faults.is_empty(), render(faults, Colour::Plain).is_empty());
    assert!(json(faults).starts_with('['));
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_mission(text in spoilt(&read(MISSION))) {
        run(sources(MISSION, &text), &read(TESTS));
    }

    #[test]
    fn any_rule(text in spoilt(&read(RULE))) {
        run(sources(RULE, &text), &read(TESTS));
    }

    #[test]
    fn any_library(text in spoilt(&read(RULE))) {
        run(with_library(&text), &read(TESTS));
    }

    #[test]
    fn any_register(text in spoilt(&read("bodies.csv"))) {
        run(sources("bodies.csv", &text), &read(TESTS));
    }

    #[test]
    fn any_test(text in spoilt(&read(TESTS))) {
        run(SOUND.clone(), &text);
    }

    #[test]
    fn any_settings(text in spoilt(&read("remit.toml"))) {
        tell(&plugins::settings::parse(&SourceText::new("remit.toml", text.as_str())).1);
        tell(&compile(&sources("remit.toml", &text)).diagnostics);
    }
}

#[test]
fn what_is_spoilt_can_be_used_before() {
    for sources in [SOUND.clone(), with_library(&read(RULE))] {
        let compiled = compile(&sources);
        assert_eq!(render(&compiled.diagnostics, Colour::Plain), "");
        let program = Arc::new(compiled.program.expect("it is sound"));
        let file = TestProgram::new(Arc::new(sources), program).read(&SourceText::new(TESTS, read(TESTS)));
        assert!(
            !file.cases.is_empty()
                && file.cases.iter().all(|case| case.play(&words::case::CaseWords).differences.is_empty())
        );
    }
}
