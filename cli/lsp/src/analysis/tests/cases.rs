//! What can be written in rule tests and in manifests of plugins, what it means and where it leads.

use super::project::{check, check_hover, check_leads, check_subjects, check_taken};

const TEST: &str = "tests/a.toml";
const MANIFEST: &str = "plugins/dates/plugin.toml";

#[test]
fn keys_are_those_of_the_schema() {
    check(TEST, "[|", "test fixture");
    check(TEST, "[[test.|", "table input_series feed_file target reload response check alert_rule_test");
    check(
        TEST,
        "[[test]]\n[[test.response]]\n|",
        "at alert contribution periods kind by approver until title from link members exit_test value for reason refused",
    );
    check(
        TEST,
        "[[test]]\n[[test.check]]\nexp_alerts = [{ |",
        "alert state severity since periods broken_by held_up_by message",
    );
    check(TEST, "[[test]]\n[[test.check]]\nexp_verdicts = { \"a\" = { |", "verdict reason");
    check(TEST, "[[test]]\n[[test.check]]\nexp_message = { a = { |", "contains");
    check(MANIFEST, "|", "plugin capabilities settings");
    check(MANIFEST, "[plugin]\n|", "name version kind title description script files");
    check(MANIFEST, "[settings.url]\n|", "type required secret default doc");
    check("plugins/dates/tests/a.toml", "|", "test");
    check("plugins/dates/cases.toml", "|", "");
}

#[test]
fn values_are_the_words_and_ids_that_may_stand_there() {
    check(TEST, "[[test]]\nmission = |", "housing");
    check(TEST, "[[test]]\n[[test.input_series]]\nmeasure = \"|", "referrals");
    check(TEST, "[[test]]\n[[test.input_series]]\nbody = \"|", "mhclg north");
    check(TEST, "[[test]]\n[[test.input_series]]\nstatus = |", "provisional final revised");
    check(TEST, "[[test]]\n[[test.response]]\nalert = |", "housing/refer");
    check(TEST, "[[test]]\n[[test.check]]\nexp_state = { \"a\" = |", "inactive pending firing");
    check(MANIFEST, "[plugin]\nkind = |", "reader notifier library hook");
    check(MANIFEST, "[settings.url]\nsecret = |", "");
}

#[test]
fn names_within_a_series_are_completed_each_in_its_place() {
    let series = |said: &str| format!("[[test]]\n[[test.input_series]]\nseries = '{said}");
    check(TEST, &series("|"), "referrals");
    check(TEST, &series("ref|{body=\"north\"}'\n"), "referrals");
    check(TEST, &series("referrals{body=\"|"), "mhclg north");
    check(TEST, &series("referrals{body=\"no|rth\"}'\n"), "mhclg north");
    check(TEST, &series("referrals{bo|"), "");
    check_taken(TEST, &series("referrals{body=\"n|\"}'\n"), "mhclg", &series("referrals{body=\"mhclg\"}'\n"));
    check_taken(TEST, &series("r|{body=\"north\"}'\n"), "referrals", &series("referrals{body=\"north\"}'\n"));
}

#[test]
fn keys_and_names_of_a_test_are_explained_and_lead_to_their_declarations() {
    insta::assert_snapshot!(check_hover(TEST, "[[test]]\n[[test.check]]\neval_|time = 1"), @"`eval_time`: When.");
    insta::assert_snapshot!(check_hover(MANIFEST, "[settings.url]\nse|cret = true"), @"`secret`: Whether it is never shown; a secret may come from a file, named under `<name>_file`.");
    let series = "[[test]]\n[[test.input_series]]\nseries = 'refer|rals{body=\"north\"}'";
    check_leads(TEST, series, "missions/a.toml: id = \"referrals\"");
    check_leads(
        TEST,
        &series.replace('|', "").replace("nor", "no|r"),
        "bodies.csv: north,NHS North,nhs-region",
    );
    let check = "[[test]]\n[[test.check]]\n";
    let named =
        ["exp_alerts = [\"housing/re|fer/mhclg\"]", "exp_state = { \"housing/re|fer/mhclg\" = \"firing\" }"];
    for named in named.into_iter().chain(["exp_verdicts = { \"housing/re|fer 2024-Q1\" = \"met\" }"]) {
        check_leads(TEST, &format!("{check}{named}"), "missions/a.toml: id = \"refer\"");
    }
    check_subjects(TEST, series, "referrals of all");
}

#[test]
fn a_shared_fixture_is_explained_by_what_it_reports_and_leads_to_its_declaration() {
    let named = "[[test]]\nfixtures = [\"a-usual|-year\"]";
    insta::assert_snapshot!(check_hover(TEST, named), @"
    **fixture `a-usual-year`**

    reports: referrals north 2024-Q1 40x4 · files: homes tests/homes.csv

    *tests/fixtures.toml*
    ");
    check_leads(TEST, named, "tests/fixtures.toml: id = \"a-usual-year\"");
}
