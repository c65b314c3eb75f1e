//! Functions of a rule and of its libraries, lowered where they are called: each call has the function's code and variables of its own.

use std::mem;

use rhai::{Dynamic, Expr, FnCallExpr, FnPtr, ImmutableString, Position, ScriptFuncDef};

use super::code::{Code, Each, EachWord};
use super::lower::{Lowering, Text};
use super::refusal::{Construct, NotLowered, Obstacle};
use super::scope::{Binding, Names};
use crate::script::entry::body_of;
use crate::script::position::line;

/// What a function calls what it is given, and what is put into that.
type Params = Vec<(ImmutableString, Binding, Option<Code>)>;

/// How many calls may stand within one another: far fewer than the interpreter allows.
const DEPTH: usize = 12;

impl Lowering<'_> {
    /// Whether a call is of no function of the text itself, nor of a library.
    pub(super) fn is_word(&self, call: &FnCallExpr) -> bool {
        call.namespace.is_empty() && !self.has_function(&call.name)
    }

    /// Whether the text has a function of that name.
    pub(super) fn has_function(&self, name: &str) -> bool {
        self.text.ast.iter_fn_def().any(|function| function.name == name)
    }

    /// A call of a function of the text itself, or of a library.
    pub(super) fn call_function(
        &mut self,
        call: &FnCallExpr,
        position: Position,
    ) -> Result<Code, NotLowered> {
        if call.namespace.is_empty() {
            let params = self.arguments(call, self.text, position)?;
            return self.inline(&call.name, params, position);
        }
        let path = &call.namespace.path;
        let found = self.libraries.iter().find(|(alias, _)| path.len() == 1 && path[0].name == *alias);
        let Some((_, library)) = found.filter(|_| self.text.library.is_none()) else {
            return Err(self.refusal(position, Obstacle::Word(call.name.to_string())));
        };
        let text = Text { ast: library.ast(), source: library.source(), library: Some(library.name()) };
        if !library.functions().contains_key(call.name.as_str()) {
            return Err(self.refusal(position, Obstacle::Word(call.name.to_string())));
        }
        let params = self.arguments(call, text, position)?;
        let outer = mem::replace(&mut self.text, text);
        let code = self.inline(&call.name, params, position);
        self.text = outer;
        // A place in a library is told as the place of the call.
        code.map_err(|refused| NotLowered { line: line(position), ..refused })
    }

    /// A list that is gone through with a function.
    pub(super) fn each(
        &mut self,
        (word, of): (EachWord, Code),
        function: &Expr,
        position: Position,
    ) -> Result<Code, NotLowered> {
        let name = named_function(function);
        let function = name.as_ref().and_then(|name| find(self.text, name, 1));
        let Some((name, param)) = name.zip(function.and_then(|function| function.params.first().cloned()))
        else {
            return self.refuse(position, Construct::FunctionAsValue);
        };
        let (before, variable) = (self.parts(), self.new_place());
        let body = self.inline(&name, vec![(param, Binding::Variable(variable), None)], position)?;
        Ok(Code::Each(Box::new(Each { word, of, variable, body, round: self.fuel(before) })))
    }

    /// What the parameters of a function mean, and what is put into them.
    fn arguments(
        &mut self,
        call: &FnCallExpr,
        of: Text<'_>,
        position: Position,
    ) -> Result<Params, NotLowered> {
        let Some(function) = find(of, &call.name, call.args.len()) else {
            return Err(self.refusal(position, Obstacle::Word(call.name.to_string())));
        };
        let argument = |(name, arg): (&ImmutableString, &Expr)| {
            if self.is_my(arg) {
                return Ok((name.clone(), Binding::My, None));
            }
            let value = self.operand(arg)?;
            let place = self.new_place();
            Ok((name.clone(), Binding::Variable(place), Some(Code::Set(place, Box::new(value)))))
        };
        function.params.iter().zip(&*call.args).map(argument).collect()
    }

    /// A function's body in the place of its call.
    fn inline(
        &mut self,
        name: &ImmutableString,
        params: Params,
        position: Position,
    ) -> Result<Code, NotLowered> {
        self.count(position)?;
        let call = (self.text.library, name.clone(), params.len());
        if self.calls.contains(&call) || self.calls.len() >= DEPTH {
            return self.refuse(position, Construct::Recursion);
        }
        let outer = (mem::take(&mut self.names), mem::take(&mut self.operands));
        self.calls.push(call);
        let code = self.body(name, params, position);
        self.calls.pop();
        (self.names, self.operands) = outer;
        code
    }

    fn body(
        &mut self,
        name: &ImmutableString,
        params: Params,
        position: Position,
    ) -> Result<Code, NotLowered> {
        let statements = body_of(self.text.ast, name, params.len());
        self.names = Names::default();
        let mut values = Vec::new();
        for (name, binding, value) in params {
            self.declare(&name, binding, position)?;
            values.extend(value);
        }
        let body = self.statements(&statements)?;
        Ok(Code::Call(values, Box::new(body)))
    }
}

/// A function of a text that takes so many values.
fn find<'a>(text: Text<'a>, name: &str, given: usize) -> Option<&'a ScriptFuncDef> {
    let mut functions = text.ast.iter_fn_def().map(|function| &**function);
    functions.find(|function| {
        function.name == name && function.params.len() == given && function.this_type.is_none()
    })
}

/// The name of the function that an expression is.
fn named_function(expression: &Expr) -> Option<ImmutableString> {
    let Expr::DynamicConstant(value, _) = expression else { return None };
    let function = Dynamic::read_lock::<FnPtr>(value)?;
    function.curry().is_empty().then(|| function.fn_name().into())
}
