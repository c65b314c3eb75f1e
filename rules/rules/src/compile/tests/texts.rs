//! The texts that tests start from.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::source::{LibrarySources, MissionSources, SourceText, Sources};

pub(super) const BODIES: &str = "\
id,name,kind,parent,opened,closed
mhclg,Ministry of Housing,department,,,
dhsc,Department of Health,department,,,
hm-prisons,HM Prison Service,agency,,,
probation,Probation Service,agency,,,
north,NHS North,nhs-region,dhsc,,
south,NHS South,nhs-region,dhsc,,
east,NHS East,nhs-region,dhsc,2010-01-01,2018-12-31
";

/// A mission with nothing wrong in it.
pub(super) const HOUSING: &str = r#"
[mission]
id = "housing"
title = "A home for everyone"

[[measure]]
id = "referrals"
title = "Households referred"
every = "quarter"
due = { timely_days = 120 }

[[obligation]]
id = "refer"
title = "Public bodies refer"
lead = "mhclg"
from = "2019-Q4"
rule = "always"
measure = "referrals"
"#;

/// Texts of a project, written one after another under lines such as `=== missions/a.toml`. Without them, a sound
/// register and an empty `remit.toml` are there, and a rule `always`.
pub(super) fn sources(texts: &str) -> Sources {
    let mut files: IndexMap<&str, String> = IndexMap::new();
    files.insert("remit.toml", String::new());
    files.insert("bodies.csv", BODIES.to_owned());
    files.insert("rules/always.rhai", "fn assess(my) { met() }".to_owned());
    for file in texts.split("=== ").skip(1) {
        let (path, text) = file.split_once('\n').expect("a line with the path");
        files.insert(path, text.to_owned());
    }
    let text = |path: &str| files.get(path).map(|text| SourceText::new(path, text.as_str()));
    let rule = |path: &&str| Some(path.strip_prefix("rules/")?.strip_suffix(".rhai")?.to_owned());
    let rules: IndexMap<String, SourceText> =
        files.keys().filter_map(|path| Some((rule(path)?, text(path)?))).collect();
    let rules = Arc::new(rules);
    let libraries = Arc::new(libraries(&files));
    let missions = files.keys().filter(|path| path.starts_with("missions/"));
    let mission = |path: &&str| MissionSources {
        declaration: text(path).expect("the text is there"),
        rules: Arc::clone(&rules),
        libraries: Arc::clone(&libraries),
    };
    Sources {
        project: text("remit.toml").expect("there by default"),
        bodies: text("bodies.csv").expect("there by default"),
        bank_holidays: text("bank-holidays.json"),
        people: text("people.csv"),
        relations: text("relations.csv"),
        missions: missions.map(|path| (Arc::from(*path), mission(path))).collect(),
    }
}

/// Libraries such as `plugins/dates/library.rhai`; a first line `// version 1.2.0` says their version.
fn libraries(files: &IndexMap<&str, String>) -> IndexMap<String, LibrarySources> {
    let library = |(path, text): (&&str, &String)| {
        let name = path.strip_prefix("plugins/")?.strip_suffix("/library.rhai")?;
        let version = text.strip_prefix("// version ")?.lines().next()?.to_owned();
        let script = SourceText::new(*path, text.as_str());
        Some((name.to_owned(), LibrarySources { version, script }))
    };
    files.iter().filter_map(library).collect()
}
