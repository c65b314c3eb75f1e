//! What an editor is told of the last figures and of how things stand.

use tests::process::{Cluster, Editor, Folder, recorded, remit};

const WORKS: &str = "missions/works.toml";
const FEED: &str = "feeds/works/2024.csv";

/// An editor with a mission open, whose figures were read.
fn reading(folder: &Folder) -> Editor {
    let mut editor = Editor::start(folder);
    editor.open(WORKS, &folder.read(WORKS));
    editor.wait_for_figures();
    editor
}

/// What is told of a place in the mission, but for the moment at which the files were read.
#[track_caller]
fn told(editor: &mut Editor, folder: &Folder, file: &str, marked: &str) -> String {
    let said = editor.hover(file, &folder.read(file), marked);
    let (said, moment) = said.rsplit_once("files read on ").expect("it says as of when");
    let last = moment.rsplit_once(':').expect("a time of day").1.trim_end_matches(".*");
    assert!(last.len() == 2, "minutes and no more: {moment}");
    format!("{said}files read on some day")
}

/// What is told of a place in the mission `works`.
#[track_caller]
fn check(marked: &str) -> String {
    let folder = Folder::held_up();
    let mut editor = reading(&folder);
    told(&mut editor, &folder, WORKS, marked)
}

#[test]
fn a_measure_is_told_with_its_newest_figures_and_where_they_stand() {
    insta::assert_snapshot!(check("[[measure]]\nid = \"repa|irs\""), @"
    **measure `repairs`**: Repairs done

    unit: repairs · every: quarter · better: higher

    *missions/works.toml*

    Last figures:

    | period | body | figure | where |
    | --- | --- | --- | --- |
    | Q2 2024 | North Council | 80 repairs, revised | feeds/works/2024.csv, line 7 |
    | Q1 2024 | North Council | 120 repairs | feeds/works/2024.csv, line 3 |
    | Q1 2024 | South Council | 130 repairs | feeds/works/2024.csv, line 4 |

    *Figures as of the files read on some day
    ");
}

#[test]
fn beside_a_body_a_measure_is_told_with_the_figures_of_that_body() {
    insta::assert_snapshot!(check("measure = \"spe|nt\""), @"
    **measure `spent`**: Money spent

    unit: pounds · every: quarter · better: lower

    *missions/works.toml*

    Last figures of The Region:

    | period | figure | where |
    | --- | --- | --- |
    | Q2 2024 | £700 | feeds/works/2024.csv, line 8 |
    | Q1 2024 | £1,500 | feeds/works/2024.csv, line 5 |

    *Figures as of the files read on some day
    ");
}

#[test]
fn an_obligation_is_told_with_its_alert_and_its_last_verdicts() {
    insta::assert_snapshot!(check("id = \"repai|rs\"\ntitle = \"Councils"), @"
    **obligation `repairs`**: Councils and the region repair what is broken

    lead: ministry · owner: Director, works · rule: at-least

    *missions/works.toml*

    An alert is firing, open since 31 July 2024.

    |  | Q2 2024 | Q1 2024 |
    | --- | --- | --- |
    | *the whole* | no data | met |
    | North Council | missed | met |
    | South Council | no data | met |
    | The Region | held up | met |

    *Figures as of the files read on some day
    ");
}

#[test]
fn a_contribution_is_told_with_its_verdicts_and_their_reasons() {
    insta::assert_snapshot!(check("by = \"nor|th\""), @"
    **body `north`**: North Council

    kind: council · part of: region

    *bodies.csv*

    An alert is firing, open since 31 July 2024.

    - Q2 2024: **missed**, 80 against a floor of 100
    - Q1 2024: **met**, 120 against a floor of 100

    *Figures as of the files read on some day
    ");
}

#[test]
fn a_rule_is_told_with_the_verdicts_that_it_gives() {
    insta::assert_snapshot!(check("rule = \"at-l|east\""), @"
    **rule `at-least`**

    What: a figure must reach `floor`.

    Why: a promise without a floor cannot be missed.

    Example: with floor 100, 99 is missed and 100 is met.

    *rules/at-least.rhai*

    An alert is firing, open since 31 July 2024.

    |  | Q2 2024 | Q1 2024 |
    | --- | --- | --- |
    | *the whole* | no data | met |
    | North Council | missed | met |
    | South Council | no data | met |
    | The Region | held up | met |

    This rule gives eight verdicts now, in two obligations: three met, one missed, three no data and one held up.

    *Figures as of the files read on some day
    ");
    let folder = Folder::held_up();
    let mut editor = reading(&folder);
    let said = told(&mut editor, &folder, "rules/within.rhai", "fn asse|ss");
    assert!(said.contains("This rule gives two verdicts now"), "{said}");
}

#[test]
fn a_measure_between_quotation_marks_in_a_rule_is_told_with_figures() {
    let folder = Folder::held_up();
    folder.append("rules/within.rhai", "fn other(my) { my.value(\"permits\") }\n");
    let mut editor = reading(&folder);
    insta::assert_snapshot!(told(&mut editor, &folder, "rules/within.rhai", "\"perm|its\""), @"
    **measure `permits`**: Permits granted

    unit: permits · every: quarter · better: higher

    *missions/works.toml*

    Last figures:

    | period | body | figure | where |
    | --- | --- | --- | --- |
    | Q1 2024 | Ministry of Works | 12 permits | feeds/works/2024.csv, line 2 |

    *Figures as of the files read on some day
    ");
}

#[test]
fn new_figures_and_new_texts_are_told_once_they_are_on_the_disk() {
    let folder = Folder::held_up();
    let mut editor = reading(&folder);
    let spent = "measure = \"spe|nt\"";
    folder.append(FEED, "Q3 2024,region,spent,901,final,2024-10-02\n");
    wait_for(&mut editor, &folder, spent, "£901");
    folder.append(FEED, "Q4 2024,region,spent,902,final,2025-01-02\n");
    wait_for(&mut editor, &folder, spent, "£902");
    folder.edit(WORKS, "low = 1000", "low = 500");
    wait_for(&mut editor, &folder, "lead = \"reg|ion\"", "| met | met |");
    editor.open(WORKS, &folder.read(WORKS).replace("low = 500", "low = 5000"));
    let said = editor.hover(WORKS, &folder.read(WORKS), "lead = \"reg|ion\"");
    assert!(said.contains("| met | met |"), "what is not saved judges nothing: {said}");
}

#[test]
fn what_another_machine_writes_into_a_database_is_told_as_well() {
    let Some(cluster) = Cluster::start() else { return };
    let (folder, other) = (Folder::held_up(), Folder::held_up());
    cluster.hold(&folder, "ledger");
    other.drop_in("remit.toml", folder.read("remit.toml"));
    remit(&other, "run project");
    let mut editor = reading(&folder);
    other.append(FEED, "Q3 2024,region,spent,901,final,2024-10-02\n");
    remit(&other, "run project");
    wait_for(&mut editor, &folder, "measure = \"spe|nt\"", "£901");
}

/// Waits until something is told of a place.
#[track_caller]
fn wait_for(editor: &mut Editor, folder: &Folder, marked: &str, expected: &str) {
    while !editor.hover(WORKS, &folder.read(WORKS), marked).contains(expected) {
        editor.wait_for_figures();
    }
}

#[test]
fn what_was_recorded_is_told_beside_whoever_records_and_nothing_is_written() {
    let folder = Folder::held_up();
    remit(&folder, "run project");
    std::fs::remove_file(folder.path(FEED)).unwrap();
    let before = (recorded(&folder), folder.listing());
    let mut editor = reading(&folder);
    let said = told(&mut editor, &folder, WORKS, "measure = \"spe|nt\"");
    assert!(said.contains("£700"), "{said}");
    assert_eq!(editor.leave(), Some(0));
    assert_eq!((recorded(&folder), folder.listing()), before);
}

#[test]
fn where_there_are_no_figures_it_says_why() {
    let folder = Folder::held_up();
    let (project, works) = (folder.read("remit.toml"), folder.read(WORKS));
    let mut editor = reading(&folder);
    editor.open(WORKS, &works.replace("id = \"spent\"", "id = \"expected\""));
    let spent = editor.hover(WORKS, &works, "[[measure]]\nid = \"spe|nt\"");
    assert!(spent.contains("**measure `expected`**"), "the meaning stands before: {spent}");
    assert!(
        spent.contains("No figures: on the disk there is no such measure, or its mission has a fault."),
        "{spent}"
    );
    editor.open(WORKS, &works);
    folder.drop_in("remit.toml", "[project");
    wait_for(&mut editor, &folder, "measure = \"spe|nt\"", "No figures: the project cannot be used");
    folder.drop_in("remit.toml", project.split("[[feed]]").next().unwrap());
    wait_for(&mut editor, &folder, "measure = \"spe|nt\"", "the project has no feed.");
}

#[test]
fn periods_that_are_judged_alike_are_drawn_together() {
    let folder = Folder::held_up();
    folder.drop_in(FEED, "quarter,body,measure,value,status,published\n");
    let mut editor = reading(&folder);
    let said = told(&mut editor, &folder, WORKS, "by = \"nor|th\"");
    assert!(said.contains("\n- Q1 2024 and Q2 2024: **no data**\n"), "{said}");
    let said = told(&mut editor, &folder, WORKS, "measure = \"spe|nt\"");
    assert!(said.contains("No figures of The Region: nothing was reported."), "{said}");
}
