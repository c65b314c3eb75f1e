//! Manifests in, words out.

use insta::assert_snapshot;

use super::read_manifest;
use crate::diagnostic::{Colour, render};
use crate::source::SourceText;

const TEAMS: &str = r#"
[plugin]
name = "teams"
version = "1.2.0"
kind = "notifier"
title = "Cards in Teams"

[capabilities]
hosts = ["*.webhook.office.com"]

[settings.url]
type = "text"
required = true
secret = true
doc = "The address that Teams shows"

[settings.tries]
type = "number"
default = 3
"#;

/// What is said of a manifest in the folder `teams`.
#[track_caller]
fn check(text: &str) -> String {
    let source = SourceText::new("plugins/teams/plugin.toml", text);
    let (manifest, faults) = read_manifest(&source);
    assert_eq!(manifest.is_some(), faults.is_empty(), "a manifest with faults is none");
    render(&faults, Colour::Plain)
}

/// What is said of the sound manifest with one text in it replaced.
#[track_caller]
fn check_instead(sound: &str, broken: &str) -> String {
    assert!(TEAMS.contains(sound), "`{sound}` stands in the manifest");
    check(TEAMS.replacen(sound, broken, 1).trim_start())
}

#[test]
fn a_sound_manifest_says_what_the_plugin_is() {
    let (manifest, faults) = read_manifest(&SourceText::new("plugins/teams/plugin.toml", TEAMS));
    assert_eq!(faults, []);
    let manifest = manifest.expect("a manifest");
    assert_eq!((manifest.name(), manifest.script()), ("teams", "notifier.rhai"));
    assert_eq!(manifest.version().to_string(), "1.2.0");
    assert!(manifest.hosts()[0].allows("a.webhook.office.com", None));
    let settings: Vec<String> = manifest
        .settings()
        .iter()
        .map(|(name, setting)| {
            let default = setting.default.as_ref().map_or_else(String::new, |value| format!(" = {value}"));
            format!("{name}: {}{default}", setting.kind.as_str())
        })
        .collect();
    assert_eq!(settings, ["url: text", "tries: number = 3"]);
}

#[test]
fn what_is_missing_is_told_with_the_line_to_add() {
    assert_snapshot!(check(""));
    assert_snapshot!(check("[plugin]\n"));
}

#[test]
fn slips_are_told_with_what_was_meant() {
    assert_snapshot!(check_instead("kind = \"notifier\"", "kind = \"notifer\""), @r#"
    error[invalid-value]: `kind` cannot be `notifer`
     --> plugins/teams/plugin.toml:4:8
      |
    4 | kind = "notifer"
      |        ^^^^^^^^^
      |
      = help: did you mean `notifier`?
    "#);
    assert_snapshot!(check_instead("[capabilities]", "[capabilites]"), @r"
    error[toml]: the file has no key `capabilites`
     --> plugins/teams/plugin.toml:7:2
      |
    7 | [capabilites]
      |  ^^^^^^^^^^^
      |
      = help: did you mean `capabilities`?
    ");
    assert_snapshot!(check_instead("required = true", "requird = true"), @r"
    error[toml]: a setting has no key `requird`
      --> plugins/teams/plugin.toml:12:1
       |
    12 | requird = true
       | ^^^^^^^
       |
       = help: did you mean `required`?
    ");
    assert_snapshot!(check_instead("version = \"1.2.0\"", "version = \"1.2\""), @r#"
    error[invalid-value]: `1.2` is not a semantic version
     --> plugins/teams/plugin.toml:3:11
      |
    3 | version = "1.2"
      |           ^^^^^
      |
      = help: write three numbers, such as `1.0.0`
    "#);
    assert_snapshot!(check_instead("name = \"teams\"", "name = \"team\""), @r#"
    error[plugin]: the plugin is called `team` and its folder `teams`
     --> plugins/teams/plugin.toml:2:8
      |
    2 | name = "team"
      |        ^^^^^^
      |
      = help: write `name = "teams"`, or give the folder the name of the plugin
    "#);
    assert_snapshot!(check_instead("title =", "script = \"../other/reader.rhai\"\ntitle ="), @r#"
    error[invalid-value]: `../other/reader.rhai` is not a script in the plugin's own folder
     --> plugins/teams/plugin.toml:5:10
      |
    5 | script = "../other/reader.rhai"
      |          ^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: name a file such as `reader.rhai`
    "#);
}

#[test]
fn capabilities_fit_the_kind() {
    assert_snapshot!(check_instead("kind = \"notifier\"", "kind = \"reader\""), @r#"
    error[plugin]: a reader sends nothing to a host
     --> plugins/teams/plugin.toml:8:9
      |
    8 | hosts = ["*.webhook.office.com"]
      |         ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: leave it out
    "#);
    assert_snapshot!(check_instead("kind = \"notifier\"", "kind = \"library\""));
    assert_snapshot!(check_instead("hosts = [\"*.webhook.office.com\"]", "paths = [\"../secrets/*\"]"));
    assert_snapshot!(check_instead("*.webhook.office.com", "https://webhook.office.com/"), @r#"
    error[invalid-value]: `https://webhook.office.com/` is not a host
     --> plugins/teams/plugin.toml:8:10
      |
    8 | hosts = ["https://webhook.office.com/"]
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write it like `example.org`, `*.example.org` or `example.org:8443`, without `https://`
    "#);
}

#[test]
fn settings_make_sense() {
    assert_snapshot!(check_instead("default = 3", "default = \"three\""), @r#"
    error[toml]: `default` must be a number, not a text
      --> plugins/teams/plugin.toml:18:11
       |
    18 | default = "three"
       |           ^^^^^^^
    "#);
    assert_snapshot!(check_instead("default = 3", "default = 3\nrequired = true"), @r"
    error[invalid-value]: a setting with a default need not be required
      --> plugins/teams/plugin.toml:19:12
       |
    19 | required = true
       |            ^^^^
       |
       = help: leave `required` or `default` out
    ");
    assert_snapshot!(check_instead("default = 3", "secret = true"), @r"
    error[invalid-value]: only a text can be a secret
      --> plugins/teams/plugin.toml:18:10
       |
    18 | secret = true
       |          ^^^^
    ");
    assert_snapshot!(check_instead("[settings.tries]", "[settings.id]"), @r"
    error[invalid-value]: a setting cannot be called `id`: that is a key of the project's own
      --> plugins/teams/plugin.toml:16:1
       |
    16 | [settings.id]
       | ^^^^^^^^^^^^^
       |
       = help: give it another name
    ");
    assert_snapshot!(check_instead("[settings.tries]", "[settings.Tries]"), @r"
    error[malformed-id]: `Tries` is not a well-formed name of a setting
      --> plugins/teams/plugin.toml:16:1
       |
    16 | [settings.Tries]
       | ^^^^^^^^^^^^^^^^
       |
       = help: it begins with a lower-case letter and goes on with lower-case letters, digits and `_`
    ");
}

#[test]
fn no_beginning_of_a_manifest_causes_a_panic() {
    for end in (0..=TEAMS.len()).filter(|end| TEAMS.is_char_boundary(*end)) {
        check(TEAMS.get(..end).expect("a boundary"));
    }
}
