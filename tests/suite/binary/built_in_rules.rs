//! Rules that come with Remit: named without being written, and a project's own goes before.

use tests::process::{Folder, remit};

/// One council that owes at most no family in bed and breakfast, by a rule of this name.
fn council(rule: &str) -> Folder {
    let folder = Folder::missing();
    folder.drop_in(
        "remit.toml",
        "[project]\ntitle = \"Case\"\n\n[[feed]]\nid = \"f\"\nfolder = \"feeds/f\"\nmeasure = \"families\"\n\n\
        [feed.columns]\nperiod = \"period\"\nbody = \"body\"\nvalue = \"value\"\n",
    );
    folder.drop_in("bodies.csv", "id,name\nleeds,Leeds City Council\n");
    folder.drop_in(
        "missions/x.toml",
        format!(
            "[mission]\nid = \"x\"\ntitle = \"A home for every family\"\n\n[[measure]]\nid = \"families\"\n\
            title = \"Families in bed and breakfast for over six weeks\"\nunit = \"families\"\nevery = \"quarter\"\n\
            better = \"lower\"\n\n[[obligation]]\nid = \"o\"\n\
            title = \"No family stays in bed and breakfast\"\nlead = \"leeds\"\nfrom = \"2024-Q1\"\nuntil = \"2024-Q1\"\n\
            measure = \"families\"\nrule = \"{rule}\"\nparams = {{ level = 0 }}\n"
        ),
    );
    folder.drop_in("feeds/f/a.csv", "period,body,value\n2024-Q1,leeds,0.004\n");
    folder
}

#[test]
fn a_rule_that_comes_with_remit_needs_no_file_and_shows_what_is_apart() {
    let folder = council("at-most");
    let answer = remit(&folder, "run project --as-of 2024-12-31");
    assert!(answer.out.contains("0.004 families, and none is allowed"), "{answer}");
    assert!(!folder.path("rules").exists());
    let explained = remit(&folder, "explain project x/o");
    assert!(explained.out.contains("built-in/at-most.rhai"), "{explained}");
}

#[test]
fn a_rule_of_the_project_goes_before_one_of_the_same_name() {
    let folder = council("at-most");
    folder.drop_in(
        "rules/at-most.rhai",
        "fn assess(my) { missed(`${my.value()} against ${my.params.level}, as the board sees it`) }\n",
    );
    let answer = remit(&folder, "run project --as-of 2024-12-31 --all");
    assert!(answer.out.contains("as the board sees it"), "{answer}");
}

#[test]
fn a_misspelt_name_finds_one_that_comes_with_remit() {
    let answer = remit(&council("at-mots"), "check project");
    assert!(answer.err.contains("at-most") || answer.out.contains("`at-most`"), "{answer}");
}
