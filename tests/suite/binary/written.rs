//! Figures, periods and marks as publishers write them, through the real program.

use serde_json::Value;
use tests::process::{Answer, Folder, remit};

const BODIES: &str =
    "id,name,kind,codes\nboard,The Board,board,\neast,East Trust,trust,R1\nwest,West Trust,trust,R2\n";

/// Two trusts that must report what they did in January 2020, whatever it was. A feed of CSV files says the rest.
struct Trusts<'a> {
    feed: &'a str,
    header: &'a str,
    rows: &'a str,
}

impl Trusts<'_> {
    fn folder(&self) -> Folder {
        let folder = Folder::missing();
        let feed = self.feed;
        folder.drop_in(
            "remit.toml",
            format!("[project]\ntitle = \"Case\"\n\n[[feed]]\nid = \"f\"\nfolder = \"feeds/f\"\n{feed}\n"),
        );
        folder.drop_in("bodies.csv", BODIES);
        folder.drop_in(
            "missions/x.toml",
            "[mission]\nid = \"x\"\ntitle = \"Seen in time\"\n\n[[measure]]\nid = \"m\"\ntitle = \"Attendances\"\n\
             every = \"month\"\n\n[[obligation]]\nid = \"o\"\ntitle = \"Trusts report\"\nlead = \"board\"\n\
             from = \"2020-01\"\nuntil = \"2020-01\"\nmeasure = \"m\"\nrule = \"r\"\n\n\
             [[obligation.contribution]]\nby = \"east\"\n\n[[obligation.contribution]]\nby = \"west\"\n",
        );
        folder.drop_in(
            "rules/r.rhai",
            "//! What: it reports.\nfn assess(my) { if my.value() >= 10 { met() } else { missed(\"fewer than ten\") } }\n",
        );
        folder.drop_in("feeds/f/a.csv", format!("{}\n{}", self.header, self.rows));
        folder
    }

    fn run(&self) -> Answer {
        remit(&self.folder(), "run project --as-of 2020-12-31")
    }

    /// The verdict of each trust with its reason.
    #[track_caller]
    fn verdicts(&self) -> String {
        let answer = remit(&self.folder(), "run project --as-of 2020-12-31 --format json");
        let document: Value = serde_json::from_str(&answer.out).unwrap_or_else(|_| panic!("{answer}"));
        let verdicts = document["verdicts"].as_array().expect("verdicts").iter();
        let trusts = verdicts.filter(|said| said["body"] == "east" || said["body"] == "west");
        let told = trusts.map(|said| format!("{}: {} {}", said["body"], said["verdict"], said["reason"]));
        told.collect::<Vec<_>>().join("\n")
    }
}

const COLUMNS: &str =
    "measure = \"m\"\n[feed.columns]\nperiod = \"period\"\nbody = \"body\"\nvalue = \"value\"\n";

#[test]
fn a_mark_that_stands_for_exactly_none_is_judged_as_that_and_undeclared_it_is_nobodys_fault() {
    let rows = "2020-01,R1,-\n2020-01,R2,12 (r)\n";
    let declared = format!("{COLUMNS}[feed.absence]\n\"-\" = 0\n");
    let trusts = |feed| Trusts { feed, header: "period,body,value", rows };
    insta::assert_snapshot!(trusts(COLUMNS).verdicts(), @r#"
    "east": "no-data" "Attendances, East Trust, January 2020: reported as a mark whose meaning is not declared"
    "west": "met" ""
    "#);
    insta::assert_snapshot!(trusts(COLUMNS).run().err, @"feeds/f/a.csv, line 2: `-` stands in place of one figure, and the feed `f` does not say what it means; say under `[feed.absence]` why there is no figure, or which figure it stands for");
    insta::assert_snapshot!(trusts(&declared).verdicts(), @r#"
    "east": "missed" "fewer than ten"
    "west": "met" ""
    "#);
    assert!(trusts(&declared).run().err.is_empty());
}

#[test]
fn decimal_commas_are_read_where_the_feed_declares_them() {
    let rows = "2020-01,R1,\"1.234,5\"\n2020-01,R2,\"12,4\"\n";
    let declared = format!("{COLUMNS}[feed.table]\ndecimal = \",\"\nthousands = \".\"\n");
    let trusts = |feed| Trusts { feed, header: "period,body,value", rows };
    insta::assert_snapshot!(trusts(COLUMNS).run().err, @r#"
    feeds/f/a.csv: two rows were set aside and not used
      line 2: the commas in `1.234,5` do not part thousands, so the figure is in doubt; if it is a decimal comma, write `decimal = ","` in `[feed.table]`
      line 3: the commas in `12,4` do not part thousands, so the figure is in doubt; if it is a decimal comma, write `decimal = ","` in `[feed.table]`
    "#);
    insta::assert_snapshot!(trusts(&declared).verdicts(), @r#"
    "east": "met" ""
    "west": "met" ""
    "#);
}

#[test]
fn what_cannot_be_declared_of_figures_is_a_fault() {
    let check = |more: &str| {
        let feed = format!("{COLUMNS}{more}");
        let trusts = Trusts { feed: &feed, header: "period,body,value", rows: "" };
        let answer = remit(&trusts.folder(), "check project");
        assert_eq!(answer.code, Some(2), "{answer}");
        answer.err
    };
    insta::assert_snapshot!(check("[feed.absence]\n\"\" = 0\n"), @r#"
    error[feed]: a field left blank cannot stand for a figure
      --> remit.toml:13:6
       |
    13 | "" = 0
       |      ^
       |
       = help: say why there is no figure, such as `"not-available"`
    "#);
    insta::assert_snapshot!(check("[feed.absence]\n\"[c]\" = 0\n\"-\" = true\n"), @r#"
    error[feed]: `[c]` cannot stand for a figure: it means confidential
      --> remit.toml:13:9
       |
    13 | "[c]" = 0
       |         ^
       |
       = help: say why there is no figure, such as `"not-available"`

    error[toml]: `-` must be a reason for there being no figure, or a figure, not true or false
      --> remit.toml:14:7
       |
    14 | "-" = true
       |       ^^^^
    "#);
    insta::assert_snapshot!(check("[feed.table]\ndecimal = \",\"\nthousands = \",\"\n"), @r#"
    error[feed]: a comma cannot part thousands and stand before decimals too
      --> remit.toml:14:13
       |
    14 | thousands = ","
       |             ^^^
       |
       = help: say what stands before decimals, such as `decimal = "."`
    "#);
    insta::assert_snapshot!(check("[feed.table]\nthousands = \"_\"\n"), @r#"
    error[invalid-value]: `thousands` cannot be `_`
      --> remit.toml:13:13
       |
    13 | thousands = "_"
       |             ^^^
       |
       = help: it may be `,`, `.`, a blank or `'`
    "#);
}

#[test]
fn periods_are_read_as_publishers_write_them_and_a_doubtful_one_names_both() {
    let header = "period,body,value";
    let read = "Januar 2020 (p),R1,12\n2020-01-01/P1M,R2,9\n";
    insta::assert_snapshot!(Trusts { feed: COLUMNS, header, rows: read }.verdicts(), @r#"
    "east": "met" ""
    "west": "missed" "fewer than ten"
    "#);
    let rows = "Q1 2020,R1,12\n05-01-2020,R2,9\n2020,R2,9\nThursday,R2,9\n2020-13,R2,9\n";
    insta::assert_snapshot!(Trusts { feed: COLUMNS, header, rows }.run().err, @"
    feeds/f/a.csv: five rows were set aside and not used
      line 2: `Q1 2020` is a quarter, and a figure is due for each month, such as `2020-11`
      line 3: `05-01-2020` may be January 2020 or May 2020, and nothing says which; write it out
      line 4: `2020` is a calendar year, and a figure is due for each month, such as `2020-11`
      line 5: `Thursday` is not a month; write it like `2020-11`
      line 6: `2020-13` is not a month; write it like `2020-11`
    ");
}

/// Wide rows whose figures are worked out.
fn worked_out(values: &str) -> String {
    format!(
        "[feed.columns]\nperiod = \"period\"\nbody = \"body\"\nvalues = [{{ measure = \"m\", {values} }}]\n"
    )
}

#[test]
fn a_figure_is_worked_out_from_columns_and_a_mark_in_one_of_them_is_no_nought() {
    let header = "period,body,a,b,c";
    let feed = worked_out("sum = [\"a\", \"b\"], minus = \"c\", times = 10, divided_by = 4");
    let rows = "2020-01,R1,3,2,1\n2020-01,R2,3,2,[c]\n";
    insta::assert_snapshot!(Trusts { feed: &feed, header, rows }.verdicts(), @r#"
    "east": "met" ""
    "west": "no-data" "Attendances, West Trust, January 2020: reported as confidential"
    "#);
    let feed = worked_out("one_minus = \"a\", times = 100");
    let rows = "2020-01,R1,0.9,,\n2020-01,R2,17.1,,\n";
    insta::assert_snapshot!(Trusts { feed: &feed, header, rows }.run().err, @"
    feeds/f/a.csv: one row was set aside and not used
      line 3: one minus 17.1 is no share, since 17.1 does not lie between 0 and 1; divide it, or take the column as it is
    ");
    let feed = worked_out("columns = \"a\", divided_by = 3");
    let rows = "2020-01,R1,36,,\n2020-01,R2,37,,\n";
    insta::assert_snapshot!(Trusts { feed: &feed, header, rows }.run().err, @"
    feeds/f/a.csv: one row was set aside and not used
      line 3: 37 ÷ 3 does not come out exactly in 18 digits, which are the most that a figure holds
    ");
}

#[test]
fn what_cannot_be_worked_out_is_a_fault() {
    let check = |values: &str| {
        let feed = worked_out(values);
        let trusts = Trusts { feed: &feed, header: "period,body,a,b,c", rows: "" };
        let answer = remit(&trusts.folder(), "check project");
        assert_eq!(answer.code, Some(2), "{answer}");
        answer.err
    };
    insta::assert_snapshot!(check("columns = \"a\", divided_by = 0"), @r#"
    error[invalid-value]: `divided_by` cannot be 0
      --> remit.toml:10:56
       |
    10 | values = [{ measure = "m", columns = "a", divided_by = 0 }]
       |                                                        ^
       |
       = help: it turns every figure into the same one, or into none; leave it out
    "#);
    insta::assert_snapshot!(check("columns = \"a\", sum = [\"b\"]"), @r#"
    error[feed]: `sum` says again which columns hold the figure
      --> remit.toml:10:49
       |
    10 | values = [{ measure = "m", columns = "a", sum = ["b"] }]
       |                                                 ^^^^^
       |
       = help: keep one of `columns`, `sum` and `one_minus`
    "#);
    insta::assert_snapshot!(check("columns = \"a\", minus = \"a\""), @r#"
    error[feed]: the column `a` would be added and taken away again
      --> remit.toml:10:51
       |
    10 | values = [{ measure = "m", columns = "a", minus = "a" }]
       |                                                   ^^^
    "#);
}

#[test]
fn the_name_of_a_file_says_when_and_how_settled_as_its_feed_declares() {
    let feed = format!("vintage = {{ file_name = '(?<published>\\d{{8}})-(?<status>[a-z]+)' }}\n{COLUMNS}");
    let trusts = Trusts { feed: &feed, header: "period,body,value", rows: "2020-01,R1,12\n2020-01,R2,3\n" };
    let folder = trusts.folder();
    let unlike = remit(&folder, "run project --as-of 2020-12-31");
    insta::assert_snapshot!(unlike.err, @"
    remit: feeds/f/a.csv: the name `a.csv` is not like the pattern in the feed's `vintage`
      help: Name the file as the pattern says, or change the pattern of `vintage` in remit.toml
    ");
    folder.drop_in("feeds/f/20200301-provisional.csv", "period,body,value\n2020-01,R1,12\n2020-01,R2,3\n");
    folder.drop_in("feeds/f/20200401-revised.csv", "period,body,value\n2020-01,R2,15\n");
    folder.drop_in("feeds/f/20200501-odd.csv", "period,body,value\n2020-01,R2,1\n");
    std::fs::remove_file(folder.project().join("feeds/f/a.csv")).expect("a file");
    let answer = remit(&folder, "run project --as-of 2020-12-31");
    insta::assert_snapshot!(answer.err, @"
    remit: feeds/f/20200501-odd.csv: the name `20200501-odd.csv` has `odd` where the feed's `vintage` takes a status from it
      help: Name the file as the pattern says, or change the pattern of `vintage` in remit.toml
    ");
    assert!(answer.out.contains("MET"), "{answer}");
    let other = Trusts { feed: &format!("vintage = {{ file_name = '(?<date>\\d+)' }}\n{COLUMNS}"), ..trusts };
    insta::assert_snapshot!(remit(&other.folder(), "check project").err, @r"
    error[feed]: a part of the pattern cannot be called `date`
     --> remit.toml:7:11
      |
    7 | vintage = { file_name = '(?<date>\d+)' }
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: name what a name says with `(?<published>...)`, `(?<status>...)` or `(?<revision>...)`, such as `'(?<published>\d{4}-\d{2}-\d{2})'`
    ");
}
