//! `switch`, lowered. The syntax tree holds no more of a case than the hash of its value. Which text that is, the interpreter says: asked
//! with each text that stands in the file, and with `true` and `false`. Where a case is none of these, the rule is refused.

use std::collections::BTreeSet;

use rhai::{
    AST, Dynamic, Expr, ImmutableString, Module, Position, RangeCase, Scope, Stmt, SwitchCasesCollection,
};

use super::code::{Case, Code, Range, Switch};
use super::lower::Lowering;
use super::refusal::{Construct, NotLowered};
use crate::script::engine::engine;
use crate::script::sandbox::limits;

/// How many texts of a file are tried.
const TEXTS: usize = 1_000;

impl Lowering<'_> {
    pub(super) fn switch(
        &mut self,
        of: &Expr,
        cases: &SwitchCasesCollection,
        position: Position,
    ) -> Result<Code, NotLowered> {
        let of = self.expression(of)?;
        let otherwise = cases.def_case.map(|at| self.expression(&cases.expressions[at].rhs)).transpose()?;
        let oracle = Oracle::of(cases);
        let mut found = 0;
        let mut flags = [Vec::new(), Vec::new()];
        for (flag, gives) in [false, true].into_iter().zip(&mut flags) {
            let expression = Expr::BoolConstant(flag, Position::NONE);
            (*gives, found) = self.cases_of(cases, (&oracle, expression), found)?;
        }
        let mut texts: Vec<(ImmutableString, Vec<Case>)> = Vec::new();
        for text in texts_in(&self.text.source.text) {
            let expression = Expr::StringConstant(text.clone(), Position::NONE);
            let (gives, so_far) = self.cases_of(cases, (&oracle, expression), found)?;
            if !gives.is_empty() {
                texts.push((text, gives));
            }
            found = so_far;
        }
        // A range is a case as well, of a value that is that range.
        let as_values: BTreeSet<_> = cases
            .ranges
            .iter()
            .map(|range| format!("{range:?}").split(" =>").next().map(str::to_owned))
            .collect();
        if found + as_values.len() != cases.cases.len() {
            return self.refuse(position, Construct::Switch);
        }
        let ranges = cases.ranges.iter().map(|range| {
            let case = self.case(cases, range.index())?;
            Ok((range_of(range), case))
        });
        let ranges = ranges.collect::<Result<_, NotLowered>>()?;
        Ok(Code::Switch(Box::new(Switch { of, texts, flags, ranges, otherwise })))
    }

    /// The cases of a value, and how many values have cases so far.
    fn cases_of(
        &mut self,
        cases: &SwitchCasesCollection,
        (oracle, value): (&Oracle, Expr),
        found: usize,
    ) -> Result<(Vec<Case>, usize), NotLowered> {
        let blocks = oracle.cases_of(&value);
        let is_found = usize::from(!blocks.is_empty());
        let gives = blocks.into_iter().map(|at| self.case(cases, at)).collect::<Result<_, _>>()?;
        Ok((gives, found + is_found))
    }

    fn case(&mut self, cases: &SwitchCasesCollection, at: usize) -> Result<Case, NotLowered> {
        let case = &cases.expressions[at];
        let holds = match &case.lhs {
            Expr::BoolConstant(true, _) => None,
            condition => Some(self.expression(condition)?),
        };
        Ok(Case { holds, gives: self.expression(&case.rhs)? })
    }
}

/// The same cases, each of which gives its number.
struct Oracle(SwitchCasesCollection);

impl Oracle {
    fn of(cases: &SwitchCasesCollection) -> Self {
        let mut cases = cases.clone();
        for (at, case) in (0..).zip(&mut cases.expressions) {
            case.lhs = Expr::BoolConstant(true, Position::NONE);
            case.rhs = Expr::IntegerConstant(at, Position::NONE);
        }
        cases.ranges.clear();
        cases.def_case = None;
        Self(cases)
    }

    /// The numbers of the cases of a value, in order: each next one is what is chosen where those before it do not hold.
    fn cases_of(&self, value: &Expr) -> Vec<usize> {
        let (mut left, mut found) = (self.0.clone(), Vec::new());
        while let Some(at) = Self::first_of(value, &left) {
            left.expressions[at].lhs = Expr::BoolConstant(false, Position::NONE);
            found.push(at);
        }
        found
    }

    /// The number of the first case of a value.
    fn first_of(value: &Expr, cases: &SwitchCasesCollection) -> Option<usize> {
        let statement = Stmt::Switch(Box::new((value.clone(), cases.clone())), Position::NONE);
        limits::start();
        let ast = AST::new([statement], Module::new());
        let given = engine().eval_ast_with_scope::<Dynamic>(&mut Scope::new(), &ast).ok()?;
        given.as_int().ok().and_then(|at| usize::try_from(at).ok())
    }
}

fn range_of(range: &RangeCase) -> Range {
    match range {
        RangeCase::ExclusiveInt(range, _) => Range { first: range.start, last: range.end, holds_last: false },
        RangeCase::InclusiveInt(range, _) => {
            Range { first: *range.start(), last: *range.end(), holds_last: true }
        }
    }
}

/// Whatever stands between two quotation marks of one line, whichever of them are those of a text.
fn texts_in(source: &str) -> Vec<ImmutableString> {
    let mut texts: Vec<ImmutableString> = source
        .lines()
        .flat_map(|line| {
            let parts: Vec<&str> = line.split('"').collect();
            let inner = parts.get(1..parts.len().saturating_sub(1)).unwrap_or_default().to_vec();
            inner.into_iter().filter(|text| !text.contains('\\')).map(ImmutableString::from)
        })
        .collect();
    texts.sort();
    texts.dedup();
    texts.truncate(TEXTS);
    texts
}
