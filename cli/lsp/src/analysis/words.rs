//! What can be written in a rule, by what stands before it, and what a word in it means.

use std::ops::Range;

use rules::script::{Form, Style, ValueShape, Word, reference};

use super::script::{Placed, Token, tokens};

/// What is expected at a place in a rule.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Expected {
    /// Something of a value, after its dot; nobody knows what value where there is no shape.
    Of(Option<ValueShape>),
    /// A parameter of the declaration.
    Param,
    /// The id of a measure, between quotation marks.
    Measure,
    /// The id of a body, between quotation marks.
    Body,
    /// A function, a variable or a keyword.
    Anything,
    /// A text or a comment, where nothing can be completed.
    Nothing,
}

/// A rule with a place in it.
pub(super) struct Place<'t> {
    text: &'t str,
    tokens: Vec<Placed>,
    /// How many tokens end before the place.
    before: usize,
    offset: usize,
}

impl<'t> Place<'t> {
    pub(super) fn new(text: &'t str, offset: usize) -> Self {
        let tokens = tokens(text);
        // The word that is being written is not before the place.
        let before =
            tokens.iter().take_while(|placed| placed.range.end < offset || is_done(placed, offset)).count();
        Self { text, tokens, before, offset }
    }

    /// The token that the place is in or at the end of.
    pub(super) fn here(&self) -> Option<&Placed> {
        let here = self.tokens.get(self.before)?;
        (here.range.start <= self.offset && self.offset <= here.range.end).then_some(here)
    }

    /// The part of the text at a range.
    pub(super) fn said(&self, range: &Range<usize>) -> &'t str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// What is expected here.
    pub(super) fn expected(&self) -> Expected {
        if is_in_comment(self.text, self.offset) {
            return Expected::Nothing;
        }
        if self.here().is_some_and(|here| here.token == Token::Text) {
            return self.expected_id();
        }
        if self.mark(1) == Some('.') { self.after_dot() } else { Expected::Anything }
    }

    fn mark(&self, back: usize) -> Option<char> {
        match self.tokens.get(self.before.checked_sub(back)?)?.token {
            Token::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    fn name(&self, back: usize) -> Option<&'t str> {
        let placed = self.tokens.get(self.before.checked_sub(back)?)?;
        (placed.token == Token::Name).then(|| self.said(&placed.range))
    }

    fn after_dot(&self) -> Expected {
        let subject = self.subject();
        match (self.name(2), self.mark(3), self.name(4)) {
            (Some("params"), Some('.'), Some(my)) if my == subject => Expected::Param,
            (Some(property), Some('.'), Some(my)) if my == subject => Expected::Of(gives(property)),
            (Some(my), before, _) if my == subject && before != Some('.') => {
                Expected::Of(Some(ValueShape::My))
            }
            _ => Expected::Of(None),
        }
    }

    /// What the one parameter of `assess` is called.
    fn subject(&self) -> &'t str {
        let names: Vec<&Placed> = self.tokens.iter().filter(|placed| placed.token == Token::Name).collect();
        let entry = names
            .windows(3)
            .find(|names| self.said(&names[0].range) == "fn" && self.said(&names[1].range) == "assess");
        entry.map_or("my", |names| self.said(&names[2].range))
    }

    /// Which id stands here, by the call that it is an argument of.
    fn expected_id(&self) -> Expected {
        let (mut depth, mut commas) = (0_usize, 0_usize);
        for at in (0..self.before).rev() {
            match self.tokens[at].token {
                Token::Mark(')' | ']' | '}') => depth += 1,
                Token::Mark('(') if depth == 0 => return self.argument(at, commas),
                Token::Mark('[' | '{' | ';') if depth == 0 => return Expected::Nothing,
                Token::Mark('(' | '[' | '{') => depth -= 1,
                Token::Mark(',') if depth == 0 => commas += 1,
                _ => {}
            }
        }
        Expected::Nothing
    }

    fn argument(&self, bracket: usize, commas: usize) -> Expected {
        let Some(name) = bracket.checked_sub(1).and_then(|at| self.tokens.get(at)) else {
            return Expected::Nothing;
        };
        let is_method = bracket.checked_sub(2).is_some_and(|at| self.tokens[at].token == Token::Mark('.'));
        let at = commas + usize::from(is_method);
        let forms = called(self.said(&name.range)).flat_map(|word| word.forms);
        let mut shapes = forms.filter_map(|form| form.params.get(at)).map(|param| param.shape);
        shapes
            .find_map(|shape| match shape {
                ValueShape::MeasureId => Some(Expected::Measure),
                ValueShape::BodyId => Some(Expected::Body),
                _ => None,
            })
            .unwrap_or(Expected::Nothing)
    }

    /// The library that is imported here, where the place is in its address.
    pub(super) fn address(&self) -> Option<&'t str> {
        let here = self.here().filter(|here| here.token == Token::Text)?;
        (self.name(1) == Some("import")).then(|| library_of(self.said(&here.range)))
    }

    /// What stands before `::` and the word at the place, or the one that would be written there.
    pub(super) fn qualifier(&self) -> Option<&'t str> {
        let is_qualified = self.mark(1) == Some(':') && self.mark(2) == Some(':');
        is_qualified.then(|| self.name(3)).flatten()
    }

    /// The library that the text imports under a name.
    pub(super) fn imported(&self, alias: &str) -> Option<&'t str> {
        self.tokens.windows(4).find_map(|tokens| {
            let [import, address, keyword, name] = tokens else { return None };
            let is_import = self.said(&import.range) == "import" && address.token == Token::Text;
            let is_meant = self.said(&keyword.range) == "as" && self.said(&name.range) == alias;
            (is_import && is_meant).then(|| library_of(self.said(&address.range)))
        })
    }

    /// The functions and variables that the text itself declares: `fn` or `let`, the name, and where it stands.
    pub(super) fn own(&self) -> Vec<(&'t str, &'t str, Range<usize>)> {
        let pairs =
            self.tokens.windows(2).filter(|pair| pair.iter().all(|placed| placed.token == Token::Name));
        let declared =
            pairs.map(|pair| (self.said(&pair[0].range), self.said(&pair[1].range), pair[1].range.clone()));
        declared.filter(|(keyword, ..)| matches!(*keyword, "fn" | "let" | "const" | "for")).collect()
    }
}

/// The name of a library in its address, such as `dates@1`.
fn library_of(address: &str) -> &str {
    address.split_once('@').map_or(address, |(name, _)| name)
}

fn is_done(placed: &Placed, offset: usize) -> bool {
    placed.range.end == offset && matches!(placed.token, Token::Mark(_))
}

/// Whether a place lies behind `//` on its line, other than within quotation marks.
fn is_in_comment(text: &str, offset: usize) -> bool {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.find("//").is_some_and(|at| line.get(..at).unwrap_or_default().matches('"').count() % 2 == 0)
}

fn gives(property: &str) -> Option<ValueShape> {
    let of_my = |form: &&Form| form.params.first().is_some_and(|param| param.shape == ValueShape::My);
    called(property).flat_map(|word| word.forms).find(of_my).map(|form| form.gives)
}

/// The words of this name.
pub(super) fn called(name: &str) -> impl Iterator<Item = &'static Word> {
    reference().iter().filter(move |word| word.name == name && word.style != Style::Operator)
}

/// The words that can follow the dot of a value.
pub(super) fn of_shape(shape: Option<ValueShape>) -> impl Iterator<Item = &'static Word> {
    let fits = move |form: &Form| {
        let own = form.params.first().map(|param| param.shape);
        shape.is_none_or(|shape| own == Some(shape) || own == Some(ValueShape::Anything))
    };
    reference().iter().filter(move |word| {
        matches!(word.style, Style::Method | Style::Property | Style::Either) && word.forms.iter().any(fits)
    })
}

/// A word as it is explained.
pub(super) fn explained(word: &Word) -> String {
    let forms: Vec<String> = word.forms.iter().map(|form| word.signature(form)).collect();
    let ends = word.ends.map_or_else(String::new, |ends| format!(" Ends the rule {ends}."));
    let example = word.example;
    format!(
        "```rhai\n{}\n```\n{}{ends}\n\nExample: `{}` gives `{}`",
        forms.join("\n"),
        word.gives,
        example.code,
        example.gives
    )
}
