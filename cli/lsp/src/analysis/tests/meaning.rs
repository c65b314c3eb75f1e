//! What a place means, and where it leads.

use rules::source::SourceText;

use super::project::{BODIES, HOUSING, RULE, check_hover, check_leads, marked};
use crate::analysis::{Declaration, Names, complete, define, hover, references, subjects};

const SERIES: &str =
    "[[test]]\n[[test.input_series]]\nseries = 'refe🏠{body=\"no🏠rth\"}'\nseries = \"a{b=\\\"c\\\"}\"";
const IMPORTING: &str = "import \"dates@1\" as when; fn assess(my) { when::a_year_earlier(my, \"ü\") }";

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
    insta::assert_snapshot!(check_hover("missions/b.toml", "[[obligation]]\nnee|ds = \"all\""), @"`needs`: How many of the contributions are needed; all is the default.");
    insta::assert_snapshot!(check_hover("rules/b.rhai", "fn assess(my) { my.over|due() }"), @r"
    ```rhai
    my.overdue() -> true or false
    ```
    Whether the report that is judged is overdue. The rule runs again when it becomes so.

    Example: `my.overdue()` gives `true`
    ");
    insta::assert_snapshot!(check_hover("rules/keep-pace.rhai", "fn assess(my) { my.params.fl|oor }"), @"`floor`: a parameter of the declaration, of `refer`");
    let said = "//! What: x.\n//! Param: floor, number from 0 to 1, the share that is kept\nfn assess(my) { my.params.fl|oor }";
    insta::assert_snapshot!(check_hover("rules/keep-pace.rhai", said), @"
    `floor`: a parameter of the declaration, of `refer`

    number from 0 to 1: the share that is kept
    ");
    assert_eq!(check_hover("rules/b.rhai", "fn assess(my) { xyz|zy() }"), "nothing");
    assert_eq!(check_hover("notes.txt", "no|thing"), "nothing");
}

#[test]
fn the_register_is_read_as_check_reads_it() {
    let register =
        "id,name,kind\nmhclg,\"Ministry of Housing, Communities and Local Government\",department\n";
    let names = Names::of(&[SourceText::new("bodies.csv", register)]);
    let file = SourceText::new("missions/b.toml", "[[obligation]]\nlead = \"mhclg\"");
    let at = file.text.find("mhclg").expect("the body is named");
    let (_, told) = hover(&file, at, &names).expect("the body is known");
    insta::assert_snapshot!(told, @r"
    **body `mhclg`**: Ministry of Housing, Communities and Local Government

    kind: department

    *bodies.csv*
    ");
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
    for text in
        [HOUSING, RULE, BODIES, SERIES, IMPORTING, "[[[\"\"\"{{`${\"🏠\r\n'''", "\u{feff}[a.b]\r\n= , }"]
    {
        for path in ["remit.toml", "missions/a.toml", "tests/a.toml", "rules/a.rhai", "bodies.csv", "x"] {
            for (at, _) in text.char_indices() {
                let half = text.get(..at).unwrap();
                for text in [half, text] {
                    let (file, _, names) = marked(path, &format!("{text}|"));
                    complete(&file, at, &names);
                    hover(&file, at, &names);
                    define(&file, at, &names);
                    subjects(&file, at, &names);
                    references(&file, at, &names, std::slice::from_ref(&file), Declaration::Told);
                }
            }
        }
    }
}

#[test]
fn periods_that_the_project_names_are_explained_and_lead_to_their_names() {
    let every = "[[measure]]\nevery = \"school-|term\"";
    insta::assert_snapshot!(check_hover("missions/b.toml", every), @"
    **cadence `school-term`**: Terms of Kent

    its parts begin on: 1 September, 6 January

    *remit.toml*
    ");
    check_leads("missions/b.toml", every, "remit.toml: id = \"school-term\"");
}
