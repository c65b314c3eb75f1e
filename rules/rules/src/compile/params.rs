//! What is handed to rules, held against what they take: whatever is misspelt, missing, superfluous or of another kind.

use std::ops::Range;

use engine::model::{Param, Params};
use jiff::civil::Date;
use language::english;

use super::resolver::NameResolver;
use crate::declare::{DutyDeclaration, ObligationDeclaration};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::script::{ParamKind, RuleOutline, RuleParam};

/// What is handed to the rule of one duty.
struct Handed<'a> {
    own: &'a DutyDeclaration,
    inherited: Option<&'a DutyDeclaration>,
    rule: &'a toml::Spanned<String>,
    takes: &'a RuleOutline,
}

/// Checks what an obligation and its contributions hand to their rules. Rules that are not read yet, since they were found sound before, are
/// passed over.
pub(super) fn check_params(resolver: &NameResolver<'_>, obligation: &ObligationDeclaration) {
    let inherited = &obligation.duty;
    let parts = obligation.contributions.iter().map(|part| (&part.duty, Some(inherited)));
    let alone = obligation.contributions.is_empty().then_some((inherited, None));
    let all: Vec<Option<Handed<'_>>> =
        parts.chain(alone).map(|(own, above)| handed(resolver, own, above)).collect();
    let known: Vec<&Handed<'_>> = all.iter().flatten().collect();
    for handed in &known {
        handed.check(resolver);
    }
    if let Some(handed) = obligation.join.as_ref().and_then(|join| handed(resolver, join.get_ref(), None)) {
        handed.check(resolver);
    }
    let Some(first) = known.first().filter(|first| known.len() == all.len() && first.inherited.is_some())
    else {
        return;
    };
    // What one of them takes may well be handed to all.
    let unused = inherited.params_place.iter();
    for (name, place) in unused.filter(|(name, _)| !known.iter().any(|handed| handed.takes.takes(name))) {
        first.tell_superfluous(resolver, name, place.clone());
    }
}

fn handed<'a>(
    resolver: &NameResolver<'a>,
    own: &'a DutyDeclaration,
    inherited: Option<&'a DutyDeclaration>,
) -> Option<Handed<'a>> {
    let rule = own.rule.as_ref().or_else(|| inherited?.rule.as_ref())?;
    Some(Handed { own, inherited, rule, takes: resolver.outline_of(rule)? })
}

impl Handed<'_> {
    fn check(&self, resolver: &NameResolver<'_>) {
        let mut params: Params = self.inherited.map(|inherited| inherited.params.clone()).unwrap_or_default();
        params.extend(self.own.params.clone());
        let superfluous: Vec<&str> =
            params.keys().map(String::as_str).filter(|name| !self.takes.takes(name)).collect();
        for missing in self.takes.missing(&params) {
            let near = nearest(missing, superfluous.iter().copied());
            match near {
                Some(written) => self.tell_misspelt(resolver, written, missing),
                None => self.tell_missing(resolver, missing),
            }
        }
        for (name, param) in &params {
            let wrong = self.takes.said_of(name).and_then(|said| wrong(resolver, said, param));
            if let Some(message) = wrong {
                let said = self.takes.said_of(name).map_or_else(String::new, |said| said.meaning.clone());
                let fault = resolver.error(Code::InvalidValue, message, self.place_of(name));
                resolver.report_once(fault.with_help(format!("the rule says of `{name}`: {said}")));
            }
        }
        let own = self.own.params_place.iter().filter(|(name, _)| !self.takes.takes(name));
        own.for_each(|(name, place)| self.tell_superfluous(resolver, name, place.clone()));
    }

    /// Where a parameter is named; the rule, where it is not.
    fn place_of(&self, name: &str) -> Range<usize> {
        let inherited = || self.inherited?.params_place.get(name);
        self.own.params_place.get(name).or_else(inherited).cloned().unwrap_or_else(|| self.rule.span())
    }

    fn tell_misspelt(&self, resolver: &NameResolver<'_>, written: &str, meant: &str) {
        let message = format!("the rule `{}` takes no parameter `{written}`", self.rule);
        let fault =
            resolver.error(Code::Param, message, self.place_of(written)).with_near(written, Some(meant));
        resolver.report_once(self.with_reading(fault, meant));
    }

    fn tell_missing(&self, resolver: &NameResolver<'_>, missing: &str) {
        let message =
            format!("the rule `{}` is not handed the parameter `{missing}`, which it needs", self.rule);
        let written = self
            .own
            .params_place
            .values()
            .chain(self.inherited.iter().flat_map(|above| above.params_place.values()));
        let place = written.clone().next().cloned().unwrap_or_else(|| self.rule.span());
        let said = self.takes.said_of(missing);
        let help = match said {
            Some(said) => format!("add `{missing} = ..` to `params`: {}, {}", said.shape, said.meaning),
            None => format!(
                "add `{missing} = ..` to `params`, or ask `my.params.contains(\"{missing}\")` in the rule first"
            ),
        };
        let fault = resolver.error(Code::Param, message, place).with_help(help);
        resolver.report_once(self.with_reading(fault, missing));
    }

    /// Tells of a parameter that is handed over in vain. Where the rule does not say what it takes, that alone stops nothing.
    fn tell_superfluous(&self, resolver: &NameResolver<'_>, name: &str, place: Range<usize>) {
        let mut params: Params = self.inherited.map(|inherited| inherited.params.clone()).unwrap_or_default();
        params.extend(self.own.params.clone());
        if self
            .takes
            .missing(&params)
            .into_iter()
            .any(|missing| nearest(missing, std::iter::once(name)).is_some())
        {
            return;
        }
        let message = format!("the rule `{}` takes no parameter `{name}`", self.rule);
        let fault = resolver.error(Code::Param, message, place);
        let fault = fault.with_help("take it out, or read it in the rule as `my.params`");
        let fault = fault.with_nearest(name, self.takes.names());
        resolver.report_once(if self.takes.said.is_empty() { fault.into_warning() } else { fault });
    }

    fn with_reading(&self, fault: Diagnostic, name: &str) -> Diagnostic {
        match self.takes.read.reads.get(name) {
            Some(place) => fault.and_label(&self.takes.source, place.clone(), "it is read here"),
            None => fault,
        }
    }
}

/// What is wrong with a value, by what the rule says that it takes.
fn wrong(resolver: &NameResolver<'_>, said: &RuleParam, param: &Param) -> Option<String> {
    let name = &said.name;
    match param {
        Param::List(entries) if said.shape.is_list => entries
            .iter()
            .find_map(|entry| wrong_entry(resolver, said, entry))
            .map(|what| format!("`{name}` holds {what}")),
        _ if said.shape.is_list => Some(format!("`{name}` must be a {}", said.shape)),
        single => wrong_entry(resolver, said, single).map(|what| format!("`{name}` is {what}")),
    }
}

fn wrong_entry(resolver: &NameResolver<'_>, said: &RuleParam, param: &Param) -> Option<String> {
    let shape = &said.shape;
    let must = |given: &str| Some(format!("{given}, and must be {}", with_article(shape.kind)));
    match (shape.kind, param) {
        (ParamKind::Whole, Param::Number(number)) if !number.is_integer() => must(&english::number(*number)),
        (ParamKind::Number | ParamKind::Whole, Param::Number(number)) if !shape.holds(*number) => {
            Some(format!("{}, and must be a {shape}", english::number(*number)))
        }
        (ParamKind::Number | ParamKind::Whole, Param::Number(_))
        | (ParamKind::Text, Param::Text(_))
        | (ParamKind::Flag, Param::Flag(_)) => None,
        (ParamKind::Date, Param::Text(text)) if text.parse::<Date>().is_ok() => None,
        (ParamKind::Measure, Param::Text(id)) if resolver.scope.measures.contains_key(id.as_str()) => None,
        (ParamKind::Body, Param::Text(id)) if resolver.scope.register.contains_key(id.as_str()) => None,
        (_, Param::Text(text)) => must(&format!("`{text}`")),
        (_, Param::Number(number)) => must(&english::number(*number)),
        (_, Param::Flag(flag)) => must(&format!("`{flag}`")),
        (_, Param::List(_)) => must("a list"),
    }
}

fn with_article(kind: ParamKind) -> &'static str {
    match kind {
        ParamKind::Number => "a number",
        ParamKind::Whole => "a whole number",
        ParamKind::Text => "a text",
        ParamKind::Flag => "`true` or `false`",
        ParamKind::Date => "a date",
        ParamKind::Measure => "the id of a measure",
        ParamKind::Body => "the id of a body",
    }
}
