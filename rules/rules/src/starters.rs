//! Starter packs: projects that come with Remit, for missions whose figures are published. `remit init --pack` writes one.
//!
//! They are texts, as their folders in `rules/packs` have them. Nothing is compiled here, and nobody is told anything.

/// A project that comes with Remit.
#[derive(Debug)]
pub struct Starter {
    /// The name by which it is asked for: that of its folder, and of its mission.
    pub name: &'static str,
    /// Path and text of each file.
    pub files: &'static [(&'static str, &'static str)],
}

impl Starter {
    /// What it is called: the heading of its README.
    pub fn title(&self) -> &'static str {
        self.readme().lines().next().unwrap_or_default().trim_start_matches("# ")
    }

    /// What it asks, in a sentence: what its README says first.
    pub fn asks(&self) -> &'static str {
        self.readme().lines().skip(1).find(|line| !line.is_empty()).unwrap_or_default()
    }

    fn readme(&self) -> &'static str {
        self.files.iter().find(|(path, _)| *path == "README.md").map_or("", |(_, text)| text)
    }
}

macro_rules! starters {
    ($($name:literal: [$($feed:literal),* $(,)?]),* $(,)?) => {
        /// All of them, in the order of the alphabet.
        pub const STARTERS: &[Starter] = &[$(Starter {
            name: $name,
            files: &[
                ("README.md", include_str!(concat!("../../packs/", $name, "/README.md"))),
                ("remit.toml", include_str!(concat!("../../packs/", $name, "/remit.toml"))),
                ("bodies.csv", include_str!(concat!("../../packs/", $name, "/bodies.csv"))),
                (
                    concat!("missions/", $name, ".toml"),
                    include_str!(concat!("../../packs/", $name, "/missions/", $name, ".toml")),
                ),
                (
                    concat!("tests/", $name, ".toml"),
                    include_str!(concat!("../../packs/", $name, "/tests/", $name, ".toml")),
                ),
                $((
                    concat!("feeds/", $feed, "/README.md"),
                    include_str!(concat!("../../packs/", $name, "/feeds/", $feed, "/README.md")),
                ),)*
            ],
        }),*];
    };
}

// Each with its feeds, of which every one has a folder that says what goes into it.
starters! {
    "homelessness": ["duty-to-refer", "temporary-accommodation", "duties-owed", "workbooks"],
    "mental-health-in-schools": ["support-teams", "absence"],
    "urgent-care": ["ae-monthly"],
    "work-and-health": ["nomis", "plans"],
}

/// The pack of this name.
pub fn starter(name: &str) -> Option<&'static Starter> {
    STARTERS.iter().find(|starter| starter.name == name)
}
