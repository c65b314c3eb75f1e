//! What a rule says of itself at its head, for catalogues, editors and explanations. The code below it is not read.

use engine::model::Authority;

use super::rule_param::{LABEL, RuleParam};
use crate::source::SourceText;

/// Before what to do about a finding, at the head of a lint. A rule says it to people as a remark.
pub(crate) const TO_DO: &str = "Do:";

/// The `//!` lines at the head of a rule.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct RuleDoc {
    /// What the rule asks, after `What:`.
    pub what: Option<String>,
    /// Why it is asked, after `Why:`.
    pub why: Option<String>,
    /// Each paragraph that begins with `Example:`.
    pub examples: Vec<String>,
    /// What the rule takes, one paragraph that begins with `Param:` each.
    pub params: Vec<RuleParam>,
    /// What says that it is to be judged so, one paragraph that begins with `Authority:` each.
    pub authority: Vec<Authority>,
    /// Every other paragraph, in order.
    pub remarks: Vec<String>,
}

impl RuleDoc {
    /// Reads the head of a rule; every part is empty where the rule says nothing of itself.
    pub fn of(source: &SourceText) -> Self {
        let mut doc = Self::default();
        for paragraph in paragraphs(source) {
            match paragraph.split_once(':') {
                Some(("What", rest)) if doc.what.is_none() => doc.what = Some(rest.trim().to_owned()),
                Some(("Why", rest)) if doc.why.is_none() => doc.why = Some(rest.trim().to_owned()),
                Some(("Example", rest)) => doc.examples.push(rest.trim().to_owned()),
                Some(("Authority", rest)) if !rest.trim().is_empty() => doc.authority.push(authority(rest)),
                Some(("Param", rest)) => match RuleParam::parse(rest) {
                    Some(param) => doc.params.push(param),
                    None => doc.remarks.push(paragraph),
                },
                _ => doc.remarks.push(paragraph),
            }
        }
        doc
    }

    /// Whether the rule says nothing of itself.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The `//!` lines at the head of a script, as they are written.
pub fn head(source: &SourceText) -> String {
    let lines = source.text.lines().skip_while(|line| line.trim().is_empty());
    let lines = lines.map_while(|line| line.strip_prefix("//!"));
    lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// The paragraphs of the head, each as one line. A label begins one, and so does an empty line.
fn paragraphs(source: &SourceText) -> Vec<String> {
    let lines = source.text.lines().map(str::trim).skip_while(|line| line.is_empty());
    let mut paragraphs: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in lines.map_while(|line| line.strip_prefix("//!")).map(str::trim) {
        let is_labelled = ["What:", "Why:", LABEL, "Example:", "Authority:", TO_DO]
            .iter()
            .any(|label| line.starts_with(label));
        match paragraphs.last_mut().filter(|_| is_open && !is_labelled) {
            Some(open) if !line.is_empty() => {
                open.push(' ');
                open.push_str(line);
            }
            None if !line.is_empty() => paragraphs.push(line.to_owned()),
            _ => {}
        }
        is_open = !line.is_empty();
    }
    paragraphs
}

/// A law, a promise or a minute in one line, with or without an address: `Homelessness Reduction Act 2017, s. 213B, https://…`.
fn authority(text: &str) -> Authority {
    let is_address = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
    let trim = |text: &str| text.trim_matches([' ', ',', ';', '(', ')']).to_owned();
    let link = text.split_whitespace().find(is_address).map(trim);
    let words: Vec<&str> = text.split_whitespace().filter(|word| !is_address(word)).collect();
    let title = words.join(" ").trim_end_matches([' ', ',', ';', '.']).to_owned();
    let title = if title.is_empty() { link.clone().unwrap_or_default() } else { title };
    Authority { title, link, paragraph: None, checked: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let RuleDoc { what, why, examples, remarks, .. } =
            RuleDoc::of(&SourceText::new("rules/x.rhai", text));
        let parts = what.map(|what| format!("what={what}")).into_iter();
        let parts = parts.chain(why.map(|why| format!("why={why}")));
        let parts = parts.chain(examples.into_iter().map(|example| format!("example={example}")));
        let parts = parts.chain(remarks.into_iter().map(|remark| format!("remark={remark}")));
        assert_eq!(parts.collect::<Vec<_>>().join("\n"), expected);
    }

    #[test]
    fn a_rule_says_what_it_asks_and_why() {
        check(
            "\n//! What: a contribution keeps\n//! its pace.\n//! Why: duties fade: quietly.\n//!\n//! Written\n//! in 2020.\n\
             //! Example: 1 is met.\n//! Example: 0 is missed.\nfn assess(my) { met() }\n//! What: no.",
            "what=a contribution keeps its pace.\nwhy=duties fade: quietly.\nexample=1 is met.\nexample=0 is missed.\n\
             remark=Written in 2020.",
        );
    }

    #[test]
    fn a_rule_says_by_what_authority_it_judges() {
        let text = "//! Authority: Act of 2017, s. 213B, https://law.example/2017\n//! Authority: minute of the board\nfn assess(my) {}";
        let found = RuleDoc::of(&SourceText::new("rules/x.rhai", text)).authority;
        let told: Vec<(&str, Option<&str>)> =
            found.iter().map(|one| (one.title.as_str(), one.link.as_deref())).collect();
        let expected =
            [("Act of 2017, s. 213B", Some("https://law.example/2017")), ("minute of the board", None)];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_rule_may_say_nothing() {
        check("fn assess(my) { met() }\n//! What: too late.", "");
        check("// What: no doc.\n//! Why: neither.", "");
        assert!(RuleDoc::of(&SourceText::new("rules/x.rhai", "")).is_empty());
    }

    #[test]
    fn the_head_is_told_as_it_is_written() {
        let text = "\n//! What: reads files.\n//!\n//!   Why: they are there.\nfn read(file) { [] }\n//! no";
        let source = SourceText::new("plugins/x/reader.rhai", text);
        assert_eq!(head(&source), "What: reads files.\n\n  Why: they are there.");
    }
}
