//! `remit plugin docs`: a plugin's description, from its manifest and from what its script says of itself.

use std::path::Path;

use engine::plain;
use plugins::script::Plugin;
use rules::declare::{Manifest, PluginKind};

use super::found::{Found, find};
use crate::commands::said;
use crate::exit::Exit;

/// Prints Markdown.
pub(in crate::commands) fn docs(dir: &Path, name: Option<&str>) -> anyhow::Result<Exit> {
    let found = find(dir);
    let meant = found.meant(name)?;
    said::diagnose(&found.faults_of(name));
    let pages: Vec<String> = meant.iter().map(|plugin| page(plugin, &found)).collect();
    said::answer(&pages.join("\n"))?;
    Ok(if found.faults_of(name).iter().any(rules::diagnostic::Diagnostic::is_error) {
        Exit::Unusable
    } else {
        Exit::Quiet
    })
}

fn page(plugin: &Plugin, found: &Found) -> String {
    let manifest = &plugin.manifest;
    let mut page = vec![format!(
        "# {}\n\n`{}`, version {}, a {}.\n",
        manifest.title(),
        manifest.name(),
        manifest.version(),
        manifest.kind()
    )];
    let doc = plugin
        .script
        .as_ref()
        .map_or_else(|| library_doc(manifest, found), rules::script::plugin::Script::doc);
    for part in [manifest.description().unwrap_or_default(), &doc] {
        if !part.trim().is_empty() {
            page.push(format!("\n{}\n", part.trim()));
        }
    }
    page.extend([usage(manifest), asked(manifest), settings(manifest)]);
    page.concat()
}

/// A library is compiled where it is imported; its text is at hand.
fn library_doc(manifest: &Manifest, found: &Found) -> String {
    let script = found.texts.iter().find_map(|texts| {
        texts
            .manifest
            .path
            .ends_with(&format!("/{}/plugin.toml", manifest.name()))
            .then(|| texts.script(manifest))?
    });
    let lines =
        script.iter().flat_map(|script| script.text.lines()).map_while(|line| line.strip_prefix("//!"));
    lines.map(str::trim).collect::<Vec<_>>().join("\n")
}

fn usage(manifest: &Manifest) -> String {
    let name = manifest.name();
    let lines = match manifest.kind() {
        PluginKind::Reader => {
            format!("[[feed]]\nid = \"...\"\nfolder = \"feeds/...\"\nformat = \"{name}\"\n[feed.settings]\n")
        }
        PluginKind::Notifier => format!("[[notifier]]\nid = \"...\"\nkind = \"{name}\"\n"),
        PluginKind::Hook => format!("[[hook]]\nplugin = \"{name}\"\n"),
        PluginKind::Library => {
            return format!(
                "\n## In a rule\n\n```rhai\nimport \"{name}@{}\" as {};\n```\n",
                manifest.version().major,
                name.replace('-', "_")
            );
        }
    };
    let required = manifest.settings().iter().filter(|(_, setting)| setting.required);
    let required: Vec<String> =
        required.map(|(name, setting)| format!("{name} = {}\n", setting.kind.example())).collect();
    let required = required.concat();
    format!("\n## In `remit.toml`\n\n```toml\n{lines}{required}```\n")
}

fn asked(manifest: &Manifest) -> String {
    let quoted =
        |texts: Vec<String>| plain::list(&texts.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>());
    let mut told = Vec::new();
    if !manifest.hosts().is_empty() {
        let hosts = manifest.hosts().iter().map(ToString::to_string).collect();
        told.push(format!(
            "\nIt sends to {}; grant what it needs with `allow_hosts` under `[[plugin]]`.\n",
            quoted(hosts)
        ));
    }
    if !manifest.paths().is_empty() {
        told.push(format!(
            "\nIt is handed the files {}; grant them with `allow_paths` under `[[plugin]]`.\n",
            quoted(manifest.paths().to_vec())
        ));
    }
    told.concat()
}

fn settings(manifest: &Manifest) -> String {
    if manifest.settings().is_empty() {
        return String::new();
    }
    let mut table =
        vec!["\n## Settings\n\n| setting | kind | default | what it is |\n|---|---|---|---|\n".to_owned()];
    for (name, setting) in manifest.settings() {
        let default = match &setting.default {
            Some(default) => format!("`{default}`"),
            None if setting.required => "required".to_owned(),
            None => "none".to_owned(),
        };
        let secret = if setting.secret {
            format!(" Secret; `{name}_file` may name a file that holds it.")
        } else {
            String::new()
        };
        let doc = setting.doc.as_deref().unwrap_or_default().replace('|', "\\|").replace('\n', " ");
        table.push(format!("| `{name}` | {} | {default} | {doc}{secret} |\n", setting.kind.as_str()));
    }
    table.concat()
}
