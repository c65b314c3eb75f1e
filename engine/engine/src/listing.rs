//! What a rule may ask of the register: which bodies, relations and measures there are. It says what the answer is, and whether
//! two registers answer alike; who asked is kept elsewhere.

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{Body, BodyId, Catalogue, Class, Measure, MeasureId, MissionId, ObligationId};
use crate::model::{ObligationRef, Party, Relation};

/// A list that is asked of the register.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Listing {
    /// The bodies of a kind, or all of them, that exist on a day.
    Bodies { kind: Option<Arc<str>>, on: Date },
    /// The bodies of which this one is the parent, that exist on a day.
    Children { parent: BodyId, on: Date },
    /// The body of which this one is a part.
    Parent { body: BodyId },
    /// Relations.
    Relations { kind: Arc<str>, end: End, life: Life, on: Date },
    /// The measures of a class, or all of them.
    Measures { class: Option<Class> },
}

/// Of which party relations are asked for.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum End {
    Any,
    /// Those that begin there, as it is written.
    From(Arc<str>),
    To(Arc<str>),
}

/// At which time of their lives relations are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Life {
    /// They exist on the day.
    Open,
    /// Their last day lies before it.
    Ended,
}

impl Listing {
    /// The bodies that are meant. A relation is none of them, although figures can be about it.
    pub fn bodies<'c>(&self, catalogue: &'c Catalogue) -> Vec<&'c Body> {
        let on = match self {
            Self::Bodies { on, .. } | Self::Children { on, .. } => Some(*on),
            Self::Parent { .. } => None,
            Self::Relations { .. } | Self::Measures { .. } => return Vec::new(),
        };
        let parent = match self {
            Self::Parent { body } => Some(catalogue.bodies.get(body).and_then(|body| body.parent.as_ref())),
            _ => None,
        };
        let is_meant = |body: &&Body| match self {
            Self::Bodies { kind, .. } => kind.as_ref().is_none_or(|kind| body.kind == **kind),
            Self::Children { parent, .. } => body.parent.as_ref() == Some(parent),
            _ => parent == Some(Some(&body.id)),
        };
        let exists = |body: &&Body| on.is_none_or(|day| body.is_open_on(day));
        let is_body = |body: &&Body| catalogue.relations.get(body.id.as_str()).is_none();
        catalogue.bodies.values().filter(is_meant).filter(exists).filter(is_body).collect()
    }

    /// The relations that are meant.
    pub fn relations<'c>(&self, catalogue: &'c Catalogue) -> Vec<&'c Relation> {
        let Self::Relations { kind, end, life, on } = self else { return Vec::new() };
        let is_meant = |relation: &&Relation| {
            relation.kind == **kind
                && match life {
                    Life::Open => relation.is_open_on(*on),
                    Life::Ended => relation.closes.is_some_and(|last| last < *on),
                }
        };
        let relations = &catalogue.relations;
        match end {
            End::Any => relations.of_kind(kind).filter(is_meant).collect(),
            End::From(party) => relations.from(&party_named(party)).filter(is_meant).collect(),
            End::To(party) => relations.to(&party_named(party)).filter(is_meant).collect(),
        }
    }

    /// The measures that are meant.
    pub fn measures<'c>(&self, catalogue: &'c Catalogue) -> Vec<&'c Measure> {
        let Self::Measures { class } = self else { return Vec::new() };
        catalogue.measures.values().filter(|measure| class.is_none() || measure.class == *class).collect()
    }

    /// Whether there is anything of the kind that is meant, at whatever time, and the body of which it is asked: otherwise the name
    /// is a slip of the pen, and an empty list would be taken for an answer.
    pub fn is_known(&self, catalogue: &Catalogue) -> bool {
        let is_relation = |body: &Body| catalogue.relations.get(body.id.as_str()).is_some();
        match self {
            Self::Bodies { kind: Some(kind), .. } => {
                catalogue.bodies.values().any(|body| body.kind == **kind && !is_relation(body))
            }
            Self::Children { parent: body, .. } | Self::Parent { body } => {
                catalogue.bodies.contains_key(body)
            }
            Self::Relations { kind, .. } => {
                Relation::KINDS.contains(&&**kind) || catalogue.relations.of_kind(kind).next().is_some()
            }
            Self::Bodies { kind: None, .. } | Self::Measures { .. } => true,
        }
    }

    /// Whether the party exists of which relations are asked for.
    fn has_end(&self, catalogue: &Catalogue) -> bool {
        let Self::Relations { end: End::From(party) | End::To(party), .. } = self else { return true };
        match party_named(party) {
            Party::Body(body) => catalogue.bodies.contains_key(&body),
            Party::Measure(measure) => catalogue.measures.contains_key(&measure),
            Party::Obligation(_) | Party::Mission(_) => true,
        }
    }

    /// Whether a rule that asks for it is told the same by both registers.
    pub(crate) fn reads_alike(&self, one: &Catalogue, other: &Catalogue) -> bool {
        let told = |measure: &&Measure| {
            let Measure { id, title, unit, better, class, every, labels, .. } = *measure;
            (id.clone(), title.clone(), unit.clone(), *better, *class, *every, labels.clone())
        };
        if self.is_known(one) != self.is_known(other) || self.has_end(one) != self.has_end(other) {
            return false;
        }
        match self {
            Self::Bodies { .. } | Self::Children { .. } | Self::Parent { .. } => {
                self.bodies(one) == self.bodies(other)
            }
            Self::Relations { .. } => self.relations(one) == self.relations(other),
            Self::Measures { .. } => {
                let (one, other) = (self.measures(one), self.measures(other));
                one.iter().map(told).eq(other.iter().map(told))
            }
        }
    }
}

/// The party that a text names, whether there is such a one or not.
pub fn party_named(text: &str) -> Party {
    if let Some(measure) = text.strip_prefix("measure:") {
        return Party::Measure(MeasureId::new(measure.trim()));
    }
    if let Some(mission) = text.strip_prefix("mission:") {
        return Party::Mission(MissionId::new(mission.trim()));
    }
    match text.split_once('/') {
        Some((mission, obligation)) => Party::Obligation(ObligationRef {
            mission: MissionId::new(mission.trim()),
            obligation: ObligationId::new(obligation.trim()),
        }),
        None => Party::Body(BodyId::new(text.trim())),
    }
}
