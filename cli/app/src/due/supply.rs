//! By which feed a figure comes: the one by which its body sent earlier periods, else those that may hold its measure.

use engine::evidence::Evidence;
use engine::model::{Catalogue, Cell, FeedId, MeasureId, VoiceId};
use plugins::feeds::PanelSettings;
use words::public_url::PublicUrl;

/// So many earlier periods are looked at.
const LOOKED_BACK: i32 = 8;

/// Where a feed takes files from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FeedPlace {
    pub id: FeedId,
    /// Relative to the project.
    pub folder: String,
    /// What its files are about; none where their rows say that.
    pub measures: Option<Vec<MeasureId>>,
    pub holds: Holds,
    /// Where it speaks for people: who may read it, and by when it is to be answered.
    pub panel: Option<PanelSettings>,
}

/// What the rows of a feed report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    Figures,
    Papers,
}

/// The feeds of a project.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Supply {
    feeds: Vec<FeedPlace>,
    /// Where people find the pages of the service; none where the project says nothing of it.
    pub(super) pages: Option<PublicUrl>,
}

impl Supply {
    pub fn new(feeds: Vec<FeedPlace>) -> Self {
        Self { feeds, pages: None }
    }

    /// The same where people find pages.
    #[must_use]
    pub fn with_pages(self, public_url: Option<String>) -> Self {
        Self { pages: public_url.map(PublicUrl), ..self }
    }

    /// Every feed, in the order of the project.
    pub fn places(&self) -> &[FeedPlace] {
        &self.feeds
    }

    /// The voices of people, each once, in the order of the project.
    pub fn panels(&self) -> Vec<&VoiceId> {
        let mut voices: Vec<&VoiceId> = Vec::new();
        for panel in self.feeds.iter().filter_map(|place| place.panel.as_ref()) {
            if !voices.contains(&&panel.voice) {
                voices.push(&panel.voice);
            }
        }
        voices
    }

    /// What is said of the panel by a feed; none where the feed speaks for no people, or is declared no longer.
    pub fn panel_of(&self, feed: &FeedId) -> Option<&PanelSettings> {
        self.feeds.iter().find(|place| place.id == *feed)?.panel.as_ref()
    }

    /// Whether there is such a feed.
    pub fn has(&self, feed: &str) -> bool {
        self.feeds.iter().any(|place| place.id.as_str() == feed)
    }

    /// The feeds by which a figure or a paper may come, in the order of the project.
    pub fn of(&self, cell: &Cell, catalogue: &Catalogue, evidence: &Evidence) -> Vec<&FeedPlace> {
        let wanted = if catalogue.is_document(&cell.measure) { Holds::Papers } else { Holds::Figures };
        let holds = |feed: &&FeedPlace| {
            let measures = feed.measures.as_ref();
            feed.holds == wanted
                && measures.is_none_or(|measures| measures.iter().any(|held| is_of_one(held, &cell.measure)))
        };
        let possible: Vec<&FeedPlace> = self.feeds.iter().filter(holds).collect();
        if possible.len() < 2 {
            return possible;
        }
        match sent_by(cell, evidence).and_then(|id| possible.iter().find(|feed| feed.id == id)) {
            Some(known) => vec![known],
            None => possible,
        }
    }
}

impl Supply {
    /// The one feed by which a figure came or would come; none where that may be any of several.
    pub(super) fn only(&self, cell: &Cell, catalogue: &Catalogue, evidence: &Evidence) -> Option<FeedId> {
        if let Some(history) = evidence.history(cell) {
            return Some(history.current().source.file.feed.clone());
        }
        match self.of(cell, catalogue, evidence)[..] {
            [only] => Some(only.id.clone()),
            _ => None,
        }
    }
}

/// Whether a feed of one measure may hold the other: itself, or the total and one value of its breakdown.
fn is_of_one(held: &MeasureId, wanted: &MeasureId) -> bool {
    let total = |measure: &MeasureId| measure.as_part().map(|(total, _)| total.to_owned());
    held == wanted
        || total(wanted).is_some_and(|total| total == held.as_str())
        || total(held).is_some_and(|total| total == wanted.as_str())
}

/// The feed by which a body last sent a measure before a period.
fn sent_by(cell: &Cell, evidence: &Evidence) -> Option<FeedId> {
    (1..=LOOKED_BACK).find_map(|back| {
        let earlier = Cell { period: cell.period.step(-back), ..cell.clone() };
        Some(evidence.history(&earlier)?.current().source.file.feed.clone())
    })
}
