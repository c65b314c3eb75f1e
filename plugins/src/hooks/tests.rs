//! Messages through hooks: what they add, where they send, and what they may not do.

use std::path::Path;

use insta::assert_snapshot;
use rules::diagnostic::{Colour, render};
use rules::source::SourceText;

use super::ScriptHook;
use super::hook::Hook as _;
use crate::host::{PluginTexts, Plugins};
use crate::settings::parse_with;
use ledger::entry::Message;

/// What a hook with this body of `alert(message)` makes of a message.
#[track_caller]
fn told(body: &str) -> String {
    let manifest = "[plugin]\nname = \"rota\"\nversion = \"1.0.0\"\nkind = \"hook\"\ntitle = \"T\"\n[settings.team]\ntype = \"text\"\ndefault = \"north\"\n";
    let texts = PluginTexts {
        manifest: SourceText::new("plugins/rota/plugin.toml", manifest),
        scripts: vec![SourceText::new("plugins/rota/hook.rhai", format!("fn alert(message) {{ {body} }}"))],
    };
    let (plugins, faults) = Plugins::load(&[texts], None);
    assert!(faults.is_empty(), "{}", render(&faults, Colour::Plain));
    let text = "[[hook]]\nplugin = 'rota'\nteam = 'south'\n";
    let (settings, faults) = parse_with(&SourceText::new("remit.toml", text), &plugins);
    let settings = settings.unwrap_or_else(|| panic!("{}", render(&faults, Colour::Plain)));
    let hook = ScriptHook::new(settings.hooks[0].clone(), Path::new("."));
    let parts =
        ["msg_1", "alert.firing", "Prisons missed", "For 11 quarters.\n", "{\"id\":\"a1\",\"kept\":0.10}"];
    let [id, kind, subject, text, json] = parts.map(str::to_owned);
    let message = Message { id, at: "2024-08-31T12:00:00Z".parse().unwrap(), kind, subject, text, json };
    match hook.alert(&message, &["board".to_owned(), "team".to_owned()]) {
        Ok(hooked) => {
            assert_eq!((&hooked.message.id, &hooked.message.kind), (&message.id, &message.kind));
            let route = hooked.route.map_or_else(|| "all".to_owned(), |route| route.join(", "));
            let Message { subject, text, json, .. } = hooked.message;
            format!("to {route}\n{subject}\n{text}\n{json}")
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_hook_adds_and_routes() {
    assert_snapshot!(told("#{}"), @r#"
    to all
    Prisons missed
    For 11 quarters.

    {"id":"a1","kept":0.10}
    "#);
    assert_snapshot!(told("#{ subject: `[${message.settings.team}] ${message.subject}`, text: \"Ring 123.\", labels: #{ team: message.settings.team }, route: [message.notifiers[1]] }"), @r#"
    to team
    [south] Prisons missed
    For 11 quarters.

    Ring 123.
    {"id":"a1","kept":0.10,"labels":{"team":"south"}}
    "#);
}

#[test]
fn what_a_hook_may_not_do_leaves_the_message_alone() {
    let bodies = [
        "#{ route: [] }",
        "#{ route: [\"nobody\"] }",
        "#{ route: \"team\" }",
        "#{ drop: true }",
        "#{ subject: \" \" }",
        "#{ text: 1 }",
        "#{ labels: #{ n: 1 } }",
        "false",
        "fail(\"no rota for today\")",
        "message.alert.nothing",
        "loop { }",
    ];
    assert_snapshot!(bodies.map(told).join("\n"), @r"
    the plugin `rota` gave an empty `route`, and no message may be lost
    the plugin `rota` gave a `route` through `nobody`, which is no notifier of the project
    the plugin `rota` gave a `route` that is a text, and not a list of notifiers
    the plugin `rota` gave a change of `drop`; it may change `subject`, `text`, `labels` and `route`
    the plugin `rota` gave an empty `subject`
    the plugin `rota` gave a `text` that is a number, and not a text
    the plugin `rota` gave the label `n` as a number, and not as a text
    the plugin `rota` gave true or false, and not a map of changes
    no rota for today
    the plugin `rota` failed at line 1 of plugins/rota/hook.rhai: there is no entry `nothing`
    the plugin `rota` failed at line 1 of plugins/rota/hook.rhai: the script ran for too long and was stopped
    ");
}

#[test]
fn a_message_does_not_grow_beyond_what_receivers_take() {
    let grown = "let s = \"x\"; for i in 0..17 { s += s; }";
    for change in ["#{ text: s }", "#{ subject: s }", "#{ labels: #{ a: s } }"] {
        let told = told(&format!("{grown} {change}"));
        assert!(
            told.contains("of 131072 bytes, and 65536 are the most") || told.contains("of 131073 bytes"),
            "{told}"
        );
    }
}
