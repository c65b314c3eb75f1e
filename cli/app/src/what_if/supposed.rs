//! A program in which what is supposed holds. Reports that do not come are no part of it.

use std::sync::Arc;

use engine::model::{BodyId, Catalogue, MeasureId, Revision, Target, TargetPoint};
use engine::program::Program;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::supposition::Supposed;

/// The program with its register, relations and targets as they are supposed to be.
pub(super) fn program_with(program: &Program, supposed: &[Supposed]) -> Program {
    let mut register = Catalogue::clone(&program.catalogue);
    for one in supposed {
        match one {
            Supposed::End { relation, on } => {
                end(&mut register, relation, *on);
                close(&mut register, relation, *on);
            }
            Supposed::Close { body, on } => close(&mut register, body, *on),
            Supposed::Target { measure, value, from } => aim(&mut register, measure, *value, *from),
            Supposed::Miss { .. } => {}
        }
    }
    let revision = |known: &Revision| Revision::new(format!("{known}-supposed"));
    register.revision = revision(&register.revision);
    Program { revision: revision(&program.revision), catalogue: Arc::new(register), ..program.clone() }
}

fn end(register: &mut Catalogue, id: &BodyId, on: Date) {
    let relations = register.relations.iter().cloned().map(|mut relation| {
        if relation.id == *id {
            relation.closes = Some(on);
        }
        relation
    });
    register.relations = relations.collect();
}

fn close(register: &mut Catalogue, id: &BodyId, on: Date) {
    if let Some(body) = register.bodies.get_mut(id) {
        body.closed = Some(on);
    }
}

/// A target of everybody, and of each body that has one of its own: a target that is moved is moved for all.
fn aim(register: &mut Catalogue, measure: &MeasureId, value: Decimal, from: Date) {
    let own = register.targets.iter().filter(|target| target.measure == *measure);
    let mut bodies: Vec<Option<BodyId>> = own.map(|target| target.body.clone()).collect();
    bodies.sort();
    bodies.dedup();
    if bodies.is_empty() {
        bodies.push(None);
    }
    let newest = |body: &Option<BodyId>| {
        let same = register.targets.iter().filter(|one| one.measure == *measure && one.body == *body);
        same.max_by_key(|target| target.effective_from).map(|target| Arc::clone(&target.except))
    };
    // Whom the target does not bind, another value does not bind either.
    let supposed: Vec<Target> = bodies
        .into_iter()
        .map(|body| Target {
            measure: measure.clone(),
            except: newest(&body).unwrap_or_default(),
            body,
            effective_from: from,
            effective_to: None,
            points: vec![TargetPoint { by: from, value }],
            authority: Vec::new(),
        })
        .collect();
    register.targets.extend(supposed);
    // Of two versions that begin on one day, the later one counts; versions that begin later would bring the old course back.
    let is_later = |target: &Target| target.measure == *measure && target.effective_from > from;
    register.targets.retain(|target| !is_later(target));
}
