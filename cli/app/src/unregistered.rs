//! Organisations that the files of a feed name and the register lacks, as rows that could be added to it.
//!
//! Nothing is matched here: what looks like a body of the register is told, and left to whoever knows.

use engine::model::{Body, BodyId, Catalogue, FeedId, Observation, Period};
use indexmap::{IndexMap, IndexSet};
use jiff::Timestamp;
use language::gss::kind_of_code;
use language::read::is_well_formed;
use plugins::feeds::{Feed, FeedError};
use plugins::readers::{NamedBy, ReadContext, Unregistered};
use rules::diagnostic::nearest;

use crate::project::Project;

/// What the files of a feed name and the register lacks.
pub struct UnregisteredOf {
    /// In the order of their codes.
    pub bodies: Vec<NewBody>,
    /// Files that could not be read.
    pub faults: Vec<FeedError>,
}

/// An organisation with the row that it could have.
pub struct NewBody {
    pub id: String,
    /// Its name, or its code where nobody says it.
    pub name: String,
    /// By its code; empty where that says nothing.
    pub kind: String,
    /// None where the feed goes by names.
    pub code: Option<String>,
    pub first: Period,
    pub last: Period,
    /// The periods with which the rows about anybody of its kind begin and end.
    pub of_kind: (Period, Period),
    pub rows: u32,
    pub alike: Option<Alike>,
}

/// The periods with which the rows begin and end, by the kind of body: countries may have been published before councils were.
#[derive(Default)]
struct Bounds(IndexMap<String, (Period, Period)>);

/// A body of the register that it may be.
pub enum Alike {
    /// It has the same name.
    SameName(BodyId),
    /// Its name is nearly the same.
    Near(BodyId),
    /// It is none of the register's, but another one that the files name, by the id of its row.
    Twin(String),
}

impl NewBody {
    /// What stands in one of the columns of the register.
    pub fn field(&self, column: &str) -> &str {
        match column {
            "id" => &self.id,
            "name" => &self.name,
            "kind" => &self.kind,
            "codes" => self.code.as_deref().unwrap_or_default(),
            _ => "",
        }
    }
}

/// Reads every file of a feed for what the register lacks; none where the project has no such feed.
pub fn unregistered(project: &Project, feed: &FeedId, received: Timestamp) -> Option<UnregisteredOf> {
    let settings = project.settings.feeds.iter().find(|known| known.id == *feed)?;
    let by = settings.layout.naming.by;
    let feed = Feed::new(settings.clone());
    let catalogue = &*project.program.catalogue;
    let mut faults = Vec::new();
    let mut found: IndexMap<String, Unregistered> = IndexMap::new();
    let mut bounds = Bounds::default();
    let files = feed.files(&project.dir).unwrap_or_else(|fault| {
        faults.push(fault);
        Vec::new()
    });
    for file in files {
        match feed.read_file(&project.dir, &file, &ReadContext { catalogue, received }) {
            Ok((_, reading)) => {
                for Observation { cell, .. } in &reading.observations {
                    let kind = catalogue.bodies.get(&cell.body).map_or("", |body| &body.kind);
                    bounds.widen(kind, cell.period, cell.period);
                }
                for one in reading.unregistered {
                    bounds.widen(kind_of_code(&one.text).unwrap_or_default(), one.first, one.last);
                    join(&mut found, one);
                }
            }
            Err(FeedError::UnderEmbargo { .. }) => {}
            Err(fault) => faults.push(fault),
        }
    }
    found.sort_keys();
    let mut ids: IndexSet<String> = catalogue.bodies.keys().map(ToString::to_string).collect();
    let mut bodies: Vec<NewBody> = Vec::new();
    for one in found.into_values() {
        let mut new = new_body(one, (by, &bounds), &mut ids, catalogue);
        let is_twin = |other: &&NewBody| new.code.is_some() && plain(&other.name) == plain(&new.name);
        if let Some(twin) = bodies.iter().find(is_twin) {
            new.alike.get_or_insert(Alike::Twin(twin.id.clone()));
        }
        bodies.push(new);
    }
    Some(UnregisteredOf { bodies, faults })
}

impl Bounds {
    fn widen(&mut self, kind: &str, from: Period, until: Period) {
        let Some((first, last)) = self.0.get_mut(kind) else {
            self.0.insert(kind.to_owned(), (from, until));
            return;
        };
        if from.first_day() < first.first_day() {
            *first = from;
        }
        if until.last_day() > last.last_day() {
            *last = until;
        }
    }
}

/// What several files say of one organisation.
fn join(found: &mut IndexMap<String, Unregistered>, one: Unregistered) {
    let Some(known) = found.get_mut(&one.text) else {
        found.insert(one.text.clone(), one);
        return;
    };
    known.rows = known.rows.saturating_add(one.rows);
    if one.last.last_day() >= known.last.last_day() {
        known.last = one.last;
        known.name = one.name.or(known.name.take());
    }
    if one.first.first_day() < known.first.first_day() {
        known.first = one.first;
    }
}

fn new_body(
    one: Unregistered,
    (by, bounds): (NamedBy, &Bounds),
    ids: &mut IndexSet<String>,
    catalogue: &Catalogue,
) -> NewBody {
    let Unregistered { text, name, first, last, rows } = one;
    let (code, name) = match by {
        NamedBy::Code => (Some(text.clone()), name),
        NamedBy::Name => (None, Some(text.clone())),
    };
    let alike = name.as_deref().and_then(|name| alike(name, catalogue));
    let kind = code.as_deref().and_then(kind_of_code).unwrap_or_default().to_owned();
    let named = name.as_deref().map(id_of).filter(|id| is_well_formed(id));
    let coded = code.as_deref().map(id_of).filter(|id| is_well_formed(id));
    let wanted = named.iter().chain(&coded).find(|id| !ids.contains(*id)).cloned();
    let first_free = || {
        let start = named.as_ref().or(coded.as_ref()).map_or("body", |id| id.as_str());
        let numbered = (2..).map(|number: usize| format!("{start}-{number}"));
        numbered.into_iter().find(|id| !ids.contains(id)).unwrap_or_default()
    };
    let id = wanted.unwrap_or_else(first_free);
    ids.insert(id.clone());
    let of_kind = bounds.0.get(&kind).copied().unwrap_or((first, last));
    NewBody { id, name: name.unwrap_or(text), kind, code, first, last, of_kind, rows, alike }
}

/// A body of the register whose name is that name, or nearly.
fn alike(name: &str, catalogue: &Catalogue) -> Option<Alike> {
    let bodies = || catalogue.bodies.values();
    let wanted = plain(name);
    if let Some(same) = bodies().find(|body| plain(&body.name) == wanted) {
        return Some(Alike::SameName(same.id.clone()));
    }
    let near = nearest(name, bodies().map(|body| body.name.as_str()))?;
    bodies().find(|body: &&Body| body.name == near).map(|body| Alike::Near(body.id.clone()))
}

/// A name or a code as an id.
fn id_of(text: &str) -> String {
    let letter =
        |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { ' ' };
    let plain: String = text.replace(['\'', '’', '.'], "").chars().map(letter).collect();
    plain.split_whitespace().collect::<Vec<_>>().join("-")
}

/// A name but for capital letters and blanks.
fn plain(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
