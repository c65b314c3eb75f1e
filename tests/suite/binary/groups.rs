//! Groups that are opened from alerts, as whoever opens one sees them: refused with a way out, shown wherever the alert is, and the same after a restart.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tests::process::{Folder, remit};

const OPEN: &str = "respond project homes/warmth group --by Ann --until 2098-12-31";

/// The project with one alert that fires, and a board.
pub(super) fn firing() -> Folder {
    let folder = Folder::two_missions();
    folder.edit(
        "missions/homes.toml",
        "title = \"Warm homes\"\n",
        "title = \"Warm homes\"\nboard = \"Homes Board\"\n",
    );
    folder.append("remit.toml", "\n[[person]]\nbody = \"ministry\"\nrole = \"director\"\nname = \"Sam\"\n");
    folder.drop_in("feeds/warmth/more-revised.csv", "month,body,percent\n2024-02,north-council,40\n");
    assert_eq!(remit(&folder, "run project").code, Some(1));
    folder
}

/// What the program says, with the day of the test as `TODAY`.
pub(super) fn said(folder: &Folder, line: &str) -> String {
    let zone = TimeZone::get("Europe/London").unwrap();
    let today = words::english::date(Timestamp::now().to_zoned_datetime(zone).date());
    remit(folder, line).to_string().replace(&today, "TODAY")
}

#[test]
fn what_is_wrong_with_a_group_is_said_with_a_way_out() {
    let folder = firing();
    let refused = [
        OPEN.to_owned(),
        format!("{OPEN} --member north-counsil"),
        format!("{OPEN} --member north-council --member north-council"),
        format!("{OPEN} --member homes/warmth"),
        format!("{OPEN} --member north-council --exit-test homes/warmht"),
        format!("{OPEN} --member north-council --exit-test met:0"),
        "respond project homes/warmth group --by Ann --member north-council".to_owned(),
        "respond project homes/warmth group --by Ann --member north-council --until 2020-01-01".to_owned(),
        "respond project homes/warmth accept --by Ann --member north-council".to_owned(),
        "respond project homes/warmth document --by Ann".to_owned(),
    ];
    let refused: Vec<String> = refused.iter().map(|line| said(&folder, line)).collect();
    insta::assert_snapshot!(refused.join("\n"), @"
    remit: a group needs members
      help: name each with --member: a body by its id, or somebody in a post by name
    exit code 2
    remit: `north-counsil` is no body of the register, and nobody who holds a post
      help: did you mean `north-council`?
    exit code 2
    remit: `north-council` is in the group twice
      help: name each member once
    exit code 2
    remit: `homes/warmth` is what the group is opened for, and cannot be in it
      help: name bodies and people as members
    exit code 2
    remit: `homes/warmht` is no exit test
      help: did you mean `homes/warmth`?
    exit code 2
    remit: `met:0` is no exit test
      help: say `met`, `met:2`, an obligation, or `document:ID/BODY`
    exit code 2
    remit: `group` needs the day on which it ends
    exit code 2
    remit: 1 January 2020 has passed already
    exit code 2
    remit: `accept` opens no group, and takes no members and no exit test
      help: leave --member and --exit-test out, or say `group`
    exit code 2
    remit: nothing that `homes/warmth` is about is owed as a document
      help: figures are reported in the files of feeds; `document` is for what is owed as a document
    exit code 2
    ");
    folder.edit("missions/homes.toml", "board = \"Homes Board\"\n", "");
    assert_eq!(remit(&folder, "run project").code, Some(1));
    insta::assert_snapshot!(said(&folder, &format!("{OPEN} --member north-council")), @r#"
    remit: the mission `homes` names no board, and a group answers to one
      help: name it in the mission's file: `board = ".."` under [mission] of `homes`
    exit code 2
    "#);
}

#[test]
fn a_group_stands_with_the_alert_wherever_it_is_shown() {
    let folder = firing();
    let open = format!("{OPEN} --member north-council --member Sam --exit-test met:2");
    insta::assert_snapshot!(said(&folder, &open), @"
    Recorded the group opened by Ann for homes/warmth in February 2024.
      The group stands with the alert. It changes no verdict and stops no clock.
      The alert stays open, and people are told.
      If the group has not closed by the end of 31 December 2098, that is an alert of its own, to the board and the members.
    exit code 0
    ");
    let run = said(&folder, "run project --mission homes");
    insta::assert_snapshot!(run, @"
    One obligation: none met, one broken and none held up.
    Two missions, as of TODAY

    Warm homes (homes, before the Homes Board)

      FIRING  Councils keep homes warm
             Not met in February 2024; open since 21 March 2024.
             Ministry of Homes answers for the whole.
             Broken by
               One of two councils missed February 2024.
               North Council: missed February 2024.
                 February 2024: 40 against a floor of 90.
             Delivered by South Council.
             Responses
               Ann opened a group on TODAY: North Council and Sam (Ministry of Homes) are to see to it by 31 December 2098 that this is met in two periods running.
             Evidence: remit explain project homes/warmth

    One alert is firing.

    Files read
      feeds/warmth/2024.csv: 4 known already
      feeds/warmth/more-revised.csv: 1 known already
      feeds/trains/2024.csv: 2 known already

    What changes from here on: remit run project --since 6
    exit code 1
    ");
    assert_eq!(said(&folder, "run project --mission homes"), run, "a restart shows the same");
    let explained = said(&folder, "explain project homes/warmth");
    let group = explained.lines().find(|line| line.contains("opened a group")).unwrap_or_default();
    insta::assert_snapshot!(group.trim(), @"Ann opened a group on TODAY: North Council and Sam (Ministry of Homes) are to see to it by 31 December 2098 that this is met in two periods running.");
    let json: serde_json::Value =
        serde_json::from_str(&remit(&folder, "run project --mission homes --format json").out).unwrap();
    insta::assert_snapshot!(json["groups"][0]["response"]["group"].to_string(), @r#"{"closed_at":null,"exit_test":{"met":{"obligation":"homes/warmth","periods":2}},"members":[{"body":"north-council","person":null},{"body":"ministry","person":"Sam"}]}"#);
    insta::assert_snapshot!(said(&folder, &open), @"
    remit: a group is open for `homes/warmth` already
      help: withdraw that one first, or wait until it closes
    exit code 2
    ");
    insta::assert_snapshot!(said(&folder, "respond project homes/warmth withdraw --by Ann"), @"
    Recorded the withdrawal by Ann for homes/warmth in February 2024.
      It changes no verdict as things stand.
      The alert stays open, and people are told.
    exit code 0
    ");
    assert!(!said(&folder, "run project --mission homes").contains("group"));
}
