//! What the texts of a project that is made up declare, and how an edit changes that.

use std::fmt::Write as _;
use std::rc::Rc;

use fastrand::Rng;
use indexmap::IndexMap;
use jiff::Span;
use jiff::civil::{Date, date};
use rules::packs::built_in_rule;
use rules::source::{SourceText, Sources};
use rust_decimal::Decimal;
use tests::bulk::sources;

use super::strands::Strand;
use super::texts::{MISSION, PROJECT, RULES};
use super::world::{QUARTERS, VOICES, WITHIN, quarter};

const GROWS: &str = "a string takes any text";

/// One body of the register.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) id: String,
    pub(super) opened: Option<Date>,
    pub(super) closed: Option<Date>,
    successor: Option<String>,
}

impl Body {
    pub(super) fn new(id: &str, opened: Option<Date>, closed: Option<Date>) -> Self {
        Self { id: id.to_owned(), opened, closed, successor: None }
    }
}

/// How many of the councils are needed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Needed {
    All,
    Any,
    AtLeast(u32),
}

/// What is written at one time.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    pub(super) councils: Vec<Body>,
    pub(super) needed: Needed,
    pub(super) grace_days: i64,
    /// So many of a hundred reporters suffice for the sum.
    pub(super) complete_percent: u32,
    /// The quarters from and to which a night shelter takes part.
    pub(super) shelter: (i32, i32),
    /// The quarter from which other terms hold.
    pub(super) terms_from: i32,
    /// Whose voice is judged by, where one is.
    pub(super) preferred: Option<&'static str>,
    /// Who publishes how many people each council saw, where the councils do not tell it themselves.
    pub(super) publisher: Option<&'static str>,
    /// What is owed beside homes.
    pub(super) strands: Vec<Rc<dyn Strand>>,
}

impl Declared {
    pub(super) fn random(rng: &mut Rng) -> Self {
        // One council stays, so that there is always somebody to owe something.
        let opened = (rng.u8(0..4) == 0).then(|| date(2024, 5, 15));
        let mut councils = vec![Body { id: "stays".to_owned(), opened, closed: None, successor: None }];
        for number in 0..rng.usize(1..5) {
            let id = format!("council-{number}");
            let closed = (rng.u8(0..3) == 0).then(|| day(rng));
            let opened = (rng.u8(0..4) == 0)
                .then(|| day(rng))
                .filter(|opened| closed.is_none_or(|closed| *opened < closed));
            let successor = closed.filter(|_| rng.bool()).map(|_| format!("heir-{number}"));
            if let (Some(closed), Some(heir)) = (closed, &successor) {
                let opened = closed.tomorrow().ok();
                councils.push(Body { id: heir.clone(), opened, closed: None, successor: None });
            }
            councils.push(Body { id, opened, closed, successor });
        }
        let from = rng.i32(0..QUARTERS);
        Self {
            councils,
            needed: [Needed::All, Needed::Any, Needed::AtLeast(rng.u32(1..3))][rng.usize(0..3)],
            grace_days: [0, 10][rng.usize(0..2)],
            complete_percent: [100, 100, 60][rng.usize(0..3)],
            shelter: (from, rng.i32(from..QUARTERS)),
            terms_from: rng.i32(1..QUARTERS),
            preferred: rng.bool().then_some(VOICES[0]),
            publisher: None,
            strands: Vec::new(),
        }
    }

    /// The same with one thing changed.
    pub(super) fn edited(&self, rng: &mut Rng) -> Self {
        let mut edited = self.clone();
        match rng.u8(0..6) {
            0 => edited.grace_days = 10 - edited.grace_days,
            1 => edited.needed = [Needed::All, Needed::Any][rng.usize(0..2)],
            2 => edited.complete_percent = 160 - edited.complete_percent,
            4 => edited.preferred = rng.bool().then_some(VOICES[1]),
            3 => edited.terms_from = rng.i32(1..QUARTERS),
            _ => {
                let place = rng.usize(1..edited.councils.len());
                let council = &mut edited.councils[place];
                let closed = day(rng);
                if council.opened.is_none_or(|opened| opened < closed) && council.successor.is_none() {
                    council.closed = Some(closed);
                }
            }
        }
        edited
    }

    /// Every body of which it matters when it exists.
    pub(super) fn bodies(&self) -> impl Iterator<Item = &Body> {
        self.councils.iter().chain(self.strands.iter().flat_map(|strand| strand.bodies()))
    }

    /// The texts of the project.
    pub(super) fn sources(&self) -> Sources {
        let mut texts = IndexMap::new();
        let mut put = |path: &str, text: String| {
            texts.insert(path.to_owned(), SourceText::new(path, text));
        };
        let settings: String = self.strands.iter().map(|strand| strand.settings()).collect();
        put("remit.toml", format!("{PROJECT}{settings}"));
        put("bodies.csv", self.register());
        put("missions/homes.toml", self.mission());
        for strand in &self.strands {
            let text = strand.mission();
            put(&format!("missions/{}.toml", strand.id()), text);
        }
        let in_force = built_in_rule("in-force").expect("it comes with Remit");
        put("rules/in-force.rhai", in_force.text.to_string());
        for (name, body) in RULES {
            put(&format!("rules/{name}.rhai"), format!("//! What: made up.\nfn assess(my) {{ {body} }}\n"));
        }
        sources(&texts)
    }

    fn register(&self) -> String {
        let mut text = "id,name,kind,parent,opened,closed,successors,codes\nengland,England,nation,,,,,\nministry,Ministry,department,,,,,\nshelter,Night Shelter,charity,,,,,\n".to_owned();
        let told = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        for Body { id, opened, closed, successor } in &self.councils {
            let (opened, closed, successor) =
                (told(*opened), told(*closed), successor.as_deref().unwrap_or(""));
            writeln!(text, "{id},{id},council,england,{opened},{closed},{successor},").expect(GROWS);
        }
        text.extend(self.strands.iter().map(|strand| strand.register()));
        text
    }

    fn mission(&self) -> String {
        let needs = match self.needed {
            Needed::All => "\"all\"".to_owned(),
            Needed::Any => "\"any\"".to_owned(),
            Needed::AtLeast(count) => format!("{{ at_least = {} }}", count.min(self.shortest_list())),
        };
        let (from, until) = (quarter(self.shelter.0), quarter(self.shelter.1));
        let complete = Decimal::new(i64::from(self.complete_percent), 2);
        MISSION
            .replace("GRACE", &self.grace_days.to_string())
            .replace("COMPLETE", &complete.to_string())
            .replace("NEEDS", &needs)
            .replace(
                "PUBLISHER",
                &self.publisher.map_or_else(String::new, |publisher| format!("told_by = \"{publisher}\"")),
            )
            .replace(
                "PREFER",
                &self.preferred.map_or_else(String::new, |voice| format!("prefer = [\"{voice}\"]")),
            )
            .replace("WITHIN", &WITHIN.to_string())
            .replace("TERMS", &quarter(self.terms_from).to_string())
            .replace("FROM", &from.to_string())
            .replace("UNTIL", &until.to_string())
    }

    /// How many contributions there are at the least that an obligation declares.
    fn shortest_list(&self) -> u32 {
        u32::try_from(self.councils.len()).expect("few councils").min(1)
    }
}

pub(super) fn day(rng: &mut Rng) -> Date {
    date(2023, 10, 1).saturating_add(Span::new().days(rng.i64(0..700)))
}
