//! What is said of the templates of messages.

use language::visible::{visible, visible_lines};

/// A message as it would go out: of which kind, about which alert (none where it is an example), by which template, with subject and text.
pub fn preview(
    (kind, alert): (&str, Option<&str>),
    template: Option<&str>,
    (subject, text): (&str, &str),
) -> String {
    let about = match alert {
        Some(alert) => format!("The last message about {}", visible(alert)),
        None => "An example".to_owned(),
    };
    let by = match template {
        Some(path) => format!("by {}", visible(path)),
        None => "in Remit's own words".to_owned(),
    };
    let indented: Vec<String> =
        visible_lines(text).lines().map(|line| format!("  {line}").trim_end().to_owned()).collect();
    format!("{about} ({kind}), {by}:\n\n  Subject: {}\n\n{}\n\n", visible(subject), indented.join("\n"))
}

/// No message about an alert was ever queued.
pub fn nothing_told_of(alert: &str) -> String {
    format!(
        "nobody was told of the alert `{}` yet; `remit run` names those that are open, and without `--alert` examples are shown",
        visible(alert)
    )
}

/// A template fails on a message.
pub fn unfilled(template: &str, why: &str) -> String {
    format!("the template {template} cannot be filled with it, so that the standard text would go out: {why}")
}
