//! The project that a world runs: two missions whose texts are edited, broken and mended while it is up.

use std::sync::Arc;

use engine::model::{FeedId, Load, SourceFile};
use fastrand::Rng;
use indexmap::IndexMap;
use plugins::readers::{ReadContext, ReadError, Reading};
use plugins::settings::Settings;
use rules::source::{MissionSources, SourceText, Sources};

/// Which texts the project's folder holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edition {
    register: Register,
    homes: Homes,
    care: Care,
    at_least: AtLeast,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Register {
    ThreeCouncils,
    WithIsle,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Homes {
    Sound { floor: u32, patience_days: u32 },
    NoSuchLead,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Care {
    Sound,
    Gone,
    NotToml,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum AtLeast {
    SaysTheFigure,
    SaysLittle,
    NotRhai,
}

impl Edition {
    /// The one with which a world begins.
    pub fn first() -> Self {
        Self {
            register: Register::ThreeCouncils,
            homes: Homes::Sound { floor: 20, patience_days: 3 },
            care: Care::Sound,
            at_least: AtLeast::SaysTheFigure,
        }
    }

    /// This edition with one text changed, for better or worse.
    #[must_use]
    pub fn edited(&self, rng: &mut Rng) -> Self {
        let mut next = self.clone();
        match rng.u8(0..8) {
            0 => next.register = Register::WithIsle,
            1 => next.register = Register::ThreeCouncils,
            2 => next.homes = Homes::NoSuchLead,
            3 => next.care = *choice(rng, &[Care::Gone, Care::NotToml]),
            4 => next.care = Care::Sound,
            5 => next.at_least = *choice(rng, &[AtLeast::SaysLittle, AtLeast::NotRhai]),
            6 => next.at_least = AtLeast::SaysTheFigure,
            _ => {
                let (floor, patience_days) = (*choice(rng, &[10, 20]), *choice(rng, &[0, 3, 6]));
                next.homes = Homes::Sound { floor, patience_days };
            }
        }
        next
    }

    pub fn sources(&self) -> Sources {
        let rules = [
            ("at-least", self.at_least()),
            ("keep-pace", include_str!("project/keep-pace.rhai").to_owned()),
            ("on-target", include_str!("project/on-target.rhai").to_owned()),
        ];
        let rules =
            rules.map(|(id, text)| (id.to_owned(), SourceText::new(format!("rules/{id}.rhai"), text)));
        let rules: Arc<IndexMap<_, _>> = Arc::new(rules.into_iter().collect());
        let missions = [("missions/care.toml", self.care()), ("missions/homes.toml", Some(self.homes()))];
        let missions = missions.into_iter().filter_map(|(path, text)| {
            let declaration = SourceText::new(path, text?);
            Some((
                Arc::from(path),
                MissionSources { declaration, rules: Arc::clone(&rules), libraries: Arc::default() },
            ))
        });
        Sources {
            project: SourceText::new("remit.toml", include_str!("project/remit.toml")),
            bodies: SourceText::new("bodies.csv", self.bodies()),
            bank_holidays: None,
            people: None,
            relations: None,
            missions: missions.collect(),
        }
    }

    fn bodies(&self) -> String {
        let isle = match self.register {
            Register::ThreeCouncils => "",
            Register::WithIsle => "isle,Isle,council,south\n",
        };
        format!("{}{isle}", include_str!("project/bodies.csv"))
    }

    fn homes(&self) -> String {
        let text = include_str!("project/homes.toml");
        let fill = |floor: u32, days: u32| {
            text.replace("FLOOR", &floor.to_string()).replace("PATIENCE", &days.to_string())
        };
        match self.homes {
            Homes::Sound { floor, patience_days } => fill(floor, patience_days),
            Homes::NoSuchLead => fill(20, 3).replace("lead = \"board\"", "lead = \"nobody\""),
        }
    }

    fn care(&self) -> Option<String> {
        let text = include_str!("project/care.toml");
        match self.care {
            Care::Sound => Some(text.to_owned()),
            Care::Gone => None,
            Care::NotToml => Some(format!("{text}\n[[[")),
        }
    }

    fn at_least(&self) -> String {
        let text = include_str!("project/at-least.rhai");
        match self.at_least {
            AtLeast::SaysTheFigure => text.replace("\"SAID\"", "`only ${number(now)}`"),
            AtLeast::SaysLittle => text.replace("SAID", "too few"),
            AtLeast::NotRhai => text.replace("SAID", "unfinished").replace(')', ""),
        }
    }
}

/// Reads a file of the project with the reader of the feed in whose folder it lies.
///
/// # Errors
/// Nothing in the file can be used.
pub fn read(
    settings: &Settings,
    path: &str,
    text: &str,
    context: &ReadContext<'_>,
) -> (Arc<SourceFile>, Result<Reading, ReadError>) {
    let feed = settings.feeds.iter().find(|feed| path.starts_with(&format!("{}/", feed.folder)));
    let feed = feed.expect("every file lies in the folder of a feed");
    let hash = blake3::hash(text.as_bytes()).to_hex().to_string();
    let file = Arc::new(SourceFile {
        feed: FeedId::new(feed.id.as_str()),
        path: path.to_owned(),
        hash,
        load: Load::Later,
        edition: engine::model::Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    });
    let reading = feed.format.reader(&feed.layout).read(&file, text.as_bytes(), context);
    (file, reading)
}

/// One of a few.
pub(super) fn choice<'a, T>(rng: &mut Rng, few: &'a [T]) -> &'a T {
    &few[rng.usize(0..few.len())]
}
