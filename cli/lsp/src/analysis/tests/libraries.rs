//! What rules import: whole and half written.

use super::project::{check, check_hover, check_leads, check_taken};

const RULE: &str = "rules/b.rhai";

/// A rule that imports the library `dates`.
fn importing(code: &str) -> String {
    format!("import \"dates@1\" as when;\nfn assess(my) {{ {code} }}\n")
}

#[test]
fn a_call_leads_to_its_function_in_the_library() {
    let calls = "plugins/dates/library.rhai: fn a_year_earlier(my) { my.value_ago(4) }\n\
        plugins/dates/library.rhai: fn a_year_earlier(";
    check_leads(RULE, &importing("when::a_year|_earlier(my)"), calls);
    check_leads(RULE, &importing("when::only|_here()"), "");
    check_leads(RULE, &importing("then::a_year|_earlier(my)"), "");
    let head = "plugins/dates/library.rhai: //! Dates that many rules reckon with.";
    check_leads(RULE, &importing("wh|en::a_year_earlier(my)"), head);
    check_leads(RULE, "import \"dat|es@1\" as dates;", head);
    check_leads(RULE, "import \"mont|hs@1\" as months;", "");
}

#[test]
fn a_function_and_a_library_are_told_with_their_comments() {
    insta::assert_snapshot!(check_hover(RULE, &importing("when::a_|year_earlier(my)")), @"
    ```rhai
    a_year_earlier(my)
    ```
    The same period
    a year before.

    *library `dates` 1.2.0, plugins/dates/library.rhai*

    ---

    ```rhai
    a_year_earlier(my, measure)
    ```
    *library `dates` 1.2.0, plugins/dates/library.rhai*
    ");
    insta::assert_snapshot!(check_hover(RULE, "import \"da|tes@1\" as dates;"), @"
    **library `dates`** 1.2.0

    Dates that many rules reckon with.

    `a_year_earlier(my)`, `a_year_earlier(my, measure)`, `undone()`

    *plugins/dates/library.rhai*
    ");
}

#[test]
fn libraries_and_their_functions_are_offered() {
    check(RULE, &importing("when::|"), "a_year_earlier a_year_earlier undone");
    check(RULE, &importing("when::a_y|"), "a_year_earlier a_year_earlier undone");
    check(RULE, &importing("nowhere::|"), "");
    check_taken(RULE, "import \"d|\"", "dates@1", "import \"dates@1\"");
}
