//! What is made of lists as they are published.

use insta::assert_snapshot;
use language::read::TomlText;

use super::{ListTexts, join_lists, register_lists};
use crate::diagnostic::{Colour, render};
use crate::source::SourceText;

const OWN: &str = "id,name,kind,parent,opened,closed,successors,codes\nboard,The Board,board,,,,,\n\
    east,NHS East,region,,,,,Y61\nour-trust,Our Trust,trust,,,,,R1A\n";

/// The rows that lists add, or what is wrong with them.
#[track_caller]
fn check(register: &str, own: &str, files: &[(&str, &str)]) -> String {
    let project = SourceText::new("remit.toml", register);
    let lists = register_lists(&TomlText::parse(&project));
    let text = |path: &String| {
        let found = files.iter().find(|(name, _)| name == path);
        SourceText::new(path.as_str(), found.expect("a file of that name").1)
    };
    let texts = lists.into_iter().map(|list| {
        let (text, changes) = (text(&list.file), list.changes.as_ref().map(text));
        ListTexts { list, text, changes }
    });
    let (joined, faults) = join_lists(&SourceText::new("bodies.csv", own), &texts.collect::<Vec<_>>());
    let added = joined.text.strip_prefix(own).unwrap_or_default();
    format!("{added}{}", render(&faults, Colour::Plain))
}

const ODS: &str = "register = { file = \"etr.csv\", format = \"ods-csv\", kind = \"trust\" }\n";

#[test]
fn trusts_come_with_their_codes_and_dates_below_the_projects_own() {
    let list = "\"R0A\",\"NORTH  TRUST\",\"Y61\",\"QAA\",\"\",\"\",\"\",\"\",\"\",\"X1 1XX\",\"20171001\",\"\",\"\",\"\",\"\"\n\
        \"R1A\",\"OUR TRUST\",\"Y61\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"20110701\",\"\"\n\
        \"8RX\",\"OLD, TRUST\",\"Y99\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"20010401\",\"20200331\",\"\"\n";
    assert_snapshot!(check(ODS, OWN, &[("etr.csv", list)]), @r#"
    r0a,NORTH TRUST,trust,east,2017-10-01,,,R0A
    code-8rx,"OLD, TRUST",trust,,2001-04-01,2020-03-31,,8RX
    "#);
}

#[test]
fn a_line_that_is_none_is_told_with_its_file_and_line() {
    let list = "Organisation Code,Name\n\"R0A\",\"NORTH\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"2017-10-01\",\"\"\n";
    assert_snapshot!(check(ODS, OWN, &[("etr.csv", list)]), @r#"
    error[register]: `Organisation Code` is no line of an ODS file: a code, a name and 25 more columns
     --> etr.csv:1:1
      |
    1 | Organisation Code,Name
      | ^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: take the file as NHS Digital publishes it, without a header

    error[register]: `R0A` opened on `2017-10-01`, which is no day
     --> etr.csv:2:1
      |
    2 | "R0A","NORTH","","","","","","","","","2017-10-01",""
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: ODS files write days like 20241101
    "#);
    assert_snapshot!(check(ODS, "id,name\na,A\n", &[("etr.csv", list)]), @"
    error[register]: the register lacks `kind`, `opened`, `closed`, `successors` and `codes`, which the lists fill
     --> bodies.csv:1:1
      |
    1 | id,name
      | ^
      |
      = help: add what is missing to the first line, and an empty field to each row
    ");
}

const ONS: &str =
    "[[register]]\nfile = \"ChangeHistory.csv\"\nformat = \"ons-code-history\"\nchanges = \"Changes.csv\"\n";

#[test]
fn councils_come_with_their_successors() {
    let history = "\u{feff}GEOGCD,GEOGNM,GEOGNMW,OPER_DATE,TERM_DATE,PARENTCD,ENTITYCD,STATUS\n\
        E07000007,Wycombe,,01/01/2009 00:00:00,31/03/2020 00:00:00,E10000002,E07,terminated\n\
        E06000060,Buckinghamshire,,01/04/2020 00:00:00,,Y61,E06,live\n\
        E07000112,Shepway,,01/01/2009 00:00:00,31/03/2018 00:00:00,,E07,live\n\
        E07000112,Folkestone and Hythe,,01/04/2018 00:00:00,,,E07,live\n\
        E05000001,A Ward,,01/01/2009 00:00:00,,,E05,live\n";
    let changes = "GEOGCD,GEOGNM,GEOGCD_P,GEOGNM_P,OPER_DATE\n\
        E06000060,Buckinghamshire,E07000007,Wycombe,01/04/2020\n\
        E07000112,Folkestone and Hythe,E07000112,Shepway,01/04/2018\n";
    let files = [("ChangeHistory.csv", history), ("Changes.csv", changes)];
    assert_snapshot!(check(ONS, OWN, &files), @"
    e07000007,Wycombe,council,,,2020-03-31,e06000060,E07000007
    e06000060,Buckinghamshire,council,east,2020-04-01,,,E06000060
    e07000112,Folkestone and Hythe,council,,,,,E07000112
    ");
    assert_snapshot!(check(ONS, OWN, &[("ChangeHistory.csv", "A,B\n1,2\n"), ("Changes.csv", changes)]), @"
    error[register]: the list has no column `GEOGCD`
     --> ChangeHistory.csv:1:1
      |
    1 | A,B
      | ^^^
      |
      = help: take ChangeHistory.csv and Changes.csv as the ONS publishes them

    error[register]: the list has no column `GEOGNM`
     --> ChangeHistory.csv:1:1
      |
    1 | A,B
      | ^^^
      |
      = help: take ChangeHistory.csv and Changes.csv as the ONS publishes them

    error[register]: the list has no column `OPER_DATE`
     --> ChangeHistory.csv:1:1
      |
    1 | A,B
      | ^^^
      |
      = help: take ChangeHistory.csv and Changes.csv as the ONS publishes them

    error[register]: the list has no column `TERM_DATE`
     --> ChangeHistory.csv:1:1
      |
    1 | A,B
      | ^^^
      |
      = help: take ChangeHistory.csv and Changes.csv as the ONS publishes them
    ");
}
