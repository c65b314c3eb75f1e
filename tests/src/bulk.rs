//! A large project of invented texts, to measure with. It holds no figures.

use std::fmt::Write as _;
use std::sync::Arc;

use indexmap::IndexMap;
use rules::source::{MissionSources, SourceText, Sources};

/// How large it is.
#[derive(Clone, Copy, Debug)]
pub struct Bulk {
    /// How many missions there are.
    pub missions: usize,
    /// How many obligations each has, with a measure and a rule of its own.
    pub obligations: usize,
    /// How many bodies there are.
    pub bodies: usize,
}

/// A hundred missions and a thousand rules.
pub const LARGE: Bulk = Bulk { missions: 100, obligations: 10, bodies: 500 };

impl Bulk {
    /// Its texts by their paths.
    pub fn texts(self) -> IndexMap<String, SourceText> {
        let mut texts = IndexMap::new();
        let mut put = |path: String, text: String| {
            texts.insert(path.clone(), SourceText::new(path, text));
        };
        put("remit.toml".to_owned(), "[project]\ntitle = \"Bulk\"\n".to_owned());
        put("bodies.csv".to_owned(), self.register());
        for mission in 0..self.missions {
            put(format!("missions/m{mission}.toml"), self.mission(mission));
            for obligation in 0..self.obligations {
                let id = id(mission, obligation);
                put(format!("rules/rule-{id}.rhai"), rule(&id));
            }
        }
        texts
    }

    fn register(self) -> String {
        let mut text = "id,name,kind,parent,codes\nlead,Lead Department,department,,D00\n".to_owned();
        for body in 0..self.bodies {
            writeln!(text, "council-{body},Council {body},council,lead,E{body:08}").expect(GROWS);
        }
        text
    }

    fn mission(self, mission: usize) -> String {
        let mut text = format!("[mission]\nid = \"m{mission}\"\ntitle = \"Mission {mission}\"\n");
        for obligation in 0..self.obligations {
            let id = id(mission, obligation);
            let body = (mission * self.obligations + obligation) % self.bodies;
            let next = (body + 1) % self.bodies;
            let filled = OWED.replace("ID", &id).replace("BODY", &format!("council-{body}"));
            text.push_str(&filled.replace("NEXT", &format!("council-{next}")));
        }
        text
    }
}

/// The sources that texts make up, each mission with all the rules.
///
/// # Panics
/// `remit.toml` or `bodies.csv` is not among them.
pub fn sources(texts: &IndexMap<String, SourceText>) -> Sources {
    let id = |path: &str| Some(path.strip_prefix("rules/")?.strip_suffix(".rhai")?.to_owned());
    let rules: IndexMap<String, SourceText> =
        texts.iter().filter_map(|(path, text)| Some((id(path)?, text.clone()))).collect();
    let rules = Arc::new(rules);
    let missions = texts.values().filter(|text| text.path.starts_with("missions/"));
    let mission = |text: &SourceText| {
        let (rules, libraries) = (Arc::clone(&rules), Arc::default());
        let mission = MissionSources { declaration: text.clone(), rules, libraries };
        (Arc::clone(&text.path), mission)
    };
    Sources {
        project: texts["remit.toml"].clone(),
        bodies: texts["bodies.csv"].clone(),
        bank_holidays: None,
        people: None,
        relations: None,
        missions: missions.map(mission).collect(),
    }
}

const GROWS: &str = "a string takes any text";

fn id(mission: usize, obligation: usize) -> String {
    format!("{mission}-{obligation}")
}

fn rule(id: &str) -> String {
    RULE.replace("ID", id)
}

const OWED: &str = r#"
[[measure]]
id = "measure-ID"
title = "Households helped under duty ID"
unit = "households"
every = "quarter"
better = "higher"
class = "prevention"
due = { timely_days = 30 }

[[target]]
measure = "measure-ID"
from = "2024-01-01"
value = 80
by = "2026-12-31"

[[obligation]]
id = "owed-ID"
title = "Councils keep their pace under duty ID"
lead = "lead"
from = "2024-Q1"
needs = "all"
measure = "measure-ID"
rule = "rule-ID"
params = { floor = 0.8, against = 4 }

[[obligation.contribution]]
by = "BODY"
owner = "Director of BODY"

[[obligation.contribution]]
by = "NEXT"
owner = "Director of NEXT"
"#;

const RULE: &str = r#"//! What: a contribution under duty ID must not fall below `floor` of its own level `against` periods earlier.
//! Why: shared duties fade quietly; this names the party that stopped.
//! Example: with floor 0.8, 160 households against 210 a year earlier is missed, and 170 is met.

fn assess(my) {
    let now = my.value("measure-ID");
    let before = my.value_ago("measure-ID", my.params.against);
    if before == 0 {
        return met("nothing to fall from a year earlier");
    }
    let kept = now / before;
    let said = `${number(now)} against ${number(before)} a year earlier, ${percent(kept)} of that level`;
    if kept >= my.params.floor { met(said) } else { missed(said) }
}
"#;
