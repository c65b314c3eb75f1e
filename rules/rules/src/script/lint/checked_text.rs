//! The text of a rule with its parts, as the checks look at it, and where a word of it stands.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rhai::{AST, ASTNode, Expr, Map, Position};

use crate::script::import::{Import, LibrariesByAlias, parse_path};
use crate::script::sandbox::Functions;
use crate::script::{Libraries, Library, engine, syntax};
use crate::source::SourceText;

/// What the checks look at.
pub(super) struct CheckedText<'a> {
    pub(super) ast: &'a AST,
    pub(super) source: &'a SourceText,
    /// What it may import.
    pub(super) libraries: &'a Libraries,
    /// What was imported before it, by the names that it calls them; nothing but for a piece that is tried out.
    pub(super) held: Option<&'a LibrariesByAlias>,
    /// The functions of the host.
    pub(super) functions: &'a Functions,
    /// Keys of the maps in the text; such an entry may hold a function and be called like one.
    pub(super) keys: BTreeSet<String>,
}

impl<'a> CheckedText<'a> {
    pub(super) fn new(ast: &'a AST, source: &'a SourceText, libraries: &'a Libraries) -> Self {
        let (functions, keys) = (engine::functions(), map_keys(ast));
        Self { ast, source, libraries, held: None, functions, keys }
    }

    /// The library that the text calls by this name.
    pub(super) fn library(&self, alias: &str) -> Option<&Arc<Library>> {
        let import = Import::all(self.ast).find(|import| import.alias == alias);
        match import {
            Some(import) => self.libraries.get(parse_path(import.path?.0)?.0)?.as_ref().ok(),
            None => self.held?.get(alias),
        }
    }

    /// Where a word stands in the text.
    pub(super) fn word(&self, position: Position) -> Range<usize> {
        let line = position.line().unwrap_or(1);
        let start = self.source.offset(line, position.position().unwrap_or(1));
        syntax::word_at(self.source, start)
    }

    /// Where a text in quotation marks stands; only the mark where it is spelt in another way than it reads.
    pub(super) fn quoted(&self, text: &str, position: Position) -> Range<usize> {
        let start = self.word(position).start;
        let rest = self.source.text.get(start + 1..).unwrap_or_default();
        let length = if rest.starts_with(text) { text.len() + 2 } else { 1 };
        start..start + length
    }

    /// Whether a text in quotation marks is spelt as it reads, without escapes or parts that are put together.
    pub(super) fn is_literal(&self, text: &str, position: Position) -> bool {
        let start = self.word(position).start;
        self.source.text.get(start + 1..).is_some_and(|rest| rest.starts_with(text))
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
