//! `remit docs`: the pages of the example, their links, and what stands in their way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tests::process::{Folder, remit};

/// The pages in a folder of the project, by name.
fn pages(folder: &Folder, site: &str) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder.path(site)).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    entries.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect()
}

fn written(folder: &Folder) -> BTreeMap<String, String> {
    let answer = remit(folder, "docs project");
    assert_eq!((answer.code, &*answer.err), (Some(0), ""));
    pages(folder, "site")
}

fn is_page(text: &str) -> bool {
    text.starts_with("<!DOCTYPE html>")
}

/// The values of one attribute in a page.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let opening = format!(" {attribute}=\"");
    page.split(&opening).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// What a page says, without its marks; runs of blanks are one.
fn text(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let words: Vec<&str> =
        main.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text.trim()).collect();
    words.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

fn check_links(pages: &BTreeMap<String, String>) {
    for (name, page) in pages.iter().filter(|(_, text)| is_page(text)) {
        for href in values(page, "href").into_iter().filter(|href| *href != "data:,") {
            let (file, place) = href.split_once('#').unwrap_or((href, ""));
            let target = if file.is_empty() {
                page
            } else {
                pages.get(file).unwrap_or_else(|| panic!("{name}: {href}"))
            };
            assert!(place.is_empty() || values(target, "id").contains(&place), "{name}: {href}");
        }
    }
}

#[test]
fn every_page_allows_no_script_and_nothing_from_elsewhere() {
    for (name, page) in written(&Folder::joined_up()).iter().filter(|(_, text)| is_page(text)) {
        assert!(
            page.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"),
            "{name}"
        );
    }
}

#[test]
fn every_link_leads_somewhere_within_the_folder() {
    check_links(&written(&Folder::joined_up()));
}

#[test]
fn every_page_can_be_used_by_ear_and_by_keyboard() {
    let folder = with_plugins();
    remit(&folder, "docs project");
    let (example, plugins) = (written(&Folder::joined_up()), pages(&folder, "site"));
    for (name, page) in example.iter().chain(&plugins).filter(|(_, text)| is_page(text)) {
        let count = |what: &str| page.matches(what).count();
        for once in [
            "<html lang=\"en-GB\">",
            "<h1>",
            "<main id=\"main\"",
            "<header",
            "<nav",
            "<footer",
            "href=\"#main\"",
            "<title>",
        ] {
            assert_eq!(count(once), 1, "{name}: {once}");
        }
        assert_eq!(count("<table"), count("<caption"), "{name}: every table says what it is");
        assert_eq!(count("<th>"), 0, "{name}: every heading of a table has its scope");
        assert_eq!(count("<svg"), count("</desc>"), "{name}: every drawing is told in words");
        assert_eq!(count("<script"), 0, "{name}: it works without JavaScript");
        let ids = values(page, "id");
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{name}: no id stands twice");
        let named = values(page, "aria-labelledby").into_iter().flat_map(|names| names.split(' '));
        named.for_each(|label| assert!(ids.contains(&label), "{name}: {label}"));
    }
}

#[test]
fn the_pages_say_who_owes_what_and_by_which_rule() {
    let pages = written(&Folder::joined_up());
    insta::assert_snapshot!("obligation", text(&pages["obligation-homelessness.duty-to-refer.html"]));
    insta::assert_snapshot!("body", text(&pages["body-hm-prison-service.html"]));
    insta::assert_snapshot!("measure", text(&pages["measure-four-hours.html"]));
    insta::assert_snapshot!("rule", text(&pages["rule-keep-pace.html"]));
    insta::assert_snapshot!("bodies", text(&pages["bodies.html"]));
}

/// A project with a plugin of every kind, one that nobody uses, and one with faults.
fn with_plugins() -> Folder {
    let folder = Folder::two_missions();
    let manifest = |name: &str, kind: &str, title: &str, more: &str| {
        let head = format!(
            "[plugin]\nname = \"{name}\"\nversion = \"1.2.0\"\nkind = \"{kind}\"\ntitle = \"{title}\"\n"
        );
        folder.drop_in(&format!("plugins/{name}/plugin.toml"), head + more);
    };
    let pipes = "files = \"*.txt\"\n[capabilities]\npaths = [\"codes/*.csv\"]\n[settings.comment]\ntype = \"text\"\ndefault = \"#\"\n\
                 doc = \"How a line begins that is passed over.\"\n";
    manifest("pipes", "reader", "Fields between pipes", pipes);
    folder.drop_in(
        "plugins/pipes/reader.rhai",
        "//! What: reads `body|month|percent`.\n//! Why: the county sends it so.\n\nfn read(file) { [] }\n",
    );
    folder.drop_in(
        "plugins/pipes/tests/first.toml",
        "[[test]]\nname = \"an empty file holds nothing\"\ntext = \"\"\nexpect.rows = []\n",
    );
    let shares = "description = \"What several rules work out in the same way.\"\n";
    manifest("shares", "library", "Shares and floors", shares);
    folder.drop_in(
        "plugins/shares/library.rhai",
        "/// Whether a figure reaches a floor, such as `80`.\nfn reaches(figure, floor) { figure >= floor }\n\nfn twice(x) { x * 2 }\n",
    );
    manifest("on-call", "hook", "Who is on call", "");
    folder.drop_in("plugins/on-call/hook.rhai", "fn alert(message) { #{} }\n");
    manifest("idle", "library", "Nobody imports it", "");
    folder.drop_in("plugins/idle/library.rhai", "fn one() { 1 }\n");
    manifest("broken", "reader", "Broken", "");
    folder.drop_in("plugins/broken/reader.rhai", "fn read(file) { ");
    folder.drop_in("teams.url", "https://prod-1.logic.azure.com/x");
    folder.append(
        "remit.toml",
        "\n[[feed]]\nid = \"county\"\nfolder = \"feeds/county\"\nformat = \"pipes\"\nmeasure = \"warm-homes\"\n\
         [[plugin]]\nname = \"pipes\"\nallow_paths = [\"codes/*.csv\"]\n\
         [[plugin]]\nname = \"teams-card\"\nallow_hosts = [\"prod-1.logic.azure.com\"]\n\
         [[notifier]]\nid = \"board\"\nkind = \"teams-card\"\nurl_file = \"teams.url\"\n\
         [[hook]]\nplugin = \"on-call\"\n",
    );
    let rule = folder
        .read("rules/at-least.rhai")
        .replace("fn assess(my) {", "import \"shares@1\" as shares;\n\nfn assess(my) {");
    folder.drop_in("rules/at-least.rhai", rule);
    folder
}

#[test]
fn the_pages_say_which_plugins_there_are_and_what_they_may_reach() {
    let folder = with_plugins();
    let answer = remit(&folder, "docs project");
    assert_eq!(answer.code, Some(2), "one plugin has faults: {answer}");
    let pages = pages(&folder, "site");
    check_links(&pages);
    insta::assert_snapshot!("plugins", text(&pages["plugins.html"]));
    insta::assert_snapshot!("plugin_reader", text(&pages["plugin-pipes.html"]));
    insta::assert_snapshot!("plugin_library", text(&pages["plugin-shares.html"]));
    insta::assert_snapshot!("plugin_shipped", text(&pages["plugin-teams-card.html"]));
    let rule = &pages["rule-at-least.html"];
    assert!(rule.contains("<h2>Libraries that it imports</h2>"), "{rule}");
    assert!(values(rule, "href").contains(&"plugin-shares.html"));
    assert!(values(&pages["plugin-shares.html"], "href").contains(&"rule-at-least.html"));
    assert!(!pages.contains_key("plugin-broken.html"));
    assert!(pages.values().all(|page| !page.contains("azure.com/x")), "no secret is shown");
}

#[test]
fn a_second_run_writes_the_same_and_removes_what_is_left_of_the_first() {
    let folder = Folder::joined_up();
    let first = written(&folder);
    assert_eq!(written(&folder), first);

    fs::write(folder.path("site/CNAME"), "missions.example").unwrap();
    fs::remove_file(folder.path("missions/health.toml")).unwrap();
    folder.edit("remit.toml", "id = \"ae-four-hours\"", "id = \"ae\"");
    remit(&folder, "docs project");
    let second = pages(&folder, "site");
    assert_eq!(second["CNAME"], "missions.example");
    assert!(first.contains_key("mission-health.html") && !second.contains_key("mission-health.html"));
    assert!(second.contains_key("mission-homelessness.html"));
}

#[test]
fn a_folder_with_anything_else_in_it_is_left_alone() {
    let folder = Folder::joined_up();
    let before = folder.listing();
    insta::assert_snapshot!(remit(&folder, "docs project --out project"), @r"
    remit: project holds files that are not of a catalogue, such as .gitignore, so nothing was written; name a new or an empty folder with --out
    exit code 2
    ");
    assert_eq!(folder.listing(), before);
}

#[test]
fn a_name_that_looks_like_a_program_is_only_a_name() {
    let folder = Folder::two_missions();
    let name = "<script>alert('x')</script> & \"Sons\"";
    folder.edit(
        "bodies.csv",
        "ministry,Ministry of Homes",
        &format!("ministry,\"{}\"", name.replace('"', "\"\"")),
    );
    folder.edit(
        "missions/homes.toml",
        "title = \"Councils keep homes warm\"",
        "title = \"</main><img src=x onerror=y>\"",
    );
    folder.edit("rules/at-least.rhai", "//! Why:", "//! Why: </code><b>bold</b>");
    fs::write(folder.path("rules/<i>..rhai"), "//! What: </pre><script>\nfn assess(my) { met() }\n").unwrap();
    for (name, page) in written(&folder) {
        for bad in ["<script", "<img", "<b>", "<i>", "</main><"] {
            assert!(!page.contains(bad), "{name}: {bad}");
        }
    }
    let pages = pages(&folder, "site");
    assert!(
        pages["body-ministry.html"].contains("&#60;script&#62;alert(&#39;x&#39;)"),
        "{}",
        pages["body-ministry.html"]
    );
}

#[test]
fn the_pages_of_a_day_tell_figures_verdicts_and_how_reports_came() {
    let folder = Folder::held_up();
    assert_eq!(remit(&folder, "docs project --as-of 2024-08-20").err, "");
    let pages = pages(&folder, "site");
    check_links(&pages);
    let told = |start: &str| {
        let (_, page) = pages.iter().find(|(name, _)| name.starts_with(start)).expect("a page");
        text(page).replace('\n', " | ")
    };
    let body = told("body-inspectorate");
    assert!(body.contains("How it stood at the end of 20 August 2024"), "{body}");
    assert!(body.contains("Repairs done | 1 | 0 | 0"), "{body}");
    let measure = told("measure-repairs");
    assert!(measure.contains("Figures as they were known at the end of 20 August 2024"), "{measure}");
    assert!(measure.contains("How reports came by the end of 20 August 2024"), "{measure}");
    let mission = told("mission-works");
    assert!(mission.contains("Who owes what for which outcome at the end of 20 August 2024"), "{mission}");
    let ministry = told("body-ministry");
    assert!(
        ministry.contains("What others wait for | Permits granted, Ministry of Works, Q2 2024"),
        "{ministry}"
    );
}
