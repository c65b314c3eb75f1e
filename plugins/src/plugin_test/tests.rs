//! The tests of the plugins that come with Remit, and tests that fail.

use insta::assert_snapshot;
use rules::source::SourceText;

use super::{InputFault, PluginTestOutcome, read_tests, run_test};
use crate::host::{Plugins, pack_tests};

#[test]
fn the_plugins_that_come_with_remit_pass_their_tests() {
    let plugins = Plugins::shipped();
    let mut failed = Vec::new();
    for plugin in plugins.iter() {
        let name = plugin.manifest.name();
        let files = pack_tests(name);
        assert!(!files.is_empty(), "{name} has tests");
        for source in files {
            let read_tests =
                read_tests(&source, &|_| Err(InputFault::Missing)).unwrap_or_else(|error| panic!("{error}"));
            for case in read_tests {
                if let PluginTestOutcome::Failed(difference) = run_test(plugin, &case) {
                    failed.push(format!("{}, {}:\n{difference}", source.path, case.name));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// What comes of one test of the plugin that reads DHIS2.
#[track_caller]
fn told(test: &str) -> String {
    let source = SourceText::new("tests/a.toml", test);
    let plugins = Plugins::shipped();
    let plugin = plugins.find("dhis2-data-value-sets").unwrap().unwrap();
    match read_tests(&source, &|path| {
        if path == "a.json" { Ok("{}".to_owned()) } else { Err(InputFault::Missing) }
    }) {
        Err(error) => error.to_string(),
        Ok(read_tests) => {
            let told = |case| match run_test(plugin, case) {
                PluginTestOutcome::Passed => "passed".to_owned(),
                PluginTestOutcome::Failed(difference) => difference,
            };
            read_tests.iter().map(told).collect::<Vec<_>>().join("\n")
        }
    }
}

#[test]
fn a_difference_is_told_row_by_row() {
    let text = r#"{"orgUnit":"a","dataValues":[{"dataElement":"e","period":"2024","value":1.50},{"dataElement":"f","period":"2024","value":2}]}"#;
    assert_snapshot!(told(&format!("[[test]]\nname = 'a'\ntext = '{text}'\nexpect.rows = [{{ measure = 'e', body = 'a', period = '2024', value = 1.5 }}]")), @r#"
    row 2: expected none
      but there is {"body":"a","measure":"f","period":"2024","value":2}
    "#);
    assert_snapshot!(told(&format!("[[test]]\nname = 'a'\ntext = '{text}'\nexpect.rows = [{{ measure = 'e', body = 'b', period = '2024', value = 1.5 }}, {{}}]")), @r#"
    row 1: expected {"body":"b","measure":"e","period":"2024","value":1.5}
      but it is {"body":"a","measure":"e","period":"2024","value":1.50}
    row 2: expected {}
      but it is {"body":"a","measure":"f","period":"2024","value":2}
    "#);
    assert_snapshot!(told("[[test]]\nname = 'a'\nfile = 'a.json'\nexpect.error = 'no such words'"), @r#"
    expected the error "no such words"
    but it was: it has no `dataValues`; export it from `/api/dataValueSets.json`
    "#);
    assert_snapshot!(told("[[test]]\nname = 'a'\nfile = 'a.json'\nexpect.rows = []"), @"it failed: it has no `dataValues`; export it from `/api/dataValueSets.json`");
}

#[test]
fn a_file_that_holds_no_tests_says_why() {
    assert_snapshot!(told(""), @"tests/a.toml: it holds no tests; each begins with a line `[[test]]`");
    assert_snapshot!(told("[[tset]]\nname = 'a'"), @"tests/a.toml: the file has no key `tset`; the only key here is `test`");
    assert_snapshot!(told("[[test]]\nname = 'a'\nexpect.rows = []\nsetings = 1"), @"tests/a.toml: the test `a` has no key `setings`; did you mean `settings`?");
    assert_snapshot!(told("[[test]]\nname = 'a'\nexpect.rows = []\nzzz = 1"), @"tests/a.toml: the test `a` has no key `zzz`; the keys here are `name`, `file`, `text`, `settings`, `paths`, `message`, `answer`, `notifiers` and `expect`");
    assert_snapshot!(told("[[test]]\nname = 'a'\nmessage = { subjct = 'x' }\nexpect.request = {}"), @"tests/a.toml: the `message` of the test `a` has no key `subjct`; did you mean `subject`?");
    assert_snapshot!(told("[[test]]\nname = 'a'\nexpect.rwos = []"), @"tests/a.toml: what the test `a` expects has no key `rwos`; did you mean `rows`?");
    assert_snapshot!(told("[[test]]\nname = 'a'\ntext = 'x'"), @"tests/a.toml: the test `a` must expect one of `rows`, `request`, `judgement`, `message` and `error`, as in `expect.rows = [..]`");
    assert_snapshot!(told("[[test]]\nname = 'a'\nfile = 'b.json'\nexpect.rows = []"), @"tests/a.toml: the test `a` names the file b.json: there is no such file");
    assert_snapshot!(told("[[test]]\nname = 'a'\ntext = 'x'\nsettings = { others = 1 }\nexpect.rows = []"), @"it failed: the setting `others` must be a text, not a number");
}
