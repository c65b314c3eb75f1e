//! Of which obligations a text reads verdicts. Where that cannot be told from it, it may be all of them. What a rule reads through
//! libraries is gathered elsewhere.

use std::collections::BTreeSet;
use std::ops::Range;

use engine::others::Among;
use rhai::{AST, ASTNode, Expr, FnCallExpr, Stmt};

use super::entry::body_of;
use super::syntax::word_at;
use crate::source::SourceText;

/// The word that opens the sight on other obligations.
pub(super) const WORD: &str = "obligations";

/// One place in which a rule asks for other obligations.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadOthers {
    pub among: Among,
    /// Where in its own text.
    pub place: Range<usize>,
}

/// Every place of a text in which it asks for other obligations.
pub(super) fn places(ast: &AST, source: &SourceText) -> Vec<ReadOthers> {
    let mut found = Vec::new();
    ast.walk(&mut |path: &[ASTNode]| {
        if let Some((among, position)) = path.last().and_then(asked) {
            let start = source.offset(position.line().unwrap_or(1), position.position().unwrap_or(1));
            let place = match &among {
                Among::Named(name) if is_quoted(source, start, name) => start..start + name.len() + 2,
                _ => word_at(source, start),
            };
            found.push(ReadOthers { among, place });
        }
        true
    });
    found
}

/// The functions of a library that ask for other obligations, by themselves or through others, and what is asked for.
pub(super) fn of_library(ast: &AST) -> (BTreeSet<String>, Vec<Among>) {
    let mut found = BTreeSet::new();
    let mut readers: BTreeSet<String> = BTreeSet::new();
    loop {
        let before = readers.len();
        for function in ast.iter_fn_def() {
            let mut reads = false;
            for statement in body_of(ast, &function.name, function.params.len()) {
                statement.walk(&mut Vec::new(), &mut |path: &[ASTNode]| {
                    let Some(node) = path.last() else { return true };
                    let own = asked(node).map(|(among, _)| among);
                    reads |= own.is_some()
                        || called(node).is_some_and(|call| readers.contains(call.name.as_str()));
                    found.extend(own);
                    true
                });
            }
            if reads {
                readers.insert(function.name.to_string());
            }
        }
        if readers.len() == before {
            return (readers, found.into_iter().collect());
        }
    }
}

/// The call at a node of the syntax tree.
pub(super) fn called<'a>(node: &ASTNode<'a>) -> Option<&'a FnCallExpr> {
    match node {
        ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))
        | ASTNode::Stmt(Stmt::FnCall(call, _)) => Some(call),
        _ => None,
    }
}

/// What a node asks for, and where that stands.
pub(super) fn asked(node: &ASTNode) -> Option<(Among, rhai::Position)> {
    match node {
        ASTNode::Expr(Expr::MethodCall(call, position)) if call.name == WORD => {
            Some(argument(call.args.first(), *position))
        }
        ASTNode::Expr(Expr::FnCall(call, position)) | ASTNode::Stmt(Stmt::FnCall(call, position))
            if call.name == WORD =>
        {
            Some(argument(call.args.get(1), *position))
        }
        // A function may be called by its name.
        ASTNode::Expr(Expr::StringConstant(text, position)) if text == WORD => Some((Among::All, *position)),
        ASTNode::Expr(Expr::DynamicConstant(value, position)) => {
            let function = value.read_lock::<rhai::FnPtr>()?;
            (function.fn_name() == WORD).then_some((Among::All, *position))
        }
        _ => None,
    }
}

fn argument(argument: Option<&Expr>, position: rhai::Position) -> (Among, rhai::Position) {
    match argument {
        Some(Expr::StringConstant(name, position)) => (Among::Named(name.as_str().into()), *position),
        Some(Expr::Dot(dot, ..)) if matches!(&dot.rhs, Expr::Property(name, _) if name.2 == "mission") => {
            // `my.mission`, whatever the rule calls `my`; of another obligation it may be any mission.
            match &dot.lhs {
                Expr::Variable(variable, ..) if variable.1 == "my" => (Among::Own, position),
                _ => (Among::All, position),
            }
        }
        _ => (Among::All, position),
    }
}

fn is_quoted(source: &SourceText, start: usize, text: &str) -> bool {
    source.text.get(start + 1..).is_some_and(|rest| rest.starts_with(text))
}
