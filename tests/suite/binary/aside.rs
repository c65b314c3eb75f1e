//! What `run` says of an obligation besides what is open: forecasts to alerts that are over, and whom a target does not bind.

use serde_json::Value;
use tests::process::{Folder, remit};

const PROJECT: &str = "[project]\ntitle = \"Case\"\n\n[[feed]]\nid = \"f\"\nfolder = \"feeds/f\"\nmeasure = \"built\"\n\n\
    [feed.columns]\nperiod = \"period\"\nbody = \"body\"\nvalue = \"value\"\n";
const BODIES: &str =
    "id,name,kind\nboard,Homes Board,board\nnorth,North Council,council\nsouth,South Council,council\n";

/// An obligation of the north, or of both councils, with these figures.
fn project(obligation: &str, figures: &str) -> Folder {
    let folder = Folder::missing();
    folder.drop_in("remit.toml", PROJECT);
    folder.drop_in("bodies.csv", BODIES);
    folder.drop_in(
        "missions/homes.toml",
        format!(
            "[mission]\nid = \"homes\"\ntitle = \"Safe homes\"\n\n[[measure]]\nid = \"built\"\ntitle = \"Homes built\"\n\
             every = \"quarter\"\ndue = {{ timely_days = 30 }}\n\n[[obligation]]\nid = \"enough\"\n\
             title = \"Homes are built\"\nfrom = \"2026-Q1\"\nuntil = \"2026-Q2\"\nmeasure = \"built\"\n{obligation}"
        ),
    );
    folder.drop_in("rules/ten.rhai", "fn assess(my) { if my.value() >= 10 { met() } else { missed() } }\n");
    folder.drop_in(
        "rules/reached.rhai",
        "fn assess(my) { if my.value() >= my.target() { met() } else { missed() } }\n",
    );
    folder.drop_in("feeds/f/a.csv", format!("period,body,value\n{figures}"));
    folder
}

#[test]
fn how_a_forecast_came_out_is_told_apart_once_its_alert_is_over() {
    let folder = project("lead = \"north\"\nrule = \"ten\"\n", "2026-Q1,north,3\n");
    remit(&folder, "run project");
    let made = remit(&folder, "respond project homes/enough forecast --by Ann --value 12 --for 2026-Q2");
    assert_eq!(made.code, Some(0), "{made}");
    let open = remit(&folder, "run project").out;
    assert!(
        open.contains("Ann forecast on") && !open.contains("Forecast to an alert that is over"),
        "{open}"
    );
    folder.drop_in("feeds/f/b.csv", "period,body,value\n2026-Q2,north,15\n");
    let over = remit(&folder, "run project --all").out;
    let (_, told) =
        over.split_once("Forecast to an alert that is over\n").unwrap_or_else(|| panic!("{over}"));
    assert!(told.lines().next().is_some_and(|line| line.ends_with("it came true: 15.")), "{over}");
    let json: Value = serde_json::from_str(&remit(&folder, "run project --format json").out).expect("JSON");
    assert_eq!(json["forecasts"][0]["alert_is_over"], Value::Bool(true));
}

#[test]
fn whom_a_target_does_not_bind_is_named_with_the_reason() {
    let target = "lead = \"board\"\nrule = \"reached\"\n\n[[obligation.contribution]]\nby = \"north\"\n\n\
        [[obligation.contribution]]\nby = \"south\"\n\n[[target]]\nmeasure = \"built\"\nfrom = 2026-01-01\n\
        by = 2026-03-31\nvalue = 10\nexcept = [{ bodies = [\"south\"], reason = \"It has no land\" }]\n";
    let figures = "2026-Q1,north,12\n2026-Q2,north,12\n2026-Q1,south,1\n2026-Q2,south,1\n";
    let told = remit(&project(target, figures), "run project --all").out;
    assert!(
        told.contains("Not judged: South Council (excepted from the target: It has no land).\n"),
        "{told}"
    );
}
