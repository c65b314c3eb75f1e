//! The reference as tables in Markdown, topic by topic.

use crate::script::api::{EXAMPLE_WORLD, Topic, Word, reference};

/// The reference for the documentation, with a heading for each topic.
pub fn tables() -> String {
    let opening = format!(
        "`n` and `places` are whole numbers, `x` and `y` numbers, `measure` and `body` ids in quotation marks. \
         The examples: {EXAMPLE_WORLD}\n"
    );
    let topics = Topic::ALL.iter().map(|topic| {
        let words = reference().iter().filter(|word| word.topic == *topic);
        let rows: String = words.map(row).collect();
        format!("\n### {}\n\n| call | gives | example |\n|---|---|---|\n{rows}", topic.title())
    });
    std::iter::once(opening).chain(topics).collect()
}

fn row(word: &Word) -> String {
    let calls: Vec<String> = word.forms.iter().map(|form| code(&word.call(form))).collect();
    let ends = word.ends.map_or_else(String::new, |ends| format!(" Ends the rule {ends}."));
    let example = word.example;
    format!(
        "| {} | {}{ends} | {} gives {} |\n",
        calls.join("<br>"),
        word.gives,
        code(example.code),
        code(example.gives)
    )
}

/// A piece of code in a cell of a table, where a bar would begin the next cell.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
