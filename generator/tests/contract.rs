//! Do the contract tests of a crate pass with a server that is right, and say what is wrong with one that is not?

mod crates;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DOCUMENT: &str = r##"openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: 'https://pets.example' }]
security: [{ key: [] }]
paths:
  /pets/{pet_id}:
    parameters: [{ name: pet_id, in: path, required: true, schema: { type: string, examples: [pet_1] } }]
    get:
      tags: [Pets]
      operationId: getPet
      parameters:
        - { name: fields, in: query, schema: { type: array, items: { type: string } }, example: [name] }
        - { name: since, in: query, schema: { type: string } }
      responses:
        '200':
          description: It
          headers:
            X-Total: { required: true, schema: { type: integer } }
            X-Page: { schema: { type: integer } }
            X-Note: { schema: { type: string } }
            X-Request: { $ref: '#/components/headers/Request' }
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
        '4XX': { description: No, content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
    delete:
      tags: [Pets]
      operationId: deletePet
      responses: { '204': { description: Gone } }
  /pets:
    get:
      tags: [Pets]
      operationId: listPets
      deprecated: true
      parameters: [{ name: born, in: query, schema: { type: string, format: date }, example: '2024-02-29' }]
      responses:
        '200':
          description: All
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } }
  /pets/search:
    post:
      tags: [Pets]
      operationId: searchPets
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } }
      responses:
        '200':
          description: By name
          content: { application/json: { schema: { type: object, additionalProperties: { $ref: '#/components/schemas/Pet' } } } }
  /client:
    get:
      operationId: client
      responses:
        '200': { description: Events, content: { text/event-stream: { schema: { type: string } } } }
  /health:
    head:
      operationId: contract
      responses: { '200': { description: Well, content: { text/plain: {} } } }
  /dump:
    get:
      operationId: dump
      responses: { '200': { description: Everything } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: x-key } }
  headers: { Request: { required: true, schema: { type: string } } }
  schemas:
    Pet:
      type: object
      required: [name, kind]
      properties:
        name: { type: string }
        kind: { type: string, enum: [cat, dog] }
        age: { type: integer }
    Problem:
      type: object
      required: [title]
      properties: { title: { type: string } }
"##;

const SETTINGS: &str = "[contract]\ncall = [\"searchPets\"]\nskip = [\"dump\"]\n\n[contract.arguments]\npet_id = \"pet 7\"\n\
                        \"getPet.since\" = \"2024\"\n\"listPets.since\" = 1\n";

/// Writes a crate with its tests, in a workspace of its own.
fn written(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("contract").join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("spec")).unwrap();
    fs::write(root.join("spec/openapi.yaml"), DOCUMENT).unwrap();
    fs::write(root.join("spec/sdk.toml"), SETTINGS).unwrap();
    let out = root.join("my-pets");
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let generate = |more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_openapi-build"))
            .args(["generate", "--contract-tests"])
            .args(more)
            .arg(root.join("spec"))
            .arg("--out")
            .arg(&out)
            .arg("--runtime-path")
            .arg(workspace.join("runtime"))
            .output()
            .unwrap()
    };
    let output = generate(&[]);
    assert!(output.status.success(), "{}", said(&output));
    let output = generate(&["--check"]);
    assert!(output.status.success(), "{}", said(&output));
    crates::set_apart(&out);
    out
}

/// Runs the tests that are ignored, against this address.
fn ask(out: &Path, url: &str, key: &str) -> Output {
    crates::cargo(out, "test")
        .args(["--test", "contract", "--", "--ignored", "--show-output"])
        .env("PETS_BASE_URL", url)
        .env("PETS_KEY", key)
        .env_remove("RUST_BACKTRACE")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Status, media type with what other headers follow it, and body.
type Answer = (&'static str, &'static str, &'static str);

/// A server that gives each request line its answer, for as long as the process lives.
fn serve(answer: fn(&str) -> Answer) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || respond(stream, answer));
        }
    });
    url
}

/// A client that goes away early is no failure of the server's.
fn respond(stream: TcpStream, answer: fn(&str) -> Answer) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let first = lines.next()?.ok()?;
    let mut length = 0;
    for line in lines.by_ref().map_while(Result::ok).take_while(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':')?;
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok()?;
        }
    }
    // What is sent is a line of JSON at most, which need not be read for an answer.
    assert!(length < 1000, "{first}");
    let request = first.strip_suffix(" HTTP/1.1")?;
    let (status, media_type, body) = answer(request);
    let length = if request.starts_with("HEAD") { 0 } else { body.len() };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&body.as_bytes()[..length]).ok()
}

fn right(request: &str) -> Answer {
    match request {
        "GET /pets/pet%207?fields=name&since=2024" => (
            "200 OK",
            "application/json; charset=utf-8\r\nX-Total: 7\r\nx-request: req_1",
            r#"{"name": "Rex", "kind": "dog", "more": 1}"#,
        ),
        "GET /pets?born=2024-02-29" => (
            "200 OK",
            "application/json",
            r#"[{"name": "Rex", "kind": "dog", "age": 7}]"#,
        ),
        "POST /pets/search" => (
            "200 OK",
            "application/json",
            r#"{"Rex": {"name": "Rex", "kind": "dog"}}"#,
        ),
        "GET /client" => ("200 OK", "text/event-stream", "data: a\n\n"),
        "HEAD /health" => ("200 OK", "text/plain", ""),
        _ => ("500 Internal Server Error", "text/plain", "nobody should ask for this"),
    }
}

fn wrong(request: &str) -> Answer {
    match request.split(['?', '%']).next().unwrap_or_default() {
        "GET /pets/pet" => (
            "200 OK",
            "application/json\r\nX-Total: many\r\nx-note: 5\r\nx-page: 1.5",
            r#"{"kind": "eel", "age": "seven"}"#,
        ),
        "GET /pets" => ("200 OK", "text/html", "<html>"),
        "POST /pets/search" => (
            "200 OK",
            "application/json",
            r#"{"a/b": {"name": "Rex", "kind": "cow"}, "c": []}"#,
        ),
        "GET /client" => ("202 Accepted", "text/event-stream", "data: a\n\n"),
        "HEAD /health" => ("401 Unauthorized", "text/plain", ""),
        _ => ("500 Internal Server Error", "text/plain", "nobody should ask for this"),
    }
}

#[test]
fn a_server_is_held_to_its_description() {
    let out = written("whole");
    let tests = fs::read_to_string(out.join("tests/contract.rs")).unwrap();
    for (text, is_there) in [
        (
            "let request = client.pets().get_pet(\"pet 7\").fields(vec![\"name\".to_owned()]).since(\"2024\");",
            true,
        ),
        (
            ".headers([contract::required::<i64>(\"x-total\"), contract::optional::<i64>(\"x-page\"), \
             contract::required::<String>(\"x-request\"),])",
            true,
        ),
        (
            ".answer(\"4XX\", [contract::json::<Problem>(\"application/problem+json\")])",
            true,
        ),
        ("//! * `PETS_KEY`: a credential", true),
        ("delete", false),
        ("dump", false),
    ] {
        let flat: String = tests.split_whitespace().collect();
        let wanted: String = text.split_whitespace().collect();
        assert_eq!(flat.contains(&wanted), is_there, "{text}:\n{tests}");
    }

    let output = ask(&out, &serve(right), "secret");
    let text = said(&output);
    assert!(output.status.success(), "{text}");
    assert!(!text.contains("warning"), "{text}");
    assert!(text.contains("5 passed"), "{text}");
    assert!(
        text.contains("getPet (GET /pets/{pet_id}) answers as the description says: 200 OK"),
        "{text}"
    );

    let output = ask(&out, &serve(wrong), "secret");
    let text = said(&output);
    assert_eq!(output.status.code(), Some(101), "{text}");
    for expected in [
        "test pets::get_pet ... FAILED",
        "getPet (GET /pets/{pet_id}) does not answer as the description says: 200 OK, application/json\n  \
         header x-total: wrong type: string \"many\", expected an integer of 64 bits\n  \
         header x-page: wrong type: string \"1.5\", expected an integer of 64 bits\n  \
         header x-request: is required, and missing\n  \
         /age: wrong type: string \"seven\", expected an integer of 64 bits\n  /name: is required, and missing\n  \
         /kind: unknown value \"eel\", which the enum does not have\n",
        "\n  undeclared media type text/html: the description has application/json\n",
        "\n  /c: wrong type: a list, expected an object (Pet)\n  /a~1b/kind: unknown value \"cow\", which the enum does not have\n",
        "\n  undeclared status 202: the description has 200\n",
        "contract (HEAD /health) does not answer as the description says: 401 Unauthorized, text/plain\n  the server does not take \
         the credentials of the environment, so that nothing was learned\n",
        "0 passed; 5 failed",
    ] {
        assert!(text.contains(expected), "{expected}\n\n{text}");
    }

    let output = ask(&out, "http://127.0.0.1:9", "");
    let text = said(&output);
    assert!(text.contains("no client: ") || text.contains("PETS_KEY"), "{text}");
}

#[test]
fn without_being_asked_they_are_ignored() {
    let out = written("quiet");
    let tests = fs::read_to_string(out.join("tests/contract.rs")).unwrap();
    assert_eq!(tests.matches("#[test]").count(), tests.matches("#[ignore = ").count());
    assert_eq!(tests.matches("#[test]").count(), 5);
}
