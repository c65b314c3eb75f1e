//! One test: the plugin's script is given what the test says, and what it gives is compared.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use ledger::entry::Message;
use rules::declare::PluginKind;
use rules::script::plugin::Value;
use thiserror::Error;

use super::difference::{differing, differing_part, without_absent};
use super::test_file::PluginTest;
use crate::hooks::{Hook as _, HookError, ScriptHook};
use crate::host::{
    ConfiguredPlugin, Grant, Plugin, PluginError, PluginSettings, RunnablePlugin, for_file, for_message,
};
use crate::notifiers::script::{PluginRequest, request};

/// What came of a test.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PluginTestOutcome {
    /// It is as expected.
    Passed,
    /// It is not: how, in lines for people.
    Failed(String),
}

/// Why a plugin gives nothing that could be compared.
#[derive(Debug, Error)]
enum RunFault {
    #[error("there is no setting `{0}`")]
    UnknownSetting(String),
    #[error("the setting `{name}` must be {wanted}, not {found}")]
    KindOfSetting { name: String, wanted: &'static str, found: &'static str },
    #[error("the setting `{0}` is missing")]
    MissingSetting(String),
    #[error("a library is tested with the rules that import it")]
    Library,
    #[error("the test has no `text` and no `file`")]
    NoText,
    #[error("it gave {kind}, and not a list of rows")]
    NotRows { kind: &'static str },
    #[error("the test has no `answer`")]
    NoAnswer,
    #[error("`{0}` is not a moment; write it like 2024-08-31T12:00:00Z")]
    NotAMoment(String),
    #[error(transparent)]
    Plugin(#[from] PluginError),
    #[error(transparent)]
    Hook(#[from] HookError),
}

pub fn run_test(plugin: &Arc<Plugin>, case: &PluginTest) -> PluginTestOutcome {
    let outcome = engage(plugin, case).and_then(|engagement| given(plugin, &engagement, case));
    let (kind, expected) = &case.expected;
    let difference = match (kind.as_str(), outcome) {
        ("error", Err(error)) => match expected.as_text() {
            Some(text) if error.to_string().contains(text) => None,
            _ => Some(format!("expected the error {expected}\nbut it was: {error}")),
        },
        ("error", Ok(value)) => Some(format!("expected the error {expected}\nbut it gave {value}")),
        (_, Err(error)) => Some(format!("it failed: {error}")),
        ("rows", Ok(value)) => differing(expected, &value),
        (_, Ok(value)) => differing_part(expected, &value),
    };
    difference.map_or(PluginTestOutcome::Passed, PluginTestOutcome::Failed)
}

/// The plugin as a project would use it that tells it what the test says, and grants it whatever it asks for.
fn engage(plugin: &Arc<Plugin>, case: &PluginTest) -> Result<ConfiguredPlugin, RunFault> {
    let manifest = &plugin.manifest;
    let mut told = PluginSettings::default();
    for (name, value) in &case.settings {
        let declared = manifest.settings().get(name).ok_or_else(|| RunFault::UnknownSetting(name.clone()))?;
        if declared.kind != value.kind() {
            let (wanted, found) = (declared.kind.article(), value.kind().article());
            return Err(RunFault::KindOfSetting { name: name.clone(), wanted, found });
        }
        told.values.insert(name.clone(), value.clone());
    }
    for (name, declared) in manifest.settings() {
        match &declared.default {
            Some(default) if !told.values.contains_key(name) => {
                told.values.insert(name.clone(), default.clone());
            }
            _ if declared.required && !told.values.contains_key(name) => {
                return Err(RunFault::MissingSetting(name.clone()));
            }
            _ => {}
        }
    }
    let grant = Grant { hosts: manifest.hosts().to_vec(), paths: Vec::new() };
    Ok(ConfiguredPlugin::Sound { plugin: Arc::clone(plugin), told, grant })
}

fn given(plugin: &Plugin, engagement: &ConfiguredPlugin, case: &PluginTest) -> Result<Value, RunFault> {
    let ready = engagement.ready(Path::new("."))?;
    match plugin.manifest.kind() {
        PluginKind::Reader => rows(&ready, case),
        PluginKind::Notifier if case.expected.0 == "judgement" => judgement(&ready, case),
        PluginKind::Notifier => Ok(told_request(request(&ready, &message(case)?)?)),
        PluginKind::Hook => hooked(engagement, case),
        PluginKind::Library => Err(RunFault::Library),
    }
}

fn rows(ready: &RunnablePlugin, case: &PluginTest) -> Result<Value, RunFault> {
    let text = case.said.get("text").and_then(Value::as_text).ok_or(RunFault::NoText)?;
    let name = case.said.get("file").and_then(Value::as_text).unwrap_or("test.txt");
    let paths = case.said.get("paths").cloned().unwrap_or_else(|| Value::Map(BTreeMap::new()));
    let argument = ready.file_argument(name, text, paths);
    let run = ready.call("read", argument, &for_file(text.len()))?;
    let Value::List(mut rows) = run.value else {
        return Err(RunFault::NotRows { kind: run.value.kind() });
    };
    for row in run.set_aside {
        rows.push(Value::map([
            ("line", Value::Number(row.line.into())),
            ("refuse", Value::text(row.reason)),
        ]));
    }
    Ok(Value::List(rows.into_iter().map(without_absent).collect()))
}

fn judgement(ready: &RunnablePlugin, case: &PluginTest) -> Result<Value, RunFault> {
    let answer = case.said.get("answer").cloned().ok_or(RunFault::NoAnswer)?;
    Ok(ready.call("judge", answer, &for_message())?.value)
}

/// The message that a test says, with something in the place of whatever it does not.
fn message(case: &PluginTest) -> Result<Message, RunFault> {
    let said = case.said.get("message");
    let text = |key: &str, otherwise: &str| {
        let told = said.and_then(|said| said.get(key)).and_then(Value::as_text);
        told.unwrap_or(otherwise).to_owned()
    };
    let at = text("at", "2024-08-31T12:00:00Z");
    Ok(Message {
        id: text("id", "msg_test"),
        at: at.parse().map_err(|_| RunFault::NotAMoment(at.clone()))?,
        kind: text("kind", "alert.firing"),
        subject: text("subject", "firing: a test"),
        text: text("text", "This is a test."),
        json: said.and_then(|said| said.get("alert")).map_or_else(|| "{}".to_owned(), ToString::to_string),
    })
}

fn told_request(request: PluginRequest) -> Value {
    let header = |(name, value): &(ureq::http::HeaderName, ureq::http::HeaderValue)| {
        (name.as_str().to_owned(), Value::text(value.to_str().unwrap_or_default()))
    };
    let body = Value::from_json(&request.body).unwrap_or(Value::Text(request.body));
    Value::map([
        ("method", Value::text(request.method.as_str())),
        ("url", Value::text(request.url.to_string())),
        ("headers", Value::map(request.headers.iter().map(header))),
        ("body", body),
    ])
}

fn hooked(engagement: &ConfiguredPlugin, case: &PluginTest) -> Result<Value, RunFault> {
    let names = match case.said.get("notifiers") {
        Some(Value::List(names)) => names.iter().filter_map(Value::as_text).map(str::to_owned).collect(),
        _ => vec!["board".to_owned(), "team".to_owned()],
    };
    let hook = ScriptHook::new(engagement.clone(), Path::new("."));
    let hooked = hook.alert(&message(case)?, &names)?;
    let route = hooked.route.unwrap_or(names);
    Ok(Value::map([
        ("subject", Value::text(hooked.message.subject)),
        ("text", Value::text(hooked.message.text)),
        ("alert", Value::from_json(&hooked.message.json).unwrap_or(Value::Absent)),
        ("route", Value::List(route.iter().map(Value::text).collect())),
    ]))
}
