//! Measures and bodies that are named in the text. Whether they exist is known only over the whole project.

use std::ops::Range;

use rhai::{ASTNode, Expr};

use super::call::{Call, CallStyle};
use super::checked_text::CheckedText;
use crate::diagnostic::{Code, Diagnostic};
use crate::script::Vocabulary;
use crate::script::api::{Form, ValueShape, WordParam, reference};
use crate::source::SourceText;

/// An id in the text of a rule.
#[derive(Clone, Debug)]
pub(super) struct MentionedId {
    kind: IdKind,
    id: String,
    range: Range<usize>,
}

/// What an id stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum IdKind {
    Measure,
    Body,
}

impl MentionedId {
    /// What is wrong with it, if nothing has that id.
    pub(super) fn check(&self, source: &SourceText, vocabulary: &Vocabulary) -> Option<Diagnostic> {
        let id = self.id.as_str();
        let unknown = |code, noun| {
            Diagnostic::error(code, format!("there is no {noun} `{id}`"), source, self.range.clone())
        };
        match self.kind {
            IdKind::Measure if vocabulary.measures.contains(id) => None,
            IdKind::Body if vocabulary.bodies.contains(id) => None,
            IdKind::Measure => {
                let known = vocabulary.measures.iter().map(engine::model::MeasureId::as_str);
                Some(unknown(Code::UnknownMeasure, "measure").with_nearest(id, known))
            }
            IdKind::Body => {
                let known = vocabulary.bodies.iter().map(engine::model::BodyId::as_str);
                Some(unknown(Code::UnknownBody, "body").with_nearest(id, known))
            }
        }
    }
}

/// The ids that a node of the syntax tree names.
pub(super) fn at(rule: &CheckedText, node: &ASTNode) -> Vec<MentionedId> {
    let Some(call) = Call::at(node) else { return Vec::new() };
    let own = usize::from(call.style == CallStyle::Function);
    let kinds = kinds_of(&call.expression.name);
    let arguments = call.expression.args.iter().skip(own).zip(kinds);
    let mention = |(argument, kind): (&Expr, IdKind)| {
        let Expr::StringConstant(id, position) = argument else { return None };
        Some(MentionedId { kind, id: id.to_string(), range: rule.quoted(id, *position) })
    };
    arguments.filter_map(mention).collect()
}

/// The ids that a function may be given first, in its longest form.
fn kinds_of(function: &str) -> Vec<IdKind> {
    let kind = |param: &WordParam| match param.shape {
        ValueShape::MeasureId => Some(IdKind::Measure),
        ValueShape::BodyId => Some(IdKind::Body),
        _ => None,
    };
    let words = reference().iter().filter(|word| word.name == function);
    let kinds = |form: &Form| form.params.iter().skip(1).map_while(kind).collect::<Vec<_>>();
    words.flat_map(|word| word.forms).map(kinds).max_by_key(Vec::len).unwrap_or_default()
}
