//! What comes of templates, and what they cannot do.

use insta::assert_snapshot;
use jiff::Timestamp;
use ledger::entry::Message;
use rules::source::SourceText;

use super::*;

const STANDARD: &str = "Homes are cold. To: nobody is a line only at its beginning.\nTo: Council (Ann Hay)\nBy: 1 May 2026, when April 2026 is due\nAnswer: https://remit.example/reply\nEvidence: https://remit.example/explain";

fn message(text: &str) -> Message {
    let [id, kind, subject, text, json] =
        ["m1", "alert.firing", "firing: Homes", text, r#"{"id":"homes/warmth","periods":["2026-03"]}"#]
            .map(str::to_owned);
    Message { id, at: Timestamp::UNIX_EPOCH, kind, subject, text, json }
}

/// Subject and text of what comes of it, or why nothing does.
fn filled(template: &str) -> String {
    let template = match Template::new(SourceText::new("templates/t.html", template)) {
        Ok(template) => template,
        Err(fault) => return fault.message,
    };
    match template.fill(&message(STANDARD)) {
        Ok(Message { subject, text, .. }) => format!("{subject} | {text}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_template_names_all_parts_and_leaves_none_out() {
    assert_snapshot!(filled("{{ to }}, {{ by }}, {{ answer }}, {{ evidence }}; {{ alert.id }}; {{ kind }} at {{ at }}; {{ text }}"), @r"
    firing: Homes | Council (Ann Hay), 1 May 2026, when April 2026 is due, https://remit.example/reply, https://remit.example/explain; homes/warmth; alert.firing at 1970-01-01T00:00:00Z; Homes are cold. To: nobody is a line only at its beginning.

    To: Council (Ann Hay)
    By: 1 May 2026, when April 2026 is due
    Answer: https://remit.example/reply
    Evidence: https://remit.example/explain
    ");
    assert_snapshot!(filled("Subject: <Cold>\u{202e} & {{ subject }}\n\n<b>{{ alert.periods[0] }}</b>"), @r"
    <Cold>U+202E & firing: Homes | <b>2026-03</b>

    To: Council (Ann Hay)
    By: 1 May 2026, when April 2026 is due
    Answer: https://remit.example/reply
    Evidence: https://remit.example/explain
    ");
}

#[test]
fn what_a_template_may_do_is_bounded() {
    let doubled = format!("{{% set a = text %}}{}{{{{ a }}}}", "{% set a = a ~ a %}".repeat(60));
    for template in [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ \"x\" * 99999999 }}",
        "{{ \"x\" | indent(99999999) }}",
        "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        &doubled,
    ] {
        let told = filled(template);
        assert!(told.contains("too much") || told.contains("recursion"), "{template}: {told}");
    }
    assert!(filled("{% for a in range(9000) %}0123456789{% endfor %}").contains("64 KiB"));
    for template in [
        "{% include \"x\" %}",
        "{% import \"x\" as x %}",
        "{% extends \"x\" %}",
        "{% macro x() %}{% endmacro %}",
    ] {
        assert!(filled(template).contains("unknown statement"), "{template}: {}", filled(template));
    }
}

#[test]
fn a_message_that_names_nobody_has_nothing_below() {
    let template = Template::new(SourceText::new("templates/t.txt", "It is over. {{ to }}")).unwrap();
    assert_eq!(template.fill(&message("Homes are warm.")).unwrap().text, "It is over.");
}
