//! In whose place a piece of a rule can be tried out: each contribution, or a lead that owes alone, in each of its periods.

use engine::Engine;
use engine::model::{Node, PartId, Period, WholeId};
use rules::diagnostic::nearest;
use thiserror::Error;
use words::english;

/// One party's part in an obligation, with the periods for which it is judged.
pub(super) struct OwedPart {
    /// As it is named: `homelessness/duty-to-refer/adult_prison`.
    pub(super) name: String,
    whole: WholeId,
    part: PartId,
    body: String,
    /// The oldest first.
    periods: Vec<Period>,
}

/// A part in one of its periods.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) whole: WholeId,
    pub(super) part: PartId,
    pub(super) period: Period,
    /// As it is named: `homelessness/duty-to-refer/adult_prison 2021-Q3`.
    pub(super) name: String,
}

impl OwedPart {
    /// Every part that is judged for at least one period, in the order of the program.
    pub(super) fn all(engine: &Engine) -> Vec<Self> {
        let Some(program) = engine.program() else { return Vec::new() };
        let mut parts = Vec::new();
        for mission in program.missions.values() {
            for owed in &mission.obligations {
                let whole = WholeId::from(owed.reference(&mission.id));
                for part in owed.parts() {
                    let node = whole.part(&part.id).told_as();
                    parts.push(Self {
                        name: node.to_string(),
                        periods: periods(engine, &node),
                        body: program.catalogue.body_name(&part.by).to_owned(),
                        whole: whole.clone(),
                        part: part.id.clone(),
                    });
                }
            }
        }
        parts.retain(|part| !part.periods.is_empty());
        parts
    }

    /// The part in its newest period.
    pub(super) fn newest(&self) -> Option<Place> {
        self.periods.last().map(|period| self.at(*period))
    }

    fn at(&self, period: Period) -> Place {
        Place {
            whole: self.whole.clone(),
            part: self.part.clone(),
            period,
            name: format!("{} {period}", self.name),
        }
    }

    /// The part with its periods and who owes it, in a line.
    pub(super) fn line(&self, width: usize) -> String {
        let (first, last) = (self.periods.first(), self.periods.last());
        let periods = match (first, last) {
            (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
            (Some(only), _) => only.to_string(),
            (None, _) => String::new(),
        };
        format!("{:width$}  {periods}, {}", self.name, self.body)
    }
}

fn periods(engine: &Engine, node: &Node) -> Vec<Period> {
    let is_own = |standing: &engine::standing::Standing| standing.node == *node;
    engine.verdicts().filter(is_own).map(|standing| standing.period).collect()
}

/// Where one begins: the first part that breaks something, or the first of all.
pub(super) fn first(engine: &Engine, parts: &[OwedPart]) -> Option<Place> {
    let broken = engine.alerts().into_iter().find_map(|alert| {
        let breaker = alert.named.first()?;
        let period = breaker.periods.last().or(alert.periods.last())?;
        let whole = WholeId::from(alert.id.obligation_ref());
        let is_own = |part: &&OwedPart| part.whole == whole && part.part == breaker.part;
        parts.iter().find(is_own).filter(|part| part.periods.contains(period)).map(|part| part.at(*period))
    });
    broken.or_else(|| parts.first()?.newest())
}

/// Why a text names no place.
#[derive(Debug, Error)]
pub(super) enum PlaceError {
    #[error("nothing is owed as `{name}`; {help}")]
    NoSuchPart { name: String, help: String },
    #[error("{name} has no period")]
    NeverJudged { name: String },
    #[error("{name} is not judged for {period}, only for {judged}")]
    NotJudgedThen { name: String, period: String, judged: String },
}

/// The place that a text names: a part, and a period or its newest one.
///
/// # Errors
/// There is no such part or period.
pub(super) fn named(text: &str, parts: &[OwedPart]) -> Result<Place, PlaceError> {
    let mut words = text.split_whitespace();
    let (name, period) = (words.next().unwrap_or_default(), words.next());
    let Some(part) = parts.iter().find(|part| part.name == name) else {
        let near = nearest(name, parts.iter().map(|part| part.name.as_str()));
        let help = near
            .map_or_else(|| "`:subjects` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
        return Err(PlaceError::NoSuchPart { name: name.to_owned(), help });
    };
    let Some(period) = period else {
        return part.newest().ok_or_else(|| PlaceError::NeverJudged { name: name.to_owned() });
    };
    let spelt = |known: &Period| known.to_string().eq_ignore_ascii_case(period);
    let found = part.periods.iter().find(|known| spelt(known)).map(|known| part.at(*known));
    found.ok_or_else(|| PlaceError::NotJudgedThen {
        name: name.to_owned(),
        period: period.to_owned(),
        judged: english::run(&part.periods),
    })
}
