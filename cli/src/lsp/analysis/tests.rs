//! What can be written at a place, what it means and where it leads; `|` marks the place.

use rules::source::SourceText;

use super::{Names, Part, Subject, complete, define, hover, subjects};

const BODIES: &str = "id,name,kind\nmhclg,Ministry of Housing,department\nnorth,NHS North,nhs-region\n";

const HOUSING: &str = r#"[mission]
id = "housing"
title = "A home for everyone"

[[measure]]
id = "referrals"
title = "Households referred"
every = "quarter"

[[obligation]]
id = "refer"
title = "Public bodies refer"
lead = "mhclg"
measure = "referrals"
rule = "keep-pace"
params = { floor = 0.8 }

[[obligation.contribution]]
by = "north"
params = { against = 4 }
"#;

const RULE: &str = "//! What: nobody falls behind.\nfn assess(my) {\n    let now = my.value();\n    \
    if halved(now) < my.params.floor { missed() } else { met() }\n}\nfn halved(x) { x / 2 }\n";

/// The project with one more file, in which a place is marked.
fn marked(path: &str, text: &str) -> (SourceText, usize, Names) {
    let offset = text.find('|').expect("a mark");
    let file = SourceText::new(path, text.replacen('|', "", 1));
    let files = [("bodies.csv", BODIES), ("missions/a.toml", HOUSING), ("rules/keep-pace.rhai", RULE)];
    let others = files.into_iter().filter(|(other, _)| *other != path);
    let mut sources: Vec<SourceText> = others.map(|(path, text)| SourceText::new(path, text)).collect();
    sources.push(file.clone());
    (file, offset, Names::of(&sources))
}

/// What can be written, as it is shown.
#[track_caller]
fn check(path: &str, text: &str, expected: &str) {
    let (file, offset, names) = marked(path, text);
    let found: Vec<String> = complete(&file, offset, &names).into_iter().map(|found| found.label).collect();
    assert_eq!(found.join(" "), expected);
}

/// The text after the suggestion of this label was taken.
#[track_caller]
fn check_taken(path: &str, text: &str, label: &str, expected: &str) {
    let (file, offset, names) = marked(path, text);
    let found = complete(&file, offset, &names)
        .into_iter()
        .find(|found| found.label == label)
        .expect("it is offered");
    let mut text = file.text.to_string();
    text.replace_range(found.range, &found.text);
    assert_eq!(text, expected);
}

/// What a place means.
#[track_caller]
fn check_hover(path: &str, text: &str) -> String {
    let (file, offset, names) = marked(path, text);
    hover(&file, offset, &names).map_or_else(|| "nothing".to_owned(), |(_, said)| said)
}

/// Where a place leads, as path and the line's text.
#[track_caller]
fn check_leads(path: &str, text: &str, expected: &str) {
    let (file, offset, names) = marked(path, text);
    let told = |(source, range): (SourceText, std::ops::Range<usize>)| {
        let line =
            source.text.lines().nth(source.line(range.start) as usize - 1).unwrap_or_default().to_owned();
        format!("{}: {line}", source.path)
    };
    let found: Vec<String> = define(&file, offset, &names).into_iter().map(told).collect();
    assert_eq!(found.join("\n"), expected);
}

/// Of what there may be figures at a place.
#[track_caller]
fn check_subjects(path: &str, text: &str, expected: &str) {
    let (file, offset, names) = marked(path, text);
    let told = |subject: Subject| match subject {
        Subject::Measure { id, body } => format!("{id} of {}", body.as_deref().unwrap_or("all")),
        Subject::Obligation(owed) => owed.to_string(),
        Subject::Part(Part { obligation, id, body }) => {
            let [id, body] = [id, body].map(|said| said.unwrap_or_else(|| "?".to_owned()));
            format!("{id} by {body} in {obligation}")
        }
        Subject::Rule(rule) => format!("rule {rule}"),
    };
    let found: Vec<String> = subjects(&file, offset, &names).into_iter().map(told).collect();
    assert_eq!(found.join(", "), expected);
}

#[test]
fn keys_are_those_of_the_table() {
    check("missions/b.toml", "[|", "mission measure target obligation");
    check("missions/b.toml", "[[obligation.|", "every due needs for keep_firing_for contribution");
    check("missions/b.toml", "[[target]]\nmea|", "measure body from until value by points");
    check(
        "missions/b.toml",
        "[[measure]]\ndue = { |",
        "timely_days timely_working_days grace_days grace_working_days",
    );
    check("missions/b.toml", "[[measure]]\nadds_up = { numerator = \"a\", |", "numerator denominator");
    check("remit.toml", "[project]\n|", "title time_zone");
    check("remit.toml", "[feed.columns]\n|\n[[notifier]]\n", "period body measure value values status unit");
}

#[test]
fn values_are_those_of_the_key() {
    check("missions/b.toml", "[[measure]]\nbetter = |", "higher lower");
    check("missions/b.toml", "[[measure]]\nbetter = \"h|\nid = \"x\"\n", "higher lower");
    check("missions/b.toml", "[[obligation]]\nneeds = \"|\"", "all any in-order");
    check("missions/b.toml", "[[obligation]]\nlead = \"|\"", "mhclg north");
    check("missions/b.toml", "[[obligation]]\nrule = |", "keep-pace");
    check("missions/b.toml", "[[obligation]]\ndepends_on = [\"|", "housing/refer measure:referrals");
    check("missions/b.toml", "[[obligation.contribution]]\neach = { kind = \"|\" }", "department nhs-region");
    check("missions/b.toml", "[[obligation.contribution]]\neach = [\"mhclg\", |]", "mhclg north");
    check("remit.toml", "[feed.columns]\nvalues = { a = \"|\" }", "referrals");
    check("missions/b.toml", "[mission]\ntitle = \"|\"", "");
    check("missions/b.toml", "[mission] # bet|", "");
}

#[test]
fn a_suggestion_takes_the_place_of_what_was_begun() {
    check_taken(
        "missions/b.toml",
        "[[obligation]]\nlead = \"mh|c\"\n",
        "mhclg",
        "[[obligation]]\nlead = \"mhclg\"\n",
    );
    check_taken(
        "missions/b.toml",
        "[[obligation]]\nlead = |\n",
        "mhclg",
        "[[obligation]]\nlead = \"mhclg\"\n",
    );
    check_taken("missions/b.toml", "[[obligation]]\nle|\n", "lead", "[[obligation]]\nlead = \n");
    check_taken("rules/b.rhai", "fn assess(my) { my.va|lu() }", "value", "fn assess(my) { my.value() }");
    check_taken("rules/b.rhai", "my.has(\"ref|", "referrals", "my.has(\"referrals");
}

#[test]
fn rules_are_offered_what_fits_before_they_can_be_read() {
    check("rules/b.rhai", "fn assess(it) { it.body.|", "id name kind to_string");
    check("rules/b.rhai", "fn assess(my) { my.value(\"|", "referrals");
    check("rules/b.rhai", "fn assess(my) { my.value(\"referrals\", \"|\") }", "mhclg north");
    check("rules/b.rhai", "fn assess(my) { `${my.value(\"|\")}` }", "referrals");
    check("rules/keep-pace.rhai", "fn assess(my) { my.params.|", "floor against");
    check("rules/b.rhai", "fn assess(my) { met(\"|\") } // my.|", "");
    check("rules/b.rhai", "// my.|", "");
}

#[test]
fn functions_and_variables_of_the_text_are_offered_too() {
    let (file, offset, names) =
        marked("rules/b.rhai", "fn assess(my) { let now = 1; | }\nfn halved(x) { x }");
    let labels: Vec<String> = complete(&file, offset, &names).into_iter().map(|found| found.label).collect();
    for wanted in ["met", "missed", "number", "now", "halved", "my"] {
        assert!(labels.iter().any(|label| label == wanted), "`{wanted}` is among {labels:?}");
    }
    assert!(!labels.iter().any(|label| label == "value"), "`value` needs a value before the dot");
}

#[test]
fn what_is_named_is_explained() {
    insta::assert_snapshot!(check_hover("missions/b.toml", "[[target]]\nmeasure = \"ref|errals\""), @r"
    **measure `referrals`**: Households referred

    every: quarter

    *missions/a.toml*
    ");
    insta::assert_snapshot!(check_hover("missions/b.toml", "[[obligation]]\nlead = \"|mhclg\""), @r"
    **body `mhclg`**: Ministry of Housing

    kind: department

    *bodies.csv*
    ");
    insta::assert_snapshot!(check_hover("missions/b.toml", "[[obligation]]\nrule = \"keep-pace|\""), @r"
    **rule `keep-pace`**

    What: nobody falls behind.

    *rules/keep-pace.rhai*
    ");
    insta::assert_snapshot!(check_hover("missions/b.toml", "[[obligation]]\ndepends_on = [\"housing/re|fer\"]"), @r"
    **obligation `refer`**: Public bodies refer

    lead: mhclg · rule: keep-pace

    *missions/a.toml*
    ");
    insta::assert_snapshot!(check_hover("missions/b.toml", "[[obligation]]\nnee|ds = \"all\""), @"`needs`: How many contributions are needed.");
    insta::assert_snapshot!(check_hover("rules/b.rhai", "fn assess(my) { my.over|due() }"), @r"
    ```rhai
    my.overdue() -> true or false
    ```
    Whether the report that is judged is overdue. The rule runs again when it becomes so.

    Example: `my.overdue()` gives `true`
    ");
    insta::assert_snapshot!(check_hover("rules/keep-pace.rhai", "fn assess(my) { my.params.fl|oor }"), @"`floor`: a parameter of the declaration, of `refer`");
    assert_eq!(check_hover("rules/b.rhai", "fn assess(my) { xyz|zy() }"), "nothing");
    assert_eq!(check_hover("notes.txt", "no|thing"), "nothing");
}

#[test]
fn places_lead_to_what_they_name() {
    check_leads(
        "missions/b.toml",
        "[[obligation]]\nrule = \"kee|p-pace\"",
        "rules/keep-pace.rhai: //! What: nobody falls behind.",
    );
    check_leads(
        "missions/b.toml",
        "[[obligation]]\nmeasure = \"|referrals\"",
        "missions/a.toml: id = \"referrals\"",
    );
    check_leads(
        "missions/b.toml",
        "[[obligation]]\nlead = \"nor|th\"",
        "bodies.csv: north,NHS North,nhs-region",
    );
    check_leads(
        "missions/b.toml",
        "[[obligation]]\ndepends_on = [\"housing/re|fer\"]",
        "missions/a.toml: id = \"refer\"",
    );
    check_leads("bodies.csv", "id,name\nmhc|lg,Ministry\n", "bodies.csv: mhclg,Ministry");
    let call = RULE.replacen("halved(now)", "hal|ved(now)", 1);
    check_leads("rules/keep-pace.rhai", &call, "rules/keep-pace.rhai: fn halved(x) { x / 2 }");
    let param = RULE.replacen("params.floor", "params.flo|or", 1);
    check_leads("rules/keep-pace.rhai", &param, "missions/a.toml: params = { floor = 0.8 }");
    let handed = HOUSING.replacen("{ floor", "{ fl|oor", 1);
    check_leads(
        "missions/a.toml",
        &handed,
        "rules/keep-pace.rhai:     if halved(now) < my.params.floor { missed() } else { met() }",
    );
    check_leads(
        "rules/b.rhai",
        "fn assess(my) { my.has(\"refe|rrals\") }",
        "missions/a.toml: id = \"referrals\"",
    );
}

#[test]
fn nothing_that_is_written_makes_it_fall_over() {
    for text in [HOUSING, RULE, BODIES, "[[[\"\"\"{{`${\"🏠\r\n'''", "\u{feff}[a.b]\r\n= , }"] {
        for path in ["remit.toml", "missions/a.toml", "rules/a.rhai", "bodies.csv", "x"] {
            for (at, _) in text.char_indices() {
                let half = text.get(..at).unwrap();
                for text in [half, text] {
                    let (file, _, names) = marked(path, &format!("{text}|"));
                    complete(&file, at, &names);
                    hover(&file, at, &names);
                    define(&file, at, &names);
                }
            }
        }
    }
}

/// Every key that the compiler knows of a table is explained here, and no other.
#[test]
fn the_keys_are_those_that_are_compiled() {
    let tables = [
        ("[mission]", "mission"),
        ("[[measure]]", "measure"),
        ("[[target]]", "target"),
        ("[[obligation]]", "obligation"),
        ("[[obligation]]\n[[obligation.contribution]]", "obligation.contribution"),
    ];
    for (header, path) in tables {
        let sources = rules::source::Sources {
            project: SourceText::new("remit.toml", ""),
            bodies: SourceText::new("bodies.csv", BODIES),
            bank_holidays: None,
            missions: [(
                "m.toml".into(),
                rules::source::MissionSources {
                    declaration: SourceText::new("m.toml", format!("{header}\nno-such-key = 1\n")),
                    rules: std::sync::Arc::default(),
                    libraries: std::sync::Arc::default(),
                },
            )]
            .into(),
        };
        let faults = rules::compile(&sources).diagnostics;
        let help = faults
            .iter()
            .find(|fault| fault.message.contains("no-such-key"))
            .and_then(|fault| fault.help.clone());
        let help = help.expect("the keys are listed").replace(" and ", ", ");
        let mut compiled: Vec<&str> = help
            .trim_start_matches("the keys here are ")
            .split(", ")
            .map(|key| key.trim_matches('`'))
            .collect();
        let path: Vec<String> = path.split('.').map(str::to_owned).collect();
        let keys = super::schema::keys_at(super::schema::MISSION, &path).expect("the table is known");
        let mut explained: Vec<&str> = keys
            .iter()
            .map(|key| key.name)
            .filter(|name| *name != "contribution" || compiled.contains(name))
            .collect();
        compiled.sort_unstable();
        explained.sort_unstable();
        assert_eq!(explained, compiled, "{header}");
    }
}

#[test]
fn figures_are_those_of_the_body_that_a_word_stands_beside() {
    const B: &str = "missions/b.toml";
    let mission = |more: &str| format!("[mission]\nid = \"b\"\n\n{more}");
    check_subjects(
        "missions/a.toml",
        &HOUSING.replacen("id = \"referrals", "id = \"ref|errals", 1),
        "referrals of all",
    );
    check_subjects("missions/a.toml", &HOUSING.replace("measure = \"", "measure = \"|"), "referrals of all");
    let alone = mission(
        "[[obligation]]\nid = \"o\"\nlead = \"mhclg\"\nmeasure = \"re|ferrals\"\n[[obligation]]\n[[obligation.contribution]]\n",
    );
    check_subjects(B, &alone, "referrals of mhclg");
    let target = mission("[[target]]\nmeasure = \"referr|als\"\nbody = \"north\"\n");
    check_subjects(B, &target, "referrals of north");
    check_subjects(B, &target.replace('|', "").replace("no", "n|o"), "referrals of north");
    let part = mission(
        "[[obligation]]\nid = \"o\"\n[[obligation.contribution]]\nid = \"c\"\nmeasure = \"referr|als\"\nby = \"north\"\n",
    );
    check_subjects(B, &part, "referrals of north");
    check_subjects("bodies.csv", &BODIES.replace("nor", "no|r"), "");
    check_subjects("rules/keep-pace.rhai", "fn assess(my) { my.value(\"refer|rals\") }", "referrals of all");
}

#[test]
fn verdicts_are_those_of_what_a_word_stands_in() {
    const B: &str = "missions/b.toml";
    let owed = |more: &str| format!("[mission]\nid = \"b\"\n[[obligation]]\nid = \"o\"\n{more}");
    check_subjects(B, &owed("").replace("\"o", "\"|o"), "b/o");
    check_subjects(B, &owed("depends_on = [\"housing/re|fer\"]"), "housing/refer");
    check_subjects(B, &owed("rule = \"keep-|pace\""), "b/o, rule keep-pace");
    check_subjects(B, &owed("lead = \"mh|clg\""), "b/o");
    let part = "[[obligation.contribution]]\nid = \"c\"\nby = \"no|rth\"\nrule = \"keep-pace\"\n";
    check_subjects(B, &owed(part), "c by north in b/o");
    let rule = part.replace('|', "").replace("keep", "ke|ep");
    check_subjects(B, &owed(&rule), "c by north in b/o, rule keep-pace");
    let inline = "contribution = [{ by = \"mhclg\" }, { by = \"nor|th\" }]";
    check_subjects(B, &owed(inline), "? by north in b/o");
    check_subjects(B, &owed("[[obligation.contribution]]\neach = [\"no|rth\"]\n"), "? by ? in b/o");
    check_subjects("rules/keep-pace.rhai", &RULE.replace("fn a", "fn |a"), "rule keep-pace");
    check_subjects("rules/keep-pace.rhai", &RULE.replace("fn halved", "fn |halved"), "");
}
