//! What a change of the rules would do, as people read it: the counts first, then examples mission by mission.

use engine::model::MissionId;
use engine::program::Program;
use words::alert::label;
use words::comparison::{more_examples, opening};
use words::english;

use super::Ink;
use super::page::Page;
use app::replay::{ComparedSide, Comparison, Episode, MovedEpisode, Range};

/// How many examples of each kind are shown of each mission.
const EXAMPLES: usize = 10;

/// One side of a comparison, to be named.
pub struct Compared<'a> {
    pub side: &'a ComparedSide,
    pub program: &'a Program,
}

/// What a change of the rules would do, on the days of a range.
pub fn comparison(
    title: &str,
    range: &Range,
    [before, after]: [&Compared<'_>; 2],
    comparison: &Comparison,
) -> String {
    let mut page = Page::default();
    page.put(0, &Ink::Title.paint(title));
    page.put(0, &opening(range.from, range.to, range.known_at));
    page.put(2, &format!("Before: {}.", before.side.name));
    page.put(2, &format!("After:  {}.", after.side.name));
    page.skip();
    let ink = if comparison.is_empty() { Ink::Calm } else { Ink::Caution };
    page.put(0, &ink.paint(format!("{}.", english::capitalised(&comparison.summary()))));
    page.put(0, &format!("{}.", english::capitalised(&comparison.verdict_summary())));
    let mut missions: Vec<&MissionId> = after.program.missions.keys().collect();
    missions.extend(before.program.missions.keys().filter(|id| !after.program.missions.contains_key(*id)));
    for mission in missions {
        let examples = Examples { before: before.program, after: after.program, mission, comparison };
        examples.write(&mut page);
    }
    page.into_text()
}

/// The examples of one mission.
struct Examples<'a> {
    before: &'a Program,
    after: &'a Program,
    mission: &'a MissionId,
    comparison: &'a Comparison,
}

impl Examples<'_> {
    fn write(&self, page: &mut Page) {
        let own = |episodes: &'_ [Episode]| -> Vec<Episode> {
            episodes.iter().filter(|episode| episode.id.mission == *self.mission).cloned().collect()
        };
        let (appear, vanish) = (own(&self.comparison.appear), own(&self.comparison.vanish));
        let moved = self.comparison.moved.iter().filter(|moved| moved.after.id.mission == *self.mission);
        let moved: Vec<&MovedEpisode> = moved.collect();
        if appear.is_empty() && vanish.is_empty() && moved.is_empty() {
            return;
        }
        let mission =
            self.after.missions.get(self.mission).or_else(|| self.before.missions.get(self.mission));
        let title = mission.map_or_else(|| self.mission.as_str(), |mission| &mission.title);
        page.skip();
        page.put(
            0,
            &format!("{} {}", Ink::Title.paint(title), Ink::Faint.paint(format!("({})", self.mission))),
        );
        write_kind(page, &Ink::Alarm.paint(label::APPEARS), &appear, |page, episode| {
            page.put(4, &english::capitalised(&account(episode, self.after)));
        });
        write_kind(page, &Ink::Calm.paint(label::VANISHES), &vanish, |page, episode| {
            page.put(4, &english::capitalised(&account(episode, self.before)));
        });
        write_kind(page, &Ink::Caution.paint(label::MOVES), &moved, |page, moved| {
            page.put(4, &format!("Before: {}", account(&moved.before, self.before)));
            page.put(4, &format!("After:  {}", account(&moved.after, self.after)));
        });
    }
}

/// Something that has the name of an alert.
trait Named {
    fn name(&self) -> String;
}

impl Named for Episode {
    fn name(&self) -> String {
        self.id.to_string()
    }
}

impl Named for &MovedEpisode {
    fn name(&self) -> String {
        self.after.id.to_string()
    }
}

fn write_kind<N: Named>(page: &mut Page, label: &str, all: &[N], write: impl Fn(&mut Page, &N)) {
    for example in all.iter().take(EXAMPLES) {
        page.put(2, &format!("{label}  {}", example.name()));
        write(page, example);
    }
    if let Some(more) = all.len().checked_sub(EXAMPLES).filter(|more| *more > 0) {
        page.put(2, &format!("{label}  {}", more_examples(more)));
    }
}

pub(super) fn account(episode: &Episode, program: &Program) -> String {
    let parties = episode.broken_by.iter().map(|party| program.catalogue.body_name(&party.body));
    let facts = words::comparison::Episode {
        fired: episode.fired,
        ended: episode.ended,
        periods: episode.periods.iter().copied().collect(),
        broken_by: parties.collect(),
    };
    words::comparison::episode(&facts, &program.calendar)
}
