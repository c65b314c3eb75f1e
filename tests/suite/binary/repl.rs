//! `remit repl` as it is typed into.

use tests::process::{Folder, recorded, remit, remit_typing};

/// What is answered to these lines about the example, at the end of August 2024.
#[track_caller]
fn check(typed: &str) -> String {
    remit_typing(&Folder::joined_up(), "repl project --as-of 2024-08-31", typed).to_string()
}

#[test]
fn pieces_of_a_rule_are_tried_on_live_figures() {
    insta::assert_snapshot!(check(
        ":for homelessness/duty-to-refer/adult_prison 2023-Q3\nmy.value()\nlet kept = my.value() / my.value_ago(my.params.against);\npercent(kept, 1)\n\
         if kept >= my.params.floor {\n    met()\n} else {\n    missed(`${percent(kept)} of its level`)\n}\n\
         my.values(3)\n:reads\n:quit\nmy.value()\n"
    ));
}

#[test]
fn another_part_and_period_can_be_asked_about() {
    insta::assert_snapshot!(check(
        ":subjects\n:for homelessness/duty-to-refer/adult_prison 2023-Q3\nmy.value()\n\
         :for homelessness/duty-to-refer/adult_prisons\n:for homelessness/duty-to-refer/adult_prison 1999-Q1\n\
         my.value_ago(40)\nmy.target()\n"
    ));
}

#[test]
fn slips_are_told_and_change_nothing() {
    insta::assert_snapshot!(check(
        "let x = 2;\nmy.valeu()\nx / 0\nlet y = ;\nx\nloop { }\n:hepl\n:help vlaue\n:help my.value_ago\nif x {"
    ));
}

#[test]
fn the_manual_is_at_hand() {
    insta::assert_snapshot!(check(":help\n"));
}

#[test]
fn trying_out_leaves_the_ledger_alone() {
    let folder = Folder::two_missions();
    remit(&folder, "run project");
    let before = recorded(&folder);
    let answer = remit_typing(&folder, "repl project", "my.value()\n");
    assert_eq!(answer.code, Some(0), "{answer}");
    assert_eq!(recorded(&folder), before);
}
