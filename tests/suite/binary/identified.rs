//! Signing in at a provider of identities: who is let in by it, and every way in which it or somebody on the way lies.

use serde_json::json;
use tests::process::{Folder, IdentityServer, Lie, Page, Service, Visitor, remit};

use super::handing_in::known;

/// What must never be told.
const SECRET: &str = "0f-the-two-alone";
const OLIVE: &str = "olive-51";

/// A provider that knows Olive, a project that asks there, and its service.
struct Up {
    provider: IdentityServer,
    folder: Folder,
    service: Service,
    visitor: Visitor,
}

fn up(more: &str) -> Up {
    let provider = IdentityServer::of(json!({ "sub": OLIVE, "name": "Olive Ray" }));
    let folder = known::folder();
    provider.declare_in(&folder, "http://remit.test", more);
    let service = Service::start(&folder);
    let visitor = service.visitor();
    Up { provider, folder, service, visitor }
}

/// What a browser keeps of an answer under a name, as it sends it along.
fn kept(page: &Page, name: &str) -> Option<String> {
    let lines = page.head.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    let mut words = lines.filter_map(|line| line.split(';').next());
    words.find(|word| word.starts_with(name)).map(|word| format!("Cookie: {word}"))
}

impl Up {
    /// Leads a browser to the provider: where it is led, and what it keeps.
    #[track_caller]
    fn led(&self, then: &str) -> (String, String) {
        let page = self.visitor.get(&format!("/sign-in/elsewhere?then={then}"));
        assert_eq!(page.status, 303, "{}", page.body);
        let cookie = kept(&page, "remit_attempt=").expect("the browser keeps something");
        assert!(page.head.contains("; SameSite=Lax; Max-Age=600"), "{}", page.head);
        (page.line("location").expect("it is led on").to_owned(), cookie)
    }

    fn back(&self, code: &str, state: &str, cookie: &str) -> Page {
        let page = self.visitor.ask(
            "GET",
            &format!("/sign-in/back?code={code}&state={state}"),
            &["Accept: text/html", cookie],
        );
        assert!(![&*page.head, &*page.body].concat().contains(SECRET), "{}", page.body);
        page
    }

    /// Goes all the way there and back.
    #[track_caller]
    fn signed_in(&self, then: &str) -> Page {
        let (led, cookie) = self.led(then);
        let (code, state) = self.provider.grant(&led);
        self.back(&code, &state, &cookie)
    }

    /// Tells what is said to somebody who is not let in.
    #[track_caller]
    fn refused(&self, lie: Lie) -> String {
        self.provider.lie(lie);
        said(&self.signed_in("/"))
    }

    fn make(&self, line: &str) {
        let made = remit(&self.folder, &format!("account add project {line}"));
        assert_eq!(made.code, Some(0), "{made}");
    }
}

/// What a page says to somebody who is not signed in.
#[track_caller]
fn said(page: &Page) -> String {
    assert_eq!((page.status, kept(page, "remit_session=")), (403, None), "{}", page.body);
    let text = page.body.split("<main").nth(1).and_then(|main| main.split("<p>").nth(1));
    text.and_then(|text| text.split(". ").next()).expect("it is said why").to_owned()
}

#[test]
fn whoever_has_an_account_signs_in_there_and_out_here() {
    let up = up("");
    up.make(&format!("Olive --role official --body north-council --identity {OLIVE}"));
    let page = up.visitor.get("/sign-in?then=/due?days=7");
    assert!(
        page.body
            .contains("href=\"/sign-in/elsewhere?then=%2Fdue%3Fdays%3D7\">Sign in with your account</a>"),
        "{}",
        page.body
    );
    for lie in [Lie::None, Lie::SignedByRsa] {
        up.provider.lie(lie);
        let page = up.signed_in("%2Fdue%3Fdays%3D7");
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.body.contains("You are signed in as Olive"), "{}", page.body);
        assert!(page.body.contains("content=\"0; url=/due?days=7\""), "{}", page.body);
        let session = kept(&page, "remit_session=").expect("a session is begun");
        assert_eq!(up.visitor.ask("GET", "/due", &[&session]).status, 200);
        let page = up.visitor.ask("GET", "/sign-in", &[&session, "Accept: text/html"]);
        let token =
            page.body.split("name=\"form_token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let form = format!("form_token={}", token.expect("the page has a form"));
        let out = up.visitor.post(
            "/sign-out",
            &["Content-Type: application/x-www-form-urlencoded", &session],
            form,
        );
        assert_eq!(
            (out.status, kept(&out, "remit_session=")),
            (200, Some("Cookie: remit_session=".to_owned()))
        );
        // Which person signs out there, the provider knows by its own token, and only that browser is told it.
        let end = out.body.split("/end?client_id=remit&#38;id_token_hint=").nth(1);
        let token = end.and_then(|rest| rest.split('"').next()).unwrap_or_default();
        assert_eq!(token.split('.').count(), 3, "{}", out.body);
        assert!(out.body.contains(">Sign out with your account</a>"), "{}", out.body);
        assert!(out.head.contains("cache-control: no-store"), "{}", out.head);
        assert_eq!(up.visitor.ask("GET", "/due", &[&session]).status, 303, "the session is over");
    }
    let Up { service, .. } = up;
    assert!(!service.stop().err.contains(SECRET));
}

#[test]
fn no_lie_lets_anybody_in() {
    let up = up("");
    up.make(&format!("Olive --role viewer --identity {OLIVE}"));
    insta::assert_snapshot!(up.refused(Lie::Nonce), @"The token was made for another attempt to sign in");
    insta::assert_snapshot!(up.refused(Lie::Audience), @"The token was made for another service");
    insta::assert_snapshot!(up.refused(Lie::Party), @"The token was made for another service");
    insta::assert_snapshot!(up.refused(Lie::Issuer), @"The token was made by another provider");
    insta::assert_snapshot!(up.refused(Lie::Expired), @"The token is no longer valid");
    insta::assert_snapshot!(up.refused(Lie::Future), @"The token is not valid yet; one of the two clocks is wrong");
    insta::assert_snapshot!(up.refused(Lie::Signature), @"The signature of the token is wrong");
    insta::assert_snapshot!(up.refused(Lie::Unsigned), @"The token is signed by `none`, which is not believed; RS256 and ES256 are");
    insta::assert_snapshot!(up.refused(Lie::SignedByPublicKey), @"The token is signed by `HS256`, which is not believed; RS256 and ES256 are");
    insta::assert_snapshot!(up.refused(Lie::UnknownKey), @"The token is signed with a key that the identity provider does not name");
    insta::assert_snapshot!(up.refused(Lie::OtherKey), @"The token is signed with a key that the identity provider does not name");
    up.provider.lie(Lie::None);
    assert_eq!(up.signed_in("/").status, 200, "the truth does");
}

#[test]
fn what_was_stolen_or_used_before_lets_nobody_in() {
    let up = up("");
    up.make(&format!("Olive --role viewer --identity {OLIVE}"));
    let (led, cookie) = up.led("/");
    let (code, state) = up.provider.grant(&led);
    let (other_led, other_cookie) = up.led("/");
    insta::assert_snapshot!(said(&up.back(&code, &state, &other_cookie)), @"This attempt to sign in cannot be continued: it was not begun in this browser, or the service was started again meanwhile");
    insta::assert_snapshot!(said(&up.back(&code, &state, "Accept-Language: en")), @"This attempt to sign in cannot be continued: it was not begun in this browser, or the service was started again meanwhile");
    assert_eq!(up.back(&code, &state, &cookie).status, 200);
    insta::assert_snapshot!(said(&up.back(&code, &state, &cookie)), @"This attempt to sign in cannot be continued: it was used already");
    let (_, other_state) = up.provider.grant(&other_led);
    insta::assert_snapshot!(said(&up.back(&code, &other_state, &other_cookie)), @"The identity provider does not take the code of this attempt (invalid_grant)");
    let (led, cookie) = up.led("/");
    let (_, state) = up.provider.grant(&led);
    let declined = up.visitor.ask(
        "GET",
        &format!("/sign-in/back?error=access_denied&error_description=%3Cb%3E&state={state}"),
        &["Accept: text/html", &cookie],
    );
    insta::assert_snapshot!(said(&declined), @"The identity provider let nobody in");
    assert_eq!(up.led("//evil.example").0.matches("evil").count(), 0);
}

#[test]
fn whoever_has_no_account_is_told_whom_to_ask() {
    let up = up("claim = \"email\"\n");
    up.make("Olive --role viewer --identity olive@example.gov.uk");
    insta::assert_snapshot!(up.refused(Lie::None), @"The token does not say `email`, by which people are known here");
    up.provider.know(json!({ "sub": OLIVE, "email": "olive@example.gov.uk" }));
    insta::assert_snapshot!(up.refused(Lie::Unverified), @"The identity provider has not verified the address of this person");
    up.provider.lie(Lie::None);
    assert_eq!(up.signed_in("/").status, 200);
    up.provider.know(json!({ "sub": OLIVE, "email": "another@example.gov.uk" }));
    insta::assert_snapshot!(up.refused(Lie::None), @"The identity provider knows you, but you have no account here");
}

#[test]
fn accounts_follow_from_groups_and_go_with_them() {
    let group = "[[server.identity.group]]\ngroup = \"leads\"\nrole = \"official\"\nbodies = [\"north-council\"]\n[[server.identity.group]]\ngroup = \"readers\"\nrole = \"viewer\"\n";
    let up = up(group);
    let list = || remit(&up.folder, "account list project").out;
    up.provider.know(json!({ "sub": OLIVE, "name": "Olive Ray", "groups": ["others"] }));
    insta::assert_snapshot!(up.refused(Lie::None), @"The identity provider knows you, but you have no account here");
    assert!(!list().contains("Olive"));
    up.provider.know(json!({ "sub": OLIVE, "name": "Olive Ray", "groups": ["readers", "leads"] }));
    assert_eq!(up.signed_in("/").status, 200);
    assert!(list().contains("Olive Ray: official of north-council"), "{}", list());
    up.provider.know(json!({ "sub": OLIVE, "name": "Olive Ray", "groups": ["readers"] }));
    assert_eq!(up.signed_in("/").status, 200);
    assert!(list().contains("Olive Ray: viewer"), "{}", list());
    up.provider.know(json!({ "sub": OLIVE, "name": "Olive Ray", "groups": [] }));
    insta::assert_snapshot!(up.refused(Lie::None), @"The identity provider knows you, but you have no account here");
    up.provider.know(json!({ "sub": "someone-else", "name": "Ann", "groups": ["leads"] }));
    insta::assert_snapshot!(up.refused(Lie::None), @"Somebody else has an account of the same name here");
}

#[test]
fn without_a_provider_nobody_is_led_anywhere() {
    let folder = known::folder();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    assert_eq!([visitor.get("/sign-in/elsewhere").status, visitor.get("/sign-in/back").status], [404, 404]);
    assert!(!visitor.get("/sign-in").body.contains("elsewhere"));
    let refused = remit(&folder, "account add project Olive --role viewer --identity olive");
    assert_eq!(refused.code, Some(2), "{refused}");
    assert!(refused.err.contains("[server.identity]"), "{refused}");
}

#[test]
fn a_mission_of_a_group_that_the_project_lacks_is_named() {
    let provider = IdentityServer::of(json!({ "sub": OLIVE }));
    let folder = known::folder();
    let group = "[[server.identity.group]]\ngroup = \"leads\"\nrole = \"board\"\nmissions = [\"hoems\"]\n";
    provider.declare_in(&folder, "http://remit.test", group);
    let checked = remit(&folder, "check project");
    assert_eq!(checked.code, Some(2), "{checked}");
    let told = checked.to_string();
    assert!(told.contains("error[unknown-mission]: there is no mission `hoems`"), "{told}");
    assert!(told.contains("did you mean `homes`?"), "{told}");
}
