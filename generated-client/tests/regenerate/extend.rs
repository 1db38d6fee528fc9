//! What happens when the rest of the API's pages are added?

use std::fs;
use std::path::{Path, PathBuf};

use crate::copy::{Copy, copy};

/// Puts pages into `spec/`, under their names.
fn add_pages(copy: &Copy, folder: &Path) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder can be read to its end").path();
        let name = path.file_name().expect("it has a name").to_str().expect("it is UTF-8");
        let text = fs::read_to_string(&path).expect("a page can be read");
        copy.write(&format!("spec/{name}"), &text);
    }
}

fn own_pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("generated-client/tests/regenerate/pages")
}

/// A program that calls the new operations of a server of its own, which holds it to what goes over the wire.
const PROGRAM: &str = r##"
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

use zenskar::types::{NewCustomer, Refund, RefundRefundDestination, TaxId, UsageEvent};

/// Answers with each of these in turn, and gives what it was sent: the first line, the headers, the body.
fn serve(answers: Vec<&'static str>) -> (String, std::thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || {
        let mut seen = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut head = String::new();
            let mut length = 0;
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if line == "\r\n" {
                    break;
                }
                let lower = line.to_ascii_lowercase();
                if let Some(value) = lower.strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                head.push_str(&line);
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            seen.push(format!("{head}\n{}", String::from_utf8(body).unwrap()));
            let length = answer.len();
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{answer}").unwrap();
        }
        seen
    });
    (url, served)
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(calls()).unwrap();
}

async fn calls() -> Result<(), zenskar::Error> {
    let (url, served) = serve(vec![
        r#"{"results": [{"id": "a"}, {"id": "b"}], "next": "p/2"}"#,
        r#"{"results": [], "next": "p3"}"#,
        r#"{"results": [{"id": "c"}], "next": null}"#,
        r#"{"customer_name": "Acme", "tax": {"tax_id": "1"}}"#,
        "{}",
        r#"{"refund_destination": "credits", "refund_amount": 5}"#,
        r#"[{"id": "i", "total": null}]"#,
    ]);
    let client = zenskar::Client::builder()
        .base_url(&url)
        .api_token_auth("token")
        .organisation_auth("organisation-1")
        .apiversion(20240301)
        .build()?;

    let customers = client.customers().list_customers().limit(2).items().into_vec().await?;
    let ids: Vec<&str> = customers.iter().map(|customer| customer.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);

    let new = NewCustomer::new("Acme").tax(TaxId::new().tax_id("1").clear_tax_code());
    let created = client.customers().create_customer(new).await?;
    assert_eq!(created.tax.and_then(|tax| tax.tax_id).as_deref(), Some("1"));

    let event = UsageEvent::new("c", [("units".to_owned(), 3.into())].into_iter().collect());
    client.usage_events().ingest_usage_event("api/calls", event).idempotency_key("once").apiversion(1).await?;

    let payment = "5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10".parse::<zenskar::runtime::uuid::Uuid>().unwrap();
    let refund = Refund::new(RefundRefundDestination::Credits).refund_amount(5);
    let refund = client.payments().refund_payment(payment, refund).await?;
    assert_eq!(refund.refund_amount, Some(5));

    let invoices = client.invoices().get_invoice_list().customer_external_id("x 1").await?;
    assert_eq!(invoices[0].total, None);

    let seen = served.join().unwrap();
    let begins = |index: usize, line: &str| {
        assert!(seen[index].starts_with(&format!("{line} HTTP/1.1\r\n")), "{}", seen[index]);
        let head = seen[index].to_ascii_lowercase();
        assert!(head.contains("x-api-key: token\r\n") && head.contains("organisation: organisation-1\r\n"), "{head}");
    };
    begins(0, "GET /customers?limit=2");
    begins(1, "GET /customers?limit=2&cursor=p%2F2");
    begins(2, "GET /customers?limit=2&cursor=p3");
    assert!(seen[0].contains("apiversion: 20240301\r\n"));
    begins(3, "POST /customers");
    assert!(seen[3].ends_with("\n{\"customer_name\":\"Acme\",\"tax\":{\"tax_id\":\"1\",\"tax_code\":null}}"), "{}", seen[3]);
    begins(4, "POST /usage/api%2Fcalls");
    assert!(seen[4].to_ascii_lowercase().contains("idempotency-key: once\r\n") && seen[4].contains("apiversion: 1\r\n"));
    begins(5, "POST /payments/5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10/refund");
    begins(6, "GET /invoices?customer__external_id=x%201");
    Ok(())
}
"##;

#[test]
fn pages_are_dropped_in_and_called() {
    let copy = copy();
    add_pages(&copy, &own_pages());
    copy.write_program("");
    copy.write_main(PROGRAM);
    let built = copy.build(&["default"]).success();
    assert_eq!(built.warnings, [""; 0], "{}", built.generated("report.txt"));
    let run = copy
        .cargo("run")
        .args(["--quiet", "--package", "user", "--features", "zenskar/default"])
        .output();
    let run = run.expect("cargo can be run");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn pages_that_contradict_each_other_are_shown_with_both_places() {
    let copy = copy();
    add_pages(&copy, &own_pages());
    let page = "spec/create-customer.yaml";
    let text = fs::read_to_string(copy.path(page)).expect("it has been added");
    let changed = "          title: Tax Id\n          anyOf: [{type: string}";
    assert!(text.contains(changed));
    copy.write(
        page,
        &text.replace(changed, "          title: Tax Id\n          anyOf: [{type: integer}"),
    );
    copy.write_program("");
    let stderr = copy.build(&["default"]).failure();
    let line = |file: &str, text: &str| {
        let page = fs::read_to_string(copy.path(file)).expect("it is there");
        let found = page.lines().position(|line| line.trim() == text);
        format!(
            "{file}:{}:",
            found.unwrap_or_else(|| panic!("{file} has no {text}")) + 1
        )
    };
    let here = line(page, "anyOf: [{type: integer}, {type: \"null\"}]");
    assert!(
        stderr.contains("two documents describe `TaxId` differently"),
        "{stderr}"
    );
    assert!(stderr.contains(&here), "{here} is not in:\n{stderr}");
    assert!(stderr.contains("--> spec/update-customer.md:"), "{stderr}");
}

/// The whole API, as far as its public pages show it: 60 pages of an operation each beside the one of the project.
#[test]
#[allow(clippy::print_stderr, reason = "what is skipped is told")]
fn the_rest_of_the_api_is_added_without_a_warning() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/zenskar");
    if !shared.join("fragments").is_dir() {
        return eprintln!("skipped: there is no {}", shared.display());
    }
    let copy = copy();
    add_pages(&copy, &shared.join("fragments"));
    // Four of them as pages too: what is said twice alike is one.
    add_pages(&copy, &shared.join("pages"));
    copy.write_program("");
    let built = copy.build(&["default"]).success();
    assert_eq!(built.warnings, [""; 0], "{}", built.generated("report.txt"));
    let operations: usize = built
        .files()
        .values()
        .map(|file| {
            String::from_utf8_lossy(&file.text)
                .matches(": codegen::Operation = ")
                .count()
        })
        .sum();
    assert_eq!(operations, 61);
    for (command, arguments) in [("clippy", &["--", "-D", "warnings"][..]), ("doc", &["--no-deps"])] {
        let mut cargo = copy.cargo(command);
        cargo
            .args(["--package", "zenskar"])
            .args(arguments)
            .env("RUSTDOCFLAGS", "-D warnings");
        let output = cargo.output().expect("cargo can be run");
        let stderr = String::from_utf8_lossy(&output.stderr);
        if stderr.contains("is not installed") {
            eprintln!("skipped: there is no cargo {command}");
            continue;
        }
        assert!(output.status.success(), "cargo {command}:\n{stderr}");
    }

    let page = "spec/create-customer.yaml";
    let text = fs::read_to_string(copy.path(page)).expect("it has been added");
    let (known, other) = ("Location", "Where");
    assert!(text.contains(known), "the shared schema has no {known}");
    copy.write(page, &text.replacen(known, other, 1));
    let stderr = copy.build(&["default"]).failure();
    assert!(
        stderr.contains("two documents describe `ValidationError` differently"),
        "{stderr}"
    );
    assert!(stderr.contains(page) && stderr.matches("-->").count() >= 2, "{stderr}");
}
