//! The plugins that come with Remit, as texts.

use rules::source::SourceText;

use super::shelf::PluginTexts;

macro_rules! pack {
    ($name:literal, $script:literal) => {
        (
            concat!("plugins/", $name, "/plugin.toml"),
            include_str!(concat!("../../packs/", $name, "/plugin.toml")),
            concat!("plugins/", $name, "/", $script),
            include_str!(concat!("../../packs/", $name, "/", $script)),
        )
    };
}

const PACKS: &[(&str, &str, &str, &str)] = &[pack!("dhis2-data-value-sets", "reader.rhai")];

/// The texts of every plugin that comes with Remit.
pub fn packs() -> Vec<PluginTexts> {
    let texts = |(manifest, manifest_text, script, script_text): &(&str, &str, &str, &str)| PluginTexts {
        manifest: SourceText::new(*manifest, *manifest_text),
        scripts: vec![SourceText::new(*script, *script_text)],
    };
    PACKS.iter().map(texts).collect()
}
