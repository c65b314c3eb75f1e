//! A person whom the project's texts name is erased from them too: texts in force are not touched, and of those before nothing is left that says who it was,
//! while everything works out as it did.

use std::fs;
use std::path::PathBuf;

use ledger::entry::Entry;
use tests::process::{Folder, Receiver, remit};

use super::erasing::{ERASE, MISSED, ORIGIN, ask, having, plain, put_back, respond};

const PEOPLE: &str = "body,role,name,address\nministry,minister,Zelda Quill,z.q@ministry.example\n\
    north-council,clerk,Bo Lin,bo@north.example\n";
const WITHOUT: &str = "body,role,name,address\nnorth-council,clerk,Bo Lin,bo@north.example\n";

/// A project whose texts name Zelda Quill as owner, in a post and as somebody who is known, with an alert to which she responded.
fn named() -> (Folder, Receiver) {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    folder.edit("remit.toml", "[project]\n", "[project]\npeople = [\"Zelda Quill\", 'Bo Lin']\n");
    folder.append("remit.toml", &format!("\n[checkpoints]\norigin = \"{ORIGIN}\"\n"));
    folder.drop_in("people.csv", PEOPLE);
    folder.edit(
        "missions/homes.toml",
        "lead = \"ministry\"\n",
        "lead = \"ministry\"\nowner = \"Zelda Quill\"\n",
    );
    assert_eq!(remit(&folder, &format!("ledger key project/checkpoints.key --name {ORIGIN}")).code, Some(0));
    folder.drop_in("feeds/warmth/more-revised.csv", MISSED);
    assert_eq!(remit(&folder, "run project").code, Some(1));
    respond(&folder, "explain --by Zelda_Quill --reason My_children_were_ill");
    assert_eq!(remit(&folder, "run project").code, Some(1), "everybody is told");
    assert_eq!(remit(&folder, "ledger checkpoint project").code, Some(0));
    (folder, receiver)
}

/// Takes the name out of the project's texts, which come into force.
fn take_out(folder: &Folder) {
    folder.edit("remit.toml", "\"Zelda Quill\", ", "");
    folder.edit("missions/homes.toml", "owner = \"Zelda Quill\"\n", "");
    folder.drop_in("people.csv", WITHOUT);
    assert_eq!(remit(folder, "run project").code, Some(1));
}

/// The root over which the checkpoint in a file was signed.
fn root(said: &str) -> &str {
    said.lines().find(|line| line.starts_with("Root ")).expect("it says the root")
}

#[test]
fn who_is_named_by_texts_in_force_is_erased_once_they_are_not() {
    let _plain = plain();
    let (folder, _receiver) = named();
    insta::assert_snapshot!("asked", ask(&folder, &format!("{ERASE} --person Zelda_Quill")));
    let refused = ask(&folder, &format!("{ERASE} --person Zelda_Quill --yes"));
    insta::assert_snapshot!("refused", refused);
    assert!(!having(&folder, "Zelda Quill").is_empty(), "nothing was erased");
    assert_eq!(remit(&folder, "prove project homes/warmth -o before.proof").code, Some(0));
    let proved = ask(&folder, "verify before.proof");
    take_out(&folder);
    let replayed = ask(&folder, "replay project --from 2024-01-01 --to 2024-08-31");
    let explained = ask(&folder, "explain project homes/warmth");
    assert!(explained.contains("`owner = \"Zelda Quill\"` was taken out"), "{explained}");
    insta::assert_snapshot!("erased", ask(&folder, &format!("{ERASE} --person Zelda_Quill --yes")));
    for value in ["Zelda", "Quill", "z.q@ministry"] {
        assert_eq!(having(&folder, value), Vec::<PathBuf>::new(), "{value}");
    }
    assert_eq!(ask(&folder, "replay project --from 2024-01-01 --to 2024-08-31"), replayed);
    let expect = ["Zelda_Quill", "Zelda Quill", "My_children_were_ill"]
        .iter()
        .fold(explained, |said, value| said.replace(value, "(erased)"));
    assert_eq!(put_back(&ask(&folder, "explain project homes/warmth")), expect);
    insta::assert_snapshot!("verified", ask(&folder, "verify project"));
    assert_eq!(remit(&folder, "ledger verify project").code, Some(0));
    // A proof of before is what it was; one that is made now shows what is left.
    assert_eq!(ask(&folder, "verify before.proof"), proved);
    assert_eq!(remit(&folder, "prove project homes/warmth -o after.proof").code, Some(0));
    let after = ask(&folder, "verify after.proof");
    assert_eq!((root(&after), after.contains("Zelda")), (root(&proved), false), "{after}");
    // It goes on, and nothing is written down because of it.
    assert_eq!(remit(&folder, "run project").code, Some(1));
    let activated = tests::process::recorded(&folder);
    let activated = activated.iter().filter(|recorded| matches!(recorded.entry, Entry::Activated(_)));
    assert_eq!(activated.count(), 2);
    assert_eq!(remit(&folder, "verify project").code, Some(0));
}

#[test]
fn a_name_that_the_folder_still_says_is_told() {
    let _plain = plain();
    let (folder, _receiver) = named();
    take_out(&folder);
    folder.drop_in("people.csv", PEOPLE);
    insta::assert_snapshot!(ask(&folder, &format!("{ERASE} --person Zelda_Quill --yes")));
    let in_ledger = having(&folder, "Zelda").into_iter().filter(|path| !path.ends_with("people.csv"));
    assert_eq!(in_ledger.collect::<Vec<_>>(), Vec::<PathBuf>::new());
    // Whoever is written down again is somebody else, and can be erased again.
    assert_eq!(remit(&folder, "run project").code, Some(1));
    let again = ask(&folder, &format!("{ERASE} --person Zelda_Quill"));
    assert!(again.contains("The texts in force say it (people.csv)"), "{again}");
}

#[test]
fn an_address_is_erased_by_what_it_mentions_and_the_name_stays() {
    let (folder, _receiver) = named();
    folder.edit("people.csv", "z.q@ministry.example", "");
    assert_eq!(remit(&folder, "run project").code, Some(1));
    let erased = remit(&folder, &format!("{ERASE} --mention z.q@ministry.example --yes"));
    assert_eq!(erased.code, Some(0), "{erased}");
    assert_eq!(having(&folder, "z.q@"), Vec::<PathBuf>::new());
    assert!(!having(&folder, "Zelda Quill").is_empty());
}

#[test]
fn what_approvers_sign_stays_in_clear_and_is_said() {
    let (folder, _receiver) = named();
    take_out(&folder);
    let keys = [
        "AAAAC3NzaC1lZDI1NTE5AAAAICu3Z0sGRyMrzeEuyjiyLWwq+6uEkx/nkdKNvqMkRVyD",
        "AAAAC3NzaC1lZDI1NTE5AAAAIOVN/0ipo4DkIXbT90dYqF45oLqRVVAkE6g6MnzkKdMG",
    ];
    let approvers = format!(
        "id = \"trains\"\napprovers = [{{ name = \"Zelda Quill\", key = \"ssh-ed25519 {}\" }}, {{ name = \"Cy Day\", key = \"ssh-ed25519 {}\" }}]\n",
        keys[0], keys[1]
    );
    folder.edit("missions/trains.toml", "id = \"trains\"\n", &approvers);
    assert_eq!(remit(&folder, "run project").code, Some(1));
    let said = ask(&folder, &format!("{ERASE} --person Zelda_Quill --yes"));
    assert!(said.starts_with("1\nErased: "), "{said}");
    assert!(said.contains("approvers sign them"), "{said}");
    assert!(fs::read_to_string(folder.path("missions/trains.toml")).unwrap().contains("Zelda Quill"));
    assert_eq!(remit(&folder, "verify project").code, Some(0));
}
