//! Relations over the whole project: what they name, and how they go together. Each is a body too, which missions may name.

use std::collections::BTreeMap;

use engine::model::{BodyId, Party, Relation};
use indexmap::IndexMap;
use rust_decimal::Decimal;
use toml::Spanned;

use super::declared_relations::{Declared, declared};
use super::findings::Findings;
use super::parsed::ParsedMission;
use super::project_names::{ProjectNames, named};
use super::relation_ends;
use crate::declare::{ListedRelations, Register, circles};
use crate::diagnostic::{Code, Diagnostic, nearest};

/// Relations with what each says that it is of a whole.
type Shares<'d> = Vec<(&'d Declared<'d>, &'d Spanned<Decimal>)>;

/// The register with every relation in it; none where there are no relations.
pub(super) fn widened(
    register: &Register,
    listed: Option<&ListedRelations>,
    drafts: &[ParsedMission<'_>],
) -> Option<Register> {
    let listed = listed.into_iter().flat_map(|listed| &listed.relations);
    let mut relations = listed.chain(drafts.iter().flat_map(|draft| &draft.names().relations)).peekable();
    relations.peek()?;
    let mut wide = register.clone();
    for relation in relations {
        wide.entry(relation.id.clone()).or_insert_with(|| relation.as_body());
    }
    Some(wide)
}

/// Reports what is wrong with relations, and refuses the missions that declare them, or all where `relations.csv` does.
pub(super) fn check(
    drafts: &[ParsedMission<'_>],
    register: &Register,
    names: &ProjectNames<'_>,
    findings: &mut Findings,
) {
    if let Some(listed) = names.listed {
        findings.note_project(&listed.faults);
    }
    let all: Vec<Declared<'_>> = declared(names.listed, drafts).collect();
    let mut first: IndexMap<&BodyId, &Declared<'_>> = IndexMap::new();
    for one in &all {
        let mut faults = Vec::new();
        check_id(one, register, &first, &mut faults);
        // What has the id of something else is not told from it at its ends.
        if faults.is_empty() {
            relation_ends::check(one, names, &mut faults);
        }
        check_kind(one, register, &mut faults);
        check_place(one, names, register, &mut faults);
        findings.note_of(one.owner, faults);
        first.entry(&one.relation.id).or_insert(one);
    }
    refuse_circles(&all, findings);
    refuse_too_much(&all, findings);
}

fn check_id(
    one: &Declared<'_>,
    register: &Register,
    first: &IndexMap<&BodyId, &Declared<'_>>,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(id) = &one.declaration.id else { return };
    if let Some(earlier) = first.get(&one.relation.id) {
        let message = format!("two relations have the id `{id}`");
        let fault = one.error(Code::DuplicateId, message, id).with_help("give one of them another id");
        let place = earlier.declaration.id.as_ref().map_or(0..0, Spanned::span);
        faults.push(fault.and_label(earlier.source, place, "the first one"));
    } else if register.contains_key(&one.relation.id) {
        let message = format!("a body of the register has the id `{id}` already");
        let help = "give the relation another id: figures can be about either";
        faults.push(one.error(Code::DuplicateId, message, id).with_help(help));
    }
}

/// Which ends a kind has, where Remit does something with it.
fn check_kind(one: &Declared<'_>, register: &Register, faults: &mut Vec<Diagnostic>) {
    let Some(kind) = &one.declaration.kind else { return };
    let Relation { from, to, .. } = &one.relation;
    if register.values().any(|body| body.kind == *kind.get_ref()) {
        let message = format!("`{kind}` is a kind of bodies in the register");
        faults
            .push(one.error(Code::Relation, message, kind).with_help("call the kind of relation otherwise"));
    }
    let is_right = match (kind.get_ref().as_str(), from, to) {
        (Relation::REPORTS_TO, Party::Body(_), Party::Body(_))
        | (Relation::PROXY_FOR, Party::Measure(_), Party::Measure(_) | Party::Obligation(_))
        | (Relation::DRIVES, Party::Measure(_), Party::Measure(_))
        | (Relation::OWED_TO, Party::Obligation(_), Party::Body(_))
        | (Relation::BENEFITS_AFTER, _, Party::Measure(_) | Party::Obligation(_)) => None,
        (Relation::REPORTS_TO, ..) => Some("from a body to a body"),
        (Relation::PROXY_FOR, ..) => {
            Some("from a measure, as `measure:id`, to a measure or an obligation, as `mission/obligation`")
        }
        (Relation::DRIVES, ..) => Some("from a measure to a measure, each as `measure:id`"),
        (Relation::OWED_TO, ..) => Some("from an obligation, as `mission/obligation`, to a body"),
        (Relation::BENEFITS_AFTER, ..) => {
            Some("to a measure, as `measure:id`, or to an obligation, as `mission/obligation`")
        }
        _ => None,
    };
    if let Some(ends) = is_right.filter(|_| one.declaration.from.is_some() && one.declaration.to.is_some()) {
        faults.push(one.error(Code::Relation, format!("a relation of the kind `{kind}` leads {ends}"), kind));
    }
    if from == to && one.declaration.from.is_some() && one.declaration.to.is_some() {
        let message = format!("`{}` leads from `{from}` to itself", one.relation.id);
        faults.push(
            one.error(Code::Relation, message, kind).with_help("name another party at one of its ends"),
        );
    }
}

/// Reports a place that is none.
fn check_place(
    one: &Declared<'_>,
    names: &ProjectNames<'_>,
    register: &Register,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(at) = &one.declaration.at else { return };
    let text = at.get_ref().as_str();
    if register.contains_key(text) {
        return;
    }
    if names.register.contains_key(text) {
        let message = format!("`at` names the relation `{at}`, which is no place");
        faults.push(one.error(Code::Relation, message, at).with_help("name a body of the register"));
        return;
    }
    let near = named(register, text).or_else(|| nearest(text, register.keys().map(BodyId::as_str)));
    let fault = one.error(Code::UnknownBody, format!("there is no body `{at}`"), at);
    faults.push(fault.with_help("add it to the register of bodies").with_near(text, near));
}

/// Reports bodies that report to each other in a circle.
fn refuse_circles(all: &[Declared<'_>], findings: &mut Findings) {
    let mut bodies: IndexMap<&BodyId, Vec<(&BodyId, &Declared<'_>)>> = IndexMap::new();
    for one in all.iter().filter(|one| one.relation.kind == Relation::REPORTS_TO) {
        let (Party::Body(from), Party::Body(to)) = (&one.relation.from, &one.relation.to) else { continue };
        // What leads to itself has been reported.
        if from != to {
            bodies.entry(from).or_default().push((to, one));
            bodies.entry(to).or_default();
        }
    }
    let next = |ix: usize| {
        let ways = bodies.get_index(ix).map(|(_, ways)| ways);
        ways.into_iter().flatten().filter_map(|(to, _)| bodies.get_index_of(to)).collect()
    };
    for circle in circles(bodies.len(), next) {
        let ids: Vec<&BodyId> = circle.iter().map(|ix| *bodies.get_index(*ix).expect("a body").0).collect();
        let steps: Vec<&Declared<'_>> = ids
            .iter()
            .zip(ids.iter().cycle().skip(1))
            .filter_map(|(from, to)| bodies[*from].iter().find(|(other, _)| other == to).map(|(_, one)| *one))
            .collect();
        let Some((first, others)) = steps.split_first() else { continue };
        let told: Vec<String> = ids.iter().chain(ids.first()).map(|id| format!("`{id}`")).collect();
        let message = format!("bodies report to each other in a circle: {}", told.join(" reports to "));
        let place = first.declaration.place.clone();
        let mut fault = Diagnostic::error(Code::Relation, message, first.source, place);
        for other in others {
            fault = fault.and_label(other.source, other.declaration.place.clone(), "and on from here");
        }
        let fault = fault.with_help("take one of them out: somebody has to stand at the top");
        findings.note_shared_of(steps.iter().map(|one| one.owner), fault);
    }
}

/// Reports shares of one kind from one party that come to more than the whole on some day, and credits for one benefit.
fn refuse_too_much(all: &[Declared<'_>], findings: &mut Findings) {
    let mut shares: BTreeMap<(&str, &Party), Shares<'_>> = BTreeMap::new();
    let mut credits: BTreeMap<(&Party, Option<&BodyId>), Shares<'_>> = BTreeMap::new();
    for one in all {
        let Relation { kind, from, to, at, .. } = &one.relation;
        // One that is more than the whole by itself is told where it is read.
        let is_part = |part: &&Spanned<Decimal>| *part.get_ref() <= Decimal::ONE;
        if let Some(share) = one.declaration.share.as_ref().filter(is_part) {
            shares.entry((kind, from)).or_default().push((one, share));
        }
        if let Some(credit) = one.declaration.credit.as_ref().filter(is_part) {
            credits.entry((to, at.as_ref())).or_default().push((one, credit));
        }
    }
    for ((kind, from), parts) in &shares {
        let told = |sum| format!("the shares of `{kind}` from `{from}` come to {sum}, which is more than 1");
        refuse_sum(parts, &told, findings);
    }
    for ((to, _), parts) in &credits {
        let told = |sum| format!("the credits for `{to}` come to {sum}, which is more than 1");
        refuse_sum(parts, &told, findings);
    }
}

fn refuse_sum(
    parts: &[(&Declared<'_>, &Spanned<Decimal>)],
    told: &dyn Fn(Decimal) -> String,
    findings: &mut Findings,
) {
    for (one, share) in parts {
        let day = one.relation.opened.unwrap_or(jiff::civil::Date::MIN);
        let together = parts.iter().filter(|(other, _)| other.relation.is_open_on(day));
        let sum = together.map(|(_, share)| *share.get_ref()).fold(Decimal::ZERO, Decimal::saturating_add);
        if sum > Decimal::ONE {
            let fault = Diagnostic::error(Code::Relation, told(sum.normalize()), one.source, share.span());
            findings.note_of(one.owner, vec![fault.with_help("lower one of them: the whole is 1")]);
            return;
        }
    }
}
