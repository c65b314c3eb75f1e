//! One call in a text, and the words for a wrong number of arguments.

use std::collections::BTreeSet;

use language::english::count;
use rhai::{ASTNode, Expr, FnCallExpr, Position, Stmt};

/// Whether the value before the dot is one of the arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum CallStyle {
    /// `name(x)`.
    Function,
    /// `x.name()`.
    Method,
}

/// A call in the text.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) expression: &'a FnCallExpr,
    pub(super) style: CallStyle,
    pub(super) position: Position,
}

impl Call<'_> {
    /// The call at a node of the syntax tree; operators are none.
    pub(super) fn at<'a>(node: &ASTNode<'a>) -> Option<Call<'a>> {
        let (expression, style, position) = match *node {
            ASTNode::Expr(Expr::FnCall(call, position)) | ASTNode::Stmt(Stmt::FnCall(call, position)) => {
                (call, CallStyle::Function, *position)
            }
            ASTNode::Expr(Expr::MethodCall(call, position)) => (call, CallStyle::Method, *position),
            _ => return None,
        };
        (!expression.is_operator_call()).then_some(Call { expression, style, position })
    }

    pub(super) fn arguments(&self) -> usize {
        self.expression.args.len() + usize::from(self.style == CallStyle::Method)
    }
}

pub(super) fn wrong_number(call: Call, arities: &BTreeSet<usize>) -> String {
    // The value before the dot is no argument in an author's eyes.
    let object = usize::from(call.style == CallStyle::Method);
    let taken: Vec<usize> = arities.iter().filter_map(|arity| arity.checked_sub(object)).collect();
    let given =
        if call.arguments() == object { "none".to_owned() } else { number_word(call.arguments() - object) };
    format!("`{}` takes {}, and is given {given}", call.expression.name, numbers(&taken))
}

/// `no arguments`, `at most one argument`, `one, two or four arguments`.
fn numbers(counts: &[usize]) -> String {
    match counts {
        [] | [0] => "no arguments".to_owned(),
        [0, .., most] => format!("at most {}", count(*most, "argument")),
        [only] => count(*only, "argument"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|count| number_word(*count)).collect();
            format!("{} or {}", first.join(", "), count(*last, "argument"))
        }
    }
}

fn number_word(number: usize) -> String {
    let counted = count(number, "argument");
    counted.split(' ').next().unwrap_or_default().to_owned()
}
