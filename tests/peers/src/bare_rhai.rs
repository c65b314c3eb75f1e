//! The interpreter alone, without Remit: figures are read by a function of the host, and no read is recorded.

use std::sync::Arc;

use rhai::{AST, CallFnOptions, Engine, Scope};

use crate::clock::nanoseconds;
use crate::measured::{Kind, Measured, Of};
use crate::task::Task;

/// What a rule is given.
#[derive(Clone)]
struct Figures(Arc<[i64]>);

pub(crate) fn alone(task: Task) -> Measured {
    let mut engine = Engine::new();
    engine.register_type::<Figures>();
    engine.register_fn("value", |my: &mut Figures| my.0[0]);
    engine.register_fn("value_ago", |my: &mut Figures, ago: i64| {
        my.0[usize::try_from(ago).expect("months before")]
    });
    let ast: AST = engine.compile(task.rhai(["true", "false"])).expect("the rule can be read");
    let figures = Figures(task.figures(0).into());
    let mut scope = Scope::new();
    let took = nanoseconds(|_| {
        let options = CallFnOptions::new().eval_ast(false);
        let said: bool = engine
            .call_fn_with_options(options, &mut scope, &ast, "assess", (figures.clone(),))
            .expect("the rule runs");
        assert!(said, "the months come to enough");
    });
    Measured::new("Rhai, interpreter alone", Of::Peer, Kind::Alone(task.reads), took)
}
