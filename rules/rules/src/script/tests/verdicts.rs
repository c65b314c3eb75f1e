//! What rules can read, compute and say.

use super::world::{World, assessed};
use super::{check, said};

const KEEP_PACE: &str =
    "//! What: a contribution must not fall below `floor` of its own level `against` periods ago.
//! Why: shared duties fade quietly; this names the party that stopped.
fn assess(my) {
    let now = my.value();
    let before = my.value_ago(my.params.against);
    if before == 0 { return met(\"nothing to fall from a year earlier\"); }
    let kept = now / before;
    if kept >= my.params.floor { met(`${number(now)} against ${number(before)} a year earlier`) }
    else { missed(`${number(now)} against ${number(before)} a year earlier, ${percent(kept)} of that level`) }
}
";

const TRAJECTORY: &str = "fn assess(my) {
    let now = my.value();
    let asked = my.target();
    if now >= asked { met(`${round(now, 1)}% against ${round(asked, 1)}% asked`) } else { missed(`${round(now, 1)}% against ${round(asked, 1)}% asked`) }
}
";

#[test]
fn a_contribution_keeps_pace_with_its_own_past() {
    let keep_pace = |figures| assessed(KEEP_PACE, &World::new(figures));
    assert_eq!(keep_pace("2019-Q4 1500; 2020-Q4 1200"), "met: 1,200 against 1,500 a year earlier");
    assert_eq!(
        keep_pace("2019-Q4 1500; 2020-Q4 1199"),
        "missed: 1,199 against 1,500 a year earlier, 80% of that level"
    );
    assert_eq!(keep_pace("2019-Q4 0; 2020-Q4 3"), "met: nothing to fall from a year earlier");
    assert_eq!(keep_pace("2020-Q4 3"), "no-data: referrals of gateway in 2019-Q4 (not reported)");
    assert_eq!(keep_pace("2019-Q4 3"), "no-data: referrals of gateway in 2020-Q4 (not reported)");
}

#[test]
fn a_figure_is_held_against_its_trajectory() {
    let trajectory = |figures| assessed(TRAJECTORY, &World::new(figures));
    assert_eq!(trajectory("2020-Q4 75.25"), "missed: 75.3% against 76% asked");
    assert_eq!(trajectory("2020-Q4 76"), "met: 76% against 76% asked");
}

#[test]
fn the_line_is_that_of_the_verdict() {
    let world = World::new("2019-Q4 10; 2020-Q4 1");
    let source = crate::source::SourceText::new("rules/keep-pace.rhai", KEEP_PACE);
    let id = engine::model::RuleId::new("keep-pace");
    let rule = crate::script::compile_rule(&id, &source, &super::world::vocabulary()).unwrap();
    assert_eq!(rule.assess(&world.view()).unwrap().line, Some(9));
    assert_eq!(rule.id(), &id);
}

#[test]
fn a_value_is_asked_for_in_every_form() {
    let figures =
        "2020-Q4 7; 2020-Q3 6; relief gateway 2020-Q4 5; relief harbour 2020-Q4 4; relief harbour 2020-Q3 3";
    let value = |form: &str, expected: &str| {
        check(
            &format!("missed(`${{my.value({form})}} ${{my.has({form})}}`)"),
            figures,
            &format!("missed: {expected} true"),
        );
    };
    value("", "7");
    value("my.period.back(1)", "6");
    value("\"relief\"", "5");
    value("\"relief\", my.period", "5");
    value("\"relief\", \"harbour\"", "4");
    value("\"relief\", \"harbour\", my.period.back(1)", "3");
    check("missed(`${my.has(\"spend\")}`)", figures, "missed: false");
    check("missed(`${my.value_ago(\"relief\", 0)}`)", figures, "missed: 5");
    check("my.value(\"spend\")", figures, "no-data: spend of gateway in 2020-Q4 (not reported)");
}

#[test]
fn a_rule_may_ask_why_a_figure_is_missing() {
    check("missed(`<${my.why_missing()}>`)", "2020-Q4 7", "missed: <>");
    check("missed(my.why_missing())", "", "missed: not-reported");
    check("missed(my.why_missing(\"relief\", \"harbour\", my.period.back(1)))", "", "missed: not-reported");
}

#[test]
fn a_default_stands_in_for_what_is_not_reported_and_for_nothing_else() {
    check("missed(`${my.value_or(5)} ${my.value_or(\"spend\", 1.5)}`)", "", "missed: 5 1.5");
    check("missed(`${my.value_or(5)}`)", "2020-Q4 0", "missed: 0");
    check(
        "let m = \"nope\"; missed(`${my.value_or(m, 5)}`)",
        "",
        "failed at line 1: there is no measure `nope`",
    );
}

#[test]
fn the_last_values_come_oldest_first() {
    check("missed(my.values(3).join(\" \"))", "2020-Q2 1; 2020-Q3 2; 2020-Q4 3", "missed: 1 2 3");
    check(
        "missed(`${sum(my.values(my.params.against))}`)",
        "2020-Q1 9; 2020-Q2 1; 2020-Q3 2; 2020-Q4 3",
        "missed: 15",
    );
    check("my.values(3)", "2020-Q2 1; 2020-Q4 3", "no-data: referrals of gateway in 2020-Q3 (not reported)");
    check("my.values(0)", "", "failed at line 1: `values` gives 1 to 1000 values, not 0");
}

#[test]
fn a_rule_knows_what_it_judges() {
    let about =
        "missed(`${my.body.id}, ${my.body.name}, ${my.body.kind}, ${my.measure.id}, ${my.measure.title}`)";
    check(about, "", "missed: gateway, Gateway Council, council, referrals, Referrals made");
    let about = "missed(`${my.mission}, ${my.obligation}, ${my.contribution}, ${my.body}, ${my.measure}`)";
    check(about, "", "missed: homelessness, duty-to-refer, prisons, Gateway Council, Referrals made");
    let about = "missed(`${my.period}, ${my.period.back(4)}, ${my.period.next()}, ${my.period.year}`)";
    check(about, "", "missed: 2020-Q4, 2019-Q4, 2021-Q1, 2020");
    check("if my.overdue() { at_risk(\"late.\") } else { met() }", "", "at-risk: late");
    check("if my.period.back(1) < my.period { met() }", "", "met");
}

#[test]
fn parameters_come_as_they_were_declared() {
    check(
        "missed(`${my.params.floor} ${my.params.label} ${my.params.strict}`)",
        "",
        "missed: 0.8 autumn true",
    );
    check("missed(`${my.params.weights[1] / my.params.weights[0]}`)", "", "missed: 1.5");
    check("if \"floor\" in my.params && !(\"roof\" in my.params) { met() }", "", "met");
}

#[test]
fn a_parameter_that_is_whole_counts() {
    let holds = |condition: &str| {
        check(&format!("if {condition} {{ met() }} else {{ missed() }}"), "2020-Q4 3", "met");
    };
    let counts = |loop_: &str, expected: &str| {
        let body = format!("let n = 0; for i in {loop_} {{ n += 1; }} missed(`${{n}}`)");
        check(&body, "2020-Q4 3", &format!("missed: {expected}"));
    };
    counts("range(0, my.params.weights[0])", "2");
    counts("0..my.params.weights[1]", "3");
    counts("my.params.weights[0]..=my.params.weights[1]", "2");
    counts("range(0, my.value())", "3");
    counts("0..my.value()", "3");
    counts("0..=my.value()", "4");
    counts("range(0, my.value(), my.params.weights[0])", "2");
    holds("[5, 6, 7][my.params.weights[0]] == 7 && [5, 6, 7][floor(my.params.floor)] == 5");
    holds("[5, 6, 7][round(my.value()) - 1] == 7");
    holds("switch my.params.weights[0] { 2..3 => true, _ => false }");
    holds("switch my.value() { 3..4 => true, _ => false }");
    holds("add(my.value(), my.params.weights[0]) == 5 && divide(my.params.weights[1], 2) == 1.5");
    holds("my.params.weights[1] / my.params.weights[0] == 1.5");
}

#[test]
fn an_obligation_of_the_lead_alone_has_no_contribution() {
    let world = World::new("").alone();
    assert_eq!(
        assessed("fn assess(my) { missed(my.contribution) }", &world),
        "failed at line 1: the obligation is owed by its lead alone, so there is no contribution"
    );
}

#[test]
fn numbers_are_exact_and_mix_with_whole_numbers() {
    let holds = |condition: &str| {
        check(&format!("if {condition} {{ met() }} else {{ missed() }}"), "2020-Q4 75.2", "met");
    };
    holds("0.1 + 0.2 == 0.3");
    holds("my.value() * 100 == 7520 && 100 * my.value() == 7520");
    holds("my.value() >= 75 && 76 > my.value() && my.value() != 75");
    holds("my.value() / 2 == 37.6 && my.value() - 0.2 == 75 && my.value() % 75 == 0.2");
    holds("7 / 2 == 3.5 && 6 / 2 == 3 && [1, 2, 3, 4][6 / 2] == 4");
    holds("2 ** 3 == 8 && 1.1 ** 2 == 1.21 && 2 ** -1 == 0.5");
    holds("-my.value() == -75.2 && abs(-75.2) == my.value() && !(1 > 2)");
    holds("min(1, 2.5) == 1 && max(1.5, 1) == 1.5 && min([3, 1.5]) == 1.5 && max([3, 1.5]) == 3");
    holds("floor(1.7) == 1 && ceiling(1.2) == 2 && floor(-1.5) == -2 && round(2.5) == 3 && round(-0.4) == 0");
    holds("sum([]) == 0 && sum([1, 0.5]) == 1.5");
    holds("(-9223372036854775807 - 1) / -1 == 9223372036854775808.0");
    check("let x = 7; x /= 2; missed(`${x}`)", "", "missed: 3.5");
    check(
        "let x = my.value(); x += 1; x -= 0.2; x *= 2; x /= 4; missed(`${x}`)",
        "2020-Q4 75.2",
        "missed: 38",
    );
}

#[test]
fn numbers_are_said_the_british_way() {
    let says = |expression: &str, expected: &str| {
        check(&format!("missed(`${{{expression}}}`)"), "", &format!("missed: {expected}"));
    };
    says("percent(0.752)", "75%");
    says("percent(0.752, 1)", "75.2%");
    says("percent(0.7)", "70%");
    says("percent(1)", "100%");
    says("percent(2, 1)", "200%");
    says("percent(-0.001)", "0%");
    says("number(12345)", "12,345");
    says("number(1 / 3)", "0.33");
    says("number(1234.5678, 3)", "1,234.568");
    says("round(75.25, 1)", "75.3");
    says("round(75.00, 1)", "75");
    says("round(75, my.params.against)", "75");
}

#[test]
fn lists_texts_and_maps_have_their_words() {
    let says = |expression: &str, expected: &str| {
        check(&format!("missed(`${{{expression}}}`)"), "", &format!("missed: {expected}"));
    };
    says("[1, 2, 3].map(|x| x * 2).join(\", \")", "2, 4, 6");
    says("[1, 2, 3].filter(|x| x > 1.5).len()", "2");
    says("[1, 2].all(|x| x > 0) && [1, 2].any(|x| x > 1)", "true");
    says("[1, 2].contains(2.0) && 2.0 in [1, 2] && !(3 in [1, 2]) && !(\"1\" in [1])", "true");
    says(
        "{ let list = [1, 2]; list.set(0, 5); list.set(1.0, 6); let map = #{}; map.set(\"a\", 1); list.join(\" \") + map.a }",
        "5 61",
    );
    says("[1, 2].first() + [1, 2].last()", "3");
    says(
        "{ let list = [3, 1.5, 2]; list.push(1); list.sort(); list.reverse(); list.join(\" \") }",
        "3 2 1.5 1",
    );
    says("[1, [2, 3]] == [1.0, [2, 3]] && [1] != [1, 2] && #{a: 1} == #{a: 1.0} && [].is_empty()", "true");
    says("\" A b \".trim().to_lower() + \"x\".to_upper() + \"abc\".len()", "a bX3");
    says("\"a-b\".split(\"-\").len() + \"\".len()", "2");
    says(
        "\"abc\".contains(\"b\") && \"b\" in \"abc\" && \"abc\".starts_with(\"a\") && \"abc\".ends_with(\"c\")",
        "true",
    );
    says("{ let map = #{b: 1, a: 2}; map.c = 3; map.keys().join(\"\") + map.values().len() }", "abc3");
    says("{ let total = 0; for x in 0..4 { total += x; } total }", "6");
    says("switch my.body.kind { \"council\" => \"yes\", _ => \"no\" }", "yes");
    says("switch my.params.floor { 0..1 => \"part\", _ => \"no\" }", "part");
}

#[test]
fn functions_of_the_rule_may_help() {
    let rule =
        "fn half(x) { x / 2 }\nfn look(my) { my.value() }\nfn assess(my) { missed(`${half(look(my))}`) }";
    assert_eq!(assessed(rule, &World::new("2020-Q4 5")), "missed: 2.5");
    let rule = "fn look(it) { it.value() }\nfn assess(subject) { look(subject); met() }";
    assert_eq!(assessed(rule, &World::new("")), "no-data: referrals of gateway in 2020-Q4 (not reported)");
}

#[test]
fn a_missing_figure_cannot_be_caught() {
    let gap = "no-data: referrals of gateway in 2020-Q4 (not reported)";
    check("try { my.value() } catch { met() }", "", gap);
    check("try { [1].map(|x| x).map(|x| x); my.values(2); } catch (error) { return met(); }", "", gap);
    let nested = "fn deep(my) { my.value() }\nfn assess(my) { try { deep(my) } catch { met() } }";
    assert_eq!(assessed(nested, &World::new("")), gap);
    let looped = "fn assess(my) { try { for x in [my] { x.value(); } } catch { met() } }";
    assert_eq!(assessed(looped, &World::new("")), gap);
}

#[test]
fn equal_views_give_equal_results() {
    let body = "let map = #{z: 1, a: 2, m: 3}; missed(`${map.keys()} ${map} ${[1.50, \"x\"]} ${my.value()}`)";
    let first = said(body, "2020-Q4 12.50");
    assert_eq!(first, said(body, "2020-Q4 12.50"));
    assert_eq!(first, "missed: [\"a\", \"m\", \"z\"] #{\"a\": 2, \"m\": 3, \"z\": 1} [1.50, \"x\"] 12.5");
}
