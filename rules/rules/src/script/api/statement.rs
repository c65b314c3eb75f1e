//! What a rule says with its verdict, kept as a template and its arguments: most of it is never read, and to render it would cost
//! more than to judge.
//!
//! A call such as ``missed(`${percent(kept)} of its level`)`` is rewritten to what stands here when the rule is compiled, and so is an
//! interpolated text that is held in a variable for a verdict alone. Any other reason is a text already, and goes through `verdict`.

use std::sync::Arc;

use engine::model::{Period, Piece, Statement};
use engine::program::{Assessment, Judgement};
use engine::view::{Fault, Stop};
use rhai::{Dynamic, Engine, EvalAltResult, EvalContext, Expression, Position};

use super::figure_form::FigureForm;
use super::format::tidy;
use super::host_result::HostResult;
use super::number::{Whole, number};
use crate::script::position::line;
use crate::script::sandbox::{RULE_SIZES, limits};

/// How many bytes of a reason one operation pays for.
const BYTES: usize = 16;

/// The names of the custom syntaxes. No text can contain them.
pub(in crate::script) const VERDICT: &str = "verdict with a statement";
pub(in crate::script) const STATEMENT: &str = "statement for a verdict";

/// A verdict whose statement is still to be filled in.
#[derive(Clone)]
pub(in crate::script) struct VerdictTemplate {
    pub(in crate::script) judgement: Judgement,
    pub(in crate::script) statement: StatementTemplate,
    pub(in crate::script) position: Position,
}

/// A statement that is still to be filled in.
#[derive(Clone)]
pub(in crate::script) struct StatementTemplate {
    pub(in crate::script) pieces: Arc<[PieceTemplate]>,
    pub(in crate::script) position: Position,
}

/// A statement that is held for a verdict. No author sees it: it goes from a variable into a verdict and nowhere else.
#[derive(Clone)]
pub(in crate::script) struct HeldStatement {
    pieces: Arc<[Piece]>,
    /// About how long it reads.
    bytes: usize,
}

/// A piece of a statement. Values are taken from the inputs in their order.
pub(in crate::script) enum PieceTemplate {
    Text(Arc<str>),
    /// The next input, as it reads in a text.
    Value,
    /// The next input as a figure for people, and the one after it where the number of places is given.
    Figure {
        form: FigureForm,
        has_places: bool,
        position: Position,
    },
}

pub(super) fn register(engine: &mut Engine) {
    let never = |_: &[_], _: &str, _: &mut Dynamic| Ok(None);
    engine.register_custom_syntax_with_state_raw(STATEMENT, never, false, |context, inputs, state| {
        let template =
            state.read_lock::<StatementTemplate>().expect("the state of this syntax is a template");
        template.fill(context, inputs).map(Dynamic::from)
    });
    engine.register_custom_syntax_with_state_raw(VERDICT, never, false, |context, inputs, state| {
        let template = state.read_lock::<VerdictTemplate>().expect("the state of this syntax is a template");
        template.fill(context, inputs).map(Dynamic::from)
    });
}

impl VerdictTemplate {
    fn fill(&self, context: &mut EvalContext, inputs: &[Expression]) -> HostResult<Assessment> {
        let held = self.statement.fill(context, inputs)?;
        limits::spend(held.cost()).map_err(|stop| {
            placed(
                Box::new(EvalAltResult::ErrorTerminated(Dynamic::from(stop), Position::NONE)),
                self.position,
            )
        })?;
        let reason = held.statement();
        Ok(Assessment { judgement: self.judgement, reason, line: line(self.position) })
    }
}

impl HeldStatement {
    /// Of pieces that are filled in; none where they are longer together than a text may be.
    pub(in crate::script) fn of(pieces: Vec<Piece>) -> Option<Self> {
        let bytes = pieces.iter().map(length).sum();
        (bytes <= RULE_SIZES.text_bytes).then(|| Self { pieces: pieces.into(), bytes })
    }

    /// What such pieces say in a verdict.
    pub(in crate::script) fn said(pieces: Vec<Piece>) -> Option<Statement> {
        let bytes: usize = pieces.iter().map(length).sum();
        (bytes <= RULE_SIZES.text_bytes).then(|| Statement::new(trimmed(pieces)))
    }

    /// What it costs to give a verdict with it.
    pub(super) fn cost(&self) -> usize {
        cost_of_reason(self.bytes)
    }

    pub(in crate::script) fn statement(&self) -> Statement {
        Statement::new(trimmed(self.pieces.to_vec()))
    }
}

impl StatementTemplate {
    fn fill(&self, context: &mut EvalContext, inputs: &[Expression]) -> HostResult<HeldStatement> {
        let mut inputs = inputs.iter();
        let mut next = |context: &mut EvalContext| match inputs.next() {
            Some(input) => context.eval_expression_tree(input).map(Dynamic::flatten),
            None => unreachable!("a template has an input for each of its values"),
        };
        let mut pieces = Vec::with_capacity(self.pieces.len());
        let mut bytes = 0;
        for template in &*self.pieces {
            let piece = match template {
                PieceTemplate::Text(text) => Piece::Text(Arc::clone(text)),
                PieceTemplate::Value => read_aloud(next(context)?, context),
                PieceTemplate::Figure { form, has_places, position } => {
                    let value = next(context)?;
                    let places = if *has_places { Some(next(context)?) } else { None };
                    figure(*form, value, places, context).map_err(|error| placed(error, *position))?
                }
            };
            bytes += length(&piece);
            if bytes > RULE_SIZES.text_bytes {
                return Err(Box::new(EvalAltResult::ErrorDataTooLarge(
                    "Length of string".to_owned(),
                    self.position,
                )));
            }
            pieces.push(piece);
        }
        Ok(HeldStatement { pieces: pieces.into(), bytes })
    }
}

/// A value as it reads in a text.
fn read_aloud(mut value: Dynamic, context: &mut EvalContext) -> Piece {
    if let Some(number) = number(&value) {
        return Piece::Number(tidy(number));
    }
    if let Some(period) = value.read_lock::<Period>() {
        return Piece::Period(*period);
    }
    if !value.is_string() {
        let told = context.call_native_fn_raw("to_string", true, &mut [&mut value]);
        value = told.ok().filter(Dynamic::is_string).unwrap_or_else(|| value.to_string().into());
    }
    Piece::Text(value.into_immutable_string().map(|text| text.as_str().into()).unwrap_or_default())
}

/// What `percent` or `number` would show. Whatever they cannot show, they say why.
fn figure(
    form: FigureForm,
    mut value: Dynamic,
    places: Option<Dynamic>,
    context: &mut EvalContext,
) -> HostResult<Piece> {
    let wanted = places.as_ref().map(|places| number(places).and_then(Whole::whole));
    let wanted = wanted.map(|places| places.and_then(|places| u32::try_from(places).ok()));
    let known = match wanted {
        None => number(&value).and_then(|number| form.piece(number, form.usual_places())),
        Some(places) => number(&value).zip(places).and_then(|(number, places)| form.piece(number, places)),
    };
    if let Some(piece) = known {
        return Ok(piece);
    }
    let told = match places {
        None => context.call_native_fn_raw(form.word(), false, &mut [&mut value]),
        Some(mut places) => context.call_native_fn_raw(form.word(), false, &mut [&mut value, &mut places]),
    };
    told.map(|text| Piece::Text(text.to_string().into()))
}

/// The error with the place of the call, which a call from here has lost.
fn placed(mut error: Box<EvalAltResult>, position: Position) -> Box<EvalAltResult> {
    if let EvalAltResult::ErrorTerminated(token, _) = &mut *error
        && let Some(Stop::Failed(fault)) = token.clone().try_cast::<Stop>()
        && fault.line.is_none()
    {
        *token = Dynamic::from(Stop::Failed(Fault { line: line(position), ..fault }));
    }
    error.set_position(position);
    error
}

/// What a reason of so many bytes costs.
pub(super) fn cost_of_reason(bytes: usize) -> usize {
    1 + bytes / BYTES
}

/// About how long it reads.
fn length(piece: &Piece) -> usize {
    match piece {
        Piece::Text(text) => text.len(),
        _ => 16,
    }
}

/// Reasons stand inside sentences, so blanks at their ends and an author's full stop would be too many.
fn trimmed(mut pieces: Vec<Piece>) -> Vec<Piece> {
    while let Some(Piece::Text(first)) = pieces.first() {
        let text = first.trim_start();
        if text.len() == first.len() && !text.is_empty() {
            break;
        }
        let text: Arc<str> = text.into();
        if !text.is_empty() {
            pieces[0] = Piece::Text(text);
            break;
        }
        pieces.remove(0);
    }
    trim_end(&mut pieces, str::trim_end);
    trim_end(&mut pieces, |text| text.trim_end_matches('.'));
    pieces
}

fn trim_end(pieces: &mut Vec<Piece>, trim: impl Fn(&str) -> &str) {
    while let Some(Piece::Text(last)) = pieces.last() {
        let text = trim(last);
        if text.len() == last.len() && !text.is_empty() {
            return;
        }
        let text: Arc<str> = text.into();
        pieces.pop();
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
            return;
        }
    }
}
