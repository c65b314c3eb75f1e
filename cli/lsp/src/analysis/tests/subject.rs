//! Of what there may be figures at a place.

use super::project::{BODIES, HOUSING, RULE, check_subjects};

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
    check_subjects(B, &owed("[[obligation.contribution]]\neach = [\"no|rth\"]\n"), "? by north in b/o");
    let each = "[[obligation.contribution]]\neach = { kind = \"depart|ment\" }\n";
    check_subjects(B, &owed(each), "? by ? in b/o");
    check_subjects("rules/keep-pace.rhai", &RULE.replace("fn a", "fn |a"), "rule keep-pace");
    check_subjects("rules/keep-pace.rhai", &RULE.replace("fn halved", "fn |halved"), "");
}
