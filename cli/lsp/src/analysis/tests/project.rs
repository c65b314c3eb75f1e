//! A small project, and what is held of a place in it, which `|` marks.

use rules::source::{LibrarySources, SourceText};

use crate::analysis::{Names, Part, Subject, complete, define, hover, subjects};

pub(super) const BODIES: &str =
    "id,name,kind\nmhclg,Ministry of Housing,department\nnorth,NHS North,nhs-region\n";

pub(super) const PROJECT: &str = "[[cadence]]\nid = \"school-term\"\ntitle = \"Terms of Kent\"\nstarts = [\"1 September\", \"6 January\"]\n";

pub(super) const FIXTURES: &str = "[[fixture]]\nid = \"a-usual-year\"\n\n[[fixture.input_series]]\nmeasure = \"referrals\"\nbody = \"north\"\nfrom = \"2024-Q1\"\nvalues = \"40x4\"\n\n[[fixture.feed_file]]\nfeed = \"homes\"\npath = \"tests/homes.csv\"\n";

pub(super) const HOUSING: &str = r#"[mission]
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

pub(super) const RULE: &str = "//! What: nobody falls behind.\nfn assess(my) {\n    let now = my.value();\n    \
    if halved(now) < my.params.floor { missed() } else { met() }\n}\nfn halved(x) { x / 2 }\n";

pub(super) const DATES: &str = "//! Dates that many rules reckon with.\n\n// The same period\n// a year before.\n\
    fn a_year_earlier(my) { my.value_ago(4) }\n\nfn a_year_earlier(\n    my,\n    measure\n) { 1 }\n\
    private fn only_here() { 1 }\nfn undone(";

/// The project with one more file, in which a place is marked.
pub(super) fn marked(path: &str, text: &str) -> (SourceText, usize, Names) {
    let offset = text.find('|').expect("a mark");
    let file = SourceText::new(path, text.replacen('|', "", 1));
    let files = [
        ("remit.toml", PROJECT),
        ("bodies.csv", BODIES),
        ("missions/a.toml", HOUSING),
        ("rules/keep-pace.rhai", RULE),
        ("tests/fixtures.toml", FIXTURES),
    ];
    let others = files.into_iter().filter(|(other, _)| *other != path);
    let mut sources: Vec<SourceText> = others.map(|(path, text)| SourceText::new(path, text)).collect();
    sources.push(file.clone());
    let script = SourceText::new("plugins/dates/library.rhai", DATES);
    let dates = LibrarySources { version: "1.2.0".to_owned(), script };
    (file, offset, Names::of(&sources).with_libraries(&[("dates".to_owned(), dates)].into()))
}

/// What can be written, as it is shown.
#[track_caller]
pub(super) fn check(path: &str, text: &str, expected: &str) {
    let (file, offset, names) = marked(path, text);
    let found: Vec<String> = complete(&file, offset, &names).into_iter().map(|found| found.label).collect();
    assert_eq!(found.join(" "), expected);
}

/// The text after the suggestion of this label was taken.
#[track_caller]
pub(super) fn check_taken(path: &str, text: &str, label: &str, expected: &str) {
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
pub(super) fn check_hover(path: &str, text: &str) -> String {
    let (file, offset, names) = marked(path, text);
    hover(&file, offset, &names).map_or_else(|| "nothing".to_owned(), |(_, said)| said)
}

/// Where a place leads, as path and the line's text.
#[track_caller]
pub(super) fn check_leads(path: &str, text: &str, expected: &str) {
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
pub(super) fn check_subjects(path: &str, text: &str, expected: &str) {
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
