//! What people read on one screen: the counts first, the worst before the others, each part by its name, each report as what
//! it is, and no letter that anybody sends obeyed.

use std::fmt::Write as _;

use serde_json::Value;
use tests::process::{Answer, Folder, remit};

const FEED: &str = "\n[[feed]]\nid = \"f\"\nfolder = \"feeds/f\"\nformat = \"csv\"\nvintage = \"backfill\"\n\n[feed.columns]\nperiod = \"period\"\nbody = \"body\"\nmeasure = \"measure\"\nvalue = \"value\"\n";
const RULE: &str =
    "fn assess(my) { let v = my.value(); if v >= 10 { met(`${v}`) } else { missed(`${v} against 10`) } }\n";

/// So many councils that each owe every one of these measures, in an obligation for each.
fn councils(number: usize, measures: &[&str], rows: impl Fn(usize, &str) -> String) -> Folder {
    let mut bodies = "id,name,kind\nministry,Ministry,department\n".to_owned();
    (1..=number).for_each(|at| writeln!(bodies, "c{at},Council {at},council").unwrap());
    let mut mission = "[mission]\nid = \"x\"\ntitle = \"Homes\"\n".to_owned();
    for measure in measures {
        write!(
            mission,
            "{}\n[[obligation]]\nid = \"o-{measure}\"\ntitle = \"{measure} are made\"\nlead = \"ministry\"\nfrom = \"2018-Q1\"\nuntil = \"2018-Q1\"\nmeasure = \"{measure}\"\nrule = \"r\"\n\n[[obligation.contribution]]\neach = {{ kind = \"council\" }}\n",
            declared(measure, "quarter")
        )
        .unwrap();
    }
    let rows: String = (1..=number)
        .flat_map(|at| measures.iter().map(move |of| (at, *of)))
        .map(|(at, of)| rows(at, of))
        .collect();
    project(&bodies, &mission, &rows)
}

fn declared(measure: &str, every: &str) -> String {
    format!(
        "\n[[measure]]\nid = \"{measure}\"\ntitle = \"Referrals by {measure}\"\nunit = \"count\"\nevery = \"{every}\"\nbetter = \"higher\"\ndue = {{ timely_days = 30 }}\n"
    )
}

fn project(bodies: &str, mission: &str, rows: &str) -> Folder {
    let folder = Folder::missing();
    folder.drop_in("remit.toml", format!("[project]\ntitle = \"Case\"\n{FEED}"));
    folder.drop_in("bodies.csv", bodies);
    folder.drop_in("missions/x.toml", mission);
    folder.drop_in("rules/r.rhai", RULE);
    folder.drop_in("feeds/f/a.csv", format!("period,body,measure,value\n{rows}"));
    folder
}

fn run(folder: &Folder, options: &str) -> Answer {
    remit(folder, &format!("run project --as-of 2019-12-31{options}"))
}

fn message(folder: &Folder) -> String {
    let answer: Value = serde_json::from_str(&run(folder, " --format json").out).unwrap();
    answer["alerts"][0]["message"].as_str().unwrap().to_owned()
}

#[test]
fn a_nation_of_councils_fits_one_screen() {
    let measures =
        ["prisons", "youth", "probation", "hospitals", "wards", "jobcentres", "adults", "children", "forces"];
    let folder = councils(296, &measures, |at, of| format!("2018-Q1,c{at},{of},{}\n", at % 13));
    let answer = run(&folder, "");
    assert!(answer.out.lines().count() <= 60, "{}", answer.out);
    assert_eq!(answer.out.lines().next(), Some("Nine obligations: none met, nine broken and none held up."));
    let summary = run(&folder, " --summary");
    assert!(summary.out.lines().count() < 10 && !summary.out.contains("FIRING"), "{}", summary.out);
    let all = run(&folder, " --all").out;
    assert!(all.contains("Council 296") && !all.contains("--all"), "everything is there on demand");
    let of_one = run(&folder, " --obligation x/o-youth").out;
    assert!(of_one.contains("youth are made") && !of_one.contains("wards are made"), "{of_one}");
    let of_one = run(&folder, " --body c7 --format json").out;
    assert_eq!(of_one.matches("\"message\"").count(), 9, "a body is asked about with all that it is part of");
    assert_eq!(run(&folder, " --mission nope").code, Some(2));
}

#[test]
fn a_message_counts_before_it_names_and_names_the_worst_first() {
    let folder = councils(60, &["visits"], |at, of| match at {
        58.. => String::new(),
        41 => format!("2018-Q1,c{at},{of},1\n"),
        21.. => format!("2018-Q1,c{at},{of},{}\n", 2 + at % 8),
        _ => format!("2018-Q1,c{at},{of},12\n"),
    });
    insta::assert_snapshot!(message(&folder), @"visits are made: not met in Q1 2018. 37 of 60 councils missed Q1 2018, and three gave no usable figure. Council 41 missed Q1 2018 (1 against 10). Council 24, Council 32, Council 40, Council 48 and Council 56 missed Q1 2018 (2 against 10). Council 25, Council 33 and Council 49 missed Q1 2018 (3 against 10). 28 others missed it; `remit explain x/o-visits --all` names them. Council 58, Council 59 and Council 60 gave no usable figure in Q1 2018.");
}

const THREE_PARTS: &str = "
[[obligation]]
id = \"o\"
title = \"All are referred\"
lead = \"ministry\"
from = \"2018-Q1\"
until = \"2018-Q1\"
rule = \"r\"

[[obligation.contribution]]
id = \"a\"
by = \"c1\"
measure = \"prisons\"

[[obligation.contribution]]
id = \"b\"
by = \"c1\"
measure = \"hospitals\"

[[obligation.contribution]]
id = \"c\"
by = \"c1\"
measure = \"jobcentres\"
";

#[test]
fn a_body_that_owes_several_parts_stands_once_for_each_cause_with_their_names() {
    let measures =
        ["prisons", "hospitals", "jobcentres"].map(|measure| declared(measure, "quarter")).concat();
    let mission = format!("[mission]\nid = \"x\"\ntitle = \"Homes\"\n{measures}{THREE_PARTS}");
    let bodies = "id,name,kind\nministry,Ministry,department\nc1,Gateway Council,council\n";
    let rows = "2018-Q1,c1,prisons,2\n2018-Q1,c1,hospitals,2\n2018-Q1,c1,jobcentres,12\n";
    let folder = project(bodies, &mission, rows);
    insta::assert_snapshot!(message(&folder), @"All are referred: not met in Q1 2018. Two of three parts missed Q1 2018. Gateway Council missed Referrals by prisons and Referrals by hospitals for Q1 2018 (2 against 10).");
    let told = run(&folder, "").out;
    assert!(told.contains("Delivered by Gateway Council (another part)."), "{told}");
}

#[test]
fn a_report_that_gives_no_figure_is_told_as_that() {
    let folder = councils(1, &["visits"], |at, of| format!("2018-Q1,c{at},{of},[x]\n"));
    insta::assert_snapshot!(message(&folder), @"visits are made: not met in Q1 2018. Council 1 gave no usable figure in Q1 2018 (reported as not available in feeds/f/a.csv, line 2).");
    let why = remit(&folder, "explain project x/o-visits/c1 2018-Q1 --as-of 2019-12-31").out;
    assert!(why.contains("reported as not available, feeds/f/a.csv, line 2"), "{why}");
    assert!(!why.contains("was not in"), "{why}");
}

#[test]
fn a_day_is_a_day_in_every_sentence() {
    let mission = format!(
        "[mission]\nid = \"x\"\ntitle = \"Homes\"\n{}\n[[obligation]]\nid = \"o\"\ntitle = \"People are asked\"\nlead = \"ministry\"\nfrom = \"2018-09-30\"\nuntil = \"2018-09-30\"\nmeasure = \"m\"\nrule = \"r\"\n",
        declared("m", "day")
    );
    let folder = project("id,name\nministry,Ministry\n", &mission, "2018-09-30,ministry,m,2\n");
    insta::assert_snapshot!(message(&folder), @"People are asked: not met on 30 September 2018. Ministry missed 30 September 2018 (2 against 10).");
    let why = remit(&folder, "explain project x/o --as-of 2019-12-31").out;
    for text in [why, run(&folder, "").out] {
        assert!(!text.contains("in 30 September") && text.contains("30 September 2018"), "{text}");
    }
}

#[test]
fn no_letter_of_anybodys_is_obeyed() {
    let odd = "\r\u{202e}\u{2066}\u{200f}\u{85}";
    let folder = councils(1, &["visits"], |at, of| format!("2018-Q1,c{at},{of},2\n2018-Q1,nobody,{of},3\n"));
    folder.edit("bodies.csv", "Council 1", "\"Council\u{202e} 1\r MET\"");
    folder.edit(
        "missions/x.toml",
        "visits are made",
        "Visits \\u2066are\\r made\\u200f\\n  MET  All is well",
    );
    folder.drop_in("feeds/f/odd\u{202e}\rMET.csv", "period,body,measure,value\n2018-Q1,nobody,visits,3\n");
    let questions = [
        "run project --as-of 2019-12-31",
        "run project --as-of 2019-12-31 --format json",
        "explain project x/o-visits 2018-Q1 --as-of 2019-12-31",
        "check project",
        "replay project --format json",
        "run project",
    ];
    for question in questions {
        let answer = remit(&folder, question);
        let said = format!("{}{}", answer.out, answer.err);
        assert!(!said.contains(|letter| odd.contains(letter)), "{question}: {said:?}");
        assert!(!said.lines().any(|line| line.trim_start().starts_with("MET")), "{question}: {said}");
    }
    assert!(run(&folder, "").out.contains("Visits U+2066areU+000D madeU+200F"), "it is shown instead");
    remit(&folder, "docs project");
    let page = folder.read("site/obligation-x.o-visits.html");
    assert!(!page.contains(|letter| odd.contains(letter)) && page.contains("U+2066"), "{page}");
}

#[test]
fn a_command_without_a_folder_is_about_the_one_where_it_stands() {
    let folder = councils(1, &["visits"], |at, of| format!("2018-Q1,c{at},{of},2\n"));
    for file in ["remit.toml", "bodies.csv", "missions/x.toml", "rules/r.rhai", "feeds/f/a.csv"] {
        let text = folder.read(file);
        folder.drop_in(&format!("../{file}"), text);
    }
    assert!(remit(&folder, "run").out.contains("visits are made"));
    assert_eq!(remit(&folder, "check").code, Some(0));
    let why = remit(&folder, "explain x/o-visits");
    assert!(why.out.contains("What is wrong"), "{why}");
    let respond = remit(&folder, "respond x/o-visits accept --by Ann");
    assert!(respond.out.contains("Recorded the acceptance"), "{respond}");
    let beside = remit(&folder, "explain project x/o-visits");
    assert!(beside.out.contains("What is wrong"), "{beside}");
}

#[test]
fn the_document_names_refused_files_and_why_rows_were_set_aside() {
    let folder = councils(1, &["visits"], |at, of| format!("2018-Q1,c{at},{of},about 2\n"));
    folder.drop_in("feeds/f/book.csv", "PK\u{3}\u{4}zip");
    let answer = remit(&folder, "run project --format json");
    let document: serde_json::Value = serde_json::from_str(&answer.out).expect("a document");
    assert_eq!(document["refused"][0]["file"], "feeds/f/book.csv", "{answer}");
    assert!(document["refused"][0]["reason"].as_str().is_some_and(|reason| reason.contains("spreadsheet")));
    let row = &document["receipts"][0]["set_aside"][0];
    assert!(row["reason"].as_str().is_some_and(|reason| reason.contains("about 2")), "{answer}");
}
