//! Every kind of file that is written in TOML.

use super::file::FileGrammar;
use super::manifest::MANIFEST_FILE;
use super::mission::MISSION_FILE;
use super::plugin_test::PLUGIN_TEST_FILE;
use super::project::PROJECT_FILE;
use super::rule_test::RULE_TEST_FILE;

pub static REMIT_TOML: FileGrammar =
    FileGrammar { title: "remit.toml", schema: "remit.json", describes: "remit.toml", root: &PROJECT_FILE };

pub static MISSIONS: FileGrammar = FileGrammar {
    title: "A mission",
    schema: "mission.json",
    describes: "missions/*.toml",
    root: &MISSION_FILE,
};

pub static RULE_TESTS: FileGrammar = FileGrammar {
    title: "Rule tests",
    schema: "tests.json",
    describes: "tests/*.toml",
    root: &RULE_TEST_FILE,
};

pub static MANIFESTS: FileGrammar = FileGrammar {
    title: "plugin.toml",
    schema: "plugin.json",
    describes: "plugins/*/plugin.toml",
    root: &MANIFEST_FILE,
};

pub static PLUGIN_TESTS: FileGrammar = FileGrammar {
    title: "Tests of a plugin",
    schema: "plugin-tests.json",
    describes: "plugins/*/tests/*.toml",
    root: &PLUGIN_TEST_FILE,
};

pub static FILES: [&FileGrammar; 5] = [&REMIT_TOML, &MISSIONS, &RULE_TESTS, &MANIFESTS, &PLUGIN_TESTS];
