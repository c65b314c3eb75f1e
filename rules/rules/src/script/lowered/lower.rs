//! From the syntax tree of a rule to instructions. What it does not know, it refuses by name. `statements`, `calls`, `switches`, `chains`
//! and `words` hold the parts.

use std::sync::Arc;

use engine::view::Site;
use rhai::{AST, CustomExpr, Dynamic, Expr, FnPtr, ImmutableString, Position, Stmt};

use super::code::Code;
use super::refusal::{Construct, NotLowered, Obstacle};
use super::scope::{Binding, Names};
use super::value::Value;
use crate::script::api::{StatementTemplate, VerdictTemplate};
use crate::script::library::Library;
use crate::script::position::line;
use crate::source::SourceText;

/// How many parts a rule may have, those of its functions counted at each call. Nothing outside of loops runs for long then, so that the
/// limit of operations is far from being met.
const PARTS: usize = 4_000;

/// How many places of a rule may be known by their numbers.
const SITES: u16 = 256;

/// How many figures that are asked for at once are known by their numbers, at the most: each takes room in every period of every obligation.
const SITES_OF_A_LIST: u16 = 24;

/// A rule that runs without the interpreter.
pub(in crate::script) struct Lowered {
    pub(super) code: Code,
    /// How many variables it has.
    pub(super) variables: usize,
    /// How many parts of the rule's tree it was made of, which is how many steps it takes at the most, but for what stands in a `for`.
    parts: usize,
}

impl Lowered {
    /// Puts a fault into it.
    #[cfg(test)]
    pub(in crate::script) fn seed(&mut self, fault: super::SeededFault) {
        self.code.seed(fault);
    }

    /// How many steps it takes at the most, but for what stands in a `for`.
    pub(in crate::script) fn steps(&self) -> usize {
        self.parts
    }
}

/// What a rule is lowered from.
pub(in crate::script) struct Written<'a> {
    /// The body of `assess`.
    pub(in crate::script) statements: &'a [Stmt],
    /// What it calls what it is given.
    pub(in crate::script) parameter: &'a str,
    pub(in crate::script) source: &'a SourceText,
    /// The whole of its text, with its functions.
    pub(in crate::script) ast: &'a AST,
    /// The libraries that it imports, by what it calls them.
    pub(in crate::script) libraries: &'a [(&'a str, Arc<Library>)],
}

/// Lowers a rule.
///
/// # Errors
/// There is something in it that only the interpreter does.
pub(in crate::script) fn lower(written: &Written<'_>) -> Result<Lowered, NotLowered> {
    let text = Text { ast: written.ast, source: written.source, library: None };
    let mut lowering = Lowering {
        text,
        libraries: written.libraries,
        names: Names::default(),
        places: 0,
        sites: 0,
        parts: 0,
        operands: 0,
        calls: Vec::new(),
    };
    lowering.declare(&written.parameter.into(), Binding::My, Position::NONE)?;
    let code = lowering.statements(written.statements)?;
    Ok(Lowered { code, variables: lowering.places, parts: lowering.parts })
}

/// The text that is lowered now: the rule's own, or that of a library.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    /// With its functions, which stand before words of the same name.
    pub(super) ast: &'a AST,
    pub(super) source: &'a SourceText,
    /// The library's name; none of the rule itself, which alone has lines that verdicts tell.
    pub(super) library: Option<&'a str>,
}

/// A rule on its way.
pub(super) struct Lowering<'a> {
    pub(super) text: Text<'a>,
    pub(super) libraries: &'a [(&'a str, Arc<Library>)],
    pub(super) names: Names,
    /// How many variables there are so far.
    places: usize,
    /// How many places there are that ask for one and the same figure each.
    sites: u16,
    parts: usize,
    /// Within how many operands it stands. The interpreter reads a variable that is an operand after the later ones, so that an
    /// assignment among these would show.
    pub(super) operands: usize,
    /// The functions within which it stands, the outermost first: of which library, by name and number of parameters.
    pub(super) calls: Vec<(Option<&'a str>, ImmutableString, usize)>,
}

impl Lowering<'_> {
    pub(super) fn expression(&mut self, expression: &Expr) -> Result<Code, NotLowered> {
        let position = expression.position();
        self.count(position)?;
        match expression {
            Expr::BoolConstant(flag, _) => Ok(Code::Constant(Value::Flag(*flag))),
            Expr::IntegerConstant(whole, _) => Ok(Code::Constant(Value::Whole(*whole))),
            Expr::StringConstant(text, _) => Ok(Code::Constant(Value::Text(text.clone()))),
            Expr::CharConstant(letter, _) => Ok(Code::Constant(Value::of_host(Dynamic::from(*letter)))),
            Expr::DynamicConstant(value, _) if value.is::<FnPtr>() => {
                self.refuse(position, Construct::FunctionAsValue)
            }
            Expr::DynamicConstant(value, _) => Ok(Code::Constant(Value::of_host(Dynamic::clone(value)))),
            Expr::Unit(_) => Ok(Code::Constant(Value::Nothing)),
            Expr::Variable(..) => match variable(expression).and_then(|name| self.names.find(name)) {
                Some(Binding::Variable(place) | Binding::Constant(place)) => Ok(Code::Variable(place)),
                Some(Binding::My) => self.refuse(position, Construct::HandedOn),
                None => self.refuse(position, Construct::Other),
            },
            Expr::And(parts, _) => Ok(Code::All(self.all(parts)?)),
            Expr::Or(parts, _) => Ok(Code::Any(self.all(parts)?)),
            Expr::InterpolatedString(parts, _) => {
                Ok(Code::Text(parts.iter().map(|part| self.spoken(part)).collect::<Result<_, _>>()?))
            }
            Expr::Stmt(block) => self.block(block.statements()),
            Expr::FnCall(call, position) => self.call(call, *position),
            Expr::Dot(..) | Expr::Index(..) => self.chain(expression),
            Expr::Custom(custom, position) => self.template(custom, *position),
            Expr::Array(entries, _) => Ok(Code::List(self.all(entries)?)),
            Expr::Map(entries, _) => {
                let entry =
                    |(key, entry): &(rhai::Ident, Expr)| Ok((key.name.clone(), self.expression(entry)?));
                Ok(Code::Map(entries.0.iter().map(entry).collect::<Result<_, _>>()?))
            }
            Expr::Coalesce(..) => self.refuse(position, Construct::Perhaps),
            _ => self.refuse(position, Construct::Other),
        }
    }

    /// What is read aloud within a text: bodies and measures by their names.
    fn spoken(&mut self, part: &Expr) -> Result<Code, NotLowered> {
        match self.named(part) {
            Some(property) => Ok(Code::Subject(property)),
            None => self.expression(part),
        }
    }

    /// A text that a verdict is given with, as a template and what fills it.
    fn template(&mut self, custom: &CustomExpr, position: Position) -> Result<Code, NotLowered> {
        let inputs: Vec<Code> =
            custom.inputs.iter().map(|input| self.spoken(input)).collect::<Result<_, _>>()?;
        if let Some(template) = custom.state.read_lock::<VerdictTemplate>() {
            let VerdictTemplate { judgement, statement, position } = &*template;
            return Ok(Code::Judged(*judgement, statement.clone(), inputs, line(*position)));
        }
        match custom.state.read_lock::<StatementTemplate>() {
            Some(template) => Ok(Code::Statement(template.clone(), inputs)),
            None => self.refuse(position, Construct::Other),
        }
    }

    pub(super) fn all(&mut self, parts: &[Expr]) -> Result<Vec<Code>, NotLowered> {
        parts.iter().map(|part| self.expression(part)).collect()
    }

    /// The operands of a call.
    pub(super) fn operands(&mut self, operands: &[Expr]) -> Result<Vec<Code>, NotLowered> {
        operands.iter().map(|operand| self.operand(operand)).collect()
    }

    pub(super) fn operand(&mut self, operand: &Expr) -> Result<Code, NotLowered> {
        self.operands += 1;
        let code = self.expression(operand);
        self.operands -= 1;
        code
    }

    /// Whether what is lowered now is an operand, or stands in one.
    pub(super) fn is_operand(&self) -> bool {
        self.operands > 0
    }

    /// The variable that an expression is, where it can be changed.
    pub(super) fn place_of(&self, expression: &Expr) -> Option<usize> {
        match variable(expression).and_then(|name| self.names.find(name)) {
            Some(Binding::Variable(place)) => Some(place),
            _ => None,
        }
    }

    /// Whether an expression is what the rule is given.
    pub(super) fn is_my(&self, expression: &Expr) -> bool {
        variable(expression).and_then(|name| self.names.find(name)) == Some(Binding::My)
    }

    /// A place for a value.
    pub(super) fn new_place(&mut self) -> usize {
        self.places += 1;
        self.places - 1
    }

    /// The number of a place that asks about a cell, where that is the same one whenever the rule runs for its subject.
    pub(super) fn site(&mut self, args: &[Code]) -> Option<Site> {
        self.sites_for(args, 1)
    }

    /// The first of as many such numbers as periods are asked for, where it is written how many.
    pub(super) fn sites(&mut self, args: &[Code]) -> Option<Site> {
        let Some(Code::Constant(count)) = args.last() else { return None };
        let count = u16::try_from(count.whole()?).ok()?;
        if count > SITES_OF_A_LIST { None } else { self.sites_for(args, count) }
    }

    fn sites_for(&mut self, args: &[Code], count: u16) -> Option<Site> {
        let next = self.sites.checked_add(count).filter(|next| *next <= SITES)?;
        if !args.iter().all(Code::is_fixed) {
            return None;
        }
        Some(Site(std::mem::replace(&mut self.sites, next)))
    }

    pub(super) fn declare(
        &mut self,
        name: &ImmutableString,
        binding: Binding,
        position: Position,
    ) -> Result<(), NotLowered> {
        self.names.declare(name, binding).ok_or_else(|| self.refusal(position, Obstacle::Length))
    }

    /// How many parts there are so far.
    pub(super) fn parts(&self) -> usize {
        self.parts
    }

    pub(super) fn count(&mut self, position: Position) -> Result<(), NotLowered> {
        self.parts += 1;
        if self.parts > PARTS { Err(self.refusal(position, Obstacle::Length)) } else { Ok(()) }
    }

    /// The line of a verdict; a library has none.
    pub(super) fn line(&self, position: Position) -> Option<u32> {
        if self.text.library.is_some() { None } else { line(position) }
    }

    pub(super) fn refuse<T>(&self, position: Position, what: Construct) -> Result<T, NotLowered> {
        Err(self.refusal(position, Obstacle::Construct(what)))
    }

    /// Why something at a place is not lowered; a place in a library is the library.
    pub(super) fn refusal(&self, position: Position, what: Obstacle) -> NotLowered {
        match self.text.library {
            None => NotLowered { line: line(position), what },
            Some(library) => NotLowered { line: None, what: Obstacle::Library(library.to_owned()) },
        }
    }
}

/// The name of a variable of the function itself.
pub(super) fn variable(expression: &Expr) -> Option<&ImmutableString> {
    match expression {
        Expr::Variable(named, ..) if named.2.is_empty() => Some(&named.1),
        _ => None,
    }
}
