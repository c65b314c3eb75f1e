//! The names by which findings point to what is declared, and by which `[[lint.allow]]` silences them.

use engine::model::Target;

pub(super) fn mission(id: &str) -> String {
    format!("mission:{id}")
}

pub(super) fn obligation(mission: &str, id: &str) -> String {
    format!("{mission}/{id}")
}

pub(super) fn measure(id: &str) -> String {
    format!("measure:{id}")
}

pub(super) fn relation(id: &str) -> String {
    format!("relation:{id}")
}

pub(super) fn body(id: &str) -> String {
    format!("body:{id}")
}

/// One version of a target, by the day from which it is in force.
pub(super) fn target(target: &Target) -> String {
    let body = target.body.as_ref().map_or("", |body| body.as_str());
    target_of(target.measure.as_str(), body, &target.effective_from.to_string())
}

pub(super) fn target_of(measure: &str, body: &str, from: &str) -> String {
    match body {
        "" => format!("target:{measure}@{from}"),
        body => format!("target:{measure}/{body}@{from}"),
    }
}
