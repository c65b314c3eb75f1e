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
fn functions_of_a_library_can_be_tried() {
    let folder = Folder::two_missions();
    folder.drop_in(
        "plugins/shares/plugin.toml",
        "[plugin]\nname = \"shares\"\nversion = \"1.2.0\"\nkind = \"library\"\ntitle = \"Shares\"\n",
    );
    folder.drop_in(
        "plugins/shares/library.rhai",
        "fn lacking(my, whole) { whole - my.value() }\nfn half(x) { x / 2 }\n",
    );
    let typed = "import \"shares@1\" as shares;\nshares::lacking(my, 100)\nshares::haf(7)\nimport \"shares@2\" as newer;\n";
    insta::assert_snapshot!(remit_typing(&folder, "repl project --as-of 2024-08-31", typed), @r#"
    `my` is homes/warmth/north-council 2024-02.
    `:help` says what can be typed; `:quit` leaves.
    4
      warm-homes of north-council in 2024-02: 96
    error[rule-function]: the library `shares` has no function `haf`
     --> input 3:1:9
      |
    1 | shares::haf(7)
      |         ^^^
      |
      = help: did you mean `half`?
    error[library-version]: `shares` is of version 1.2.0, and the rule asks for 2
     --> input 4:1:8
      |
    1 | import "shares@2" as newer;
      |        ^^^^^^^^^^
      |
      = help: see what changed in the library, and then name its version here
    exit code 0
    "#);
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
