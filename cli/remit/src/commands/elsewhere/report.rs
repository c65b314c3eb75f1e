//! `remit report`: hands a report in at a service.

use std::ffi::OsStr;

use anyhow::Context as _;
use plugins::files::{Links, read_bounded};
use plugins::service_client::{HandedOver, ServiceClient, encoded, key_of};
use serde::Deserialize;
use words::elsewhere::{self as say, Became, Taken};

use super::pages::token;
use crate::args::ReportArgs;
use crate::commands::said;
use crate::exit::Exit;

/// The most that a service takes.
const LARGEST: u64 = 32 << 20;

#[derive(Deserialize)]
struct Answer {
    hash: String,
    receipt: Receipt,
}

#[derive(Deserialize)]
struct Receipt {
    file: String,
    accepted: usize,
    unchanged: usize,
    revised: usize,
    #[serde(default)]
    unreconciled: usize,
    skipped: usize,
    quarantined: usize,
    #[serde(default)]
    set_aside: Vec<SetAside>,
}

#[derive(Deserialize)]
struct SetAside {
    line: u32,
    reason: String,
}

/// Hands it in, and says what became of it.
pub(in crate::commands) fn report(args: &ReportArgs) -> anyhow::Result<Exit> {
    let client = ServiceClient::new(&args.service, token(args.token.token.as_deref()))?;
    let bytes = read_bounded(&args.file, LARGEST, Links::Followed)
        .with_context(|| format!("{} cannot be read", args.file.display()))?;
    // The same file handed in again counts once, unless it is called otherwise.
    let said = [args.feed.as_bytes(), args.name.as_deref().unwrap_or_default().as_bytes(), &bytes];
    let key = args.key.clone().unwrap_or_else(|| key_of(&said));
    let mut asked = Vec::new();
    asked.extend(args.name.as_ref().map(|name| format!("name={}", encoded(name))));
    asked.extend(args.dry.then(|| "dry=true".to_owned()));
    let path = format!("/feeds/{}/reports?{}", encoded(&args.feed), asked.join("&"));
    let handed_over = HandedOver { content_type: content_type(args), key: Some(&key), bytes: &bytes };
    let answer = client.hand_in(&path, &handed_over)?;
    if args.json {
        said::answer_json(&answer)?;
        return Ok(Exit::Quiet);
    }
    let Answer { hash, receipt } =
        serde_json::from_str(&answer).context("the service does not answer as Remit does")?;
    let became = if args.dry { Became::Foreseen } else { Became::TakenIn };
    let taken = Taken {
        accepted: receipt.accepted,
        unchanged: receipt.unchanged,
        revised: receipt.revised,
        unreconciled: receipt.unreconciled,
        skipped: receipt.skipped,
        set_aside: receipt.quarantined,
    };
    let mut told = vec![say::report(&receipt.file, became, taken)];
    told.extend(receipt.set_aside.iter().map(|row| say::set_aside(row.line, &row.reason)));
    told.extend((became == Became::TakenIn).then(|| say::found_again(&hash)));
    said::answer(&format!("{}\n", told.join("\n")))?;
    Ok(Exit::Quiet)
}

/// How a file is written, by its ending; what it is the service knows by its feed.
fn content_type(args: &ReportArgs) -> &'static str {
    match args.file.extension().and_then(OsStr::to_str).map(str::to_lowercase).as_deref() {
        Some("csv") => "text/csv",
        Some("ndjson" | "jsonl") => "application/x-ndjson",
        Some("json") => "application/json",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
