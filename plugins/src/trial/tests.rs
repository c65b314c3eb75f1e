//! The tests of the plugins that come with Remit, and tests that fail.

use insta::assert_snapshot;
use rules::source::SourceText;

use super::{Outcome, cases, play};
use crate::script::{Plugins, pack_tests};

#[test]
fn the_plugins_that_come_with_remit_pass_their_tests() {
    let plugins = Plugins::shipped();
    for plugin in plugins.iter() {
        let name = plugin.manifest.name();
        let files = pack_tests(name);
        assert!(!files.is_empty(), "{name} has tests");
        for source in files {
            let cases =
                cases(&source, &|_| Err("no file".to_owned())).unwrap_or_else(|error| panic!("{error}"));
            for case in cases {
                if let Outcome::Failed(difference) = play(plugin, &case) {
                    panic!("{}, {}:\n{difference}", source.path, case.name);
                }
            }
        }
    }
}

/// What comes of one test of the plugin that reads DHIS2.
#[track_caller]
fn told(test: &str) -> String {
    let source = SourceText::new("tests/a.toml", test);
    let plugins = Plugins::shipped();
    let plugin = plugins.find("dhis2-data-value-sets").unwrap().unwrap();
    match cases(&source, &|path| {
        if path == "a.json" { Ok("{}".to_owned()) } else { Err("there is no such file".to_owned()) }
    }) {
        Err(error) => error.to_string(),
        Ok(cases) => {
            let told = |case| match play(plugin, case) {
                Outcome::Passed => "passed".to_owned(),
                Outcome::Failed(difference) => difference,
            };
            cases.iter().map(told).collect::<Vec<_>>().join("\n")
        }
    }
}

#[test]
fn a_difference_is_told_row_by_row() {
    let text = r#"{"orgUnit":"a","dataValues":[{"dataElement":"e","period":"2024","value":1.50},{"dataElement":"f","period":"2024","value":2}]}"#;
    assert_snapshot!(told(&format!("[[test]]\nname = 'a'\ntext = '{text}'\nexpect.rows = [{{ measure = 'e', body = 'a', period = '2024', value = 1.5 }}]")), @"");
    assert_snapshot!(told(&format!("[[test]]\nname = 'a'\ntext = '{text}'\nexpect.rows = [{{ measure = 'e', body = 'b', period = '2024', value = 1.5 }}, {{}}]")), @"");
    assert_snapshot!(told("[[test]]\nname = 'a'\nfile = 'a.json'\nexpect.error = 'no such words'"), @"");
    assert_snapshot!(told("[[test]]\nname = 'a'\nfile = 'a.json'\nexpect.rows = []"), @"");
}

#[test]
fn a_file_that_holds_no_tests_says_why() {
    assert_snapshot!(told(""), @"");
    assert_snapshot!(told("[[tset]]\nname = 'a'"), @"");
    assert_snapshot!(told("[[test]]\nname = 'a'\nexpect.rows = []\nsetings = 1"), @"");
    assert_snapshot!(told("[[test]]\nname = 'a'\ntext = 'x'"), @"");
    assert_snapshot!(told("[[test]]\nname = 'a'\nfile = 'b.json'\nexpect.rows = []"), @"");
    assert_snapshot!(told("[[test]]\nname = 'a'\ntext = 'x'\nsettings = { others = 1 }\nexpect.rows = []"), @"");
}
