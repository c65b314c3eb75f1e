//! Libraries that rules import, and the functions in them, however their texts were left.

use std::ops::Range;

use rules::source::SourceText;

use super::script::{Placed, Token, tokens};

/// A library of the project.
#[derive(Clone, Debug)]
pub(crate) struct Library {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) script: SourceText,
}

/// A function that rules can call.
#[derive(Clone, Debug)]
pub(super) struct Function {
    pub(super) name: String,
    /// Its name with its parameters.
    pub(super) signature: String,
    /// What stands above it in comments.
    pub(super) doc: String,
    /// Where its name stands.
    pub(super) range: Range<usize>,
}

impl Library {
    /// Its functions but for private ones, in the order of its text.
    pub(super) fn functions(&self) -> Vec<Function> {
        let text = &*self.script.text;
        let tokens = tokens(text);
        let said = |placed: &Placed| text.get(placed.range.clone()).unwrap_or_default();
        let is_name = |placed: &Placed, name: &str| placed.token == Token::Name && said(placed) == name;
        let starts = (0..tokens.len()).filter(|at| is_name(&tokens[*at], "fn"));
        let public =
            starts.filter(|at| at.checked_sub(1).is_none_or(|before| !is_name(&tokens[before], "private")));
        let functions = public.filter_map(|at| {
            let name = tokens.get(at + 1).filter(|placed| placed.token == Token::Name)?;
            let params = tokens.iter().skip(at + 2).take_while(|placed| placed.token != Token::Mark(')'));
            let params: Vec<&str> = params.filter(|placed| placed.token == Token::Name).map(said).collect();
            let signature = format!("{}({})", said(name), params.join(", "));
            let doc = comments_above(text, tokens[at].range.start);
            Some(Function { name: said(name).to_owned(), signature, doc, range: name.range.clone() })
        });
        functions.collect()
    }

    /// The functions of one name, which may differ in their numbers of parameters.
    pub(super) fn called<'a>(&self, name: &'a str) -> impl Iterator<Item = Function> + use<'a> {
        self.functions().into_iter().filter(move |function| function.name == name)
    }

    /// How a rule names it where it imports it.
    pub(super) fn address(&self) -> String {
        let major = self.version.split('.').next().unwrap_or_default();
        format!("{}@{major}", self.name)
    }

    /// A function of it, as it is explained.
    pub(super) fn explained(&self, function: &Function) -> String {
        let doc = if function.doc.is_empty() { String::new() } else { format!("{}\n\n", function.doc) };
        format!("```rhai\n{}\n```\n{doc}{}", function.signature, self.named())
    }

    /// What it says of itself at its head.
    pub(super) fn introduced(&self) -> String {
        let lines = self.script.text.lines().map_while(|line| line.trim().strip_prefix("//!"));
        let head = lines.map(str::trim).collect::<Vec<_>>().join("\n");
        let head = if head.is_empty() { String::new() } else { format!("{head}\n\n") };
        let functions: Vec<String> =
            self.functions().iter().map(|function| format!("`{}`", function.signature)).collect();
        let functions =
            if functions.is_empty() { "no functions yet".to_owned() } else { functions.join(", ") };
        format!("**library `{}`** {}\n\n{head}{functions}\n\n*{}*", self.name, self.version, self.script.path)
    }

    fn named(&self) -> String {
        format!("*library `{}` {}, {}*", self.name, self.version, self.script.path)
    }
}

/// The lines of comments that stand right above a place, without their marks.
fn comments_above(text: &str, place: usize) -> String {
    let above = text.get(..place).unwrap_or_default();
    let whole_lines = above.rfind('\n').map_or("", |end| above.get(..end).unwrap_or_default());
    let comments = whole_lines.lines().rev().map_while(|line| {
        let line = line.trim();
        let said = line.strip_prefix("///").or_else(|| line.strip_prefix("//"))?;
        (!said.starts_with('!')).then(|| said.trim())
    });
    let mut lines: Vec<&str> = comments.collect();
    lines.reverse();
    lines.join("\n")
}
