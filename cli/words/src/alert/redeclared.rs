//! What an edit changed of what is declared, and which verdicts it turned, in words.

use std::collections::BTreeSet;

use engine::alert::Restatement;
use engine::evaluate::TurnedVerdict;
use engine::model::{BodyId, MeasureId, Period, Verdict};
use engine::program::{Amendment, Program};

use crate::{english, verdict};

/// So many parts of which verdicts turned are told; the rest is counted.
const MOST_PARTS: usize = 4;
/// So many runs of periods are told.
const MOST_RUNS: usize = 6;

/// The texts that an edit changed, and who signed it. What is known of both is for others to find out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EditedTexts {
    /// Their paths within the project.
    pub files: Vec<String>,
    /// Those who signed the change, each with the reason that they gave.
    pub signed_by: Vec<(String, String)>,
    /// Changes of it that people asked for over the service and that second persons approved there, signed in and without a key.
    pub agreed: Vec<AgreedChange>,
}

/// A change that somebody asked for over the service, and somebody else approved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgreedChange {
    pub by: String,
    pub approver: String,
    pub reason: String,
}

/// What differs, as a clause: `its deadline changed`.
pub(super) fn redeclared(amendments: &[Amendment], before: &Program, now: &Program) -> String {
    let changed: Vec<String> = amendments.iter().flat_map(|one| amendment(one, before, now)).collect();
    if changed.is_empty() {
        return "it is no longer declared".to_owned();
    }
    format!("{} changed", english::list(&changed))
}

fn amendment(amendment: &Amendment, before: &Program, now: &Program) -> Vec<String> {
    let title = |id: &MeasureId| before.catalogue.measure_title(id).to_owned();
    vec![match amendment {
        Amendment::Deadline => "its deadline".to_owned(),
        Amendment::Periods => "the periods for which it is owed".to_owned(),
        Amendment::Cadence => "how often it is owed".to_owned(),
        Amendment::Needs => "how many of its parts are needed".to_owned(),
        Amendment::Dependencies => "what it waits for".to_owned(),
        Amendment::Lead => "its lead".to_owned(),
        Amendment::Parts(bodies) => of_bodies("the part of", "the parts of", bodies, before),
        Amendment::Duties(bodies) => of_bodies("what is asked of", "what is asked of", bodies, before),
        Amendment::Register(bodies) => return register(bodies, before),
        Amendment::Relations(relations) => named_relations(relations, before, now),
        Amendment::Calendar => "the calendar".to_owned(),
        Amendment::Measure(id) => format!("the measure {}", title(id)),
        Amendment::Targets(id) => format!("the target for {}", title(id)),
        Amendment::Rules => "its rule, or what the rule reads,".to_owned(),
    }]
}

fn of_bodies(of_one: &str, of_many: &str, bodies: &[BodyId], before: &Program) -> String {
    match bodies {
        [one] => format!("{of_one} {}", before.catalogue.body_name(one)),
        several => format!("{of_many} {}", english::count(several.len(), "body")),
    }
}

fn named_relations(relations: &[BodyId], before: &Program, now: &Program) -> String {
    let title = |id: &BodyId| {
        let of = |program: &Program| {
            program.catalogue.relations.get(id.as_str()).map(|relation| relation.title.clone())
        };
        of(before).or_else(|| of(now)).unwrap_or_else(|| id.to_string())
    };
    match relations {
        [one] => format!("the relation {}", title(one)),
        several => format!(
            "the relations {}",
            english::some_of(&several.iter().map(title).collect::<Vec<_>>(), MOST_PARTS)
        ),
    }
}

fn register(bodies: &[BodyId], before: &Program) -> Vec<String> {
    match bodies.len() {
        0 => vec!["the register".to_owned()],
        1..=3 => {
            let entry = |body| format!("the entry of {} in the register", before.catalogue.body_name(body));
            bodies.iter().map(entry).collect()
        }
        many => vec![format!("the entries of {} in the register", english::count(many, "body"))],
    }
}

/// Which verdicts turned, in sentences without a full stop: the whole first, then the parts.
pub(super) fn turned(restatement: &Restatement, before: &Program, now: &Program) -> Vec<String> {
    let (wholes, parts): (Vec<_>, Vec<_>) =
        restatement.turned.iter().partition(|turned| turned.node.is_whole());
    let mut sentences: Vec<String> =
        alike(&wholes).iter().map(|alike| english::capitalised(&became(alike))).collect();
    let parts = alike(&parts);
    let name = |body| {
        let known = if now.catalogue.bodies.contains_key(body) { now } else { before };
        known.catalogue.body_name(body).to_owned()
    };
    let told = parts.iter().take(MOST_PARTS);
    sentences.extend(told.map(|alike| format!("For {}, {}", name(&alike[0].body), became(alike))));
    let untold: usize = parts.iter().skip(MOST_PARTS).map(Vec::len).sum();
    if untold > 0 {
        let verdicts = english::count(untold, "verdict");
        sentences.push(format!("{} on other parts turned as well", english::capitalised(&verdicts)));
    }
    sentences
}

/// Verdicts of one node that turned alike, in the order of the first of each.
fn alike<'t>(turned: &[&'t TurnedVerdict]) -> Vec<Vec<&'t TurnedVerdict>> {
    let mut groups: Vec<Vec<&TurnedVerdict>> = Vec::new();
    for one in turned {
        let is_alike = |group: &&mut Vec<&TurnedVerdict>| {
            (&group[0].node, group[0].from, group[0].to) == (&one.node, one.from, one.to)
        };
        match groups.iter_mut().find(is_alike) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

/// `missed became met in Q1 2018`, or `in four quarters, Q1 2018 to Q4 2018`.
fn became(alike: &[&TurnedVerdict]) -> String {
    let periods: BTreeSet<Period> = alike.iter().map(|turned| turned.period).collect();
    let periods: Vec<Period> = periods.into_iter().collect();
    let when = match periods.as_slice() {
        [only] => english::within(*only),
        several => {
            let runs = several.chunk_by(|earlier, later| earlier.step(1) == *later);
            let runs: Vec<String> = runs
                .flat_map(|run| match run {
                    [_, _, _, ..] => vec![english::periods(run)],
                    few => few.iter().copied().map(english::period).collect(),
                })
                .collect();
            let count = english::count(several.len(), english::cadence(several[0].cadence()));
            format!("in {count}, {}", english::some_of(&runs, MOST_RUNS))
        }
    };
    format!("{} became {} {when}", word(alike[0].from), word(alike[0].to))
}

/// A verdict beside the one that it became. That a rule failed is nothing that a party did.
fn word(found: Option<Verdict>) -> &'static str {
    match found {
        None => "not owed",
        Some(Verdict::Failed) => "no judgement",
        Some(verdict) => verdict::word(verdict),
    }
}

/// The texts that were changed and who signed that, as a line of a message; none where neither is known.
pub(super) fn edited(texts: &EditedTexts) -> Option<String> {
    let EditedTexts { files, signed_by, agreed } = texts;
    if files.is_empty() {
        return None;
    }
    let signers: Vec<String> =
        signed_by.iter().map(|(signer, reason)| format!("{signer} ({reason})")).collect();
    let signed =
        if signers.is_empty() { String::new() } else { format!(", signed by {}", english::list(&signers)) };
    let agreed: Vec<String> = agreed
        .iter()
        .map(|AgreedChange { by, approver, reason }| format!("{by} and approved by {approver} ({reason})"))
        .collect();
    let asked =
        if agreed.is_empty() { String::new() } else { format!(", asked for by {}", english::list(&agreed)) };
    Some(format!("Changed: {}{asked}{signed}", english::some_of(files, MOST_RUNS)))
}
