//! What is declared, as data for lints: missions, obligations, measures, targets, bodies and relations, each under the name by which findings point to it.

use std::collections::BTreeSet;

use engine::model::{Authority, Better, Labels, Measure, MeasureId, Reporters, Target, Unit};
use engine::program::{Obligation, Part};

use super::declared::{Declared, DeclaredMission, days_between, has_ended};
use super::names;
use super::owing::{obligations, owed_measures, reports_a_year};
use super::value::{number, text, texts};
use crate::declare::ObligationDeclaration;
use crate::script::plugin::Value;

/// All of it, as a lint holds it.
pub(super) fn facts(declared: &Declared<'_>) -> Value {
    let catalogue = &declared.program.catalogue;
    let owed = owed_measures(declared);
    let missions = declared.missions.iter();
    let duties = missions.clone().flat_map(|mission| {
        mission.obligations().map(|(written, judged)| duty(declared, mission, written, judged))
    });
    let bodies = catalogue.bodies.values().filter(|body| catalogue.relations.get(body.id.as_str()).is_none());
    let body = |body: &engine::model::Body| {
        Value::map([
            ("name", text(&names::body(body.id.as_str()))),
            ("id", text(body.id.as_str())),
            ("title", text(&body.name)),
            ("kind", text(&body.kind)),
            ("parent", text(&body.parent.as_ref().map(|id| names::body(id.as_str())).unwrap_or_default())),
            ("is_open", Value::Flag(body.is_open_on(declared.today))),
            ("jurisdiction", text(body.jurisdiction.as_deref().unwrap_or_default())),
            ("labels", labels(&body.labels)),
        ])
    };
    let settings = [
        ("authority_days", number(declared.settings.authority_days)),
        ("goalpost_days", number(declared.settings.goalpost_days)),
    ];
    Value::map([
        ("today", text(&declared.today.to_string())),
        ("settings", Value::map(settings)),
        ("missions", Value::List(missions.map(|mission| mission_facts(declared, mission)).collect())),
        ("obligations", Value::List(duties.collect())),
        ("measures", Value::List(declared.measures().map(|found| measure(declared, found, &owed)).collect())),
        (
            "targets",
            Value::List(catalogue.targets.iter().map(|target| target_facts(declared, target)).collect()),
        ),
        ("bodies", Value::List(bodies.map(body).collect())),
        ("relations", Value::List(catalogue.relations.iter().map(|one| relation(declared, one)).collect())),
    ])
}

fn mission_facts(declared: &Declared<'_>, mission: &DeclaredMission<'_>) -> Value {
    let of = mission.mission;
    let budget = &mission.declaration.budget;
    let allowed = [("obligations", budget.obligations), ("reports_a_year", budget.reports_a_year)];
    let allowed = allowed.into_iter().filter_map(|(key, most)| Some((key, number(most?))));
    Value::map([
        ("name", text(&names::mission(of.id.as_str()))),
        ("id", text(of.id.as_str())),
        ("title", text(&of.title)),
        ("board", text(of.board.as_deref().unwrap_or_default())),
        ("own_authority", declared.authority(&of.authority)),
        ("budget", Value::map(allowed)),
        ("obligations", number(obligations(mission, declared) as u64)),
        ("reports_a_year", number(reports_a_year(mission, declared))),
    ])
}

fn duty(
    declared: &Declared<'_>,
    mission: &DeclaredMission<'_>,
    written: &ObligationDeclaration,
    judged: &[Obligation],
) -> Value {
    let said = |text: &Option<String>| Value::text(text.as_deref().unwrap_or_default());
    let id = written.id.as_ref().map_or("", |id| id.get_ref().as_str());
    let name = names::obligation(mission.mission.id.as_str(), id);
    let own: Vec<Authority> = match judged.first() {
        Some(owed) => owed.all_terms().last().map(|(_, terms)| terms.authority.clone()).unwrap_or_default(),
        None => written.authority.clone(),
    };
    let above = if own.is_empty() { &mission.mission.authority } else { &own };
    let parts: Vec<&Part> = judged.iter().flat_map(Obligation::parts).collect();
    let owing: BTreeSet<&str> = parts.iter().map(|part| declared.body_name(&part.by)).collect();
    let is_joint = judged.iter().any(|owed| owed.one_of.is_none() && owed.terms.is_joint());
    let measures: BTreeSet<&str> = parts.iter().map(|part| part.duty.measure.as_str()).collect();
    Value::map([
        ("name", text(&name)),
        ("id", text(id)),
        ("mission", text(mission.mission.id.as_str())),
        ("title", said(&written.title)),
        ("lead", text(written.lead.as_ref().map_or("", |lead| lead.get_ref().as_str()))),
        ("owner", said(&written.owner)),
        ("next_step", said(&written.next_step)),
        ("consequence", said(&written.consequence)),
        ("labels", labels(&written.labels)),
        ("authority", declared.authority(above)),
        ("own_authority", declared.authority(&own)),
        ("lacks", lacking(written, judged)),
        ("has_ended", Value::Flag(has_ended(judged, declared.today))),
        ("is_joint", Value::Flag(is_joint)),
        ("measures", texts(measures.iter().map(|id| names::measure(id)))),
        ("owing", texts(owing)),
        ("parts", Value::List(parts.iter().map(|part| part_facts(&name, part)).collect())),
    ])
}

/// What nobody wrote of all that it takes to judge it; nothing where it is judged.
fn lacking(written: &ObligationDeclaration, judged: &[Obligation]) -> Value {
    let lacks = written.lacks.iter().filter(|_| judged.is_empty());
    texts(lacks.map(|lacking| lacking.key()))
}

fn part_facts(obligation: &str, part: &Part) -> Value {
    let id = part.id.contribution().map_or("", |id| id.as_str());
    let name = if id.is_empty() { obligation.to_owned() } else { format!("{obligation}/{id}") };
    Value::map([
        ("name", Value::text(name)),
        ("id", text(id)),
        ("by", text(part.by.as_str())),
        ("about", text(part.about().as_str())),
        ("owner", text(part.owner.as_deref().unwrap_or_default())),
        ("measure", Value::text(names::measure(part.duty.measure.as_str()))),
        ("consequence", text(part.stake.consequence.as_deref().unwrap_or_default())),
        ("share", part.stake.share.map_or(Value::Absent, Value::Number)),
    ])
}

fn measure(
    declared: &Declared<'_>,
    (mission, measure): (&DeclaredMission<'_>, &Measure),
    owed: &BTreeSet<MeasureId>,
) -> Value {
    let reporters = match &measure.reporters {
        Reporters::Anyone => Vec::new(),
        Reporters::Kind(kind) => vec![format!("kind:{kind}")],
        Reporters::Listed(listed) => listed.iter().map(|id| names::body(id.as_str())).collect(),
    };
    let better = match measure.better {
        Better::Higher => "higher",
        Better::Lower => "lower",
    };
    Value::map([
        ("name", Value::text(names::measure(measure.id.as_str()))),
        ("id", text(measure.id.as_str())),
        ("mission", text(mission.mission.id.as_str())),
        ("title", text(&measure.title)),
        ("class", text(measure.class.map_or("", engine::model::Class::as_str))),
        ("unit", text(unit(&measure.unit))),
        ("every", text(language::english::cadence(measure.every))),
        ("better", text(better)),
        ("reporters", texts(reporters)),
        ("own_authority", declared.authority(&measure.authority)),
        ("is_owed", Value::Flag(owed.contains(&measure.id))),
        ("labels", labels(&measure.labels)),
    ])
}

fn unit(unit: &Unit) -> &str {
    match unit {
        Unit::Count => "count",
        Unit::Percent => "percent",
        Unit::Pounds => "pounds",
        Unit::Document => "document",
        Unit::Other(unit) => unit,
    }
}

fn relation(declared: &Declared<'_>, one: &engine::model::Relation) -> Value {
    Value::map([
        ("name", Value::text(names::relation(one.id.as_str()))),
        ("id", text(one.id.as_str())),
        ("kind", text(&one.kind)),
        ("title", text(&one.title)),
        ("from", Value::text(one.from.to_string())),
        ("to", Value::text(one.to.to_string())),
        ("at", text(one.at.as_ref().map_or("", engine::model::BodyId::as_str))),
        ("is_open", Value::Flag(one.is_open_on(declared.today))),
    ])
}

fn target_facts(declared: &Declared<'_>, target: &Target) -> Value {
    let catalogue = &declared.program.catalogue;
    let title = catalogue.measures.get(&target.measure).map_or("", |measure| measure.title.as_str());
    let point = |point: &engine::model::TargetPoint| {
        Value::map([("by", text(&point.by.to_string())), ("value", Value::Number(point.value))])
    };
    Value::map([
        ("name", Value::text(names::target(target))),
        ("measure", Value::text(names::measure(target.measure.as_str()))),
        ("title", text(title)),
        ("body", text(target.body.as_ref().map_or("", engine::model::BodyId::as_str))),
        ("from", text(&target.effective_from.to_string())),
        ("points", Value::List(target.points.iter().map(point).collect())),
        ("own_authority", declared.authority(&target.authority)),
        ("except", Value::List(excepted(declared, target).collect())),
        ("eased", Value::List(eased(declared, target).into_iter().collect())),
    ])
}

/// Whom a target does not bind, for which periods, why and by what authority.
fn excepted<'a>(declared: &'a Declared<'_>, target: &'a Target) -> impl Iterator<Item = Value> + 'a {
    let period = |period: Option<engine::model::Period>| {
        Value::text(period.map(|period| period.to_string()).unwrap_or_default())
    };
    let all = target.except.iter().flat_map(|(body, all)| all.iter().map(move |one| (body, one)));
    all.map(move |(body, exception)| {
        Value::map([
            ("body", Value::text(names::body(body.as_str()))),
            ("reason", text(&exception.reason)),
            ("from", period(exception.from)),
            ("last", period(exception.until)),
            ("own_authority", declared.authority(&exception.authority)),
        ])
    })
}

fn labels(labels: &Labels) -> Value {
    Value::map(labels.iter().map(|(label, value)| (label, text(value))))
}

/// What a version of a target asks for less than the one before it did, at the next day by which something had to be reached.
fn eased(declared: &Declared<'_>, target: &Target) -> Option<Value> {
    let catalogue = &declared.program.catalogue;
    let is_of_same = |other: &&Target| other.measure == target.measure && other.body == target.body;
    let earlier = catalogue.targets.iter().filter(is_of_same);
    let earlier = earlier.filter(|other| other.effective_from < target.effective_from);
    let before = earlier.max_by_key(|other| other.effective_from)?;
    let day = before.points.iter().map(|point| point.by).find(|by| *by >= target.effective_from)?;
    let (asked, asks) = before.value_on(day).zip(target.value_on(day))?;
    let is_less = match catalogue.measures.get(&target.measure)?.better {
        Better::Higher => asks < asked,
        Better::Lower => asks > asked,
    };
    is_less.then(|| {
        Value::map([
            ("before", Value::Number(asked)),
            ("after", Value::Number(asks)),
            ("by", Value::text(language::english::date(day))),
            ("days", number(days_between(target.effective_from, day))),
        ])
    })
}
