//! Shows the page to a browser without a window: `run PAGE.wasm BROWSER`. Ends with 1 unless all holds.

mod http;
mod shop;

use std::error::Error;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{env, fs, thread};

use http::{Answer, Request};
use shop::Shop;

/// More than all of it takes on a machine that is busy.
const LIMIT: Duration = Duration::from_secs(180);

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool, Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let (Some(page), Some(browser)) = (arguments.next(), arguments.next()) else {
        return Err("usage: run PAGE.wasm BROWSER".into());
    };
    let folder = env::temp_dir().join(format!("page-{}", std::process::id()));
    let outcome = show(Path::new(&page), Path::new(&browser), &folder);
    // The browser may be writing its last to it.
    let _ = fs::remove_dir_all(&folder);
    let report = outcome?;
    println!("{report}");
    Ok(report.lines().all(|line| line.starts_with("ok ")))
}

fn show(page: &Path, browser: &Path, folder: &Path) -> Result<String, Box<dyn Error>> {
    let package = folder.join("package");
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(page)
        .web(true)
        .map_err(|error| error.to_string())?
        .omit_default_module_path(false)
        .typescript(false)
        .generate(&package)
        .map_err(|error| format!("{error:#}"))?;
    let (port, reports) = serve(package)?;
    let mut browser = open(browser, &folder.join("profile"), port)?;
    let report = reports.recv_timeout(LIMIT);
    // It may have ended by itself.
    let _ = browser.kill();
    browser.wait()?;
    report.map_err(|_| "the page has not said how it went".into())
}

fn open(browser: &Path, profile: &Path, port: u16) -> Result<Child, Box<dyn Error>> {
    let child = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("http://localhost:{port}/"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    child.map_err(|error| format!("{} cannot be started: {error}", browser.display()).into())
}

/// Serves the page, and the API that it calls from another origin.
fn serve(package: PathBuf) -> Result<(u16, Receiver<String>), Box<dyn Error>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    // A port that was free a moment ago, where nobody answers.
    let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
    let start = include_str!("start.html")
        .replace("API", &format!("http://127.0.0.1:{port}/v1"))
        .replace("NOBODY", &format!("http://127.0.0.1:{nobody}/v1"));
    let (reporter, reports) = mpsc::channel();
    let shop = Arc::new(Mutex::new(Shop::default()));
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let (package, start, reporter) = (package.clone(), start.clone(), reporter.clone());
            let shop = Arc::clone(&shop);
            thread::spawn(move || {
                // That a browser goes away is no news.
                let _ = http::exchange(connection, |request| match request.path() {
                    "/" => Answer::of("text/html", start.as_str()),
                    "/report" => {
                        // The first is the one that counts.
                        let _ = reporter.send(String::from_utf8_lossy(&request.body).into_owned());
                        Answer::empty(204)
                    }
                    path if path.starts_with("/v1/") => across_origins(request, &shop),
                    path => file(&package, path),
                });
            });
        }
    });
    Ok((port, reports))
}

fn file(package: &Path, path: &str) -> Answer {
    let kind = if path.ends_with(".wasm") {
        "application/wasm"
    } else {
        "text/javascript"
    };
    match fs::read(package.join(path.trim_start_matches('/'))) {
        Ok(bytes) => Answer::of(kind, bytes),
        Err(_) => Answer::empty(404),
    }
}

/// A page of another origin may send what it is given leave for, and see what it is shown (the Fetch Standard, §3.3).
fn across_origins(request: &Request, shop: &Mutex<Shop>) -> Answer {
    let answer = match &*request.method {
        "OPTIONS" => Answer::empty(204)
            .with("Access-Control-Allow-Methods", "GET, POST, PATCH")
            .with(
                "Access-Control-Allow-Headers",
                "authorization, content-type, idempotency-key, last-event-id",
            ),
        _ => Shop::answer(shop, request),
    };
    answer
        .with("Access-Control-Allow-Origin", "*")
        .with("Access-Control-Expose-Headers", "retry-after, x-request-id")
}
