//! Situations that only the real program can show: what officials reply, files as they lie in folders, a dry run over history. The others are
//! scenarios (`situation-*`). The figures are real, as `examples` has them with their sources, unless it is said otherwise.

use tests::process::{Folder, remit};

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "not `{part}` in\n{text}");
    }
}

/// Situation 1. Prisons refer fewer and fewer, probation more and more: prisons are named, and say why. The board takes both together from the first
/// quarter of 2024 on. Together they refer more than a year before; that prisons disputed it stays on record, and nothing is said to have been delivered.
#[test]
fn prisons_say_that_their_referrals_are_counted_with_probation_now() {
    let folder = Folder::health_mission();
    let duty = "health/duty-to-refer";
    says(
        &remit(&folder, "run project").out,
        &[
            "HM Prison Service missed five quarters in a row, Q1 2023 to Q1 2024 (160 households against 210 households",
        ],
    );
    let reply = "dispute --contribution hm-prison-service --by Governor --reason reclassified-to-probation";
    says(
        &remit(&folder, &format!("respond project {duty} {reply}")).out,
        &[
            "HM Prison Service, Q1 2024: disputed (was: missed).",
            "The alert stays open, and people are told.",
        ],
    );
    let disputed = remit(&folder, &format!("explain project {duty} 2024-Q1")).out;
    says(&disputed, &["reclassified-to-probation", "disputed"]);
    folder.edit(
        "bodies.csv",
        "hm-prison-service,HM Prison Service,agency,,,,,adult_prison\nprobation-service,The Probation Service,agency,,,,,probation\n",
        "justice,Prisons and probation together,agency,,,,,\nhm-prison-service,HM Prison Service,agency,justice,,,,adult_prison\n\
         probation-service,The Probation Service,agency,justice,,,,probation\n",
    );
    folder.edit(
        "missions/health.toml",
        "class = \"prevention\", due = { timely_days = 120 } },\n  { id = \"owed\"",
        "class = \"prevention\", adds_up = \"sum\", reported_by = [\"hm-prison-service\", \"probation-service\", \"jobcentre-plus\", \"hospitals\"], \
         due = { timely_days = 120 } },\n  { id = \"owed\"",
    );
    folder.edit(
        "missions/health.toml",
        "{ by = \"hospitals\", share = 0.2 }]\n",
        "{ by = \"hospitals\", share = 0.2 }]\nterms = [{ from = \"2024-Q1\", contribution = [{ by = \"justice\", share = 0.6 }, \
         { by = \"jobcentre-plus\", share = 0.2 }, { by = \"hospitals\", share = 0.2 }] }]\n",
    );
    let together = remit(&folder, "run project --mission health").to_string();
    says(
        &together,
        &[
            "health/duty-to-refer is withdrawn, because the part of justice,",
            "and not because anything was reported. Disputed became met in Q1 2024.",
            "Governor disputed the part of HM Prison Service",
        ],
    );
    let explained = remit(&folder, &format!("explain project {duty}")).out;
    says(
        &explained,
        &[
            "Q1 2024, Prisons and probation together: 3,310 households against 2,890 households in Q1 2023, 115% of that level.",
            "Q1 2024, the whole would be disputed by the texts before the newest change, and is restated as met.",
        ],
    );
}

/// Situation 2. Justice says that it sent 900 households, which is made up; councils recorded 190, which is real. Neither is thrown away.
#[test]
fn justice_and_councils_count_otherwise() {
    let folder = Folder::joined_up();
    folder.edit("remit.toml", "id = \"duty-to-refer\"\n", "id = \"duty-to-refer\"\nspeaks_for = \"mhclg\"\n");
    folder.append(
        "remit.toml",
        "\n[[feed]]\nid = \"justice\"\nfolder = \"feeds/justice\"\nmeasure = \"referrals\"\nspeaks_for = \"hm-prison-service\"\n\
         columns = { period = \"period\", body = \"body\", value = \"value\" }\n",
    );
    folder.drop_in("feeds/justice/sent.csv", "period,body,value\n2023-Q2,hm-prison-service,900\n");
    let told = remit(&folder, "run project --as-of 2024-08-31").out;
    says(
        &told,
        &[
            "900 households (HM Prison Service: feeds/justice/sent.csv, line 2) and 190 households (Ministry of Housing,",
        ],
    );
    says(
        &told,
        &[
            "HM Prison Service (Director General, prisons): missed three quarters in a row, Q3 2023 to Q1 2024.",
        ],
    );
    let part = "homelessness/duty-to-refer/adult_prison";
    let explained = remit(&folder, &format!("explain project {part} 2023-Q2 --as-of 2024-08-31")).out;
    insta::assert_snapshot!(explained);
}

/// Situation 6. London stands there twice, totals are spelt in three ways, and a `-revised` file lies beside the original.
#[test]
fn london_arrives_twice_and_a_revision_beside_its_original() {
    let folder = Folder::missing();
    std::fs::create_dir(folder.project()).unwrap();
    folder.drop_in("bodies.csv", "id,name,kind,parent,codes\nengland,England,country,,E92000001\nlondon,London,nhs-region,england,Y56\nmidlands,Midlands,nhs-region,england,Y60\n");
    folder.drop_in(
        "remit.toml",
        "[[feed]]\nid = \"ae\"\nfolder = \"feeds/ae\"\nmeasure = \"attendances\"\n\
         columns = { period = \"month\", body = \"region_code\", value = \"attendances\" }\n\n\
         [feed.totals]\nregion_code = [\"TOTAL\", \"Total\", \"Total \"]\n",
    );
    folder.drop_in(
        "missions/health.toml",
        "[mission]\nid = \"health\"\ntitle = \"An NHS fit for the future\"\n\n[[measure]]\nid = \"attendances\"\ntitle = \"A&E attendances\"\nevery = \"month\"\n\
         better = \"lower\"\nadds_up = \"sum\"\nreported_by = { kind = \"nhs-region\" }\ndue = { timely_days = 14 }\n",
    );
    folder.drop_in(
        "feeds/ae/June-2024.csv",
        "month,region_code,attendances\n2024-06,Y56,403932\n2024-06,Y56,403932\n2024-06,Y60,428789\n2024-06,TOTAL,832721\n",
    );
    folder.drop_in(
        "feeds/ae/July-2024.csv",
        "month,region_code,attendances\n2024-07,Y56,408900\n2024-07,Y60,429524\n2024-07,Total,838424\n",
    );
    folder.drop_in(
        "feeds/ae/July-2024-revised.csv",
        "month,region_code,attendances\n2024-07,Y56,408920\n2024-07,Y60,429524\n2024-07,Total ,838444\n",
    );
    folder.drop_in("feeds/ae/August-2024.csv", "month,region_code,attendances\n2024-08,Y56,385000\n2024-08,Y56,384000\n2024-08,Y60,399000\n2024-08,X99,1\n");
    insta::assert_snapshot!(remit(&folder, "run project --as-of 2024-09-30 --all"));
}

/// Situation 9. A rule changes: what that would do to the history is told before; a rule that runs for ever is told as failed, and the others run on.
#[test]
fn a_rule_is_tried_on_history_and_a_runaway_one_stops_nobody() {
    let folder = Folder::joined_up();
    let status =
        std::process::Command::new("cp").args(["-r", "project", "draft"]).current_dir(folder.root()).status();
    assert!(status.unwrap().success());
    let draft = folder.root().join("draft/rules/keep-pace.rhai");
    let stricter = std::fs::read_to_string(&draft).unwrap().replace("kept >= my.params.floor", "kept >= 1");
    std::fs::write(&draft, stricter).unwrap();
    let dry_run = remit(&folder, "replay project --to 2024-08-31 --against draft").out;
    says(
        &dry_run,
        &["1 alert moves; 2 stay as they are.", "8 verdicts go from met to missed.", "Adult social services"],
    );
    folder.edit(
        "rules/on-trajectory.rhai",
        "let now = my.value();",
        "let now = my.value();\n    while now > 0 { now += 1; }",
    );
    let told = remit(&folder, "run project --as-of 2024-08-31").out;
    insta::assert_snapshot!(told);
}
