//! Targets that hold in a test, in the place of those that the project declares.

use std::sync::Arc;

use engine::model::{BodyId, Catalogue, MeasureId, Revision, Target, TargetPoint};
use engine::program::Program;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::names::TestNames;
use crate::declare::case::TestTargetDeclaration;

/// Before any period that a test can name.
const EVER: Date = Date::constant(1, 1, 1);

/// A target of a test, with its names looked up.
pub(super) struct TestTarget {
    measure: MeasureId,
    body: Option<BodyId>,
    value: Decimal,
}

/// The targets of a test. What does not exist is reported.
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
    declared.iter().filter_map(target).collect()
}

/// The program in which they hold in every period.
pub(super) fn with_targets(program: Arc<Program>, targets: &[TestTarget]) -> Arc<Program> {
    if targets.is_empty() {
        return program;
    }
    let mut register = Catalogue::clone(&program.catalogue);
    for target in targets {
        set(&mut register, target);
    }
    let revision = |known: &Revision| Revision::new(format!("{known}-of-test"));
    register.revision = revision(&register.revision);
    let revision = revision(&program.revision);
    Arc::new(Program { revision, catalogue: Arc::new(register), ..Program::clone(&program) })
}

fn set(register: &mut Catalogue, TestTarget { measure, body, value }: &TestTarget) {
    let is_replaced =
        |target: &Target| target.measure == *measure && (body.is_none() || target.body == *body);
    let replaced = register.targets.iter().filter(|target| is_replaced(target) && target.body == *body);
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
