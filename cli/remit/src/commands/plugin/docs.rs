//! `remit plugin docs`: a plugin's description as Markdown.

use std::path::Path;

use plugins::host::Plugin;
use words::english;

use super::found::find;
use crate::commands::said;
use crate::exit::Exit;
use app::profile::{Given, Language, Profile, SettingFact, Wish, Wishes};

pub(in crate::commands) fn docs(dir: &Path, name: Option<&str>) -> anyhow::Result<Exit> {
    let found = find(dir);
    let meant = found.meant(name)?;
    said::diagnose(&found.faults_of(name));
    let pages: Vec<String> = meant.iter().map(|plugin| page(plugin)).collect();
    said::answer(&pages.join("\n"))?;
    Ok(if found.faults_of(name).iter().any(rules::diagnostic::Diagnostic::is_error) {
        Exit::Unusable
    } else {
        Exit::Quiet
    })
}

fn page(plugin: &Plugin) -> String {
    let (manifest, profile) = (&plugin.manifest, Profile::of(plugin));
    let mut page = vec![format!(
        "# {}\n\n`{}`, version {}, a {}.\n",
        manifest.title(),
        manifest.name(),
        manifest.version(),
        manifest.kind()
    )];
    for part in [manifest.description().unwrap_or_default(), &rules::script::head(&plugin.source)] {
        if !part.trim().is_empty() {
            page.push(format!("\n{}\n", part.trim()));
        }
    }
    page.extend([usage(&profile), functions(&profile)]);
    page.extend(profile.wishes.iter().map(wish));
    page.push(settings(&profile));
    page.concat()
}

fn usage(profile: &Profile<'_>) -> String {
    let text = &profile.snippet.text;
    match profile.snippet.language {
        Language::Toml => format!("\n## In `remit.toml`\n\n```toml\n{text}```\n"),
        Language::Rhai => format!("\n## In a rule\n\n```rhai\n{text}```\n"),
    }
}

fn functions(profile: &Profile<'_>) -> String {
    if profile.functions.is_empty() {
        return String::new();
    }
    let row = |function: &rules::script::FunctionDoc| {
        format!("| `{}` | {} |\n", function.call(), in_table(&function.doc))
    };
    let rows: String = profile.functions.iter().map(row).collect();
    format!("\n## Functions\n\n| function | what it gives |\n|---|---|\n{rows}")
}

fn wish(wish: &Wish) -> String {
    let asked: Vec<String> = wish.asked.iter().map(|text| format!("`{text}`")).collect();
    let asked = english::list(&asked);
    match wish.of {
        Wishes::Hosts => {
            format!("\nIt sends to {asked}; grant what it needs with `allow_hosts` under `[[plugin]]`.\n")
        }
        Wishes::Paths => {
            format!("\nIt is handed the files {asked}; grant them with `allow_paths` under `[[plugin]]`.\n")
        }
    }
}

fn settings(profile: &Profile<'_>) -> String {
    if profile.settings.is_empty() {
        return String::new();
    }
    let head = "\n## Settings\n\n| setting | kind | default | what it is |\n|---|---|---|---|\n";
    let rows: String = profile.settings.iter().map(setting).collect();
    format!("{head}{rows}")
}

fn setting(setting: &SettingFact<'_>) -> String {
    let given = match &setting.given {
        Given::Default(default) => format!("`{default}`"),
        Given::Required => "required".to_owned(),
        Given::Nothing => "none".to_owned(),
    };
    let secret = setting.secret_file.as_ref();
    let secret =
        secret.map_or_else(String::new, |file| format!(" Secret; `{file}` may name a file that holds it."));
    format!("| `{}` | {} | {given} | {}{secret} |\n", setting.name, setting.kind, in_table(&setting.doc))
}

/// A text that stands in one field of a table.
fn in_table(text: &str) -> String {
    text.replace('|', "\\|")
}
