//! An obligation about each of many councils: told together, and asked about one by one.

use tests::process::{Folder, remit};

const AS_OF: &str = "--as-of 2024-05-20";

#[test]
fn they_are_counted_together_and_the_worst_are_named() {
    let folder = Folder::each_council();
    insta::assert_snapshot!(remit(&folder, &format!("run project {AS_OF}")));
    let narrowed = remit(&folder, &format!("run project {AS_OF} --obligation homes/plans --summary"));
    insta::assert_snapshot!(narrowed);
    insta::assert_snapshot!(remit(&folder, &format!("run project {AS_OF} --body council-2")));
}

#[test]
fn each_is_asked_about_and_tested_by_its_own_name() {
    let folder = Folder::each_council();
    insta::assert_snapshot!(remit(&folder, &format!("explain project homes/plans/council-2 {AS_OF}")));
    insta::assert_snapshot!(remit(&folder, "check project"));
    let tested = remit(&folder, "test project");
    assert!(tested.out.starts_with("tests/plans.toml: one passed"), "{tested}");
}

#[test]
fn an_official_answers_for_one_of_them() {
    let folder = Folder::each_council();
    assert_eq!(remit(&folder, "run project").code, Some(1));
    let said = "respond project homes/plans/council-2 accept --by Ann --reason late";
    insta::assert_snapshot!(remit(&folder, said));
    let board = remit(&folder, "run project --obligation homes/plans/council-2").out;
    assert!(board.contains("Ann"), "{board}");
}

#[test]
fn the_catalogue_has_one_page_for_all_of_them() {
    let folder = Folder::each_council();
    assert_eq!(remit(&folder, "docs project --out pages").code, Some(0));
    let pages = std::fs::read_dir(folder.root().join("pages")).unwrap();
    let names = pages.map(|page| page.unwrap().file_name().into_string().unwrap());
    let own: Vec<String> = names.filter(|name| name.starts_with("obligation-")).collect();
    assert_eq!(own, ["obligation-homes.plans.html"]);
    let page = std::fs::read_to_string(folder.root().join("pages").join(&own[0])).unwrap();
    assert!(page.contains("Each of fourteen councils"), "{page}");
}

#[test]
fn programs_are_told_whom_each_is_about() {
    let folder = Folder::each_council();
    let json = |asked: &str| -> serde_json::Value {
        let answer = remit(&folder, &format!("{asked} {AS_OF} --format json"));
        serde_json::from_str(&answer.out).expect("an answer for programs is JSON")
    };
    let report = json("run project");
    for told in ["verdicts", "alerts"] {
        let all = report[told].as_array().expect("a list");
        assert!(all.iter().any(|one| one["about"] == "council-2"), "{told}");
        let is_its_own = |one: &serde_json::Value| match (one["obligation"].as_str(), one["about"].as_str()) {
            (Some(obligation), Some(about)) => obligation.ends_with(&format!("/{about}")),
            (Some(obligation), None) => !obligation.contains('/'),
            _ => false,
        };
        assert!(all.iter().all(is_its_own), "{told}");
    }
    assert_eq!(json("explain project homes/plans/council-2")["about"]["id"], "council-2");
}

#[test]
fn what_one_body_owes_to_each_of_many_is_told_of_the_right_one() {
    let folder = Folder::missing();
    folder.drop_in(
        "remit.toml",
        "[[feed]]\nid = \"f\"\nfolder = \"feeds/f\"\nmeasure = \"referrals\"\n\n[feed.columns]\nperiod = \"period\"\n\
        body = \"body\"\nvalue = \"value\"\n",
    );
    let bodies = "id,name,kind\nprisons,The prisons,agency\nleeds,Leeds,council\nyork,York,council\nhull,Hull,council\n";
    folder.drop_in("bodies.csv", bodies);
    folder.drop_in(
        "missions/x.toml",
        "[mission]\nid = \"x\"\ntitle = \"A home for everybody\"\nauthority = \"Manifesto of 2024\"\n\n[[measure]]\n\
        id = \"referrals\"\ntitle = \"People referred\"\nunit = \"people\"\nevery = \"quarter\"\n\n[[obligation]]\n\
        id = \"refer\"\ntitle = \"Prisons refer to each council\"\nabout = { kind = \"council\" }\nlead = \"prisons\"\n\
        from = \"2024-Q1\"\nuntil = \"2024-Q1\"\nmeasure = \"referrals\"\nrule = \"at-least\"\n\
        params = { level = 10 }\ncontribution = [{ by = \"prisons\" }]\n",
    );
    folder.drop_in("feeds/f/a.csv", "period,body,value\n2024-Q1,leeds,9\n2024-Q1,york,3\n2024-Q1,hull,12\n");
    insta::assert_snapshot!(remit(&folder, "run project --as-of 2024-12-31"), @"
    One obligation: none met, one broken and none held up.
    project, as of 31 December 2024

    A home for everybody (x)

      FIRING  Prisons refer to each council
             Three councils: one met, two broken and none held up.
             The prisons answers for the whole.
             Authority: Manifesto of 2024
             Broken by
               The prisons: missed People referred of York for Q1 2024.
                 Q1 2024: 3 people against at least 10 people asked.
               The prisons: missed People referred of Leeds for Q1 2024.
                 Q1 2024: 9 people against at least 10 people asked.
             Evidence: remit explain project x/refer/leeds --as-of 2024-12-31

    Two alerts are firing.

    Files read
      feeds/f/a.csv: 3 new
    exit code 1
    ");
}
