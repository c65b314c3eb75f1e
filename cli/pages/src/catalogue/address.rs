//! Names of files and links between them. All pages stand in one folder, so that a link is a file's name.

use engine::model::{BodyId, MeasureId, MissionId, ObligationId};

/// A link to another page.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Link {
    pub(super) text: String,
    pub(super) href: String,
}

impl Link {
    pub(super) fn new(text: impl Into<String>, href: String) -> Self {
        Self { text: text.into(), href }
    }
}

pub(super) fn mission(id: &MissionId) -> String {
    format!("mission-{}.html", safe(id.as_str()))
}

/// How a mission stood at the end of a day.
pub(super) fn pack(id: &MissionId) -> String {
    format!("pack-{}.html", safe(id.as_str()))
}

pub(super) fn obligation(mission: &MissionId, id: &ObligationId) -> String {
    format!("obligation-{}.{}.html", safe(mission.as_str()), safe(id.as_str()))
}

pub(super) fn measure(id: &MeasureId) -> String {
    format!("measure-{}.html", safe(id.as_str()))
}

pub(super) fn body(id: &BodyId) -> String {
    format!("body-{}.html", safe(id.as_str()))
}

pub(super) fn rule(id: &str) -> String {
    format!("rule-{}.html", safe(id))
}

pub(super) fn plugin(name: &str) -> String {
    format!("plugin-{}.html", safe(name))
}

/// An id as part of a file's name, on disks that do not tell capitals from small letters too. Whatever had to be left out
/// is told apart by a hash.
fn safe(id: &str) -> String {
    let is_safe =
        |letter: &char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '-' | '_');
    let kept: String = id.chars().filter(is_safe).take(80).collect();
    if kept == id && !kept.is_empty() {
        return kept;
    }
    let hash: String = blake3::hash(id.as_bytes()).to_hex().chars().take(8).collect();
    format!("{kept}.{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_leads_out_of_the_folder_and_no_two_meet() {
        assert_eq!(rule("keep-pace"), "rule-keep-pace.html");
        assert_eq!(
            rule("../keep"),
            format!("rule-keep.{}.html", blake3::hash(b"../keep").to_hex().get(..8).unwrap())
        );
        assert_ne!(rule("Keep"), rule("keep"));
        assert_ne!(rule("Keep"), rule("kEEP"));
        assert!(rule(&"x".repeat(500)).len() < 120);
    }
}
