//! The plugins that come with Remit, as texts.

use rules::source::SourceText;

use super::plugin::PluginTexts;

macro_rules! pack {
    ($name:literal, $script:literal) => {
        (
            concat!("plugins/", $name, "/plugin.toml"),
            include_str!(concat!("../../packs/", $name, "/plugin.toml")),
            concat!("plugins/", $name, "/", $script),
            include_str!(concat!("../../packs/", $name, "/", $script)),
            include_str!(concat!("../../packs/", $name, "/tests/examples.toml")),
        )
    };
}

/// Path and text of the manifest and of the script, and the text of the tests.
type ShippedTexts = (&'static str, &'static str, &'static str, &'static str, &'static str);

const PACKS: &[ShippedTexts] = &[
    pack!("dhis2-data-value-sets", "reader.rhai"),
    pack!("sdmx-csv", "reader.rhai"),
    pack!("teams-card", "notifier.rhai"),
];

/// The texts of every plugin that comes with Remit.
pub fn packs() -> Vec<PluginTexts> {
    let texts = |(manifest, manifest_text, script, script_text, _): &ShippedTexts| PluginTexts {
        manifest: SourceText::new(*manifest, *manifest_text),
        scripts: vec![SourceText::new(*script, *script_text)],
    };
    PACKS.iter().map(texts).collect()
}

/// The tests of a plugin that comes with Remit; none where there is no such plugin.
pub fn pack_tests(name: &str) -> Vec<SourceText> {
    let manifest = format!("plugins/{name}/plugin.toml");
    let tests = PACKS.iter().filter(|pack| pack.0 == manifest).map(|pack| pack.4);
    tests.map(|text| SourceText::new(format!("plugins/{name}/tests/examples.toml"), text)).collect()
}
