//! `one.two(three)[four]`, lowered: what is asked of something, one after the other. The interpreter works out every argument of a
//! chain before it looks at what the chain begins with.

use rhai::{ASTFlags, Expr, FnCallExpr, ImmutableString, Position};

use super::code::{CellForm, Code, Host, Method, Property, Reader, SubjectWord};
use super::lower::Lowering;
use super::refusal::{Construct, NotLowered, Obstacle};
use super::words::{CHANGING, each_word, method_word};

/// A link of a chain.
#[derive(Clone, Copy)]
enum Link<'a> {
    Property { name: &'a ImmutableString, getter: &'a ImmutableString },
    Method(&'a FnCallExpr),
    Entry(&'a Expr),
}

/// What a chain has come to so far.
enum Place {
    My,
    /// What the declaration hands over; with what the host calls it.
    Params(ImmutableString),
    /// One of the things that are judged, which is given as a whole to the host alone.
    Own(&'static str, ImmutableString),
    Value(Code),
}

impl Lowering<'_> {
    pub(super) fn chain(&mut self, expression: &Expr) -> Result<Code, NotLowered> {
        let position = expression.position();
        let Some((root, links)) = links(expression) else {
            return self.refuse(position, Construct::Perhaps);
        };
        if let [Link::Method(call)] = links.as_slice()
            && CHANGING.contains(&call.name.as_str())
        {
            let Some(place) = self.place_of(root) else {
                return self.refuse(position, Construct::AssignmentIntoValue);
            };
            let args = self.operands(&call.args)?;
            return self.change(place, &call.name, args, position);
        }
        let mut place = if self.is_my(root) { Place::My } else { Place::Value(self.expression(root)?) };
        let mut args: Vec<Vec<Code>> =
            links.iter().map(|link| self.args_of(*link)).collect::<Result<_, _>>()?;
        let mut early = Vec::new();
        if !args.iter().skip(1).flatten().all(Code::is_at_hand) {
            early.extend(
                args.iter_mut().flatten().filter(|arg| !arg.is_at_hand()).map(|arg| self.put_aside(arg)),
            );
        }
        for (link, args) in links.iter().zip(args) {
            place = self.follow(place, *link, args, position)?;
        }
        let code = self.at_end(place, position)?;
        Ok(if early.is_empty() {
            code
        } else {
            early.push(code);
            Code::Block(early)
        })
    }

    /// Puts the value of an argument into a place of its own before the chain is looked at.
    fn put_aside(&mut self, arg: &mut Code) -> Code {
        let place = self.new_place();
        let value = std::mem::replace(arg, Code::Variable(place));
        Code::Set(place, Box::new(value))
    }

    fn args_of(&mut self, link: Link<'_>) -> Result<Vec<Code>, NotLowered> {
        match link {
            Link::Property { .. } => Ok(Vec::new()),
            // What is handed a function is lowered with it.
            Link::Method(call) if each_word(&call.name).is_some() && call.args.len() == 1 => Ok(Vec::new()),
            Link::Method(call) => call.args.iter().map(|arg| self.argument(arg)).collect(),
            Link::Entry(at) => Ok(vec![self.operand(at)?]),
        }
    }

    fn follow(
        &mut self,
        place: Place,
        link: Link<'_>,
        args: Vec<Code>,
        position: Position,
    ) -> Result<Place, NotLowered> {
        self.count(position)?;
        match (place, link) {
            (Place::My, Link::Property { name, getter }) => Ok(of_my(name, getter)),
            (Place::My, Link::Method(call)) => {
                self.check_word(&call.name, position)?;
                Ok(Place::Value(self.asked_of_my(&call.name, args)))
            }
            (Place::Params(_), Link::Property { name, .. }) => Ok(Place::Value(Code::Param(name.clone()))),
            (Place::Params(_), Link::Method(call))
                if let ("contains", [Expr::StringConstant(key, _)]) = (call.name.as_str(), &*call.args) =>
            {
                Ok(Place::Value(Code::HasParam(key.clone())))
            }
            (Place::Own(whose, _), Link::Property { name, .. })
                if let Some(word) = subject_word(whose, name) =>
            {
                Ok(Place::Value(Code::Subject(word)))
            }
            (place, link) => {
                let of = self.at_end(place, position)?;
                self.of_value(of, link, args, position).map(Place::Value)
            }
        }
    }

    fn of_value(
        &mut self,
        of: Code,
        link: Link<'_>,
        mut args: Vec<Code>,
        position: Position,
    ) -> Result<Code, NotLowered> {
        match link {
            Link::Property { name, getter } => {
                Ok(Code::Property(Box::new(Property { of, name: name.clone(), getter: getter.clone() })))
            }
            Link::Entry(_) => {
                let at = args.pop().expect("a place has one argument");
                Ok(Code::Entry(Box::new([of, at])))
            }
            Link::Method(call) => {
                self.check_word(&call.name, position)?;
                if let (Some(word), [function]) = (each_word(&call.name), &*call.args) {
                    return self.each((word, of), function, position);
                }
                if CHANGING.contains(&call.name.as_str()) {
                    return self.refuse(position, Construct::AssignmentIntoValue);
                }
                let word = method_word(&call.name, args.len());
                Ok(Code::Method(Box::new(Method { word, name: call.name.clone(), of, args })))
            }
        }
    }

    /// A chain as a value.
    fn at_end(&self, place: Place, position: Position) -> Result<Code, NotLowered> {
        let asked = |getter: ImmutableString| {
            Code::Host(Box::new(Host { name: getter, args: vec![Code::My], changes: None }))
        };
        match place {
            Place::Value(code) => Ok(code),
            Place::Params(getter) | Place::Own(_, getter) => Ok(asked(getter)),
            Place::My => self.refuse(position, Construct::HandedOn),
        }
    }

    /// A function of the text itself that is called as a method has a `this`.
    fn check_word(&self, name: &str, position: Position) -> Result<(), NotLowered> {
        if self.has_function(name) {
            return self.refuse(position, Construct::FunctionAsValue);
        }
        if name == "call" {
            return Err(self.refusal(position, Obstacle::Word(name.to_owned())));
        }
        Ok(())
    }

    /// What is asked of what the rule is given.
    fn asked_of_my(&mut self, name: &ImmutableString, args: Vec<Code>) -> Code {
        let given = args.len();
        let reader = match name.as_str() {
            "value" => Some(Reader::Value),
            "has" => Some(Reader::Has),
            "why_missing" => Some(Reader::WhyMissing),
            "target" => Some(Reader::Target),
            "reporting_rate" => Some(Reader::ReportingRate),
            "on_time_rate" => Some(Reader::OnTimeRate),
            _ => None,
        };
        if let (Some(reader), 0..=3) = (reader, given) {
            let site = if reader.asks_for_one() { self.site(&args) } else { None };
            return Code::Read(reader, CellForm { args, site });
        }
        let mut args = args;
        if !matches!(
            (name.as_str(), given),
            ("value_ago" | "values" | "value_or" | "amount", 1 | 2) | ("overdue", 0)
        ) {
            args.insert(0, Code::My);
            return Code::Host(Box::new(Host { name: name.clone(), args, changes: None }));
        }
        let site = match name.as_str() {
            "value_ago" => self.site(&args),
            "values" => self.sites(&args),
            // What is given in the place of a figure has no part in which figure it is.
            "value_or" => self.site(&args[..given - 1]),
            _ => None,
        };
        let mut args = args.into_iter().map(Box::new);
        let mut next = || args.next();
        match (name.as_str(), given) {
            ("value_ago", 1) => Code::Ago(None, next().expect("there is one"), site),
            ("value_ago", _) => Code::Ago(next(), next().expect("there are two"), site),
            ("values", 1) => Code::Values(None, next().expect("there is one"), site),
            ("values", _) => Code::Values(next(), next().expect("there are two"), site),
            ("value_or", 1) => Code::Default(None, next().expect("there is one"), site),
            ("value_or", _) => Code::Default(next(), next().expect("there are two"), site),
            ("amount", _) => Code::Amount(next().expect("there is one"), next()),
            _ => Code::IsOverdue,
        }
    }
}

fn of_my(name: &ImmutableString, getter: &ImmutableString) -> Place {
    match name.as_str() {
        "period" => Place::Value(Code::Subject(SubjectWord::Period)),
        "mission" => Place::Value(Code::Subject(SubjectWord::Mission)),
        "obligation" => Place::Value(Code::Subject(SubjectWord::Obligation)),
        "params" => Place::Params(getter.clone()),
        "body" => Place::Own("body", getter.clone()),
        "owed_by" => Place::Own("owed_by", getter.clone()),
        "measure" => Place::Own("measure", getter.clone()),
        _ => Place::Value(Code::Host(Box::new(Host {
            name: getter.clone(),
            args: vec![Code::My],
            changes: None,
        }))),
    }
}

/// What a chain begins with, and its links; none where one of them asks whether something is there.
fn links(expression: &Expr) -> Option<(&Expr, Vec<Link<'_>>)> {
    let (mut parts, mut flags, mut is_dot) = match expression {
        Expr::Dot(parts, flags, _) => (parts, *flags, true),
        Expr::Index(parts, flags, _) => (parts, *flags, false),
        _ => return None,
    };
    let (root, mut links) = (&parts.lhs, Vec::new());
    loop {
        if flags.intersects(ASTFlags::NEGATED) {
            return None;
        }
        let goes_on = !flags.intersects(ASTFlags::BREAK);
        match &parts.rhs {
            Expr::Dot(next, of, _) if goes_on => {
                links.push(link(&next.lhs, is_dot)?);
                (parts, flags, is_dot) = (next, *of, true);
            }
            Expr::Index(next, of, _) if goes_on => {
                links.push(link(&next.lhs, is_dot)?);
                (parts, flags, is_dot) = (next, *of, false);
            }
            last => {
                links.push(link(last, is_dot)?);
                return Some((root, links));
            }
        }
    }
}

fn link(expression: &Expr, is_dot: bool) -> Option<Link<'_>> {
    match expression {
        Expr::Property(parts, _) if is_dot => Some(Link::Property { name: &parts.2, getter: &parts.0.0 }),
        Expr::MethodCall(call, _) if is_dot => Some(Link::Method(call)),
        _ if is_dot => None,
        at => Some(Link::Entry(at)),
    }
}

fn subject_word(whose: &str, said: &str) -> Option<SubjectWord> {
    Some(match (whose, said) {
        ("body", "id") => SubjectWord::BodyId,
        ("body", "name") => SubjectWord::BodyName,
        ("body", "kind") => SubjectWord::BodyKind,
        ("owed_by", "id") => SubjectWord::OwedById,
        ("owed_by", "name") => SubjectWord::OwedByName,
        ("measure", "id") => SubjectWord::MeasureId,
        ("measure", "title") => SubjectWord::MeasureTitle,
        ("measure", "better") => SubjectWord::MeasureBetter,
        ("measure", "class") => SubjectWord::MeasureClass,
        ("measure", "unit") => SubjectWord::MeasureUnit,
        _ => return None,
    })
}
