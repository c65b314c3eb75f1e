//! What the front page tells of the texts of a project, and to whom.

use tests::process::until;

use super::known::{Up, folder, token};

#[test]
fn texts_that_cannot_be_used_are_told_to_those_who_look_after_them() {
    let up = Up::start(folder());
    let (ada, ola) = (token(&up.folder, "Ada"), token(&up.folder, "Ola"));
    let front = |token: &str| up.visitor.ask("GET", "/", &[token, "Accept: text/html"]).body;
    assert!(!front(&ada).contains("not in force"));
    up.folder.edit("missions/homes.toml", "rule = \"at-least\"", "rule = \"at-lesat\"");
    until("the fault is told", || front(&ada).contains("Some texts are not in force").then_some(()));
    let told = front(&ada);
    let says = |text: &str| assert!(told.contains(text), "{text} in {told}");
    says(
        "The newest text of missions/homes.toml cannot be used, and is not in force. What was in force before stays so.",
    );
    says("error[unknown-rule]: there is no rule `at-lesat`\n --&#62; missions/homes.toml:24:8");
    assert!(told.contains("href=\"/missions/homes\""), "its mission stands there still: {told}");
    assert!(!front(&ola).contains("at-lesat"), "it is nobody else's business");
    up.folder.edit("missions/homes.toml", "rule = \"at-lesat\"", "rule = \"at-least\"");
    until("it is put right", || (!front(&ada).contains("Some texts are not in force")).then_some(()));
}
