//! Which measures a rule reads for the period that is judged, without naming another one. What libraries read is not seen here.

use std::ops::Range;

use rhai::{AST, ASTNode, Expr, FnCallExpr, Position};

use super::import::Import;
use super::syntax::word_at;
use super::{api, read_others};
use crate::source::SourceText;

/// The words that read a figure of the period that is judged, or of one counted back from it; whether a rule is stopped by its absence.
const WORDS: [(&str, Need); 8] = [
    ("value", Need::Needed),
    ("value_ago", Need::Needed),
    ("values", Need::Needed),
    ("value_or", Need::Spared),
    ("has", Need::Spared),
    ("why_missing", Need::Spared),
    ("reporting_rate", Need::Spared),
    ("on_time_rate", Need::Spared),
];

/// The words that list what the register holds.
const LISTS: [&str; 8] = [
    "bodies",
    "children",
    "parents",
    "relations",
    "relations_from",
    "relations_to",
    "ended_relations",
    "measures",
];

/// Whether a word reads a document.
fn is_of_documents(name: &str) -> bool {
    api::DOCUMENT_WORDS.iter().any(|word| word.name == name)
}

/// Whether a rule goes on without a figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    Needed,
    /// The rule asks for it, and goes on where it is missing.
    Spared,
}

/// A measure that a rule reads by its id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadMeasure {
    pub id: String,
    pub need: Need,
    /// Where the rule names it.
    pub place: Range<usize>,
}

/// Every measure that is read so, in the order of the text.
pub(super) fn read_measures(ast: &AST, source: &SourceText) -> Vec<ReadMeasure> {
    let mut found = Vec::new();
    ast.walk(&mut |path: &[ASTNode]| {
        if let Some(ASTNode::Expr(Expr::MethodCall(call, _))) = path.last() {
            found.extend(read(call, source));
        }
        true
    });
    found
}

/// Whether it reads the target of its own measure, body and period.
pub(super) fn reads_target(ast: &AST) -> bool {
    let mut is_read = false;
    ast.walk(&mut |path: &[ASTNode]| {
        if let Some(ASTNode::Expr(Expr::MethodCall(call, _))) = path.last() {
            is_read |= call.name == "target" && call.args.is_empty();
        }
        !is_read
    });
    is_read
}

/// The first place in which it asks for all parts of the whole.
pub(super) fn asks_for_parts(ast: &AST, source: &SourceText) -> Option<Range<usize>> {
    let mut found = None;
    ast.walk(&mut |path: &[ASTNode]| {
        if let Some(ASTNode::Expr(Expr::MethodCall(call, position))) = path.last()
            && call.name == api::PARTS
        {
            found.get_or_insert_with(|| quoted_word(*position, source));
        }
        found.is_none()
    });
    found
}

/// Whether it looks at the register or at other obligations, and at no figure and no document. What libraries read is not seen here, so a
/// rule that imports any may read figures.
pub(super) fn reads_register_alone(ast: &AST) -> bool {
    let (mut looks_around, mut may_read_figures) = (false, Import::all(ast).next().is_some());
    ast.walk(&mut |path: &[ASTNode]| {
        if let Some(ASTNode::Expr(Expr::MethodCall(call, _) | Expr::FnCall(call, _))) = path.last() {
            let name = call.name.as_str();
            looks_around |= LISTS.contains(&name) || name == read_others::WORD;
            may_read_figures |= name == "overdue"
                || name == "Fn"
                || is_of_documents(name)
                || WORDS.iter().any(|(word, _)| *word == name);
        }
        !may_read_figures
    });
    looks_around && !may_read_figures
}

/// Whether a text may hold a rule that does so, as far as can be told without reading its syntax.
pub(super) fn may_read_register_alone(source: &SourceText) -> bool {
    let calls = |word: &str| source.text.contains(&format!(".{word}("));
    LISTS.into_iter().any(calls) || calls(read_others::WORD)
}

/// Where a rule reads what it judges without naming it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct OwnReads {
    /// As figures.
    pub figure: Option<Range<usize>>,
    /// As a document.
    pub document: Option<Range<usize>>,
}

/// The first place of each kind.
pub(super) fn own_reads(ast: &AST, source: &SourceText) -> OwnReads {
    let mut found = OwnReads::default();
    ast.walk(&mut |path: &[ASTNode]| {
        let Some(ASTNode::Expr(Expr::MethodCall(call, position))) = path.last() else { return true };
        if call.args.first().is_some_and(is_text) {
            return true;
        }
        let name = call.name.as_str();
        let place = || quoted_word(*position, source);
        if WORDS.iter().any(|(word, _)| *word == name) {
            found.figure.get_or_insert_with(place);
        } else if is_of_documents(name) {
            found.document.get_or_insert_with(place);
        }
        true
    });
    found
}

fn quoted_word(position: Position, source: &SourceText) -> Range<usize> {
    word_at(source, source.offset(position.line().unwrap_or(1), position.position().unwrap_or(1)))
}

fn read(call: &FnCallExpr, source: &SourceText) -> Option<ReadMeasure> {
    let (_, need) = WORDS.into_iter().find(|(word, _)| call.name == *word)?;
    let Some(Expr::StringConstant(id, position)) = call.args.first() else { return None };
    let says_period = match call.name.as_str() {
        // A second argument that is no text, and a third one, are a period.
        "value" | "has" | "why_missing" => {
            call.args.len() == 3 || call.args.get(1).is_some_and(|second| !is_text(second))
        }
        _ => false,
    };
    (!says_period).then(|| ReadMeasure { id: id.to_string(), need, place: quoted(id, *position, source) })
}

fn is_text(expression: &Expr) -> bool {
    matches!(expression, Expr::StringConstant(..) | Expr::InterpolatedString(..))
}

fn quoted(text: &str, position: Position, source: &SourceText) -> Range<usize> {
    let start = source.offset(position.line().unwrap_or(1), position.position().unwrap_or(1));
    let rest = source.text.get(start + 1..).unwrap_or_default();
    if rest.starts_with(text) { start..start + text.len() + 2 } else { word_at(source, start) }
}
