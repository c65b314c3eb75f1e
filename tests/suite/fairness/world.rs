//! A project made up from a seed: bodies that open, close and follow each other, duties of several kinds, reports that are late,
//! revised or absent, and edits. Nothing is judged here.

use std::fmt::Write as _;

use engine::model::{Cadence, Period};
use fastrand::Rng;
use indexmap::IndexMap;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use rules::source::{SourceText, Sources};
use rust_decimal::Decimal;
use tests::bulk::sources;

use super::texts::{MISSION, RULES};

/// The quarters for which anything is owed, counted from the first of 2024.
pub(super) const QUARTERS: i32 = 6;
/// For whom the feeds speak that say how much was paid.
pub(super) const VOICES: [&str; 2] = ["audit", "treasury"];
/// Who may publish what councils did.
pub(super) const PUBLISHER: &str = "ministry";
/// So far apart may they lie.
pub(super) const WITHIN: i64 = 3;
const GROWS: &str = "a string takes any text";

/// One body of the register.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) id: String,
    pub(super) opened: Option<Date>,
    pub(super) closed: Option<Date>,
    successor: Option<String>,
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
}

/// Something that happens in a world.
#[derive(Clone, Debug)]
pub(super) enum Happening {
    /// A report of a measure, a body and a quarter: a value, or none where it is not available.
    Report {
        measure: &'static str,
        body: String,
        quarter: i32,
        value: Option<i64>,
        /// For whom its feed speaks.
        voice: Option<&'static str>,
    },
    /// Two undated files of one reading that say different things of the homes that were inspected.
    Contradict {
        body: String,
        quarter: i32,
        values: [i64; 2],
    },
    /// A row about a cell is set aside.
    SetAside {
        measure: &'static str,
        body: String,
        quarter: i32,
    },
    Waive(Waiver),
    Edit(Declared),
    /// Remit is stopped, and started again from its memo.
    Restart,
    Nothing,
}

/// What one part of an obligation is excused of for a quarter.
#[derive(Clone, Debug)]
pub(super) struct Waiver {
    /// Such as `enough` or `each/council-1`.
    pub(super) obligation: String,
    pub(super) part: String,
    pub(super) quarter: i32,
    /// For how many days it holds.
    pub(super) days: i64,
}

/// A project, and what happens to it, in order of time.
pub(super) struct World {
    pub(super) first: Declared,
    pub(super) happenings: Vec<(Timestamp, Happening)>,
}

pub(super) fn quarter(number: i32) -> Period {
    Cadence::Quarter.parse("2024-Q1").expect("a quarter").step(number)
}

impl World {
    pub(super) fn of(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let mut first = Declared::random(&mut rng);
        // Drawn apart, so that a seed stands for what it stood for before.
        let mut publishing = Rng::with_seed(seed ^ 2);
        first.publisher = publishing.bool().then_some(PUBLISHER);
        let mut happenings = Vec::new();
        let edits = rng.usize(0..3);
        let mut declared = first.clone();
        for _ in 0..edits {
            declared = declared.edited(&mut rng);
            happenings.push((moment(&mut rng), Happening::Edit(declared.clone())));
        }
        for _ in 0..rng.usize(0..3) {
            happenings.push((moment(&mut rng), Happening::Restart));
        }
        let reporters = first.councils.iter().map(|council| council.id.as_str()).chain(["shelter"]);
        for body in reporters.collect::<Vec<_>>() {
            for number in -2..QUARTERS {
                for measure in ["inspected", "seen"] {
                    reports(&mut rng, &mut happenings, measure, body, number);
                }
            }
        }
        (0..QUARTERS).for_each(|number| reports(&mut rng, &mut happenings, "money", "ministry", number));
        for council in &first.councils {
            (0..2).for_each(|_| aside(&mut rng, &mut happenings, &council.id));
            waivers(&mut rng, &mut happenings, &council.id);
            contradiction(&mut rng, &mut happenings, &council.id);
        }
        for number in 0..=QUARTERS + 1 {
            happenings.push((at(quarter(number).last_day(), 0), Happening::Nothing));
        }
        happenings.sort_by_key(|(moment, _)| *moment);
        // Edits are made in their order, whenever that is.
        let mut in_order: Vec<Declared> = Vec::new();
        let mut declared = first.clone();
        let mut rng = Rng::with_seed(seed ^ 1);
        for (_, happening) in &mut happenings {
            if let Happening::Edit(edit) = happening {
                declared = declared.edited(&mut rng);
                if publishing.u8(0..3) == 0 {
                    declared.publisher = declared.publisher.xor(Some(PUBLISHER));
                }
                *edit = declared.clone();
                in_order.push(declared.clone());
            }
        }
        Self { first, happenings }
    }
}

/// What is sent of one cell: mostly one report, around its due day; sometimes none, or one more.
fn reports(
    rng: &mut Rng,
    happenings: &mut Vec<(Timestamp, Happening)>,
    measure: &'static str,
    body: &str,
    number: i32,
) {
    let count = [0, 1, 1, 1, 1, 2][rng.usize(0..6)];
    for _ in 0..count {
        let value = (rng.u8(0..10) > 0).then(|| rng.i64(0..20));
        let day = quarter(number).last_day().saturating_add(Span::new().days(rng.i64(-20..90)));
        let voice = (measure == "money").then(|| VOICES[rng.usize(0..2)]);
        let happening = Happening::Report { measure, body: body.to_owned(), quarter: number, value, voice };
        happenings.push((at(day, rng.i8(0..24)), happening));
    }
}

/// Now and then a row that cannot be used.
fn aside(rng: &mut Rng, happenings: &mut Vec<(Timestamp, Happening)>, body: &str) {
    let (measure, quarter) = (["inspected", "seen"][rng.usize(0..2)], rng.i32(0..QUARTERS));
    happenings.push((moment(rng), Happening::SetAside { measure, body: body.to_owned(), quarter }));
}

/// Sometimes two undated files come in with one reading, and differ.
fn contradiction(rng: &mut Rng, happenings: &mut Vec<(Timestamp, Happening)>, body: &str) {
    if rng.bool() {
        let (quarter, first) = (rng.i32(0..QUARTERS), rng.i64(0..20));
        let values = [first, first + rng.i64(1..5)];
        happenings.push((moment(rng), Happening::Contradict { body: body.to_owned(), quarter, values }));
    }
}

/// Some of what is owed by a council and about it is waived.
fn waivers(rng: &mut Rng, happenings: &mut Vec<(Timestamp, Happening)>, council: &str) {
    for (obligation, part) in [
        ("enough".to_owned(), council),
        (format!("each/{council}"), council),
        (format!("each/{council}"), "ministry"),
    ] {
        for _ in 0..rng.usize(0..3) {
            let (part, quarter, days) = (part.to_owned(), rng.i32(0..QUARTERS), rng.i64(0..200));
            let given = self::quarter(quarter).last_day().saturating_add(Span::new().days(rng.i64(0..90)));
            let waiver = Waiver { obligation: obligation.clone(), part, quarter, days };
            happenings.push((at(given, rng.i8(0..24)), Happening::Waive(waiver)));
        }
    }
}

fn at(day: Date, hour: i8) -> Timestamp {
    day.at(hour, 30, 0, 0).to_zoned_datetime(TimeZone::UTC).expect("a moment").timestamp()
}

fn moment(rng: &mut Rng) -> Timestamp {
    at(date(2024, 1, 1).saturating_add(Span::new().days(rng.i64(0..700))), 5)
}

fn day(rng: &mut Rng) -> Date {
    date(2023, 10, 1).saturating_add(Span::new().days(rng.i64(0..700)))
}

impl Declared {
    fn random(rng: &mut Rng) -> Self {
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
        }
    }

    /// The same with one thing changed.
    fn edited(&self, rng: &mut Rng) -> Self {
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

    /// The texts of the project.
    pub(super) fn sources(&self) -> Sources {
        let mut texts = IndexMap::new();
        let mut put = |path: &str, text: String| {
            texts.insert(path.to_owned(), SourceText::new(path, text));
        };
        put("remit.toml", "[project]\ntitle = \"Homes\"\n".to_owned());
        put("bodies.csv", self.register());
        put("missions/homes.toml", self.mission());
        for (name, body) in RULES {
            put(&format!("rules/{name}.rhai"), format!("//! What: made up.\nfn assess(my) {{ {body} }}\n"));
        }
        sources(&texts)
    }

    fn register(&self) -> String {
        let mut text = "id,name,kind,parent,opened,closed,successors\nengland,England,nation,,,,\nministry,Ministry,department,,,,\nshelter,Night Shelter,charity,,,,\n".to_owned();
        let told = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        for Body { id, opened, closed, successor } in &self.councils {
            let (opened, closed, successor) =
                (told(*opened), told(*closed), successor.as_deref().unwrap_or(""));
            writeln!(text, "{id},{id},council,england,{opened},{closed},{successor}").expect(GROWS);
        }
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
