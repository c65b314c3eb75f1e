//! The rules that come with Remit, each as it speaks of itself, for docs/built-in-rules.md.

use crate::packs::{built_in_names, built_in_rule};
use crate::script::RuleDoc;

/// What each of them asks, why, and what it takes, as Markdown.
pub fn built_in_rules() -> String {
    let rules = built_in_names().filter_map(|name| Some((name, RuleDoc::of(&built_in_rule(name)?))));
    rules.map(|(name, doc)| section(name, &doc)).collect::<Vec<_>>().join("\n")
}

fn section(name: &str, doc: &RuleDoc) -> String {
    let mut lines = vec![format!("## `{name}`"), String::new()];
    let said = [("What", &doc.what), ("Why", &doc.why)];
    let said = said.into_iter().filter_map(|(label, said)| Some((label, said.as_ref()?)));
    let examples = doc.examples.iter().map(|example| ("Example", example));
    lines.extend(said.chain(examples).map(|(label, said)| format!("* {label}: {said}")));
    lines.push(String::new());
    if !doc.params.is_empty() {
        lines.push("| parameter | value | what it is |".to_owned());
        lines.push("|---|---|---|".to_owned());
        let optional = |is_optional| if is_optional { ", optional" } else { "" };
        lines.extend(doc.params.iter().map(|param| {
            let may = optional(param.is_optional);
            format!("| `{}` | {}{may} | {} |", param.name, param.shape, param.meaning)
        }));
        lines.push(String::new());
    }
    lines.join("\n")
}
