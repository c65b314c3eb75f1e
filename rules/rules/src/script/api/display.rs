//! Values as people see them outside of a sentence: texts in quotation marks, lists and maps as they are written.

use engine::model::Period;
use engine::program::{Assessment, Judgement};
use jiff::civil::Date;
use language::english;
use rhai::{Array, Dynamic, Map};

use super::format::tidy;
use super::judged::{JudgedBody, JudgedMeasure};
use super::kind::described;
use super::number::number;
use super::others::OtherObligation;
use super::parts::PartOfOther;
use super::registry::ListedRelation;

/// The value in words, such as `[1, "two"]` or `missed: why`.
pub(in crate::script) fn display(value: &Dynamic) -> String {
    let figure = number(value).map(|figure| tidy(figure).to_string());
    let flag = || value.as_bool().ok().map(|flag| flag.to_string());
    let letters = || value.clone().into_string().ok().or_else(|| value.as_char().ok().map(String::from));
    let period = || value.read_lock::<Period>().map(|period| period.to_string());
    let verdict = || value.read_lock::<Assessment>().map(|verdict| told(&verdict));
    figure
        .or_else(flag)
        .or_else(|| letters().map(|text| format!("{text:?}")))
        .or_else(period)
        .or_else(verdict)
        .or_else(|| of_entries(value))
        .or_else(|| value.read_lock::<JudgedBody>().map(|body| body.name().to_string()))
        .or_else(|| value.read_lock::<JudgedMeasure>().map(|measure| measure.title().to_string()))
        .or_else(|| value.read_lock::<OtherObligation>().map(|other| other.title().to_string()))
        .or_else(|| value.read_lock::<PartOfOther>().map(|part| part.by().name().to_string()))
        .or_else(|| value.read_lock::<ListedRelation>().map(|relation| relation.title().to_string()))
        .or_else(|| value.read_lock::<Date>().map(|day| day.to_string()))
        .unwrap_or_else(|| described(value.type_name()).to_owned())
}

fn of_entries(value: &Dynamic) -> Option<String> {
    if let Some(list) = value.read_lock::<Array>() {
        let entries: Vec<String> = list.iter().map(display).collect();
        return Some(format!("[{}]", entries.join(", ")));
    }
    let map = value.read_lock::<Map>()?;
    let entries: Vec<String> = map.iter().map(|(key, entry)| format!("{key}: {}", display(entry))).collect();
    Some(format!("#{{{}}}", entries.join(", ")))
}

fn told(verdict: &Assessment) -> String {
    let word = match verdict.judgement {
        Judgement::Met => "met",
        Judgement::AtRisk => "at-risk",
        Judgement::Missed => "missed",
        Judgement::NotJudged => "not-judged",
    };
    if verdict.reason.is_empty() {
        word.to_owned()
    } else {
        format!("{word}: {}", english::statement(&verdict.reason))
    }
}
