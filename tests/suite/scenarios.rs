//! Every file in `scenarios/`, played through.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tests::scenario::{Scenario, play};

macro_rules! scenarios {
    ($($test:ident = $name:literal;)*) => {
        const LISTED: &[&str] = &[$($name),*];

        $(
            #[test]
            fn $test() {
                check($name);
            }
        )*
    };
}

scenarios! {
    a_board_picks_duties_by_label = "a-board-picks-duties-by-label";
    a_rule_joins_the_parts = "a-rule-joins-the-parts";
    prisons_stop_referring = "prisons-stop-referring";
    prevention_loses_ground = "prevention-loses-ground";
    a_figure_is_restated = "a-figure-is-restated";
    a_council_returns_dots = "a-council-returns-dots";
    a_report_arrives_twice = "a-report-arrives-twice";
    districts_become_one_council = "districts-become-one-council";
    a_target_moves_mid_year = "a-target-moves-mid-year";
    a_rule_runs_away = "a-rule-runs-away";
    a_mission_is_edited_badly = "a-mission-is-edited-badly";
    one_council_waits_for_another = "one-council-waits-for-another";
    beds_wait_for_care = "beds-wait-for-care";
    a_council_inherits_its_figures = "a-council-inherits-its-figures";
    a_council_publishes_anothers_figure_late = "a-council-publishes-anothers-figure-late";
    a_council_is_abolished = "a-council-is-abolished";
    money_that_another_was_to_report = "money-that-another-was-to-report";
    a_ministry_publishes_for_its_councils = "a-ministry-publishes-for-its-councils";
    a_rule_leaves_it_open = "a-rule-leaves-it-open";
    a_floor_changes_from_a_quarter_on = "a-floor-changes-from-a-quarter-on";
    a_sum_is_nearly_complete = "a-sum-is-nearly-complete";
    a_missing_part_arrives_late = "a-missing-part-arrives-late";
    a_miss_goes_up_to_the_board = "a-miss-goes-up-to-the-board";
    people_and_pots_stand_in_tables = "people-and-pots-stand-in-tables";
    a_target_does_not_bind_all = "a-target-does-not-bind-all";
    an_official_leaves_her_post = "an-official-leaves-her-post";
    nobody_goes_up_for_anothers_delay = "nobody-goes-up-for-anothers-delay";
    a_lead_is_handed_over = "a-lead-is-handed-over";
    two_files_contradict_each_other = "two-files-contradict-each-other";
    two_voices_speak_of_one_figure = "two-voices-speak-of-one-figure";
    people_contest_a_figure = "people-contest-a-figure";
    a_figure_is_corrected = "a-figure-is-corrected";
    a_figure_is_withheld = "a-figure-is-withheld";
    a_regulator_answers_for_anothers_figure = "a-regulator-answers-for-anothers-figure";
    each_council_has_a_plan = "each-council-has-a-plan";
    the_goalposts_are_moved = "the-goalposts-are-moved";
    a_warning_is_heard = "a-warning-is-heard";
    a_floor_is_lowered_afterwards = "a-floor-is-lowered-afterwards";
    a_revision_turns_one_part = "a-revision-turns-one-part";
    a_figure_that_could_not_be_used = "a-figure-that-could-not-be-used";
    a_file_waits_for_its_embargo = "a-file-waits-for-its-embargo";
    a_quarter_is_made_of_months = "a-quarter-is-made-of-months";
    a_council_splits_its_referrals = "a-council-splits-its-referrals";
    a_year_stands_for_its_quarters = "a-year-stands-for-its-quarters";
    only_those_who_owe_are_chased = "only-those-who-owe-are-chased";
    a_duty_is_given_up = "a-duty-is-given-up";
    some_are_excepted = "some-are-excepted";
    activity_stands_for_an_outcome = "activity-stands-for-an-outcome";
    a_duty_says_by_what_law = "a-duty-says-by-what-law";
    one_fresh_row_hides_nobody = "one-fresh-row-hides-nobody";
    the_board_lets_misses_last = "the-board-lets-misses-last";
    nobody_answers = "nobody-answers";
    one_carries_it_alone = "one-carries-it-alone";
    an_outcome_is_covered_by_nobody = "an-outcome-is-covered-by-nobody";
    a_gap_is_to_be_halved = "a-gap-is-to-be-halved";
    a_board_looks_after_its_missions = "a-board-looks-after-its-missions";
    many_small_pots = "many-small-pots";
    a_benefit_takes_its_time = "a-benefit-takes-its-time";
    a_pot_shrinks = "a-pot-shrinks";
    a_pot_is_owed_for_while_it_lasts = "a-pot-is-owed-for-while-it-lasts";
    a_cut_asks_for_acceptance = "a-cut-asks-for-acceptance";
    a_forecast_comes_out = "a-forecast-comes-out";
    a_group_is_opened_and_misses_its_end = "a-group-is-opened-and-misses-its-end";
    a_group_waits_for_a_plan = "a-group-waits-for-a-plan";
    situation_2_justice_and_councils_count_otherwise = "situation-2-justice-and-councils-count-otherwise";
    a_plan_is_reported_by_reply = "a-plan-is-reported-by-reply";
    a_plan_expires = "a-plan-expires";
    a_plan_comes_late = "a-plan-comes-late";
    a_plan_is_owed_by_a_working_day = "a-plan-is-owed-by-a-working-day";
    a_plan_is_announced_for_later = "a-plan-is-announced-for-later";
    a_declaration_is_owed_each_year = "a-declaration-is-owed-each-year";
    a_deadline_falls_on_a_weekend = "a-deadline-falls-on-a-weekend";
    scotland_keeps_its_own_bank_holidays = "scotland-keeps-its-own-bank-holidays";
    schools_report_each_term = "schools-report-each-term";
    a_project_names_its_terms = "a-project-names-its-terms";
    a_milestone_is_reached = "a-milestone-is-reached";
    a_plan_is_withdrawn = "a-plan-is-withdrawn";
    prevention_falls_behind_relief = "situation-3-prevention-falls-behind-relief";
    smoking_is_revised = "situation-4-smoking-is-revised";
    councils_return_dots = "situation-5-a-council-returns-dots";
    districts_become_councils = "situation-7-districts-become-councils";
    a_target_is_lowered_before_a_miss = "situation-8-a-target-is-lowered-before-a-miss";
    an_official_asks_what_to_do_next = "an-official-asks-what-to-do-next";
    the_centre_is_as_culpable_as_the_county = "the-centre-is-as-culpable-as-the-county";
    a_starter_mission_is_answered = "a-starter-mission-is-answered";
    a_group_is_taken_back_and_opened_anew = "a-group-is-taken-back-and-opened-anew";
    a_shock_cuts_a_pot = "a-shock-cuts-a-pot";
    the_money_ends_before_the_benefit = "situation-10-the-money-ends-before-the-benefit";
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

#[track_caller]
fn check(name: &str) {
    let path = folder().join(format!("{name}.toml"));
    let text = std::fs::read_to_string(&path).expect("the file of the scenario");
    let scenario: Scenario =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}\n{error}", path.display()));
    let situation = scenario.situation.clone();
    let faults = play(scenario);
    assert!(faults.is_empty(), "{}\n{situation}\n{}\n", path.display(), faults.join("\n"));
}

#[test]
fn every_scenario_is_played() {
    let files = std::fs::read_dir(folder()).expect("the folder of scenarios");
    let names: BTreeSet<String> = files
        .map(|file| file.expect("a file").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, LISTED.iter().map(ToString::to_string).collect());
}

#[test]
fn a_scenario_that_comes_out_otherwise_says_where() {
    let scenario: Scenario = toml::from_str(
        r#"
        situation = "Nothing was reported, and the scenario expects a delivery."

        [files]
        "bodies.csv" = "id,name,kind\ndept,The Department,department\n"
        "rules/always.rhai" = "fn assess(my) { my.value(); met() }"
        "missions/m.toml" = """
        [mission]
        id = "m"
        title = "M"

        [[measure]]
        id = "plans"
        title = "Plans"
        every = "quarter"

        [[obligation]]
        id = "plan"
        title = "The Department has a plan"
        lead = "dept"
        from = "2020-Q1"
        measure = "plans"
        rule = "always"
        """

        [[step]]
        at = "2020-04-01"
        told = []
        verdicts = ["m/plan 2020-Q1: met"]
        known = ["plans of dept in 2020-Q1 on 2020-04-01 = 1"]
        "#,
    )
    .expect("a scenario");
    insta::assert_snapshot!(play(scenario).join("\n"), @"
    at 2020-04-01: told is
        2020-04-01 firing m/plan
    at 2020-04-01: not `m/plan 2020-Q1: met`, but among
        m/plan 2020-Q1: no-data
        m/plan 2020-Q2: not-due
    at 2020-04-01: known: plans of dept in 2020-Q1 on 2020-04-01 = nothing, not 1
    ");
}
