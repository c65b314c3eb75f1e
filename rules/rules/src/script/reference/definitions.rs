//! Rhai's definition files: what editors read to complete and explain words. Rhai never runs them.

use crate::script::api::{Example, Form, Style, Word, WordParam, reference};

const HEAD: &str = "\
module static;

// What the rules of Remit can call. `remit definitions DIR` writes this file anew; changes to it have no effect on rules.
";

/// Every word of the rule language as one definition file, which editors find as `*.d.rhai`.
pub fn definitions() -> String {
    let mut file = HEAD.to_owned();
    for word in reference() {
        for form in word.forms {
            for line in declared(word, form) {
                file.push('\n');
                file.push_str(&doc(word));
                file.push_str(&line);
                file.push('\n');
            }
        }
    }
    file
}

fn doc(word: &Word) -> String {
    let ends = word.ends.map_or_else(String::new, |ends| format!("///\n/// Ends the rule {ends}.\n"));
    let Example { code, gives } = word.example;
    let example = format!("///\n/// # Example\n///\n/// ```rhai\n/// {code}    // {gives}\n/// ```\n");
    format!("/// {}\n{ends}{example}", word.gives)
}

/// The lines that declare a form; a word that can be written in two ways has two.
fn declared(word: &Word, form: &Form) -> Vec<String> {
    let params = |told: fn(&WordParam) -> String| form.params.iter().map(told).collect::<Vec<_>>().join(", ");
    let named = params(|param| format!("{}: {}", param.name, param.shape.definition()));
    let (name, gives) = (word.name, form.gives.definition());
    let function = format!("fn {name}({named}) -> {gives};");
    let property = format!("fn get {name}({named}) -> {gives};");
    match (word.style, form.params) {
        (Style::Property, _) => vec![property],
        (Style::Either, [_]) => vec![property, function],
        (Style::Function | Style::Method | Style::Either, _) => vec![function],
        (Style::Operator, _) => {
            vec![format!("op {name}({}) -> {gives};", params(|param| param.shape.definition().to_owned()))]
        }
    }
}
