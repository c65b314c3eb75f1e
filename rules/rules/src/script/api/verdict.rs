//! The verdicts that a rule may give.

use engine::model::Statement;
use engine::program::{Assessment, Judgement};
use rhai::{Engine, EvalAltResult, NativeCallContext};

use super::host_result::{HostResult, end, rule_line};
use super::statement::{HeldStatement, cost_of_reason};
use super::word::{Example, Style, Topic, Word, forms};
use crate::script::sandbox::limits;

/// The words for verdicts.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "met",
        style: Style::Function,
        topic: Topic::Verdicts,
        forms: forms![() -> Verdict, (reason: Text) -> Verdict],
        gives: "The verdict that the obligation is met. The reason is read by officials: a few plain \
            words, without a full stop.",
        ends: None,
        example: Example::new("met(\"nothing to fall from\")", "met: nothing to fall from"),
    },
    Word {
        name: "at_risk",
        style: Style::Function,
        topic: Topic::Verdicts,
        forms: forms![() -> Verdict, (reason: Text) -> Verdict],
        gives: "The verdict that the obligation is met so far and may not stay so.",
        ends: None,
        example: Example::new("at_risk(\"below half way\")", "at-risk: below half way"),
    },
    Word {
        name: "missed",
        style: Style::Function,
        topic: Topic::Verdicts,
        forms: forms![() -> Verdict, (reason: Text) -> Verdict],
        gives: "The verdict that the obligation is missed. A rule never says `no-data` itself: that comes \
            of reading a figure which is missing.",
        ends: None,
        example: Example::new("missed(`${percent(0.8)} of its level`)", "missed: 80% of its level"),
    },
    Word {
        name: "not_judged",
        style: Style::Function,
        topic: Topic::Verdicts,
        forms: forms![(reason: Text) -> Verdict],
        gives: "The verdict that it cannot be judged and nobody is to blame for that: inside a lag that was \
            agreed, too little history, figures that are too small. It counts neither for nor against \
            the body, and `needs` leaves it out.",
        ends: None,
        example: Example::new("not_judged(\"too few cases\")", "not-judged: too few cases"),
    },
];

const JUDGEMENTS: [(&str, Judgement); 4] = [
    ("met", Judgement::Met),
    ("missed", Judgement::Missed),
    ("at_risk", Judgement::AtRisk),
    ("not_judged", Judgement::NotJudged),
];

/// The judgement that a word gives.
pub(in crate::script) fn judgement_of(word: &str) -> Option<Judgement> {
    JUDGEMENTS.iter().find(|(known, _)| *known == word).map(|(_, judgement)| *judgement)
}

pub(super) fn register(engine: &mut Engine) {
    for (word, judgement) in JUDGEMENTS {
        register_judgement(engine, word, judgement);
    }
}

/// A verdict may be given with or without a reason, except that whoever abstains says why.
fn register_judgement(engine: &mut Engine, name: &str, judgement: Judgement) {
    if judgement != Judgement::NotJudged {
        engine.register_fn(name, move |context: NativeCallContext| assessment(&context, judgement, ""));
    }
    engine.register_fn(name, move |context: NativeCallContext, reason: &str| {
        assessment(&context, judgement, reason)
    });
    engine.register_fn(name, move |context: NativeCallContext, held: HeldStatement| {
        limits::spend(held.cost()).map_err(|stop| end(stop, &context))?;
        let (reason, line) = (held.statement(), rule_line(&context));
        Ok::<_, Box<EvalAltResult>>(Assessment { judgement, reason, line })
    });
}

fn assessment(context: &NativeCallContext, judgement: Judgement, reason: &str) -> HostResult<Assessment> {
    // Verdicts may be kept in lists, whose limits do not see how long a reason is.
    limits::spend(cost_of_reason(reason.len())).map_err(|stop| end(stop, context))?;
    // Reasons stand inside sentences, so an author's full stop would be one too many.
    let reason = Statement::text(reason.trim().trim_end_matches('.'));
    Ok(Assessment { judgement, reason, line: rule_line(context) })
}
