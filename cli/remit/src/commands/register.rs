//! `remit register`: rows for the organisations that a feed's files name and the register lacks.

use std::fs::OpenOptions;
use std::io::Write as _;

use anyhow::{Context as _, bail};
use app::project::{self, BODIES_FILE, Project};
use app::reading::describe;
use app::unregistered::{Alike, NewBody, unregistered};
use engine::model::FeedId;
use jiff::Timestamp;
use language::read::Sheet;
use words::unregistered::{Seen, UnregisteredBody, added, complete, more_seen, seen};

use super::said;
use crate::args::RegisterArgs;
use crate::exit::Exit;

/// So many organisations are told of which nothing stands out.
const MOST_PLAIN: usize = 12;

/// Prints the rows, or adds them; what is known of each organisation is said on standard error.
pub(super) fn register(args: &RegisterArgs) -> anyhow::Result<Exit> {
    let (project, faults) = project::load_expectant(&args.dir);
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let feed = FeedId::new(args.feed.as_str());
    let Some(found) = unregistered(&project, &feed, Timestamp::now()) else {
        let feeds: Vec<String> = project.settings.feeds.iter().map(|feed| format!("`{}`", feed.id)).collect();
        bail!("the project has no feed `{feed}`; it has {}", words::english::list(&feeds));
    };
    found.faults.iter().for_each(|fault| said::complain(&describe(fault)));
    let exit = if found.faults.is_empty() { Exit::Quiet } else { Exit::Unusable };
    if found.bodies.is_empty() {
        if found.faults.is_empty() {
            said::remark(&complete(feed.as_str()));
        }
        return Ok(exit);
    }
    tell_all(&found.bodies);
    let new: Vec<&NewBody> =
        found.bodies.iter().filter(|body| !matches!(body.alike, Some(Alike::SameName(_)))).collect();
    let rows = rows(&project, &new)?;
    if args.write {
        append(&project, &rows)?;
        said::answer(&format!("{}\n", added(new.len(), BODIES_FILE)))?;
    } else {
        said::answer(&rows)?;
    }
    Ok(exit)
}

/// Tells of each organisation of which anything stands out, and of the first of the others.
fn tell_all(bodies: &[NewBody]) {
    let mut plain = 0;
    for body in bodies {
        let line = tell(body);
        plain += usize::from(!line.stands_out);
        if line.stands_out || plain <= MOST_PLAIN {
            said::remark(&line.text);
        }
    }
    if let Some(more) = plain.checked_sub(MOST_PLAIN).filter(|more| *more > 0) {
        said::remark(&more_seen(more));
    }
}

fn tell(body: &NewBody) -> Seen {
    let (same_name, near, twin) = match &body.alike {
        Some(Alike::SameName(id)) => (Some(id.as_str()), None, None),
        Some(Alike::Near(id)) => (None, Some(id.as_str()), None),
        Some(Alike::Twin(id)) => (None, None, Some(id.as_str())),
        None => (None, None, None),
    };
    let text = body.code.as_deref().unwrap_or(&body.name);
    let NewBody { name, first, last, of_kind, rows, .. } = body;
    let (periods, of_kind, rows) = ((*first, *last), *of_kind, *rows);
    seen(&UnregisteredBody { text, name, periods, of_kind, rows, same_name, near, twin })
}

/// The rows in the columns that the register has.
fn rows(project: &Project, bodies: &[&NewBody]) -> anyhow::Result<String> {
    let sheet = Sheet::as_it_stands(&project.sources.bodies).context("the register has no columns")?;
    let columns: Vec<&str> = sheet.columns().collect();
    if !columns.contains(&"codes") && bodies.iter().any(|body| body.code.is_some()) {
        bail!(
            "{BODIES_FILE} has no column `codes`, by which feeds name bodies; add it to the first line and to each row"
        );
    }
    let row = |body: &&NewBody| {
        let fields: Vec<String> = columns.iter().map(|column| quoted(body.field(column))).collect();
        format!("{}\n", fields.join(","))
    };
    Ok(bodies.iter().map(row).collect())
}

/// A field as a sheet holds it.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

fn append(project: &Project, rows: &str) -> anyhow::Result<()> {
    let path = project.dir.join(BODIES_FILE);
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(&path).with_context(|| format!("{shown} cannot be read"))?;
    let mut file =
        OpenOptions::new().append(true).open(&path).with_context(|| format!("{shown} cannot be written"))?;
    let start = if text.ends_with('\n') { "" } else { "\n" };
    file.write_all(format!("{start}{rows}").as_bytes()).with_context(|| format!("{shown} cannot be written"))
}
