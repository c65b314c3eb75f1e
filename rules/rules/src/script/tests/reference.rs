//! The reference says what there is, all of it, and nothing else; its examples are true.

use std::any::TypeId;
use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use engine::model::Period;
use engine::program::Assessment;
use rhai::{Array, Dynamic, FnPtr, ImmutableString, Map, Scope};
use rust_decimal::Decimal;

use super::world::World;
use crate::script::api::{
    Form, HeldStatement, JudgedBody, JudgedMeasure, ListedRelation, My, OtherObligation, PartOfOther, Style,
    ValueShape, Word, display, reference,
};
use crate::script::engine::{engine, functions};
use crate::script::sandbox::{FORBIDDEN, UNHEARD, limits};
use crate::script::{definitions, tables};

const FIGURES: &str = "2019-Q4 1500; 2020-Q1 1450; 2020-Q2 1400; 2020-Q3 1300; 2020-Q4 1200; \
    referrals harbour 2020-Q4 900";

/// Symbols that are another form of one that is documented.
const OTHER_FORMS: [&str; 1] = ["/="];

#[test]
fn every_example_is_true() {
    for word in reference() {
        let mut scope = Scope::new();
        let world = World::new(FIGURES);
        let joins = ["my.parts()", "my.replies()"].iter().any(|own| word.example.code.starts_with(own));
        scope.push("my", My::new(&if joins { world.joining() } else { world.view() }));
        limits::start();
        let given = engine().eval_with_scope::<Dynamic>(&mut scope, word.example.code);
        let given = given.map_or_else(|error| format!("failed: {error}"), |value| display(&value));
        assert_eq!(given, word.example.gives, "{}", word.example.code);
    }
}

#[test]
fn every_function_is_documented_with_each_number_of_arguments_and_no_other_is() {
    let listed = |name: &str, arity: usize| format!("{name}/{arity}");
    let named = functions().iter().filter(|(name, _)| can_be_called(name));
    let known: BTreeSet<String> =
        named.flat_map(|(name, arities)| arities.iter().map(move |arity| listed(name, *arity))).collect();
    let called = |word: &&Word| !matches!(word.style, Style::Property | Style::Operator);
    let forms = |word: &'static Word| word.forms.iter().map(move |form| listed(word.name, form.params.len()));
    let documented: BTreeSet<String> = reference().iter().filter(called).flat_map(forms).collect();
    assert_eq!(documented, known);
}

fn can_be_called(name: &str) -> bool {
    !UNHEARD.contains(&name) && !FORBIDDEN.contains(&name)
}

/// Functions, properties and operators as they are registered, with the types of what they take.
fn registered() -> Vec<(String, Style, Vec<TypeId>)> {
    let style = |name: &str| match name.strip_prefix("get$") {
        Some(property) => Some((property.to_owned(), Style::Property)),
        None if name.contains('$') => None,
        None if rhai::is_valid_identifier(name) => Some((name.to_owned(), Style::Function)),
        None => Some((name.to_owned(), Style::Operator)),
    };
    engine().collect_fn_metadata(
        None,
        |function| {
            let (name, style) = style(&function.metadata.name)?;
            can_be_called(&name).then(|| (name, style, function.metadata.param_types.to_vec()))
        },
        true,
    )
}

/// Whether a value of this type may stand where the shape is asked for.
fn admits(shape: ValueShape, given: TypeId) -> bool {
    let any = |types: &[TypeId]| types.contains(&given);
    match shape {
        ValueShape::Anything => true,
        ValueShape::My => any(&[TypeId::of::<My>()]),
        ValueShape::Body => any(&[TypeId::of::<JudgedBody>()]),
        ValueShape::Measure => any(&[TypeId::of::<JudgedMeasure>()]),
        ValueShape::Obligation => any(&[TypeId::of::<OtherObligation>()]),
        ValueShape::Part => any(&[TypeId::of::<PartOfOther>()]),
        ValueShape::Relation => any(&[TypeId::of::<ListedRelation>()]),
        ValueShape::Day => any(&[TypeId::of::<jiff::civil::Date>()]),
        ValueShape::Period => any(&[TypeId::of::<Period>()]),
        ValueShape::Verdict => any(&[TypeId::of::<Assessment>()]),
        ValueShape::Number | ValueShape::Whole => any(&[TypeId::of::<i64>(), TypeId::of::<Decimal>()]),
        // What a variable holds for a verdict is a text to its author.
        ValueShape::Text | ValueShape::MeasureId | ValueShape::BodyId => {
            any(&[TypeId::of::<&str>(), TypeId::of::<ImmutableString>(), TypeId::of::<HeldStatement>()])
        }
        ValueShape::Letter => any(&[TypeId::of::<char>()]),
        ValueShape::Flag => any(&[TypeId::of::<bool>()]),
        ValueShape::List
        | ValueShape::Numbers
        | ValueShape::Texts
        | ValueShape::Obligations
        | ValueShape::Parts
        | ValueShape::Replies => any(&[TypeId::of::<Array>()]),
        ValueShape::Map => any(&[TypeId::of::<Map>()]),
        ValueShape::Function => any(&[TypeId::of::<FnPtr>()]),
        ValueShape::Range => any(&[
            TypeId::of::<Range<i64>>(),
            TypeId::of::<RangeInclusive<i64>>(),
            TypeId::of::<Range<Decimal>>(),
        ]),
        ValueShape::Series | ValueShape::Nothing => false,
    }
}

fn fits(form: &Form, types: &[TypeId]) -> bool {
    let pairs = || form.params.iter().zip(types);
    form.params.len() == types.len() && pairs().all(|(param, given)| admits(param.shape, *given))
}

fn can_be(word: &Word, form: &Form, style: Style) -> bool {
    match word.style {
        Style::Function | Style::Method => style == Style::Function,
        Style::Either => style == Style::Function || (style == Style::Property && form.params.len() == 1),
        own => own == style,
    }
}

#[test]
fn whatever_is_registered_is_documented_with_what_it_takes() {
    for (name, style, types) in registered() {
        let is_documented = reference().iter().filter(|word| word.name == name).any(|word| {
            let fits = |form: &Form| match style {
                Style::Operator => form.params.len() == types.len(),
                _ => fits(form, &types),
            };
            word.forms.iter().any(|form| can_be(word, form, style) && fits(form))
        });
        let is_known = is_documented || OTHER_FORMS.contains(&name.as_str());
        assert!(is_known, "{name} as {style:?} with {} arguments", types.len());
    }
}

#[test]
fn whatever_is_documented_is_registered() {
    let registered = registered();
    let by_language = ["Fn", "call", "type_of", "is_def_fn", "is_def_var"];
    // The operators of numbers are the language's own; that they exist is seen by their examples.
    let is_registered = |word: &&Word| word.style != Style::Operator && !by_language.contains(&word.name);
    for word in reference().iter().filter(is_registered) {
        for form in word.forms {
            let is_registered = registered.iter().any(|(name, style, types)| {
                name == word.name && can_be(word, form, *style) && fits(form, types)
            });
            assert!(is_registered, "{}", word.signature(form));
        }
    }
}

#[test]
fn no_form_is_documented_twice() {
    let mut seen = BTreeSet::new();
    for word in reference() {
        for form in word.forms {
            assert!(seen.insert(word.signature(form)), "{}", word.signature(form));
        }
    }
}

#[test]
fn an_editor_is_told_of_every_form() {
    let file = definitions();
    let of = |word: &str| {
        let lines = file.lines().filter(|line| !line.starts_with("//") && line.contains(word));
        lines.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(of("value_ago("), @r"
    fn value_ago(my: My, n: int) -> decimal;
    fn value_ago(my: My, measure: String, n: int) -> decimal;
    ");
    insta::assert_snapshot!(of(" year("), @r"
    fn get year(period: Period) -> int;
    fn get year(day: Day) -> int;
    ");
    insta::assert_snapshot!(of("is_zero("), @r"
    fn get is_zero(x: decimal) -> bool;
    fn is_zero(x: decimal) -> bool;
    ");
    insta::assert_snapshot!(of("op **"), @"op **(decimal, int) -> decimal;");
    let doc: Vec<&str> = file.lines().skip_while(|line| !line.contains("periods before the one")).collect();
    insta::assert_snapshot!(doc.get(..9).unwrap().join("\n"), @r"
    /// The figure `n` periods before the one that is judged, in the measure's unit.
    ///
    /// Ends the rule where the figure is missing; the verdict is then `not-due`, `awaiting` or `no-data`; or where `n` is below 0 or no whole number.
    ///
    /// # Example
    ///
    /// ```rhai
    /// my.value_ago(4)    // 1500
    /// ```
    ");
}

#[test]
fn the_tables_hold_every_word() {
    let tables = tables();
    let row = |call: &str| tables.lines().find(|line| line.contains(call)).unwrap_or_default().to_owned();
    insta::assert_snapshot!(row("my.values(n)"), @"| `my.values(n)`<br>`my.values(measure, n)` | The figures of the last `n` periods up to the one that is judged, the oldest first. Ends the rule where any of them is missing, or `n` is not a whole number from 1 to 1,000. | `my.values(3)` gives `[1400, 1300, 1200]` |");
    insta::assert_snapshot!(row("list.filter(keep)"), @r"| `list.filter(keep)` | The entries for which the function says `true`. Ends the rule where the function gives anything but true or false. | `my.values(5).filter(\|x\| x > 1400)` gives `[1500, 1450]` |");
}
