//! A file of tests, read as it is written.

use language::diagnostic::{Diagnostic, listed};
use language::grammar::{PLUGIN_TESTS, ValueType};
use rules::declare::SettingValue;
use rules::script::plugin::Value;
use rules::source::SourceText;
use thiserror::Error;
use toml::de::{DeTable, DeValue};

use crate::host::to_value;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PluginTest {
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
    pub path: String,
    pub reason: PluginTestFault,
}

/// What is wrong with a file of tests, or with one test in it.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum PluginTestFault {
    /// The parser's own words say what is wrong.
    #[error("this is not TOML: {0}")]
    NotToml(String),
    #[error("a number {0}")]
    Number(&'static str),
    #[error("the file has no key `{0}`; the only key here is `test`")]
    KeyOfFile(String),
    #[error("it holds no tests; each begins with a line `[[test]]`")]
    NoTests,
    #[error("test {0} is not a table")]
    NotATable(usize),
    #[error("test {0} lacks a `name`")]
    NoName(usize),
    #[error("{}the test `{test}`{} has no key `{key}`; {}", .part.before(), .part.after(), meant(*.near, *.part))]
    UnknownKey { test: String, part: TestPart, key: String, near: Option<&'static str> },
    #[error("the test `{0}` has `settings` that are not a table")]
    Settings(String),
    #[error("the test `{0}` has both `file` and `text`")]
    FileAndText(String),
    #[error("the test `{test}` names the file {file}: {why}")]
    File { test: String, file: String, why: InputFault },
    #[error(
        "the test `{0}` must expect one of `rows`, `request`, `judgement`, `message` and `error`, as in \
         `expect.rows = [..]`"
    )]
    Expectation(String),
}

/// Why a file that a test names cannot be had.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum InputFault {
    #[error("it must stand beside the tests")]
    Outside,
    #[error("there is no such file")]
    Missing,
    #[error("{}", .0.message)]
    Unreadable(Box<Diagnostic>),
}

/// A table of a test.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TestPart {
    Test,
    Message,
    Answer,
    Expectation,
}

impl TestPart {
    fn keys(self) -> Vec<&'static str> {
        let tests = PLUGIN_TESTS.root.key("test").and_then(|key| key.holds.element());
        let test = tests.and_then(ValueType::table);
        let within = |key: &str| test?.key(key)?.holds.table();
        let table = match self {
            Self::Test => test,
            Self::Message => within("message"),
            Self::Answer => within("answer"),
            Self::Expectation => within("expect"),
        };
        table.expect("by the grammar, a test is a table of tables").key_names().collect()
    }

    fn before(self) -> &'static str {
        match self {
            Self::Test => "",
            Self::Message => "the `message` of ",
            Self::Answer => "the `answer` of ",
            Self::Expectation => "what ",
        }
    }

    fn after(self) -> &'static str {
        if self == Self::Expectation { " expects" } else { "" }
    }
}

fn meant(near: Option<&str>, part: TestPart) -> String {
    match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys here are {}", listed(&part.keys())),
    }
}

/// Reads a file of tests. `input` fetches the text of a file that a test names, by its path beside the file of tests.
///
/// # Errors
/// It is not TOML, or a test in it is not one.
pub fn read_tests(
    source: &SourceText,
    input: &dyn Fn(&str) -> Result<String, InputFault>,
) -> Result<Vec<PluginTest>, PluginTestError> {
    let fault = |reason| PluginTestError { path: source.path.to_string(), reason };
    let root =
        DeTable::parse(&source.text).map_err(|error| fault(PluginTestFault::NotToml(error.to_string())))?;
    let root = SettingValue::read(&DeValue::Table(root.into_inner()))
        .map_err(|why| fault(PluginTestFault::Number(why)))?;
    let SettingValue::Table(root) = root else { return Ok(Vec::new()) };
    if let Some(key) = root.keys().find(|key| *key != "test") {
        return Err(fault(PluginTestFault::KeyOfFile(key.clone())));
    }
    let Some(SettingValue::List(tests)) = root.get("test") else {
        return Err(fault(PluginTestFault::NoTests));
    };
    let numbered = tests.iter().enumerate();
    numbered.map(|(place, test)| read(place + 1, test, input).map_err(fault)).collect()
}

fn read(
    number: usize,
    test: &SettingValue,
    input: &dyn Fn(&str) -> Result<String, InputFault>,
) -> Result<PluginTest, PluginTestFault> {
    let SettingValue::Table(entries) = test else { return Err(PluginTestFault::NotATable(number)) };
    let Some(SettingValue::Text(name)) = entries.get("name") else {
        return Err(PluginTestFault::NoName(number));
    };
    check_keys(name, TestPart::Test, test)?;
    let inner =
        [("message", TestPart::Message), ("answer", TestPart::Answer), ("expect", TestPart::Expectation)];
    for (key, part) in inner {
        entries.get(key).map_or(Ok(()), |value| check_keys(name, part, value))?;
    }
    let settings = match entries.get("settings") {
        Some(SettingValue::Table(settings)) => settings.clone().into_iter().collect(),
        Some(_) => return Err(PluginTestFault::Settings(name.clone())),
        None => Vec::new(),
    };
    let Value::Map(mut said) = to_value(test) else { return Err(PluginTestFault::NotATable(number)) };
    if let Some(file) = said.get("file").and_then(Value::as_text).map(str::to_owned) {
        if said.contains_key("text") {
            return Err(PluginTestFault::FileAndText(name.clone()));
        }
        let content = input(&file).map_err(|why| PluginTestFault::File {
            test: name.clone(),
            file: file.clone(),
            why,
        })?;
        said.insert("text".to_owned(), Value::Text(content));
    }
    let expected = match said.remove("expect") {
        Some(Value::Map(expected)) if expected.len() == 1 => expected.into_iter().next(),
        _ => None,
    };
    let expected = expected.ok_or_else(|| PluginTestFault::Expectation(name.clone()))?;
    Ok(PluginTest { name: name.clone(), settings, said: Value::Map(said), expected })
}

fn check_keys(test: &str, part: TestPart, value: &SettingValue) -> Result<(), PluginTestFault> {
    let SettingValue::Table(entries) = value else { return Ok(()) };
    let known = part.keys();
    let Some(key) = entries.keys().find(|key| !known.contains(&key.as_str())) else { return Ok(()) };
    let near = rules::diagnostic::nearest(key, known.iter().copied());
    Err(PluginTestFault::UnknownKey { test: test.to_owned(), part, key: key.clone(), near })
}
