//! Each command by itself, and what it says of itself.

use std::path::Path;
use std::process::Command;

use tests::process::{Folder, recorded, remit};

#[test]
fn the_help_teaches() {
    insta::assert_snapshot!(remit(&Folder::missing(), "--help"));
}

#[test]
fn every_command_has_its_help() {
    let folder = Folder::missing();
    let commands = [
        "init",
        "check",
        "test",
        "run",
        "serve",
        "explain",
        "respond",
        "replay",
        "docs",
        "definitions",
        "repl",
        "completions",
    ];
    let help = commands.map(|command| remit(&folder, &format!("{command} --help")).to_string());
    insta::assert_snapshot!(help.join("\n\n----\n\n"));
}

#[test]
fn a_command_line_that_makes_no_sense_is_told_so() {
    let folder = Folder::joined_up();
    insta::assert_snapshot!(remit(&folder, "runn project"), @r"
    error: unrecognized subcommand 'runn'

      tip: a similar subcommand exists: 'run'

    Usage: remit <COMMAND>

    For more information, try '--help'.
    exit code 2
    ");
    insta::assert_snapshot!(remit(&folder, "run"), @"
    error[missing-file]: remit.toml is missing
     |
     = help: `remit init` writes a small working project to compare with
    exit code 2
    ");
    insta::assert_snapshot!(remit(&folder, "run project --as-of yesterday"), @"
    error: invalid value 'yesterday' for '--as-of <DATE>': it is not a day; write it like 2024-08-31

    For more information, try '--help'.
    exit code 2
    ");
}

#[test]
fn completions_are_printed_for_a_shell() {
    let answer = remit(&Folder::missing(), "completions bash");
    assert_eq!((answer.code, &*answer.err), (Some(0), ""));
    for known in ["complete -F _remit", "--as-of", "explain"] {
        assert!(answer.out.contains(known), "{known}");
    }
}

#[test]
fn alerts_are_completed_where_one_is_asked_for() {
    let folder = Folder::held_up();
    remit(&folder, "run project");
    let names = remit(&folder, "alert-names project");
    assert!(names.code == Some(0) && names.out.lines().count() > 1, "{names}");
    let script = remit(&folder, "completions bash").out;
    let tests = std::env::current_exe().expect("a running program has a path");
    let program = tests.parent().and_then(Path::parent).expect("a folder of the profile").display();
    let completed = |words: &str| {
        let asked = format!(
            "{script}\nPATH={program}:$PATH; COMP_WORDS=({words} ''); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _remit_with_alerts remit '' ''; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        let bash = Command::new("bash").args(["-c", &asked]).current_dir(folder.path(".")).output();
        String::from_utf8(bash.expect("there is bash").stdout).expect("names")
    };
    for (words, are_told) in [
        ("remit respond ../project", true),
        ("remit explain ../project", true),
        ("remit test ../project --from", true),
        ("remit run ../project", false),
        ("remit test ../project", false),
    ] {
        let told = completed(words);
        let all = names.out.lines().all(|name| told.lines().any(|line| line == name));
        assert_eq!(all, are_told, "{words}: {told}");
    }
}

/// What a shell of that name answers to a script of its own; none where it is not on this machine.
fn shell(name: &str, arguments: &[&str], folder: &Folder) -> Option<String> {
    let tests = std::env::current_exe().expect("a running program has a path");
    let program =
        tests.parent().and_then(Path::parent).expect("a folder of the profile").display().to_string();
    let path = format!("{program}:{}", std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new(name);
    let Ok(answer) = shell.args(arguments).env("PATH", path).current_dir(folder.path(".")).output() else {
        println!("skipped: {name} is not on this machine");
        return None;
    };
    Some(String::from_utf8(answer.stdout).expect("names"))
}

#[test]
fn zsh_completes_alerts_missions_and_bodies() {
    let folder = Folder::held_up();
    remit(&folder, "run project");
    let script = remit(&folder, "completions zsh").out;
    assert!(script.contains("compdef _remit_with_alerts remit") && !script.contains("compdef _remit remit"));
    let completed = |words: &str| {
        let asked = format!(
            "compdef() {{ }}\n{script}\n_remit() {{ }}\ncompadd() {{ print -l -- ${{(P)2}} }}\n\
             words=({words} ''); CURRENT=$#words; _remit_with_alerts"
        );
        shell("zsh", &["-f", "-c", &asked], &folder)
    };
    let alerts = remit(&folder, "alert-names project").out;
    let Some(told) = completed("remit explain ../project") else { return };
    assert_eq!(told, alerts);
    assert_eq!(completed("remit test ../project --from").as_ref(), Some(&alerts));
    assert_eq!(completed("remit run ../project").as_deref(), Some(""));
    let missions = remit(&folder, "alert-names --of missions project").out;
    assert_eq!(completed("remit run ../project --mission"), Some(missions));
    let bodies = remit(&folder, "alert-names --of bodies project").out;
    assert!(bodies.lines().count() > 1, "{bodies}");
    assert_eq!(completed("remit run ../project --body"), Some(bodies));
}

#[test]
fn fish_completes_alerts_missions_and_bodies() {
    let folder = Folder::held_up();
    remit(&folder, "run project");
    folder.drop_in("remit.fish", remit(&folder, "completions fish").out);
    let completed = |words: &str| {
        let asked = format!("source ../project/remit.fish; complete -C '{words} '");
        shell("fish", &["--no-config", "-c", &asked], &folder)
    };
    let all = |of: &str, told: Option<String>| {
        let names = remit(&folder, &format!("alert-names --of {of} project")).out;
        told.is_none_or(|told| names.lines().all(|name| told.lines().any(|line| line == name)))
    };
    assert!(all("alerts", completed("remit explain ../project")));
    assert!(all("alerts", completed("remit test ../project --from")));
    assert!(all("missions", completed("remit run ../project --mission")));
    assert!(all("bodies", completed("remit run ../project --body")));
    let told = completed("remit run ../project");
    assert!(told.is_none() || !all("alerts", told));
}

#[test]
fn the_example_is_sound() {
    insta::assert_snapshot!(remit(&Folder::joined_up(), "check project"), @"
    No errors. Ready: two missions, two obligations, seventeen contributions, four measures and nineteen bodies. Twelve rule tests can be played.
    exit code 0
    ");
    insta::assert_snapshot!(remit(&Folder::joined_up(), "check project --format json"), @r"
    []
    exit code 0
    ");
}

#[test]
fn a_misspelt_alert_suggests_the_near_one() {
    let folder = Folder::joined_up();
    let ask = |alert: &str| remit(&folder, &format!("explain project {alert} --as-of 2024-08-31"));
    insta::assert_snapshot!(ask("homelessness/duty-to-refer/mhcl"), @"
    remit: there is no alert, obligation or contribution `homelessness/duty-to-refer/mhcl`
      help: did you mean `homelessness/duty-to-refer`?
    exit code 2
    ");
    insta::assert_snapshot!(ask("something/else"), @"
    remit: there is no alert, obligation or contribution `something/else`
      help: these are open: health/four-hours, homelessness/duty-to-refer
    exit code 2
    ");
}

#[test]
fn a_new_project_works_at_once() {
    let folder = Folder::missing();
    let answer = remit(&folder, "init project");
    insta::assert_snapshot!(answer);
    insta::assert_snapshot!(remit(&folder, "check project"), @"
    No errors. Ready: one mission, one obligation, three contributions, one measure and four bodies. One rule test can be played.
    exit code 0
    ");
    insta::assert_snapshot!(remit(&folder, "run project --as-of 2026-08-31"));
}

#[test]
fn editors_are_told_the_words_of_rules() {
    let folder = Folder::two_missions();
    insta::assert_snapshot!(remit(&folder, "definitions project"), @r"
    Wrote project/definitions/remit.d.rhai.
    exit code 0
    ");
    assert_eq!(folder.read("definitions/remit.d.rhai"), rules::script::definitions());
    assert_eq!(remit(&folder, "check project").code, Some(0), "the file is no rule");
    insta::assert_snapshot!(remit(&folder, "definitions nowhere"), @r"
    remit: nowhere is no project: it has no remit.toml
    exit code 2
    ");
}

#[test]
fn what_is_there_is_never_written_over() {
    let folder = Folder::two_missions();
    let before = folder.listing();
    insta::assert_snapshot!(remit(&folder, "init project"), @r"
    remit: project is not empty, so nothing was written; name a new folder
    exit code 2
    ");
    assert_eq!(folder.listing(), before);
}

#[test]
fn a_second_run_with_nothing_new_evaluates_nothing_and_writes_nothing() {
    let folder = Folder::missing();
    remit(&folder, "init project");
    let first = remit(&folder, "run project");
    assert_eq!(first.err, "");
    let entries = recorded(&folder);
    assert!(!entries.is_empty());

    let second = remit(&folder, "run project");
    assert_eq!(second.code, first.code);
    assert_eq!(second.out.replace("12 known already", "12 new"), first.out);
    assert_eq!(recorded(&folder), entries);
}

#[test]
fn how_much_was_evaluated_is_on_the_log() {
    let folder = Folder::two_missions();
    let logged = |line: &str| remit_logging(&folder, line);
    assert!(logged("run project").contains("evaluated rules=6"));
    assert!(logged("run project").contains("evaluated rules=0"));
}

fn remit_logging(folder: &Folder, line: &str) -> String {
    tests::process::remit_with(folder, line, &[("REMIT_LOG", "info")]).err
}
