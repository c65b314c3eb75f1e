//! The body of one function of a script, as a script of its own.

use rhai::{AST, ASTNode, Stmt};

/// The statements of the function `name` with one parameter. Rhai shows them only to a walk over a syntax tree.
pub(super) fn body_of(ast: &AST, name: &str) -> Vec<Stmt> {
    let mut entry = ast.clone();
    entry.clear_statements();
    entry.retain_functions(|_, _, found, arity| found == name && arity == 1);
    let mut body = Vec::new();
    entry.walk(&mut |path: &[ASTNode]| {
        if let [ASTNode::Stmt(statement)] = path {
            body.push((*statement).clone());
        }
        true
    });
    body
}
