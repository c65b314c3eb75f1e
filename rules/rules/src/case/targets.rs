//! Targets that hold in a test, in the place of those that the project declares.

use std::sync::Arc;

use engine::model::{BodyId, Catalogue, MeasureId, Revision, Target, TargetPoint};
use engine::program::Program;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::names::TestNames;
use crate::declare::case::TestTargetDeclaration;
use crate::diagnostic::Code;

/// Before any period that a test can name.
const EVER: Date = Date::constant(1, 1, 1);

/// A target of a test, with its names looked up.
pub(super) struct TestTarget {
    measure: MeasureId,
    body: Option<BodyId>,
    value: Decimal,
}

impl TestTarget {
    fn is_for_the_same(&self, other: &Self) -> bool {
        (&self.measure, &self.body) == (&other.measure, &other.body)
    }
}

/// The targets of a test, those for every body before those for one, which hold beside them. What does not exist is reported, and what is said twice.
pub(super) fn targets(declared: &[TestTargetDeclaration], names: &TestNames<'_>) -> Vec<TestTarget> {
    let target = |declared: &TestTargetDeclaration| {
        let measure = declared.measure.as_ref();
        let measure = measure.and_then(|name| names.measure(name.get_ref(), name.span()));
        let body = match &declared.body {
            Some(name) => Some(names.body(name.get_ref(), name.span())?),
            None => None,
        };
        Some(TestTarget { measure: measure?.0, body, value: declared.value? })
    };
    let mut targets: Vec<TestTarget> = Vec::new();
    for declared in declared {
        let Some(target) = target(declared) else { continue };
        if targets.iter().any(|other| other.is_for_the_same(&target)) {
            refuse_second(declared, names);
        } else {
            targets.push(target);
        }
    }
    targets.sort_by_key(|target| target.body.is_some());
    targets
}

/// Reports a target beside which another one is set for the same: only one of them could hold.
fn refuse_second(declared: &TestTargetDeclaration, names: &TestNames<'_>) {
    let Some(measure) = &declared.measure else { return };
    let of = match &declared.body {
        Some(body) => format!(" of `{body}`"),
        None => " of every body".to_owned(),
    };
    let message = format!("the test sets two targets for `{measure}`{of}");
    let fault = names.error(Code::InvalidValue, message, measure.span());
    names.report::<()>(fault.with_help("a target of a test holds in every period; leave one of the two out"));
}

/// The program in which they hold in every period.
pub(super) fn with_targets(program: Arc<Program>, targets: &[TestTarget]) -> Arc<Program> {
    if targets.is_empty() {
        return program;
    }
    let mut register = Catalogue::clone(&program.catalogue);
    for target in targets {
        set(&mut register, &program.catalogue, target);
    }
    let revision = |known: &Revision| Revision::new(format!("{known}-of-test"));
    register.revision = revision(&register.revision);
    let revision = revision(&program.revision);
    Arc::new(Program { revision, catalogue: Arc::new(register), ..Program::clone(&program) })
}

fn set(register: &mut Catalogue, of_project: &Catalogue, TestTarget { measure, body, value }: &TestTarget) {
    let is_replaced =
        |target: &Target| target.measure == *measure && (body.is_none() || target.body == *body);
    let replaced = of_project.targets.iter().filter(|target| is_replaced(target) && target.body == *body);
    let newest = replaced.max_by_key(|target| target.effective_from);
    // Whom the target does not bind, another value does not bind either.
    let except = newest.map(|target| Arc::clone(&target.except)).unwrap_or_default();
    register.targets.retain(|target| !is_replaced(target));
    register.targets.push(Target {
        measure: measure.clone(),
        body: body.clone(),
        effective_from: EVER,
        effective_to: None,
        points: vec![TargetPoint { by: EVER, value: *value }],
        authority: Vec::new(),
        except,
    });
}
