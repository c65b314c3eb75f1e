//! What is wrong with a rule that can be seen before it runs: all of it, in the order of the text.

mod calls;
mod names;
mod shape;

use std::collections::BTreeSet;
use std::ops::Range;

use rhai::{AST, ASTNode, Expr, Map, Position};

use super::Vocabulary;
use crate::diagnostic::Diagnostic;
use crate::source::SourceText;

/// What the checks look at.
struct Rule<'a> {
    ast: &'a AST,
    source: &'a SourceText,
    vocabulary: &'a Vocabulary,
    /// Keys of the maps in the text; such an entry may hold a function and be called like one.
    keys: BTreeSet<String>,
}

/// Every fault of a rule that can be read.
pub(super) fn lint(ast: &AST, source: &SourceText, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let rule = Rule { ast, source, vocabulary, keys: map_keys(ast) };
    let mut faults = shape::check(&rule);
    ast.walk(&mut |path: &[ASTNode]| {
        if let Some(node) = path.last() {
            faults.extend(shape::changes_entry(&rule, node));
            faults.extend(calls::check(&rule, node));
            faults.extend(names::check(&rule, node));
        }
        true
    });
    faults.sort_by_key(|fault| fault.labels.first().map_or(0, |label| label.span.range.start));
    faults.dedup();
    faults
}

impl Rule<'_> {
    /// Where a word stands in the text.
    fn word(&self, position: Position) -> Range<usize> {
        let line = position.line().unwrap_or(1);
        let start = self.source.offset(line, position.position().unwrap_or(1));
        super::syntax::word_at(self.source, start)
    }

    /// Where a text in quotation marks stands; only the mark where it is spelt in another way than it reads.
    fn quoted(&self, text: &str, position: Position) -> Range<usize> {
        let start = self.word(position).start;
        let rest = self.source.text.get(start + 1..).unwrap_or_default();
        let length = if rest.starts_with(text) { text.len() + 2 } else { 1 };
        start..start + length
    }
}

fn map_keys(ast: &AST) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    ast.walk(&mut |path: &[ASTNode]| {
        match path.last() {
            Some(ASTNode::Expr(Expr::Map(map, _))) => {
                keys.extend(map.0.iter().map(|(key, _)| key.as_str().to_owned()));
            }
            // The optimiser has made one value of a map whose entries are all constant.
            Some(ASTNode::Expr(Expr::DynamicConstant(value, _))) => {
                let map = value.read_lock::<Map>();
                keys.extend(map.iter().flat_map(|map| map.keys()).map(ToString::to_string));
            }
            _ => {}
        }
        true
    });
    keys
}
