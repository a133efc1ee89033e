//! Whatever people type and marketplaces say stays text: payloads through every text field, looked at in Chromium, where a
//! function waits to be called and every breach of the content security policy is heard.

use std::process::Stdio;

use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, process::Command};

use crate::{Finding, Problem, Size, hostile::Payloads, world::World};

/// How many payloads people type in the quick form and in the published one. Marketplaces say all of them in both.
const QUICK: u64 = 60;
const FULL: u64 = 500;

/// What looks at the pages.
const BROWSER: &str = "end2end/support/xss.mjs";

/// The secret of the session that the browser is given.
const SESSION: &str = "a-session-of-this-proof-and-of-no-other";

/// What stands before a payload, to end whatever it stands in.
const BEFORE: [&str; 10] =
    ["", "\">", "'>", "</title>", "</textarea>", "</script>", "-->", "</style>", "`}", "\\\"}]</template>"];

/// What calls the function, in as many ways as browsers know.
const CALLS: [&str; 50] = [
    "<script>canary(N)</script>",
    "<script src=data:,canary(N)></script>",
    "<img src=x onerror=canary(N)>",
    "<img src=x onerror=\"canary(N)\">",
    "<svg onload=canary(N)>",
    "<svg><script>canary(N)</script></svg>",
    "<svg><animate onbegin=canary(N) attributeName=x dur=1s>",
    "<svg><set onbegin=canary(N) attributename=x>",
    "<body onload=canary(N)>",
    "<iframe src=javascript:canary(N)></iframe>",
    "<iframe srcdoc=\"<script>parent.canary(N)</script>\"></iframe>",
    "<object data=javascript:canary(N)></object>",
    "<embed src=javascript:canary(N)>",
    "<details open ontoggle=canary(N)>",
    "<video src=x onerror=canary(N)></video>",
    "<audio src=x onerror=canary(N)></audio>",
    "<video><source onerror=canary(N)></video>",
    "<input autofocus onfocus=canary(N)>",
    "<select autofocus onfocus=canary(N)></select>",
    "<textarea autofocus onfocus=canary(N)></textarea>",
    "<button autofocus onfocus=canary(N)>x</button>",
    "<marquee onstart=canary(N)>x</marquee>",
    "<a href=javascript:canary(N) autofocus onfocus=canary(N)>x</a>",
    "<a href=\"java&#x09;script:canary(N)\">x</a>",
    "<form action=javascript:canary(N)><input type=submit autofocus></form>",
    "<math><mtext><table><mglyph><style><img src onerror=canary(N)>",
    "<math href=javascript:canary(N)>x</math>",
    "<base href=javascript:/a/-canary(N)//>",
    "<meta http-equiv=refresh content=\"0;url=javascript:canary(N)\">",
    "<link rel=stylesheet href=javascript:canary(N)>",
    "<style>@import 'javascript:canary(N)';</style>",
    "<style>*{background:url(javascript:canary(N))}</style>",
    "<div style=\"background:url(javascript:canary(N))\">x</div>",
    "<table background=javascript:canary(N)>",
    "<noscript><p title=\"</noscript><img src=x onerror=canary(N)>\">",
    "<template><script>canary(N)</script></template>",
    "<x onclick=canary(N) id=x tabindex=0 onfocus=canary(N) autofocus>x",
    "<xss contenteditable onblur=canary(N) autofocus onfocus=canary(N)>x",
    "<ScRiPt>canary(N)</sCrIpT>",
    "<script\n>canary(N)</script\n>",
    "<script/x>canary(N)</script>",
    "<<script>canary(N)//<</script>",
    "&lt;script&gt;canary(N)&lt;/script&gt;",
    "&#60;img src=x onerror=canary(N)&#62;",
    "%3Cscript%3Ecanary(N)%3C/script%3E",
    "\\u003cscript\\u003ecanary(N)\\u003c/script\\u003e",
    "\u{2028}<img src=x onerror=canary(N)>\u{2029}",
    "javascript:canary(N)",
    "\" autofocus onfocus=canary(N) x=\"",
    "{{constructor.constructor('canary(N)')()}}${canary(N)}",
];

/// Has the browser go through the shop.
///
/// # Errors
/// When the shop cannot be opened, or there is no browser.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let all = payloads();
    let hostile = Payloads::new(all.clone());
    let world = World::open_hostile(size.database, &[], &hostile).await?;
    world.open_session(&world.account(1).await?, SESSION).await?;
    let typed = usize::try_from(size.count(QUICK, FULL))?.min(all.len());
    // The quick form takes them from everywhere.
    let step = (all.len() / typed.max(1)).max(1);
    let typed: Vec<&String> = all.iter().step_by(step).take(typed).collect();
    let told = browse(&json!({ "url": world.url, "session": SESSION, "payloads": typed })).await?;
    let count = |name: &str| told[name].as_u64().unwrap_or(u64::MAX);
    for problem in told["problems"].as_array().into_iter().flatten().take(20) {
        eprintln!("      {problem}");
    }
    let figure = json!({
        "payloads": typed.len(),
        "fields": count("fields"),
        "typed": count("typed"),
        "said_by_marketplaces": hostile.said(),
        "pages": count("pages"),
        "calls": count("calls"),
        "violations": count("violations"),
        "elements_made": count("made"),
    });
    let quiet = count("calls") == 0 && count("violations") == 0 && count("made") == 0;
    // The browser's own trial: with the policy away and the payload written as markup, the function is called.
    let heard = told["control"] == json!(true);
    let reached = count("pages") > 20 && count("fields") > 15 && hostile.said() >= 500;
    Ok(Finding { figure, ok: quiet && heard && reached })
}

/// Every way to call, behind everything that may have to be ended first; each knows its number.
fn payloads() -> Vec<String> {
    let pairs = CALLS.iter().flat_map(|call| BEFORE.iter().map(move |before| format!("{before}{call}")));
    pairs.enumerate().map(|(number, payload)| payload.replace("(N)", &format!("({number})"))).collect()
}

/// Gives the browser its task and takes what it found from its last line.
async fn browse(task: &Value) -> Result<Value, Problem> {
    let mut child = Command::new("node")
        .arg(BROWSER)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("node cannot be started: {error}"))?;
    let mut stdin = child.stdin.take().ok_or("no way to speak to the browser")?;
    stdin.write_all(task.to_string().as_bytes()).await?;
    drop(stdin);
    let output = child.wait_with_output().await?;
    let text = String::from_utf8_lossy(&output.stdout);
    let last = text.lines().last().unwrap_or_default();
    serde_json::from_str(last).map_err(|_| format!("the browser did not end with a line of JSON: {last}").into())
}
