//! The tests that examples become, as TOML.

use jiff::civil::Date;
use rust_decimal::Decimal;
use words::examples as say;

use super::example::{Example, Examples, Given};
use crate::cases::toml_text::{put_key, quoted};
use crate::text_change::ChangeFault;

/// The tests, one for each example; each looks at `day`, when nothing more is waited for.
///
/// # Errors
/// What is to be a number is none.
pub(super) fn draft(examples: &Examples, day: Date) -> Result<String, ChangeFault> {
    let tests = (1..).zip(&examples.examples).map(|(number, example)| test(examples, (number, example), day));
    Ok(tests.collect::<Result<Vec<_>, _>>()?.join("\n"))
}

fn test(examples: &Examples, (number, example): (usize, &Example), day: Date) -> Result<String, ChangeFault> {
    let Example { figures, targets, verdict } = example;
    let mut text = "[[test]]\n".to_owned();
    let name = say::name(
        (&examples.by, &examples.reference, number),
        &told(example),
        (&examples.subject(), verdict),
    );
    put_key(&mut text, "name", &quoted(&name));
    put_key(&mut text, "mission", &quoted(&examples.mission));
    for target in targets {
        text.push_str("\n[[test.target]]\n");
        put_cell(&mut text, target);
        put_key(&mut text, "value", &number_of(target)?.to_string());
    }
    for figure in figures {
        text.push_str("\n[[test.input_series]]\n");
        put_cell(&mut text, figure);
        put_key(&mut text, "from", &quoted(&figure.period));
        put_key(&mut text, "values", &quoted(&number_of(figure)?.to_string()));
    }
    text.push_str("\n[[test.check]]\n");
    put_key(&mut text, "eval_time", &quoted(&day.to_string()));
    let expected = format!("{{ {} = {} }}", quoted(&examples.subject()), quoted(verdict));
    put_key(&mut text, "exp_verdicts", &expected);
    Ok(text)
}

/// What an example says is reported, and is to be reached, in words.
pub(super) fn told(example: &Example) -> String {
    let figures = example
        .figures
        .iter()
        .map(|given| say::figure(&given.measure, &given.body, &given.period, &given.value));
    let targets = example.targets.iter().map(|given| say::target(&given.measure, &given.body, &given.value));
    say::given(&figures.chain(targets).collect::<Vec<_>>())
}

fn put_cell(text: &mut String, given: &Given) {
    put_key(text, "measure", &quoted(&given.measure));
    put_key(text, "body", &quoted(&given.body));
}

fn number_of(given: &Given) -> Result<Decimal, ChangeFault> {
    Decimal::from_str_exact(given.value.trim()).map_err(|_| ChangeFault::NoNumber(given.value.clone()))
}
