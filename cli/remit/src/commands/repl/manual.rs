//! What can be typed, and what each word of the rule language means.

use rules::diagnostic::nearest;
use rules::script::{Topic, Word, reference};
use thiserror::Error;

use crate::render::Ink;

/// What can be typed besides pieces of rules.
pub(super) const COMMANDS: [(&str, &str); 5] = [
    (":for PART [PERIOD]", "take the place of another part, or go to another period"),
    (":subjects", "list the parts whose place can be taken"),
    (":reads", "list every figure that was read so far"),
    (":help [WORD]", "list the words of rules, or explain one"),
    (":quit", "leave"),
];

/// The commands, and the words by topic.
pub(super) fn overview() -> String {
    let commands = COMMANDS.iter().map(|(command, what)| format!("  {command:20}{what}\n"));
    let topics = Topic::ALL.iter().map(|topic| {
        let mut names: Vec<&str> =
            reference().iter().filter(|word| word.topic == *topic).map(|word| word.name).collect();
        names.dedup();
        format!("{}\n  {}\n", Ink::Title.paint(topic.title()), names.join(" "))
    });
    commands.chain(topics).collect()
}

/// There is no such word; the help names the one that was probably meant.
#[derive(Debug, Error)]
#[error("there is no word `{name}`; {help}")]
pub(super) struct NoSuchWord {
    name: String,
    help: String,
}

/// What a word means.
///
/// # Errors
/// There is no such word.
pub(super) fn explained(asked: &str) -> Result<String, NoSuchWord> {
    let name = asked.rsplit('.').next().unwrap_or(asked).trim_end_matches("()");
    let words: Vec<String> = reference().iter().filter(|word| word.name == name).map(entry).collect();
    if words.is_empty() {
        let near = nearest(name, reference().iter().map(|word| word.name));
        let help = near
            .map_or_else(|| "`:help` lists the words".to_owned(), |near| format!("did you mean `{near}`?"));
        return Err(NoSuchWord { name: name.to_owned(), help });
    }
    Ok(words.join("\n"))
}

fn entry(word: &Word) -> String {
    let forms = word.forms.iter().map(|form| format!("{}\n", Ink::Title.paint(word.signature(form))));
    let ends = word.ends.map_or_else(String::new, |ends| format!("  Ends the rule {ends}.\n"));
    let example = word.example;
    let example = format!("  Example: {} gives {}\n", example.code, example.gives);
    forms.chain([format!("  {}\n", word.gives), ends, example]).collect()
}
