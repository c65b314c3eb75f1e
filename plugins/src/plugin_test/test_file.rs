//! A file of tests, read as it is written.

use rules::declare::SettingValue;
use rules::script::plugin::Value;
use rules::source::SourceText;
use thiserror::Error;
use toml::de::{DeTable, DeValue};

use crate::host::to_value;

/// What a test may say.
const KEYS: [&str; 9] =
    ["name", "file", "text", "settings", "paths", "message", "answer", "notifiers", "expect"];
/// What a message may say.
const MESSAGE_KEYS: [&str; 6] = ["id", "at", "kind", "subject", "text", "alert"];
/// What an answer may say.
const ANSWER_KEYS: [&str; 2] = ["status", "body"];
/// What it may expect, exactly one of them.
const EXPECTED: [&str; 5] = ["rows", "request", "judgement", "message", "error"];

/// One test.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PluginTest {
    /// Its name.
    pub name: String,
    /// What a project would tell the plugin.
    pub(super) settings: Vec<(String, SettingValue)>,
    /// Everything that it says, its settings included.
    pub(super) said: Value,
    /// What is expected: which kind of thing, and what it must be.
    pub(super) expected: (String, Value),
}

/// Why a file of tests cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{path}: {reason}")]
pub struct PluginTestError {
    /// The file.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// Reads a file of tests. `input` fetches the text of a file that a test names, by its path beside the file of tests.
///
/// # Errors
/// It is not TOML, or a test in it is not one.
pub fn read_tests(
    source: &SourceText,
    input: &dyn Fn(&str) -> Result<String, String>,
) -> Result<Vec<PluginTest>, PluginTestError> {
    let fault = |reason: String| PluginTestError { path: source.path.to_string(), reason };
    let root = DeTable::parse(&source.text).map_err(|error| fault(format!("this is not TOML: {error}")))?;
    let root = SettingValue::read(&DeValue::Table(root.into_inner()))
        .map_err(|why| fault(format!("a number {why}")))?;
    let SettingValue::Table(root) = root else { return Ok(Vec::new()) };
    if let Some(key) = root.keys().find(|key| *key != "test") {
        return Err(fault(format!("the file has no key `{key}`; the only key here is `test`")));
    }
    let Some(SettingValue::List(tests)) = root.get("test") else {
        return Err(fault("it holds no tests; each begins with a line `[[test]]`".to_owned()));
    };
    let numbered = tests.iter().enumerate();
    numbered.map(|(place, test)| read(place + 1, test, input).map_err(fault)).collect()
}

fn read(
    number: usize,
    test: &SettingValue,
    input: &dyn Fn(&str) -> Result<String, String>,
) -> Result<PluginTest, String> {
    let SettingValue::Table(entries) = test else { return Err(format!("test {number} is not a table")) };
    let Some(SettingValue::Text(name)) = entries.get("name") else {
        return Err(format!("test {number} lacks a `name`"));
    };
    let fault = |what: &str| format!("the test `{name}` {what}");
    let whose = format!("the test `{name}`");
    check_keys(&whose, test, &KEYS)?;
    let inner = [
        ("message", format!("the `message` of {whose}"), &MESSAGE_KEYS[..]),
        ("answer", format!("the `answer` of {whose}"), &ANSWER_KEYS),
        ("expect", format!("what {whose} expects"), &EXPECTED),
    ];
    for (key, whose, keys) in &inner {
        entries.get(*key).map_or(Ok(()), |value| check_keys(whose, value, keys))?;
    }
    let settings = match entries.get("settings") {
        Some(SettingValue::Table(settings)) => settings.clone().into_iter().collect(),
        Some(_) => return Err(fault("has `settings` that are not a table")),
        None => Vec::new(),
    };
    let Value::Map(mut said) = to_value(test) else { return Err(fault("is not a table")) };
    if let Some(file) = said.get("file").and_then(Value::as_text).map(str::to_owned) {
        if said.contains_key("text") {
            return Err(fault("has both `file` and `text`"));
        }
        let content = input(&file).map_err(|why| fault(&format!("names the file {file}: {why}")))?;
        said.insert("text".to_owned(), Value::Text(content));
    }
    let expected = match said.remove("expect") {
        Some(Value::Map(expected)) if expected.len() == 1 => expected.into_iter().next(),
        _ => None,
    };
    let expected = expected.filter(|(kind, _)| EXPECTED.contains(&kind.as_str())).ok_or_else(|| {
        fault("must expect one of `rows`, `request`, `judgement`, `message` and `error`, as in `expect.rows = [..]`")
    })?;
    Ok(PluginTest { name: name.clone(), settings, said: Value::Map(said), expected })
}

/// What a table says that it cannot, with the key that was meant, or all that it can.
fn check_keys(whose: &str, value: &SettingValue, keys: &[&'static str]) -> Result<(), String> {
    let SettingValue::Table(entries) = value else { return Ok(()) };
    let Some(key) = entries.keys().find(|key| !keys.contains(&key.as_str())) else { return Ok(()) };
    let hint = match rules::diagnostic::nearest(key, keys.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys here are {}", crate::readers::listed(keys)),
    };
    Err(format!("{whose} has no key `{key}`; {hint}"))
}
