//! `open_for` and `answer_within_working_days` of `[[feed]]`: who may read what a panel says, and by when it is to be answered.

use engine::model::{MissionId, VoiceId};
use language::diagnostic::Code;
use language::read::Table;
use toml::Spanned;

use super::mention::{Mention, Named};
use crate::feeds::PanelSettings;

/// The keys of a panel, which make sense of a voice of people alone.
const KEYS: [&str; 2] = ["open_for", "answer_within_working_days"];

/// Both as they are written.
#[derive(Default)]
pub(super) struct PanelDeclaration {
    open_for: Vec<Spanned<String>>,
    answer_within: Option<u32>,
}

pub(super) fn read(table: &Table<'_>) -> PanelDeclaration {
    let [open_for, answer_within] = KEYS.map(|key| table.get(key));
    PanelDeclaration {
        open_for: open_for.and_then(|item| item.texts()).unwrap_or_default(),
        answer_within: answer_within.and_then(|item| item.whole()).map(Spanned::into_inner),
    }
}

impl PanelDeclaration {
    /// What is said of a panel, noting the missions that it names.
    pub(super) fn of_people(&self, voice: VoiceId, mentions: &mut Vec<Mention>) -> PanelSettings {
        let open_for = self.open_for.iter().map(|named| {
            let mission = MissionId::new(named.get_ref().as_str());
            mentions.push(Mention { named: Named::Mission(mission.clone()), range: named.span() });
            mission
        });
        PanelSettings { voice, open_for: open_for.collect(), answer_within: self.answer_within }
    }
}

/// Reports what is said of a panel where the feed is none.
pub(super) fn refuse(table: &Table<'_>) {
    for item in KEYS.into_iter().filter_map(|key| table.get(key)) {
        let message = format!("`{}` is said of a voice of people", item.key);
        let fault = table.document().at(Code::Feed, message, item.range.clone());
        table.document().fault(fault.with_help("say `voice = \"people\"`, or leave it out"));
    }
}
