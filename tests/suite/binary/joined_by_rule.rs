//! A rule of the board joins the parts of an obligation: what people read of it.

use serde_json::Value;
use tests::process::{Folder, remit};

/// Three partners of whom the board wants 500 homes; two of them missed, and one of these two would be enough.
fn partners() -> Folder {
    let folder = Folder::missing();
    folder.drop_in(
        "remit.toml",
        "[project]\ntitle = \"Case\"\n\n[[feed]]\nid = \"f\"\nfolder = \"feeds/f\"\nmeasure = \"built\"\n\n\
        [feed.columns]\nperiod = \"period\"\nbody = \"body\"\nvalue = \"value\"\n",
    );
    folder.drop_in(
        "bodies.csv",
        "id,name,kind\nboard,Homes Board,board\nnorth,North Council,council\nsouth,South Council,council\n\
        trust,Homes Trust,trust\n",
    );
    folder.drop_in(
        "missions/homes.toml",
        "[mission]\nid = \"homes\"\ntitle = \"Safe homes\"\n\n[[measure]]\nid = \"built\"\ntitle = \"Homes built\"\n\
        every = \"quarter\"\ndue = { timely_days = 30 }\n\n[[obligation]]\nid = \"together\"\n\
        title = \"Partners bring 500 homes\"\nlead = \"board\"\nfrom = \"2020-Q1\"\nuntil = \"2020-Q1\"\n\
        measure = \"built\"\nrule = \"enough\"\njoin = { rule = \"enough-homes\", params = { homes = 500 } }\n\n\
        [[obligation.contribution]]\nby = \"north\"\neffect = 300\n\n\
        [[obligation.contribution]]\nby = \"south\"\neffect = 100\n\n\
        [[obligation.contribution]]\nby = \"trust\"\neffect = 250\n",
    );
    folder
        .drop_in("rules/enough.rhai", "fn assess(my) { if my.value() >= 10 { met() } else { missed() } }\n");
    folder.drop_in(
        "rules/enough-homes.rhai",
        "//! What: enough homes.\n//! Param: homes, number, how many\nfn assess(my) {\n    let brought = 0;\n    \
        for part in my.parts() { if part.is_delivered { brought += part.effect; } }\n    \
        if brought >= my.params.homes { met() } else { missed(`${brought} of ${my.params.homes} homes`) }\n}\n",
    );
    folder
        .drop_in("feeds/f/a.csv", "period,body,value\n2020-Q1,north,12\n2020-Q1,south,3\n2020-Q1,trust,2\n");
    folder
}

#[test]
fn an_explanation_names_the_rule_and_whose_part_would_have_been_enough() {
    let folder = partners();
    let told = remit(&folder, "explain project homes/together --as-of 2020-06-01").out;
    assert!(
        told.contains("  Q1 2020, as the rule `enough-homes` joins the parts: 300 of 500 homes.\n"),
        "{told}"
    );
    assert!(told.contains("if Homes Trust had met its part"), "{told}");
    let json = remit(&folder, "explain project homes/together --as-of 2020-06-01 --format json").out;
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(
        (&json["joined_by"], &json["verdict"]),
        (&Value::from("enough-homes"), &Value::from("missed"))
    );
    assert_eq!(
        (&json["remedy"]["fewest"], &json["remedy"]["choices"][0][0]),
        (&Value::from(1), &Value::from("trust"))
    );
    let board = remit(&folder, "run project --as-of 2020-06-01").out;
    assert!(board.contains("Two of three bodies missed Q1 2020: 300 of 500 homes."), "{board}");
}

#[test]
fn the_catalogue_says_how_the_parts_join() {
    let folder = partners();
    let answer = remit(&folder, "docs project");
    assert_eq!(answer.code, Some(0), "{answer}");
    let pages =
        std::fs::read_dir(folder.path("site")).expect("the pages").map(|entry| entry.expect("a page").path());
    let says = |page: std::path::PathBuf| {
        std::fs::read_to_string(page)
            .is_ok_and(|text| text.contains("joins the three contributions, with homes: 500."))
    };
    assert!(pages.into_iter().any(says));
}
