//! Marks as the interpreter meets them, and the engine that knows them. No text can contain one.
//!
//! A mark is a piece of custom syntax that was never parsed. The operations that the interpreter counts for it are given
//! back, so that a counted rule has the allowance of a plain one.

use std::cell::RefCell;
use std::sync::{Arc, LazyLock};

use rhai::{CustomExpr, Dynamic, Engine, Expr, Expression, OptimizationLevel, Position, Stmt};

use super::point::Point;
use crate::script::engine;
use crate::script::sandbox::limits;

/// What any mark costs before it gives its cost back: the statement and the expression.
const COST: u64 = 2;
/// What a counted rule may be short of for a moment.
pub(in crate::script) const SPARE: u64 = 2 * COST;

const MARK: &str = "coverage mark";
const LOOP: &str = "coverage loop";
const BODY: &str = "coverage_body";

static ENGINE: LazyLock<Engine> = LazyLock::new(build);

thread_local! {
    /// Whether the body of each loop that is running has begun, the innermost last.
    static LOOPS: RefCell<Vec<bool>> = const { RefCell::new(Vec::new()) };
}

/// The engine that runs counted rules. It is that of all rules, and knows marks besides.
pub(in crate::script) fn engine() -> &'static Engine {
    &ENGINE
}

fn build() -> Engine {
    let mut engine = engine::build();
    let never = |_: &[_], _: &str, _: &mut Dynamic| Ok(None);
    engine.register_custom_syntax_with_state_raw(MARK, never, false, |_, _, state| {
        if let Some(mark) = state.read_lock::<Mark>() {
            mark.pass();
        }
        Ok(Dynamic::UNIT)
    });
    engine.register_custom_syntax_with_state_raw(LOOP, never, false, |context, inner, state| {
        limits::give_back(COST);
        LOOPS.with_borrow_mut(|loops| loops.push(false));
        let result = inner.first().map_or(Ok(Dynamic::UNIT), |inner| context.eval_expression_tree(inner));
        let has_run = LOOPS.with_borrow_mut(Vec::pop).unwrap_or(true);
        if let (Ok(_), false, Some(passed_over)) = (&result, has_run, state.read_lock::<Arc<Point>>()) {
            passed_over.pass();
        }
        result
    });
    engine.register_custom_syntax_with_state_raw(BODY, never, false, |context, _, state| {
        limits::give_back(COST);
        let body = state.read_lock::<RewrittenBody>().map(|body| Arc::clone(&body.0));
        body.map_or(Ok(Dynamic::UNIT), |body| context.eval_expression_tree(&Expression::from(&*body)))
    });
    engine
}

/// What a mark does.
#[derive(Clone)]
pub(super) struct Mark {
    point: Arc<Point>,
    place: MarkPlace,
    /// Operations that were added to the rule besides those of the mark itself.
    besides: u64,
}

/// Where a mark stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkPlace {
    /// At the head of the body of a loop: only the first round counts.
    LoopBody,
    Anywhere,
}

impl Mark {
    pub(super) fn new(point: Arc<Point>, place: MarkPlace) -> Self {
        Self { point, place, besides: 0 }
    }

    /// The same mark, where it alone makes the interpreter take some operations more.
    pub(super) fn with_cost_of(self, operations: u64) -> Self {
        Self { besides: operations, ..self }
    }

    fn pass(&self) {
        limits::give_back(COST + self.besides);
        let has_begun = match self.place {
            MarkPlace::LoopBody => {
                LOOPS.with_borrow_mut(|loops| loops.last_mut().map(|own| std::mem::replace(own, true)))
            }
            MarkPlace::Anywhere => None,
        };
        if has_begun != Some(true) {
            self.point.pass();
        }
    }

    /// The mark as a statement.
    pub(super) fn statement(self, position: Position) -> Stmt {
        custom(MARK, Vec::new(), Dynamic::from(self), position)
    }
}

/// A loop that tells when it ends without its body.
pub(super) fn watched(inner: Expr, passed_over: Arc<Point>, position: Position) -> Stmt {
    custom(LOOP, vec![inner], Dynamic::from(passed_over), position)
}

fn custom(key: &'static str, inputs: Vec<Expr>, state: Dynamic, position: Position) -> Stmt {
    let custom = CustomExpr {
        inputs: inputs.into_iter().collect(),
        tokens: std::iter::once(key.into()).collect(),
        state,
        scope_may_be_changed: false,
        self_terminated: true,
    };
    Stmt::Expr(Box::new(Expr::Custom(Box::new(custom), position)))
}

/// The rewritten body of a function. Rhai gives no way to put it into the function itself.
#[derive(Clone)]
struct RewrittenBody(Arc<Expr>);

/// A function without parameters that runs `body`, and ends on `last_line` as the one in the text does.
pub(super) fn function_of(body: Expr, last_line: usize) -> rhai::Shared<rhai::ScriptFuncDef> {
    let body = RewrittenBody(Arc::new(body));
    let mut parser = Engine::new_raw();
    parser.set_optimization_level(OptimizationLevel::None);
    let adopt = move |_: &[_], _: &str, state: &mut Dynamic| {
        *state = Dynamic::from(body.clone());
        Ok(None)
    };
    parser.register_custom_syntax_with_state_raw(BODY, adopt, false, |_, _, _| Ok(Dynamic::UNIT));
    let text = format!("fn counted() {{ {BODY}{}}}", "\n".repeat(last_line.saturating_sub(1)));
    let parsed = parser.compile(text).expect("this text is always the same but for its length");
    let function = parsed.iter_fn_def().next().cloned();
    function.expect("the text has one function")
}
