//! Cuts in what funds an obligation, as whoever owes it sees them: asked to accept it anew, by nobody blamed, and the same after a restart.

use tests::process::{Folder, remit};

use super::groups::said;

const FUND: &str = "\n[[relation]]\nid = \"fund\"\nkind = \"funds\"\ntitle = \"Warmth Fund\"\nfrom = \"ministry\"\nto = \"measure:warm-homes\"\nshare = 0.5\n";

/// The project with everything met, and a fund whose share was cut.
pub(super) fn cut() -> Folder {
    let folder = Folder::two_missions();
    // It is still to be owed, so that nothing else is open.
    folder.edit("missions/homes.toml", "from = \"2024-01\"\nuntil = \"2024-02\"", "from = \"2098-01\"");
    folder.append("missions/homes.toml", FUND);
    folder.append("remit.toml", "\n[[person]]\nbody = \"ministry\"\nrole = \"owner\"\nname = \"Sam\"\n");
    assert_eq!(remit(&folder, "run project").code, Some(0));
    folder.edit("missions/homes.toml", "share = 0.5", "share = 0.25");
    folder
}

#[test]
fn a_cut_asks_and_blames_nobody() {
    let folder = cut();
    let run = said(&folder, "run project --mission homes");
    insta::assert_snapshot!(run, @"
    One obligation: none met, none broken, none held up and one not due yet.
    Two missions, as of TODAY

    Warm homes (homes)

      NOT DUE  Councils keep homes warm
             Ministry of Homes leads. No report is due yet.
             TO ACCEPT The share of `Warmth Fund` was cut on TODAY from 50% to 25%. Asked to accept it anew: Ministry of Homes (owner: Sam), North Council and South Council.
             Evidence: remit explain project homes/warmth

    No alerts are firing. One obligation is to be accepted anew after a cut.

    Files read
      feeds/warmth/2024.csv: 4 known already
      feeds/trains/2024.csv: 2 known already

    What changes from here on: remit run project --since 5
    exit code 0
    ");
    assert_eq!(said(&folder, "run project --mission homes"), run, "a restart shows the same");
    let json: serde_json::Value =
        serde_json::from_str(&remit(&folder, "run project --mission homes --format json").out).unwrap();
    let mut asked = json["alerts"][0]["reacceptance"].clone();
    asked["cuts"][0]["at"] = "NOW".into();
    insta::assert_snapshot!(asked.to_string(), @r#"{"asked":[{"accepted_at":null,"accepted_by":null,"body":"ministry","owner":null},{"accepted_at":null,"accepted_by":null,"body":"north-council","owner":null},{"accepted_at":null,"accepted_by":null,"body":"south-council","owner":null}],"cuts":[{"at":"NOW","relation":"fund","share":{"from":"0.5","to":"0.25"},"title":"Warmth Fund"}]}"#);
}

#[test]
fn only_whoever_is_asked_accepts_it_and_nothing_else_can_be_said() {
    let folder = cut();
    assert_eq!(remit(&folder, "run project").code, Some(0));
    let lines = [
        "respond project homes/warmth/cut explain --by Sam --reason tired",
        "respond project homes/warmth/cut accept --by Sam --contribution north-council",
        "respond project homes/warmth/cut accept --by Ann",
        "respond project homes/warmth/cut accept --by Ann",
        "respond project homes/warmth/cut accept --by Sam",
        "respond project homes/warmth/cut accept --by Sam",
    ];
    let told: Vec<String> = lines.iter().map(|line| said(&folder, line)).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    remit: `homes/warmth/cut` is about a cut in what funds the obligation: it can be accepted, and nothing else
      help: say `remit respond homes/warmth/cut accept --by NAME`
    exit code 2
    remit: `homes/warmth/cut` does not ask Sam to accept anything
      help: a person who answers for the contribution and holds no other post that is asked accepts it; or it is accepted already
    exit code 2
    Recorded the acceptance after the cut by Ann for homes/warmth in January 2098.
      It counts for North Council and South Council. It changes no verdict.
      The alert stays open, and people are told.
    exit code 0
    remit: `homes/warmth/cut` does not ask Ann to accept anything
      help: there are: Sam
    exit code 2
    Recorded the acceptance after the cut by Sam for homes/warmth in January 2098.
      It counts for Ministry of Homes. It changes no verdict.
      The alert is resolved.
    exit code 0
    remit: no alert `homes/warmth/cut` is open
      help: nothing is firing or pending
    exit code 2
    ");
    assert!(!said(&folder, "run project --mission homes").contains("anew"));
}

#[test]
fn an_explanation_says_what_was_cut() {
    let folder = cut();
    folder.edit("missions/homes.toml", "from = \"2098-01\"", "from = \"2024-01\"");
    remit(&folder, "run project");
    let explained = said(&folder, "explain project homes/warmth 2024-01");
    let asked: Vec<&str> = explained
        .lines()
        .map(str::trim)
        .filter(|line| line.contains("anew") || line.contains("was cut"))
        .collect();
    insta::assert_snapshot!(asked.join("\n"), @"
    The share of `Warmth Fund` was cut on TODAY from 50% to 25%.
    Asked to accept it anew: Ministry of Homes, North Council and South Council.
    ");
    let json = remit(&folder, "explain project homes/warmth 2024-01 --format json").out;
    assert!(json.contains("to_be_accepted"));
}
