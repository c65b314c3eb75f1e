//! What a change of a text would do: what the compiler says of the text with it, and how it would have judged what stands on the ledger. It writes nothing.

use std::ops::Range;
use std::path::Path;

use jiff::Timestamp;
use language::rewrite::{Changed, Rewritten};
use plugins::stores::LedgerPlace;
use rules::compile::{Compiled, compile};
use rules::diagnostic::{Diagnostic, Severity};
use rules::source::Sources;
use words::english;
use words::text_change::{self as say, Course};

use super::fault::ChangeFault;
use super::file::MissionFile;
use super::overlay::WithText;
use super::put_in::in_words;
use super::wanted::{WantedValues, base};
use crate::agreed::Agreed;
use crate::history::Gathered;
use crate::progress::Unseen;
use crate::project::{Disk, Project, compiler, ledger_place, load_again};
use crate::replay::{Comparison, Range as Days, compare};

/// So many alerts of each kind are told of.
const MOST_TOLD: usize = 5;

/// A change that somebody thinks of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wish {
    pub mission: String,
    /// From one on up to [`Wish::MOST`].
    pub values: Vec<WishedValue>,
}

impl Wish {
    /// So many values are changed together at the most: one person has to read them all.
    pub const MOST: usize = 20;
}

/// A value that is to be another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WishedValue {
    pub place: String,
    pub value: String,
    /// The day or the period with which it begins; none where it is to count from the beginning.
    pub from: Option<String>,
}

/// What it would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ForeseenChange {
    /// In the order in which they were asked for.
    pub values: Vec<ForeseenValue>,
    /// What is written, of which file.
    pub path: String,
    pub put: String,
    /// Why the text could not be used with it.
    pub faults: Vec<String>,
    /// What is doubtful about it.
    pub warnings: Vec<String>,
    /// What it would have changed over the history, sentence by sentence.
    pub effect: Vec<String>,
}

/// A value as it stands, and as it would.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ForeseenValue {
    /// None where the key is not written.
    pub before: Option<String>,
    pub after: String,
    /// The hash of all that stands around it.
    pub base: String,
}

/// Looks at a change before anybody asks for it.
///
/// # Errors
/// There is nothing to change, it cannot be changed so, or the ledger cannot be read.
pub fn foresee_change(dir: &Path, wish: &Wish, now: Timestamp) -> Result<ForeseenChange, ChangeFault> {
    let wanted = wish.values.iter().map(|value| (&*value.place, &*value.value, value.from.as_deref()));
    let wanted = WantedValues::read(wanted)?;
    let ledger = ledger_place(dir).map_err(|_| ChangeFault::Unusable)?;
    let agreed = Agreed::at(&ledger)?;
    let in_force = agreed.in_force(now).ok_or_else(|| ChangeFault::NoMission(wish.mission.clone()))?;
    let file = MissionFile::read(dir, in_force.sources, &wish.mission)?;
    file.check_writable()?;
    let Rewritten { text, values, puts } = wanted.put_into(&file.text)?;
    let mut cache = compiler();
    let (project, known) = load_again(&mut cache, dir, &Disk(dir), Some(in_force));
    let project = project.ok_or(ChangeFault::Unusable)?;
    let edited = WithText { under: &Disk(dir), path: &file.path, text: &text };
    let (changed, found) = load_again(&mut cache, dir, &edited, None);
    let is_new = |fault: &&Diagnostic| {
        let is_same = |other: &Diagnostic| (&other.code, &other.message) == (&fault.code, &fault.message);
        !known.iter().any(is_same)
    };
    let of = |severity: Severity| -> Vec<String> {
        let new = found.iter().filter(is_new).filter(|fault| fault.severity == severity);
        new.map(|fault| format!("{}.", english::capitalised(&in_words(fault)))).collect()
    };
    let (faults, warnings) = (of(Severity::Error), of(Severity::Warning));
    let effect = match changed.filter(|_| faults.is_empty()) {
        Some(changed) => effect(&project, &changed.sources, (&ledger, &file.path), now)?,
        None => Vec::new(),
    };
    let (values, put) = (values.into_iter().map(ForeseenValue::of).collect(), lines_of(&text, &puts));
    Ok(ForeseenChange { values, path: file.path, put, faults, warnings, effect })
}

impl ForeseenValue {
    fn of(Changed { before, after, says }: Changed) -> Self {
        Self { before, after, base: base(&says) }
    }
}

/// The lines in which something was put into a text, whole, and each once.
fn lines_of(text: &str, puts: &[Range<usize>]) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut told = 0;
    for put in puts {
        let start = text.get(..put.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end =
            text.get(put.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| put.end + at);
        let is_whole = text.get(start..put.end).is_some_and(|lines| lines.ends_with('\n'));
        let end = if is_whole { put.end } else { end };
        if end > told {
            lines.push(text.get(start.max(told)..end).unwrap_or_default().trim());
            told = end;
        }
    }
    lines.join("\n")
}

/// What stands on the ledger and in the feeds, judged by what is in force and by the same with the mission's new text.
fn effect(
    before: &Project,
    changed: &Sources,
    (ledger, path): (&LedgerPlace, &str),
    now: Timestamp,
) -> Result<Vec<String>, ChangeFault> {
    let mut sources = (*before.sources).clone();
    if let Some((path, mission)) = changed.missions.get_key_value(path) {
        sources.missions.insert(path.clone(), mission.clone());
    }
    let Compiled { program: Some(after), refused, .. } = compile(&sources) else { return Ok(Vec::new()) };
    if refused.iter().any(|refused| **refused == *path) {
        return Ok(vec![say::NOT_BY_ITSELF.to_owned()]);
    }
    let gathered = Gathered::up_to_today(before, ledger, &after.catalogue, now, &Unseen)?;
    let range = Days::up_to(before.program.calendar.day(now));
    Ok(told(&compare(&before.program, &after, &gathered.history, &range)))
}

fn told(found: &Comparison) -> Vec<String> {
    let sentence = |told: String| format!("{}.", english::capitalised(&told));
    let mut sentences = vec![sentence(found.summary()), sentence(found.verdict_summary())];
    for (course, episodes) in [(Course::Appears, &found.appear), (Course::Vanishes, &found.vanish)] {
        let alerts = episodes.iter().take(MOST_TOLD);
        sentences.extend(alerts.map(|episode| {
            let periods: Vec<_> = episode.periods.iter().copied().collect();
            say::alert(&episode.id.to_string(), course, &periods)
        }));
        let more = episodes.len().saturating_sub(MOST_TOLD);
        sentences.extend((more > 0).then(|| say::more_alerts(more, course)));
    }
    sentences
}
