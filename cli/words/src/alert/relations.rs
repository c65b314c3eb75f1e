//! What relations add to a message: to whom a broken obligation is owed, and how the credit for a benefit was split.

use std::collections::BTreeMap;

use engine::alert::{Alert, AlertKind};
use engine::model::{BodyId, ObligationRef, Party, Relation};
use engine::program::{Obligation, Part, Program, benefits};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::names::Names;
use crate::{authority, english};

/// Whom a breach concerns by the relations of its obligation, in sentences without a full stop.
pub fn of_relations(alert: &Alert, obligation: &Obligation, program: &Program) -> Vec<String> {
    if program.catalogue.relations.is_empty() || alert.id.kind != AlertKind::Breach {
        return Vec::new();
    }
    let declared =
        ObligationRef { mission: alert.id.mission.clone(), obligation: obligation.declared_id().clone() };
    let Some(day) = alert.periods.last().map(|period| period.last_day()) else { return Vec::new() };
    owed_to(&declared, day, program)
        .into_iter()
        .chain(credits(alert, obligation, &declared, program))
        .collect()
}

fn owed_to(declared: &ObligationRef, day: Date, program: &Program) -> Option<String> {
    let relations = program.catalogue.relations.from(&Party::Obligation(declared.clone()));
    let owed = relations.filter(|relation| relation.kind == Relation::OWED_TO && relation.is_open_on(day));
    let names: Vec<String> = owed.map(|relation| Names { program }.party(&relation.to)).collect();
    (!names.is_empty()).then(|| format!("It is owed to {}", english::list(&names)))
}

/// How the credit for the benefits was to be split that the broken parts owe.
fn credits(
    alert: &Alert,
    obligation: &Obligation,
    declared: &ObligationRef,
    program: &Program,
) -> Vec<String> {
    let mut split: BTreeMap<&BodyId, Vec<&Relation>> = BTreeMap::new();
    for breaker in &alert.named {
        let part: Option<&Part> = obligation.parts().find(|part| part.id == breaker.part);
        for relation in part.into_iter().flat_map(|part| benefits(&program.catalogue, declared, part)) {
            let known = split.entry(&breaker.body).or_default();
            if relation.credit.is_some() && !known.contains(&relation) {
                known.push(relation);
            }
        }
    }
    split.retain(|_, relations| !relations.is_empty());
    split.into_iter().map(|(body, relations)| credit(body, &relations, program)).collect()
}

fn credit(body: &BodyId, relations: &[&Relation], program: &Program) -> String {
    let names = Names { program };
    let mut rest = Decimal::ONE;
    let mut shares = Vec::new();
    for relation in relations {
        let credit = relation.credit.unwrap_or_default();
        rest -= credit;
        shares.push(format!(
            "{} to {} ({})",
            authority::share(credit),
            names.party(&relation.from),
            relation.title
        ));
    }
    if rest > Decimal::ZERO {
        shares.push(format!("{} to {}", authority::share(rest), names.body(body)));
    }
    format!("The credit for it goes {}", english::list(&shares))
}
