//! Running lints over a project, and leaving out what it has decided to live with.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::model::MeasureId;
use engine::program::Program;
use jiff::civil::Date;

use super::declared::Declared;
use super::facts::facts;
use super::finding::{Finding, Linted, Permission};
use super::owing::owed_measures;
use super::places::Places;
use super::shipped::shipped_lints;
use super::text::{ENTRY, Lint, LintDoc};
use crate::declare::{Allowance, LintSettings};
use crate::diagnostic::{Code, Diagnostic, sort};
use crate::script::plugin::{Budget, ScriptError, Value};
use crate::source::{SourceText, Sources};

/// How much one lint may do: ten times what a rule may, since it looks at a whole project.
const OPERATIONS: u64 = 10_000_000;

/// Runs the lints that come with Remit, and a project's own, over what is declared on a day.
pub fn run(
    (program, sources): (&Program, &Sources),
    settings: &LintSettings,
    own: &[SourceText],
    today: Date,
) -> Linted {
    let declared = Declared::new(program, sources, settings, today);
    let (places, facts) = (Places::of(&declared), facts(&declared));
    let mut linted = Linted::default();
    for (code, source) in &by_code(own) {
        linted.codes.push(Arc::clone(code));
        let found = Lint::read(source).and_then(|lint| found_by(&lint, source, &facts, &places));
        match found {
            Ok(found) => linted.findings.extend(found),
            Err(faults) => {
                linted.failed.push(Arc::clone(code));
                linted.faults.extend(faults);
            }
        }
    }
    leave_out(&mut linted, &declared);
    sort(&mut linted.faults);
    linted
}

/// Measures of figures by which nobody is judged on a day, and that go into none by which somebody is.
pub fn unjudged((program, sources): (&Program, &Sources), today: Date) -> Vec<MeasureId> {
    let settings = LintSettings::default();
    let declared = Declared::new(program, sources, &settings, today);
    let owed = owed_measures(&declared);
    let measures = declared.measures().map(|(_, measure)| &measure.id);
    measures.filter(|measure| !owed.contains(*measure)).cloned().collect()
}

/// What is wrong with the lints of a project before they run.
pub fn faults(own: &[SourceText]) -> Vec<Diagnostic> {
    own.iter().filter_map(|source| Lint::read(source).err()).flatten().collect()
}

/// All lints by their codes: a project's own in the place of one that comes with Remit.
fn by_code(own: &[SourceText]) -> BTreeMap<Arc<str>, SourceText> {
    let all = shipped_lints().chain(own.iter().cloned());
    all.map(|source| (LintDoc::of(&source).code, source)).collect()
}

fn found_by(
    lint: &Lint,
    source: &SourceText,
    facts: &Value,
    places: &Places,
) -> Result<Vec<Finding>, Vec<Diagnostic>> {
    let given = lint.script.call(ENTRY, facts.clone(), &Budget::of(OPERATIONS));
    let given = given.map_err(|error| vec![failed(&error, source)])?.value;
    let Value::List(given) = given else {
        let message = format!("`{ENTRY}` gave {}, and must give a list of findings", given.kind());
        return Err(vec![fault(message, source, None)]);
    };
    let doc = Arc::new(lint.doc.clone());
    let mut found = Vec::new();
    for one in &given {
        found.push(finding(one, &doc, places).map_err(|message| vec![fault(message, source, None)])?);
    }
    let place =
        |one: &Finding| one.place.as_ref().map(|place| (Arc::clone(&place.source.path), place.range.start));
    found.sort_by_cached_key(|one| (place(one), one.at.clone()));
    Ok(found)
}

/// One finding as a script gives it.
fn finding(given: &Value, doc: &Arc<LintDoc>, places: &Places) -> Result<Finding, String> {
    let said = |key: &str| {
        let text = given.get(key).and_then(Value::as_text).filter(|text| !text.trim().is_empty());
        text.map(str::to_owned)
    };
    let (Some(at), Some(says)) = (said("at"), said("says")) else {
        return Err("a finding is a map such as `#{ at: owed.name, says: \"it has no owner\" }`".to_owned());
    };
    let Some(place) = places.find(&at) else {
        return Err(format!(
            "a finding is about `{at}`, and nothing has that name: give the `name` of what it is about"
        ));
    };
    let (place, to_do) = (Some(place.clone()), said("help"));
    Ok(Finding { lint: Arc::clone(doc), at, place, says, to_do, lapsed: None })
}

fn failed(error: &ScriptError, source: &SourceText) -> Diagnostic {
    match error {
        ScriptError::Failed { message, line } => fault(message.clone(), source, *line),
        ScriptError::Refused(_) => fault("the lint refused what is declared".to_owned(), source, None),
    }
}

fn fault(message: String, source: &SourceText, line: Option<u32>) -> Diagnostic {
    let line = line.unwrap_or(1) as usize;
    let range = source.offset(line, 1)..source.offset(line + 1, 1);
    Diagnostic::error(Code::Lint, message, source, range)
}

/// Leaves out what the project has decided to live with. A permission that is over says so at what it was for, and one for what is not found is told.
fn leave_out(linted: &mut Linted, declared: &Declared<'_>) {
    for allowance in &declared.settings.allowed {
        let is_meant =
            |one: &Finding| *one.lint.code == **allowance.code.get_ref() && one.at == *allowance.at.get_ref();
        let permission = Permission { reason: allowance.reason.clone(), until: allowance.until };
        if !linted.findings.iter().any(is_meant) {
            linted.faults.extend(needless(allowance, linted, declared));
        } else if allowance.until.is_none_or(|last| declared.today <= last) {
            let (allowed, findings) = linted.findings.drain(..).partition(is_meant);
            linted.findings = findings;
            let allowed: Vec<Finding> = allowed;
            linted.allowed.extend(allowed.into_iter().map(|one| (one, permission.clone())));
        } else {
            for one in linted.findings.iter_mut().filter(|one| is_meant(one)) {
                one.lapsed = Some(permission.clone());
            }
        }
    }
}

/// A word about a permission for which there is no finding; none where it was given twice, or its lint could not be run.
fn needless(allowance: &Allowance, linted: &Linted, declared: &Declared<'_>) -> Option<Diagnostic> {
    let (code, at) = (allowance.code.get_ref(), allowance.at.get_ref());
    let is_used = linted.allowed.iter().any(|(one, _)| *one.lint.code == **code && one.at == *at);
    if is_used || linted.failed.iter().any(|failed| **failed == **code) {
        return None;
    }
    let source = &declared.sources.project;
    let is_known = linted.codes.iter().any(|known| **known == **code);
    Some(if is_known {
        let message = format!("`{code}` finds nothing at `{at}`, so nothing need be allowed there");
        let fault = Diagnostic::error(Code::Lint, message, source, allowance.at.span()).into_warning();
        fault.with_help("take it out, or write `at` as `remit lint` names it")
    } else {
        let message = format!("there is no lint `{code}`");
        let fault = Diagnostic::error(Code::Lint, message, source, allowance.code.span()).into_warning();
        fault.with_nearest(code, linted.codes.iter().map(|known| &**known))
    })
}
