//! Plugins in, words out: what a project may name, what it grants, and what it tells.

use insta::assert_snapshot;
use rules::diagnostic::{Colour, render};
use rules::source::SourceText;

use super::{PluginTexts, Plugins};
use crate::settings::parse_with;

const READER: &str = "fn read(file) { [] }";

fn plugin(name: &str, kind: &str, more: &str, script: &str) -> PluginTexts {
    let manifest =
        format!("[plugin]\nname = \"{name}\"\nversion = \"1.2.0\"\nkind = \"{kind}\"\ntitle = \"T\"\n{more}");
    PluginTexts {
        manifest: SourceText::new(format!("plugins/{name}/plugin.toml"), manifest),
        scripts: vec![SourceText::new(format!("plugins/{name}/{kind}.rhai"), script)],
    }
}

fn plugins() -> Plugins {
    let chat = "[capabilities]\nhosts = [\"*.example.org\"]\n[settings.url]\ntype = \"text\"\nrequired = true\nsecret = true\n[settings.tries]\ntype = \"number\"\ndefault = 3\n";
    let own = [
        plugin("odd", "reader", "[capabilities]\npaths = [\"codes/*.csv\"]\n", READER),
        plugin("chat", "notifier", chat, "fn request(message) { #{} }"),
        plugin("broken", "reader", "", "fn read() { [] }"),
    ];
    Plugins::load(&own, None).0
}

/// What is said of a `remit.toml`.
#[track_caller]
fn said(text: &str) -> String {
    let (_, faults) = parse_with(&SourceText::new("remit.toml", text), &plugins());
    render(&faults, Colour::Plain)
}

#[test]
fn a_plugin_that_is_granted_what_it_asks_for_can_be_used() {
    let text = r#"
        [[plugin]]
        name = "odd"
        version = "1"
        allow_paths = ["codes/bodies.csv"]
        [[plugin]]
        name = "chat"
        allow_hosts = ["hooks.example.org"]
        [[feed]]
        id = "odd"
        folder = "feeds"
        format = "odd"
        [[notifier]]
        id = "team"
        kind = "chat"
        url_file = "chat.secret"
    "#;
    assert_eq!(said(text), "");
}

#[test]
fn what_is_not_granted_is_told_with_the_lines_to_add() {
    assert_snapshot!(said("[[feed]]\nid = \"odd\"\nfolder = \"feeds\"\nformat = \"odd\"\n"), @r#"
    error[plugin]: the plugin `odd` asks for the files `codes/*.csv`, which the project does not grant
     --> remit.toml:4:10
      |
    4 | format = "odd"
      |          ^^^^^
      |
      = help: add `[[plugin]]` with `name = "odd"` and a line such as `allow_paths = ["codes/*.csv"]`
    "#);
    assert_snapshot!(said("[[notifier]]\nid = \"team\"\nkind = \"chat\"\nurl = \"https://a.example.org\"\n"), @r#"
    error[plugin]: the plugin `chat` asks to send to `*.example.org`, which the project does not grant
     --> remit.toml:3:8
      |
    3 | kind = "chat"
      |        ^^^^^^
      |
      = help: add `[[plugin]]` with `name = "chat"` and a line such as `allow_hosts = ["*.example.org"]`
    "#);
}

#[test]
fn a_grant_is_held_against_the_manifest() {
    assert_snapshot!(said("[[plugin]]\nname = \"chat\"\nallow_hosts = [\"evil.net\"]\n"), @r#"
    error[plugin]: the plugin `chat` sends nothing to `evil.net`
     --> remit.toml:3:16
      |
    3 | allow_hosts = ["evil.net"]
      |                ^^^^^^^^^^
      |
      = help: its manifest asks for `*.example.org`
    "#);
    assert_snapshot!(said("[[plugin]]\nname = \"odd\"\nallow_hosts = [\"a.example.org\"]\n"), @r#"
    error[plugin]: the plugin `odd` sends nothing to `a.example.org`
     --> remit.toml:3:16
      |
    3 | allow_hosts = ["a.example.org"]
      |                ^^^^^^^^^^^^^^^
      |
      = help: leave the line out; the plugin asks for nothing of the kind
    "#);
    assert_snapshot!(said("[[plugin]]\nname = \"odd\"\nallow_paths = [\"missions/a.toml\", \"../x\"]\n"));
    assert_snapshot!(said("[[plugin]]\nname = \"chat\"\nallow_hosts = [\"*\"]\n"), @r#"
    error[plugin]: `*` is not a host that can be granted
     --> remit.toml:3:16
      |
    3 | allow_hosts = ["*"]
      |                ^^^
      |
      = help: write it like `example.org`, `*.example.org` or `example.org:8443`, without `https://`
    "#);
    assert_snapshot!(said("[[plugin]]\nname = \"odd\"\nversion = \"2\"\n"), @r#"
    error[plugin]: the plugin `odd` is of version 1.2.0, and the project wants 2
     --> remit.toml:3:11
      |
    3 | version = "2"
      |           ^^^
      |
      = help: take the plugin in that version, or try this one and change the line
    "#);
    assert_snapshot!(said("[[plugin]]\nname = \"old\"\n"), @r#"
    error[plugin]: there is no plugin `old`
     --> remit.toml:2:8
      |
    2 | name = "old"
      |        ^^^^^
      |
      = help: put it into `plugins/old`, with its `plugin.toml`
    "#);
    assert_snapshot!(said("[[plugin]]\nnam = \"odd\"\n"));
}

#[test]
fn settings_are_held_against_the_manifest() {
    let notifier = |settings: &str| {
        said(&format!(
            "[[plugin]]\nname = \"chat\"\nallow_hosts = [\"a.example.org\"]\n[[notifier]]\nid = \"t\"\nkind = \"chat\"\n{settings}"
        ))
    };
    assert_snapshot!(notifier(""), @r#"
    error[toml]: [[notifier]] lacks `url`, which the plugin `chat` needs
     --> remit.toml:4:1
      |
    4 | [[notifier]]
      | ^^^^^^^^^^^^
      |
      = help: add a line such as `url = "..."`, or `url_file` with the path of a file that holds it
    "#);
    assert_snapshot!(notifier("url = 7\n"), @r"
    error[toml]: `url` must be a text, not a number
     --> remit.toml:7:7
      |
    7 | url = 7
      |       ^
    ");
    assert_snapshot!(notifier("url = \"https://a\"\nurl_file = \"b\"\n"), @r#"
    error[plugin]: `url` and `url_file` exclude each other
     --> remit.toml:8:1
      |
    8 | url_file = "b"
      | ^^^^^^^^
      |
      = help: keep one of them
    "#);
    assert_snapshot!(notifier("url = \"https://a\"\ntris = 4\n"), @r"
    error[toml]: [[notifier]] has no key `tris`: the plugin `chat` has no such setting
     --> remit.toml:8:1
      |
    8 | tris = 4
      | ^^^^
      |
      = help: did you mean `tries`?
    ");
    assert_snapshot!(notifier("url = \"https://a\"\ntries_file = \"x\"\n"), @r#"
    error[toml]: [[notifier]] has no key `tries_file`: the plugin `chat` has no such setting
     --> remit.toml:8:1
      |
    8 | tries_file = "x"
      | ^^^^^^^^^^
      |
      = help: did you mean `tries`?
    "#);
}

#[test]
fn a_plugin_is_used_where_its_kind_belongs() {
    let odd = "[[plugin]]\nname = \"odd\"\nallow_paths = [\"codes/*.csv\"]\n";
    assert_snapshot!(said("[[feed]]\nid = \"a\"\nfolder = \"feeds\"\nformat = \"chat\"\n"), @r#"
    error[plugin]: `chat` is a notifier, not a reader
     --> remit.toml:4:10
      |
    4 | format = "chat"
      |          ^^^^^^
    "#);
    assert_snapshot!(said("[[feed]]\nid = \"a\"\nfolder = \"feeds\"\nformat = \"dhis2-data-value-set\"\n[feed.columns]\nperiod = \"p\"\nbody = \"b\"\nvalue = \"v\"\nmeasure = \"m\"\n"), @r#"
    error[feed]: there is no reader for the format `dhis2-data-value-set`
     --> remit.toml:4:10
      |
    4 | format = "dhis2-data-value-set"
      |          ^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `dhis2-data-value-sets`?
    "#);
    assert_snapshot!(said(&format!(
        "{odd}[[feed]]\nid = \"a\"\nfolder = \"feeds\"\nformat = \"odd\"\nvintage = {{ column = \"v\" }}\ncolumns = {{ period = \"p\" }}\n"
    )));
    assert_snapshot!(said("[[feed]]\nid = \"a\"\nfolder = \"feeds\"\nmeasure = \"m\"\n[feed.settings]\nx = 1\n[feed.columns]\nperiod = \"p\"\nbody = \"b\"\nvalue = \"v\"\n"), @r"
    error[feed]: only a format that a plugin reads has settings
     --> remit.toml:5:1
      |
    5 | [feed.settings]
      | ^^^^^^^^^^^^^^^
      |
      = help: leave `[feed.settings]` out
    ");
}

#[test]
fn a_broken_plugin_breaks_no_settings() {
    assert_eq!(said("[[feed]]\nid = \"a\"\nfolder = \"feeds\"\nformat = \"broken\"\n"), "");
    assert_eq!(plugins().faulty(), ["broken"]);
}

#[test]
fn a_broken_plugin_keeps_its_last_good_text() {
    let good = Plugins::load(&[plugin("odd", "reader", "", READER)], None).0;
    let (kept, faults) = Plugins::load(&[plugin("odd", "reader", "", "fn read(file) { ")], Some(&good));
    assert_eq!((kept.kept(), kept.faulty()), (&["odd".to_owned()][..], vec!["odd"]));
    assert_eq!(kept.find("odd"), good.find("odd"));
    assert_snapshot!(render(&faults, Colour::Plain), @r"
    error[rule-syntax]: `}` is missing here
     --> plugins/odd/reader.rhai:1:17
      |
    1 | fn read(file) { 
      |                 ^
      |
      = help: look at the line above as well
    ");
    let (mended, faults) = Plugins::load(&[plugin("odd", "reader", "", "fn read(f) { [] }")], Some(&kept));
    assert!(mended.faulty().is_empty() && faults.is_empty());
    assert_ne!(mended.find("odd"), good.find("odd"));
    assert_eq!(Plugins::load(&[], Some(&mended)).0.find("odd"), None, "what is taken away is gone");
}

#[test]
fn a_plugin_of_the_project_stands_before_a_shipped_one() {
    let own = plugin("dhis2-data-value-sets", "reader", "", READER);
    let (plugins, faults) = Plugins::load(&[own], None);
    assert!(faults.is_empty());
    let found = plugins.find("dhis2-data-value-sets").unwrap().unwrap();
    assert_eq!(found.manifest.version().to_string(), "1.2.0");
    assert!(Plugins::shipped().find("dhis2-data-value-sets").is_some());
}
