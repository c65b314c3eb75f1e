//! Which parameters a rule reads, as its syntax tree shows: `my.params.floor`, also through variables and functions of its own. Whatever it
//! hands to a function that is not looked through may read anything.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rhai::{AST, ASTNode, BinaryExpr, Expr, FnCallExpr, ImmutableString, Position, Stmt};

use super::entry::{ENTRY, body_of};
use super::held_text::variable;
use super::syntax::word_at;
use crate::source::SourceText;

/// The parameters that a rule reads.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct ReadParams {
    /// Each that it reads, with the first place where it does.
    pub reads: BTreeMap<String, Range<usize>>,
    /// Those of which it asks whether they are there.
    pub asked: BTreeSet<String>,
    /// Whether it may read others besides, by names or in functions that are not known here.
    pub is_open: bool,
}

impl ReadParams {
    /// Whether it looks at a parameter at all.
    pub fn mentions(&self, name: &str) -> bool {
        self.reads.contains_key(name) || self.asked.contains(name)
    }
}

/// What a variable holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    My,
    Params,
}

/// A parameter of a function of the rule's own, by the function's name, how many it has, its place and what it holds.
type Handed = (String, usize, usize, Held);

/// Reads a rule's syntax tree.
pub(super) fn read_params(ast: &AST, source: &SourceText) -> ReadParams {
    let mut found = ReadParams::default();
    let mut seen: BTreeSet<Handed> = BTreeSet::new();
    let mut open: Vec<Handed> = vec![(ENTRY.to_owned(), 1, 0, Held::My)];
    while let Some(next) = open.pop() {
        if !seen.insert(next.clone()) {
            continue;
        }
        let (name, arity, place, held) = next;
        let named = |function: &&rhai::ScriptFuncDef| function.name == name && function.params.len() == arity;
        let Some(function) = ast.iter_fn_def().map(|function| &**function).find(named) else { continue };
        let body = body_of(ast, &name, arity);
        let mut reader =
            ParamsReader { ast, source, held: BTreeMap::new(), found: &mut found, open: &mut open };
        reader.held.insert(function.params[place].clone(), held);
        reader.note_variables(&body);
        walk(&body, &mut |path| reader.look(path));
    }
    found
}

struct ParamsReader<'a> {
    ast: &'a AST,
    source: &'a SourceText,
    held: BTreeMap<ImmutableString, Held>,
    found: &'a mut ReadParams,
    open: &'a mut Vec<Handed>,
}

fn walk(statements: &[Stmt], look: &mut dyn FnMut(&[ASTNode])) {
    for statement in statements {
        statement.walk(&mut Vec::new(), &mut |path: &[ASTNode]| {
            look(path);
            true
        });
    }
}

impl ParamsReader<'_> {
    /// `let given = my.params;` gives the same another name.
    fn note_variables(&mut self, body: &[Stmt]) {
        walk(body, &mut |path| {
            if let Some(ASTNode::Stmt(Stmt::Var(parts, ..))) = path.last()
                && let Some(held) = self.holds(&parts.1)
            {
                self.held.insert(parts.0.name.clone(), held);
            }
        });
    }

    fn holds(&self, expression: &Expr) -> Option<Held> {
        match expression {
            Expr::Dot(dot, ..) if is_params(&dot.rhs) && self.holds(&dot.lhs) == Some(Held::My) => {
                Some(Held::Params)
            }
            other => self.held.get(variable(other)?).copied(),
        }
    }

    /// Looks at one node of the tree, the last of a path to it.
    fn look(&mut self, path: &[ASTNode]) {
        let Some(ASTNode::Expr(expression)) = path.last() else { return };
        match expression {
            Expr::Dot(dot, ..) => self.look_at_dot(dot),
            Expr::Index(index, ..) if self.holds(&index.lhs) == Some(Held::Params) => {
                self.index(head(&index.rhs));
            }
            _ => {}
        }
        let Some(held) = self.holds(expression) else { return };
        let parent = path.len().checked_sub(2).and_then(|place| path.get(place));
        self.look_at_value(expression, held, parent);
    }

    fn look_at_dot(&mut self, dot: &BinaryExpr) {
        match (self.holds(&dot.lhs), &dot.rhs) {
            (Some(Held::My), Expr::Dot(inner, ..)) if is_params(&inner.lhs) => {
                self.property(head(&inner.rhs));
            }
            (Some(Held::My), Expr::Index(inner, ..)) if is_params(&inner.lhs) => self.index(head(&inner.rhs)),
            (Some(Held::Params), rest) => self.property(head(rest)),
            _ => {}
        }
    }

    /// What follows `my.params.`.
    fn property(&mut self, property: &Expr) {
        match property {
            Expr::Property(name, position) => self.read(&name.2, *position),
            Expr::MethodCall(call, _) if call.name == "contains" => self.asks(call.args.first()),
            _ => self.found.is_open = true,
        }
    }

    /// What stands between brackets after `my.params`.
    fn index(&mut self, index: &Expr) {
        match index {
            Expr::StringConstant(name, position) => self.read(name, *position),
            _ => self.found.is_open = true,
        }
    }

    fn read(&mut self, name: &str, position: Position) {
        let start = self.source.offset(position.line().unwrap_or(1), position.position().unwrap_or(1));
        let place = word_at(self.source, start);
        self.found.reads.entry(name.to_owned()).or_insert(place);
    }

    fn asks(&mut self, name: Option<&Expr>) {
        match name {
            Some(Expr::StringConstant(name, _)) => {
                self.found.asked.insert(name.to_string());
            }
            _ => self.found.is_open = true,
        }
    }

    /// Looks at what is done with `my` or `my.params` as a value.
    fn look_at_value(&mut self, value: &Expr, held: Held, parent: Option<&ASTNode>) {
        match parent {
            Some(ASTNode::Stmt(Stmt::Var(..))) => {}
            // What follows the dot or stands between the brackets was looked at there.
            Some(ASTNode::Expr(Expr::Dot(outer, ..) | Expr::Index(outer, ..)))
                if is_at(&outer.lhs, value) => {}
            Some(ASTNode::Expr(Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _))) => {
                self.look_at_call(call, value, held);
            }
            _ => self.found.is_open = true,
        }
    }

    fn look_at_call(&mut self, call: &FnCallExpr, value: &Expr, held: Held) {
        let Some(place) = call.args.iter().position(|argument| is_at(argument, value)) else { return };
        let (name, arity) = (call.name.as_str(), call.args.len());
        let is_own = |function: &rhai::ScriptFuncDef| function.name == name && function.params.len() == arity;
        if call.namespace.is_empty() && self.ast.iter_fn_def().any(|function| is_own(function)) {
            self.open.push((name.to_owned(), arity, place, held));
        } else if name == "contains" && held == Held::Params && place == 0 {
            // `"floor" in my.params` is a call of `contains` in the tree.
            self.asks(call.args.get(1));
        } else {
            self.found.is_open = true;
        }
    }
}

fn is_params(expression: &Expr) -> bool {
    matches!(expression, Expr::Property(name, _) if name.2 == "params")
}

fn is_at(one: &Expr, other: &Expr) -> bool {
    std::ptr::eq(one, other)
}

/// The first link of what follows a dot or a bracket.
fn head(chain: &Expr) -> &Expr {
    match chain {
        Expr::Dot(next, ..) | Expr::Index(next, ..) => &next.lhs,
        single => single,
    }
}
