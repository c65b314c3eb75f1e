//! The texts of a project, as the compiler takes them.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use rules::declare::{PEOPLE_FILE, RELATIONS_FILE, bank_holidays_path};
use rules::packs::with_built_in;
use rules::source::{MissionSources, SourceText, Sources};
use rules::starters::starter;

use super::document::Edit;

/// A project's files by their paths, which may change from day to day.
pub(super) struct Files(BTreeMap<String, String>);

impl Files {
    /// Those of a starter pack, and others beside or in the place of them.
    pub(super) fn new(pack: Option<&str>, files: BTreeMap<String, String>) -> Self {
        let pack = pack.map(|name| starter(name).unwrap_or_else(|| panic!("there is no pack `{name}`")));
        let of_pack = pack.into_iter().flat_map(|pack| pack.files);
        let of_pack = of_pack.map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        Self(of_pack.chain(files).collect())
    }

    pub(super) fn write(&mut self, files: &BTreeMap<String, String>) {
        self.0.extend(files.clone());
    }

    pub(super) fn edit(&mut self, Edit { file, from, to }: &Edit) {
        let text = self.0.get_mut(file).unwrap_or_else(|| panic!("there is no file {file}"));
        assert_eq!(text.matches(from).count(), 1, "`{from}` stands once in {file}");
        *text = text.replacen(from, to, 1);
    }

    /// All of it, for the compiler.
    pub(super) fn sources(&self) -> Sources {
        let project = self.text("remit.toml").unwrap_or_else(|| SourceText::new("remit.toml", ""));
        let bank_holidays =
            bank_holidays_path(&language::read::TomlText::parse(&project)).and_then(|path| self.text(&path));
        let rule = |path: &str| Some(path.strip_prefix("rules/")?.strip_suffix(".rhai")?.to_owned());
        let rules: IndexMap<String, SourceText> =
            self.0.keys().filter_map(|path| Some((rule(path)?, self.text(path)?))).collect();
        let rules = Arc::new(with_built_in(rules, self.0.values().map(String::as_str)));
        let missions = self.0.keys().filter(|path| path.starts_with("missions/"));
        let mission = |path: &String| {
            let declaration = self.text(path)?;
            Some((
                Arc::from(path.as_str()),
                MissionSources { declaration, rules: Arc::clone(&rules), libraries: Arc::default() },
            ))
        };
        Sources {
            bodies: self.text("bodies.csv").expect("a scenario has bodies.csv"),
            missions: missions.filter_map(mission).collect(),
            project,
            bank_holidays,
            people: self.text(PEOPLE_FILE),
            relations: self.text(RELATIONS_FILE),
        }
    }

    fn text(&self, path: &str) -> Option<SourceText> {
        self.0.get(path).map(|text| SourceText::new(path, text.as_str()))
    }
}
