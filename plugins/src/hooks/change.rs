//! What a hook's script gives: additions to a message, and its route. It cannot take a message away.

use std::collections::BTreeMap;

use rules::script::plugin::Value;
use thiserror::Error;

use super::hook::Hooked;

use ledger::entry::Message;

/// What a script may give.
const KEYS: [&str; 4] = ["subject", "text", "labels", "route"];

/// The largest addition of one kind, in bytes.
const LARGEST: usize = 64 << 10;

/// What is wrong with what a script gives, as the end of "the plugin gave ..". Kinds are what scripts call the kinds of
/// their values.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub(super) enum ChangeFault {
    #[error("{kind}, and not a map of changes")]
    NotAMap { kind: &'static str },
    #[error("a change of `{0}`; it may change `subject`, `text`, `labels` and `route`")]
    UnknownKey(String),
    #[error("an empty `{0}`")]
    EmptyText(&'static str),
    #[error("a `{key}` that is {kind}, and not a text")]
    NotAText { key: &'static str, kind: &'static str },
    #[error("`{key}` of {bytes} bytes, and {LARGEST} are the most")]
    TooLarge { key: &'static str, bytes: usize },
    #[error("`labels` that are {kind}, and not a map of texts")]
    LabelsNotAMap { kind: &'static str },
    #[error("the label `{name}` as {kind}, and not as a text")]
    LabelNotAText { name: String, kind: &'static str },
    #[error("a `route` that is {kind}, and not a list of notifiers")]
    RouteNotAList { kind: &'static str },
    #[error("an empty `route`, and no message may be lost")]
    EmptyRoute,
    #[error("{kind} in `route`")]
    RouteNotOfTexts { kind: &'static str },
    #[error("a `route` through `{0}`, which is no notifier of the project")]
    UnknownNotifier(String),
}

/// The message with what the script gives.
pub(super) fn changed(message: &Message, notifiers: &[String], given: &Value) -> Result<Hooked, ChangeFault> {
    let Value::Map(entries) = given else {
        return Err(ChangeFault::NotAMap { kind: given.kind() });
    };
    if let Some(unknown) = entries.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(ChangeFault::UnknownKey(unknown.clone()));
    }
    let mut message = message.clone();
    if let Some(subject) = text(given, "subject")? {
        subject.lines().next().unwrap_or_default().clone_into(&mut message.subject);
    }
    if let Some(addition) = text(given, "text")? {
        message.text = format!("{}\n\n{}", message.text.trim_end(), addition.trim());
    }
    if let Some(labels) = given.get("labels") {
        message.json = labelled(&message.json, labels)?;
    }
    Ok(Hooked { route: route(given, notifiers)?, message })
}

fn text<'v>(given: &'v Value, key: &'static str) -> Result<Option<&'v str>, ChangeFault> {
    match given.get(key) {
        None => Ok(None),
        Some(Value::Text(text)) if text.trim().is_empty() => Err(ChangeFault::EmptyText(key)),
        Some(Value::Text(text)) => check_size(key, text.len()).map(|()| Some(text.as_str())),
        Some(other) => Err(ChangeFault::NotAText { key, kind: other.kind() }),
    }
}

/// A message that grew beyond what receivers take would never arrive.
fn check_size(key: &'static str, bytes: usize) -> Result<(), ChangeFault> {
    if bytes > LARGEST {
        return Err(ChangeFault::TooLarge { key, bytes });
    }
    Ok(())
}

/// The alert with labels of its own, beside those that earlier hooks gave it.
fn labelled(json: &str, labels: &Value) -> Result<String, ChangeFault> {
    let Value::Map(labels) = labels else {
        return Err(ChangeFault::LabelsNotAMap { kind: labels.kind() });
    };
    if let Some((name, other)) = labels.iter().find(|(_, label)| label.as_text().is_none()) {
        return Err(ChangeFault::LabelNotAText { name: name.clone(), kind: other.kind() });
    }
    check_size(
        "labels",
        labels.iter().map(|(name, label)| name.len() + label.as_text().map_or(0, str::len)).sum(),
    )?;
    let Ok(Value::Map(mut alert)) = Value::from_json(json) else { return Ok(json.to_owned()) };
    let earlier = alert.remove("labels");
    let mut all = match earlier {
        Some(Value::Map(earlier)) => earlier,
        _ => BTreeMap::new(),
    };
    all.extend(labels.clone());
    alert.insert("labels".to_owned(), Value::Map(all));
    Ok(Value::Map(alert).to_string())
}

fn route(given: &Value, notifiers: &[String]) -> Result<Option<Vec<String>>, ChangeFault> {
    let names = match given.get("route") {
        None => return Ok(None),
        Some(Value::List(names)) => names,
        Some(other) => {
            return Err(ChangeFault::RouteNotAList { kind: other.kind() });
        }
    };
    if names.is_empty() {
        return Err(ChangeFault::EmptyRoute);
    }
    let known = |name: &Value| {
        let name = name.as_text().ok_or(ChangeFault::RouteNotOfTexts { kind: name.kind() })?;
        match notifiers.iter().find(|known| *known == name) {
            Some(known) => Ok(known.clone()),
            None => Err(ChangeFault::UnknownNotifier(name.to_owned())),
        }
    };
    names.iter().map(known).collect::<Result<_, _>>().map(Some)
}
