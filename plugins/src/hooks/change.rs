//! What a hook's script gives: additions to a message, and its route. It cannot take a message away.

use std::collections::BTreeMap;

use rules::script::plugin::Value;

use super::hook::Hooked;

use ledger::entry::Message;

/// What a script may give.
const KEYS: [&str; 4] = ["subject", "text", "labels", "route"];

/// The largest addition of one kind, in bytes.
const LARGEST: usize = 64 << 10;

/// The message with what the script gives. The text says what is wrong with that, if anything is.
pub(super) fn changed(message: &Message, notifiers: &[String], given: &Value) -> Result<Hooked, String> {
    let Value::Map(entries) = given else {
        return Err(format!("{}, and not a map of changes", given.kind()));
    };
    if let Some(unknown) = entries.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(format!(
            "a change of `{unknown}`; it may change `subject`, `text`, `labels` and `route`"
        ));
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

fn text<'v>(given: &'v Value, key: &str) -> Result<Option<&'v str>, String> {
    match given.get(key) {
        None => Ok(None),
        Some(Value::Text(text)) if text.trim().is_empty() => Err(format!("an empty `{key}`")),
        Some(Value::Text(text)) => check_size(key, text.len()).map(|()| Some(text.as_str())),
        Some(other) => Err(format!("a `{key}` that is {}, and not a text", other.kind())),
    }
}

/// A message that grew beyond what receivers take would never arrive.
fn check_size(key: &str, bytes: usize) -> Result<(), String> {
    if bytes > LARGEST {
        return Err(format!("`{key}` of {bytes} bytes, and {LARGEST} are the most"));
    }
    Ok(())
}

/// The alert with labels of its own, beside those that earlier hooks gave it.
fn labelled(json: &str, labels: &Value) -> Result<String, String> {
    let Value::Map(labels) = labels else {
        return Err(format!("`labels` that are {}, and not a map of texts", labels.kind()));
    };
    if let Some((name, other)) = labels.iter().find(|(_, label)| label.as_text().is_none()) {
        return Err(format!("the label `{name}` as {}, and not as a text", other.kind()));
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

fn route(given: &Value, notifiers: &[String]) -> Result<Option<Vec<String>>, String> {
    let names = match given.get("route") {
        None => return Ok(None),
        Some(Value::List(names)) => names,
        Some(other) => {
            return Err(format!("a `route` that is {}, and not a list of notifiers", other.kind()));
        }
    };
    if names.is_empty() {
        return Err("an empty `route`, and no message may be lost".to_owned());
    }
    let known = |name: &Value| {
        let name = name.as_text().ok_or_else(|| format!("{} in `route`", name.kind()))?;
        match notifiers.iter().find(|known| *known == name) {
            Some(known) => Ok(known.clone()),
            None => Err(format!("a `route` through `{name}`, which is no notifier of the project")),
        }
    };
    names.iter().map(known).collect::<Result<_, _>>().map(Some)
}
