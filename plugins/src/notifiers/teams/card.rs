//! A message as an Adaptive Card. Its text stands in runs that show every letter as it is: nothing that a report says becomes a link.

use ledger::entry::Message;
use serde_json::{Value, json};

/// Teams takes 28 KB; the rest of the room is for what stands around the text.
const LONGEST: usize = 20_000;

/// The request's body.
pub(super) fn card(message: &Message) -> Value {
    let heading = json!({
        "type": "RichTextBlock",
        "inlines": [{ "type": "TextRun", "text": message.subject, "weight": "Bolder", "size": "Medium" }],
    });
    let text = shortened(&message.text);
    let paragraphs = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| json!({ "type": "RichTextBlock", "inlines": [{ "type": "TextRun", "text": line }] }));
    let body: Vec<Value> = std::iter::once(heading).chain(paragraphs).collect();
    json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "content": {
                "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                "type": "AdaptiveCard",
                "version": "1.4",
                "msteams": { "width": "Full" },
                "body": body,
            },
        }],
    })
}

fn shortened(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    format!("{}\n… cut short: `remit run` shows the rest.", text.get(..end).unwrap_or_default())
}
