//! What the functions of a library say of themselves, for catalogues. Whether a call of them is right is for `lint` to say.

use rhai::FnAccess;

use super::engine::engine;
use super::position::line;
use crate::source::SourceText;

/// A function that rules can call, with the `///` lines above it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FunctionDoc {
    pub name: String,
    /// What it takes, in order.
    pub params: Vec<String>,
    /// What it says of itself, as one line; empty where it says nothing.
    pub doc: String,
    /// The line on which it begins, counted from 1.
    pub line: usize,
}

impl FunctionDoc {
    /// The public functions of a text in their order; none where the text is not Rhai.
    pub fn all(source: &SourceText) -> Vec<Self> {
        let Ok(ast) = engine().compile(&*source.text) else { return Vec::new() };
        let lines: Vec<&str> = source.text.lines().map(str::trim).collect();
        let public = ast.iter_fn_def().filter(|function| function.access == FnAccess::Public);
        let mut docs: Vec<Self> = public
            .map(|function| {
                let body = line(function.body.start_position()).map_or(1, |line| line as usize);
                let line = head_above(&lines, &function.name, body);
                let params = function.params.iter().map(ToString::to_string).collect();
                Self { name: function.name.to_string(), params, doc: doc_above(&lines, line), line }
            })
            .collect();
        docs.sort_by(|one, other| (one.line, &one.name).cmp(&(other.line, &other.name)));
        docs
    }

    /// How it is called: `keeps(figure, part, of)`.
    pub fn call(&self) -> String {
        format!("{}({})", self.name, self.params.join(", "))
    }
}

/// The line of `fn name` at or above the line on which its body begins, which is all that Rhai remembers.
fn head_above(lines: &[&str], name: &str, body: usize) -> usize {
    let begins = |line: &&str| {
        let named = line.strip_prefix("fn").map(str::trim_start);
        named
            .and_then(|named| named.strip_prefix(name))
            .is_some_and(|rest| rest.trim_start().starts_with('('))
    };
    let above = lines.iter().take(body).rposition(begins);
    above.map_or(body, |place| place + 1)
}

fn doc_above(lines: &[&str], line: usize) -> String {
    let above = lines.iter().take(line - 1).rev().map_while(|line| line.strip_prefix("///"));
    let mut said: Vec<&str> = above.map(str::trim).filter(|line| !line.is_empty()).collect();
    said.reverse();
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let docs = FunctionDoc::all(&SourceText::new("plugins/x/library.rhai", text));
        let told: Vec<String> =
            docs.iter().map(|doc| format!("{} at {}: {}", doc.call(), doc.line, doc.doc)).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn every_public_function_is_told_with_what_stands_above_it() {
        check(
            "//! What: shares.\n\n/// The share of a part\n/// in a whole.\nfn share(part, whole) {\n    part / whole\n}\n\n\
             /// Not for rules.\nprivate fn hidden() { 1 }\n// No doc.\nfn half(\n    whole\n) {\n    hidden()\n}\nfn half(a, b) { a }\n",
            &[
                "share(part, whole) at 5: The share of a part in a whole.",
                "half(whole) at 12: ",
                "half(a, b) at 17: ",
            ],
        );
    }

    #[test]
    fn a_text_without_functions_tells_none() {
        check("fn broken( {", &[]);
        check("", &[]);
    }
}
