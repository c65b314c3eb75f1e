//! People and relations that stand in tables of CSV: the same as in TOML, with every fault at its line.

use engine::program::Program;
use insta::assert_snapshot;

use super::check::check;
use super::texts::{HOUSING, sources};
use crate::compile::{compile, settle};

const PEOPLE: &str = "\
body,role,name,address,from,until
mhclg,director,Ann Hay,ann.hay@mhclg.example,,2026-03-31
mhclg,director,\"Lee, Bo\",,2026-04-01,
";

const RELATIONS: &str = "\
id,kind,title,from,to,at,opened,closes,share
pot,funds,Winter Fund,dhsc,measure:referrals,north,2024-04-01,2025-03-31,0.4
";

fn texts(files: &[(&str, &str)]) -> String {
    let mission = ("missions/m.toml", HOUSING.trim_start());
    let files = files.iter().chain([&mission]);
    files.map(|(path, text)| ["=== ", path, "\n", text].concat()).collect()
}

#[track_caller]
fn program(files: &[(&str, &str)]) -> Program {
    let compiled = compile(&sources(&texts(files)));
    assert_eq!(compiled.diagnostics, [], "nothing is wrong");
    compiled.program.expect("a program")
}

#[test]
fn a_row_says_what_a_table_says() {
    let listed = program(&[("people.csv", PEOPLE), ("relations.csv", RELATIONS)]);
    let people = "[[person]]\nbody = \"mhclg\"\nrole = \"director\"\nname = \"Ann Hay\"\naddress = \"ann.hay@mhclg.example\"\nuntil = 2026-03-31\n\
                  [[person]]\nbody = \"mhclg\"\nrole = \"director\"\nname = \"Lee, Bo\"\nfrom = 2026-04-01\n";
    let pot = "\n[[relation]]\nid = \"pot\"\nkind = \"funds\"\ntitle = \"Winter Fund\"\nfrom = \"dhsc\"\nto = \"measure:referrals\"\nat = \"north\"\n\
               opened = 2024-04-01\ncloses = 2025-03-31\nshare = 0.4\n";
    let mission = format!("{}{pot}", HOUSING.trim_start());
    let written = compile(&sources(&format!("=== remit.toml\n{people}=== missions/m.toml\n{mission}")));
    let written = written.program.expect("a program");
    assert_eq!(listed.catalogue.revision, written.catalogue.revision);
    assert_eq!(listed.catalogue.bodies["pot"], written.catalogue.bodies["pot"]);
    assert_eq!(listed.roster, written.roster);
}

#[test]
fn rows_that_cannot_be_used() {
    let people = "body,role,name,from,until\nmhclg,director,,1 May 2024,\nmhclg,director,Ann Hay\nmhclg,chair,Bo Lee,2026-04-01,2026-03-31\n";
    assert_snapshot!(check(&texts(&[("people.csv", people)])), @"
    error[register]: the row has nothing in the column `name`
     --> people.csv:2:1
      |
    2 | mhclg,director,,1 May 2024,
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write something there, such as `Ann Hay`

    error[invalid-period]: `1 May 2024` is not a date
     --> people.csv:2:17
      |
    2 | mhclg,director,,1 May 2024,
      |                 ^^^^^^^^^^
      |
      = help: write it like `2024-03-31`

    error[register]: the row has 3 fields, and there are 5 columns
     --> people.csv:3:1
      |
    3 | mhclg,director,Ann Hay
      | ^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: put a name that contains a comma in quotation marks

    error[invalid-value]: `until` is 2026-03-31, before `from`, which is 2026-04-01
     --> people.csv:4:31
      |
    4 | mhclg,chair,Bo Lee,2026-04-01,2026-03-31
      |                               ^^^^^^^^^^
    ");
    let relations = "id,kind,from,to,share,after\npot,funds,dhsc,measure:refferals,40%,\n,funds,dhsc,mhclg,,\nPot,funds,dhsc,dhsc,1.5,2 weeks\n";
    assert_snapshot!(check(&texts(&[("relations.csv", relations)])), @"
    error[unknown-measure]: there is no measure `refferals`
     --> relations.csv:2:16
      |
    2 | pot,funds,dhsc,measure:refferals,40%,
      |                ^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `measure:referrals`?

    error[toml]: `share` must be a number, not a text
     --> relations.csv:2:34
      |
    2 | pot,funds,dhsc,measure:refferals,40%,
      |                                  ^^^

    error[register]: the row has nothing in the column `id`
     --> relations.csv:3:1
      |
    3 | ,funds,dhsc,mhclg,,
      | ^^^^^^^^^^^^^^^^^^^
      |
      = help: write something there, such as `winter-fund`

    error[malformed-id]: `Pot` is not a well-formed id
     --> relations.csv:4:1
      |
    4 | Pot,funds,dhsc,dhsc,1.5,2 weeks
      | ^^^
      |
      = help: an id begins with a lower-case letter and goes on with lower-case letters, digits, `-` and `_`

    error[invalid-value]: `share` is 1.5, and must be from 0 to 1
     --> relations.csv:4:21
      |
    4 | Pot,funds,dhsc,dhsc,1.5,2 weeks
      |                     ^^^

    error[invalid-value]: `after` is `2 weeks`, which is no length of time
     --> relations.csv:4:25
      |
    4 | Pot,funds,dhsc,dhsc,1.5,2 weeks
      |                         ^^^^^^^
      |
      = help: write it in months or years, such as `18 months` or `3 years`
    ");
}

#[test]
fn columns_that_are_missing_or_unknown() {
    let files =
        [("people.csv", "body,role,name,e-mail\n"), ("relations.csv", "id,from,to\npot,dhsc,mhclg\n")];
    assert_snapshot!(check(&texts(&files)), @"
    error[register]: people.csv has no column `e-mail`
     --> people.csv:1:16
      |
    1 | body,role,name,e-mail
      |                ^^^^^^
      |
      = help: the columns are `body,role,name,address,from,until`, separated by commas

    error[register]: the column `kind` is missing
     --> relations.csv:1:1
      |
    1 | id,from,to
      | ^^^^^^^^^^
    ");
    assert_snapshot!(check(&texts(&[("people.csv", ""), ("relations.csv", "\n")])), @"
    error[register]: people.csv is empty
     --> people.csv:1:1
      |
    1 |
      | ^
      |
      = help: begin it with a line such as `body,role,name,address,from,until`

    error[register]: relations.csv is empty
     --> relations.csv:1:1
      |
    1 |
      | ^
      |
      = help: begin it with a line such as `id,kind,title,from,to,at,opened,closes,share,size,after,credit`
    ");
}

#[test]
fn who_or_what_is_declared_twice_is_told_at_both_places() {
    let person = "[[person]]\nbody = \"mhclg\"\nrole = \"director\"\nname = \"ann  hay\"\n";
    assert_snapshot!(check(&texts(&[("remit.toml", person), ("people.csv", PEOPLE)])), @r#"
    warning[person]: Ann Hay is named as `director` of `mhclg` twice
     --> people.csv:2:7
      |
    2 | mhclg,director,Ann Hay,ann.hay@mhclg.example,,2026-03-31
      |       ^^^^^^^^
      |
     ::: remit.toml:3:8
      |
    3 | role = "director"
      |        ---------- the first one
      |
      = help: take one of them out

    warning[person]: `mhclg` has two people as `director` at one time; the first is told
     --> people.csv:3:7
      |
    3 | mhclg,director,"Lee, Bo",,2026-04-01,
      |       ^^^^^^^^
      |
     ::: remit.toml:3:8
      |
    3 | role = "director"
      |        ---------- the first one
      |
      = help: say with `until` and `from` who holds the post when
    "#);
    let mission = format!(
        "{}\n[[relation]]\nid = \"pot\"\nkind = \"funds\"\nfrom = \"dhsc\"\nto = \"mhclg\"\n",
        HOUSING.trim_start()
    );
    let twice = format!("{RELATIONS}pot,funds,,dhsc,mhclg,,,,\n");
    assert_snapshot!(check(&format!("=== relations.csv\n{twice}=== missions/m.toml\n{mission}")), @r#"
    error[duplicate-id]: two relations have the id `pot`
      --> missions/m.toml:20:6
       |
    20 | id = "pot"
       |      ^^^^^
       |
      ::: relations.csv:2:1
       |
     2 | pot,funds,Winter Fund,dhsc,measure:referrals,north,2024-04-01,2025-03-31,0.4
       | --- the first one
       |
       = help: give one of them another id

    error[duplicate-id]: two relations have the id `pot`
     --> relations.csv:3:1
      |
    3 | pot,funds,,dhsc,mhclg,,,,
      | ^^^
      |
     ::: relations.csv:2:1
      |
    2 | pot,funds,Winter Fund,dhsc,measure:referrals,north,2024-04-01,2025-03-31,0.4
      | --- the first one
      |
      = help: give one of them another id
    "#);
}

#[test]
fn what_many_missions_share_stays_as_it_was_while_a_row_is_broken() {
    let good = sources(&texts(&[("relations.csv", RELATIONS)]));
    let bad =
        sources(&texts(&[("relations.csv", &RELATIONS.replace("measure:referrals", "measure:refferals"))]));
    let settled = settle(&bad, Some(&good));
    assert_eq!(settled.sources.relations, good.relations);
    assert_eq!(
        settled.compiled.program.map(|kept| kept.revision),
        compile(&good).program.map(|kept| kept.revision)
    );
    assert!(compile(&bad).program.is_none(), "there is nothing to fall back on");
}

#[test]
fn a_relation_that_leads_to_what_is_left_out_is_left_out_too() {
    let broken = HOUSING.replace("lead = \"mhclg\"", "lead = \"mhcgl\"");
    let other = HOUSING.replace("housing", "pots").replace("referrals", "spends");
    let relation =
        "\n[[relation]]\nid = \"pot\"\nkind = \"funds\"\nfrom = \"dhsc\"\nto = \"measure:referrals\"\n";
    let missions = format!(
        "=== missions/a.toml\n{}=== missions/b.toml\n{}{relation}",
        broken.trim_start(),
        other.trim_start()
    );
    assert_snapshot!(check(&missions), @r#"
    error[unknown-body]: there is no body `mhcgl`
      --> missions/a.toml:14:8
       |
    14 | lead = "mhcgl"
       |        ^^^^^^^
       |
       = help: did you mean `mhclg`?

    error[relation]: `measure:referrals` is declared in `missions/a.toml`, which has errors
      --> missions/b.toml:23:6
       |
    23 | to = "measure:referrals"
       |      ^^^^^^^^^^^^^^^^^^^
       |
       = help: put `missions/a.toml` right first
    "#);
}
