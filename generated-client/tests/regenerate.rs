//! What happens when the API's description changes?
//!
//! These tests are a user who extends the SDK: in a copy of the workspace they edit the page in `spec/`, add another,
//! break one, and build. A program beside the copy, `user`, says by compiling what is in the crate and what is not.
//!
//! The copy and its target directory stay from one run to the next, so that only the first one is slow.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::SystemTime;

use serde_json::Value;

const PAGE: &str = "spec/update-customer.md";

/// What cargo needs of the workspace; of these, what is there.
const COPIED: [&str; 11] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "build.rs",
    "generated-client",
    "generator",
    "runtime",
    "rust-toolchain.toml",
    "spec",
    "xtask",
];

#[test]
fn the_page_grows_and_the_crate_with_it() {
    let copy = copy();
    let program = r#"
        use zenskar::types::{CustomerResponse, UpdateCustomerRequest};

        pub async fn extended(client: &zenskar::Client) -> Result<(), zenskar::Error> {
            let body = UpdateCustomerRequest::new().email("a@b.c").credit_limit(5_000);
            let updated: CustomerResponse = client.customers().update_customer("a", body).await?;
            let call: zenskar::customers::GetCustomerById = client.customers().get_customer_by_id("a");
            let found: CustomerResponse = call.expand("invoices").await?;
            assert_eq!(updated.credit_limit, found.credit_limit);
            Ok(())
        }
    "#;
    copy.write_program(program);
    let stderr = copy.build(&["customers"]).failure();
    for missing in ["credit_limit", "GetCustomerById", "get_customer_by_id"] {
        assert!(
            stderr.contains(missing),
            "the page has no {missing} yet, but the program did not miss it:\n{stderr}"
        );
    }

    let property = "
        credit_limit:
          anyOf:
            - type: integer
            - type: 'null'
          title: Credit Limit
          description: What the customer may owe, in cents
";
    let operation = "
    get:
      tags:
        - Customers
      summary: Get customer by ID
      operationId: Get-customer-by-ID
      parameters:
        - name: customer_id
          in: path
          required: true
          schema:
            type: string
        - name: expand
          in: query
          required: false
          schema:
            anyOf:
              - type: string
              - type: 'null'
          description: What to give with the customer
      responses:
        '200':
          description: Successful Response
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/CustomerResponseSchema'
";
    let page = copy.original(PAGE);
    let page = insert_before(
        &page,
        "      type: object\n      title: UpdateCustomerRequestSchema\n",
        property,
    );
    let page = insert_before(&page, "      type: object\n      required:\n        - id\n", property);
    let page = insert_before(&page, "components:\n  schemas:\n", operation);
    copy.write(PAGE, &page);
    let built = copy.build(&["customers"]).success();
    assert!(built.ran_build_script, "the page has changed");
    let customers = built.generated("customers.rs");
    assert!(customers.contains("`GET /customers/{customer_id}`"), "{customers}");
    assert!(
        built
            .generated("types.rs")
            .contains("What the customer may owe, in cents")
    );
}

#[test]
fn a_new_page_needs_no_other_edit() {
    let copy = copy();
    copy.write("spec/list-plans.md", PLANS);
    copy.write_program(
        r#"
        pub async fn extended(client: &zenskar::Client) -> Result<Vec<zenskar::types::Plan>, zenskar::Error> {
            client.customers().update_customer("a", zenskar::types::UpdateCustomerRequest::new()).await?;
            let call: zenskar::plans::ListPlans = client.plans().list_plans();
            call.limit(10).await
        }
        "#,
    );
    // `Cargo.toml` does not know the new tag, so it is on whatever is selected.
    let built = copy.build(&["customers"]).success();
    assert!(built.ran_build_script, "there is a new page");
    let report = built.generated("report.txt");
    assert!(
        report.lines().any(|line| line == "plans = []"),
        "what to add to Cargo.toml is not told:\n{report}"
    );

    fs::remove_file(copy.path("spec/list-plans.md")).expect("the page is there");
    copy.write_program("");
    let built = copy.build(&["customers"]).success();
    assert!(built.ran_build_script, "a page is gone");
    assert!(
        !built.files().contains_key(Path::new("plans.rs")),
        "what was generated of a page goes with it"
    );
}

#[test]
fn an_untouched_description_is_not_compiled_again() {
    let copy = copy();
    copy.write_program("");
    let before = copy.build(&["default"]).success();
    let files = before.files();
    let after = copy.build(&["default"]).success();
    assert!(!after.ran_build_script, "nothing has changed");
    assert_eq!(after.files(), files);
}

#[test]
fn a_touched_description_is_compiled_again_and_gives_the_same_files() {
    let copy = copy();
    copy.write_program("");
    let files = copy.build(&["default"]).success().files();
    for touched in [PAGE, "spec/sdk.toml", "Cargo.toml"] {
        let file = fs::File::options()
            .append(true)
            .open(copy.path(touched))
            .expect("it is there");
        file.set_modified(SystemTime::now()).expect("it can be touched");
        drop(file);
        let built = copy.build(&["default"]).success();
        assert!(built.ran_build_script, "{touched} was touched");
        // Not written again, so that cargo and editors see nothing new.
        assert_eq!(built.files(), files, "{touched} was touched");
    }
}

#[test]
fn the_same_bytes_come_out_on_any_machine() {
    let copy = copy();
    copy.write_program("");
    let built = copy.build(&["default"]).success();
    let expected = bytes(&built.files());

    for (path, text) in &expected {
        for leak in [&copy.root, &copy.target] {
            let leak = leak.to_str().expect("the path is UTF-8");
            assert!(
                !String::from_utf8_lossy(text).contains(leak),
                "{} holds a path of this machine",
                path.display()
            );
        }
    }
    // The build script, run as cargo runs it, in another place.
    let elsewhere = copy.root.with_file_name("another place");
    for _ in 0..2 {
        if elsewhere.exists() {
            fs::remove_dir_all(&elsewhere).expect("the other place can be removed");
        }
        let root = elsewhere.join("wörkspace");
        for part in ["Cargo.toml", "build.rs", "spec"] {
            mirror(&copy.path(part), &root.join(part));
        }
        let out = elsewhere.join("out");
        fs::create_dir_all(&out).expect("a folder can be made");
        let mut script = Command::new(&built.build_script);
        script
            .env_clear()
            .current_dir(&root)
            .env("CARGO_MANIFEST_DIR", &root)
            .env("OUT_DIR", &out);
        script.envs(["DEFAULT", "CUSTOMERS", "SCHEMAS"].map(|feature| (format!("CARGO_FEATURE_{feature}"), "1")));
        let output = script.output().expect("the build script can be run");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(
            bytes(&files_of(&out.join("client"))) == expected,
            "another place gives other bytes"
        );
    }
}

#[test]
fn a_broken_page_stops_the_build_and_is_told_with_its_place() {
    let copy = copy();
    copy.write_program("");
    let good = copy.build(&["default"]).success();
    let files = good.files();
    let page = copy.original(PAGE);
    // What stands there, what is put in its place, and what of that is at fault.
    let breaks = [
        ("          in: path\n", "          in: pth\n", "pth"),
        ("            title: Customer Id\n", "            type: number\n", "type"),
        (
            "      tags:\n        - Customers\n",
            "      tags: Customers\n",
            "Customers",
        ),
        ("      operationId: Up", "     operationId: Up", "operationId"),
        ("openapi: 3.1.0\n", "openapi: 4.0.0\n", "4.0.0"),
    ];
    for (whole, broken, fault) in breaks {
        let at = page.find(whole).unwrap_or_else(|| panic!("{PAGE} has no {whole:?}"));
        let (before, after) = (&page[..at], &page[at + whole.len()..]);
        copy.write(PAGE, &format!("{before}{broken}{after}"));

        let stderr = copy.build(&["default"]).failure();
        let fault = at + broken.find(fault).expect("the fault is in what is broken");
        let text = format!("{before}{broken}");
        let line = text[..fault].matches('\n').count() + 1;
        let column = fault - text[..fault].rfind('\n').map_or(0, |newline| newline + 1) + 1;
        let place = format!("{PAGE}:{line}:{column}");
        assert!(
            stderr.lines().any(|line| line.trim_end().ends_with(&place)),
            "{place} is not in:\n{stderr}"
        );
        assert!(!stderr.contains("panicked"), "{stderr}");
        assert_eq!(files_of(&good.out), files, "what was generated before is left whole");
    }
    copy.write(PAGE, &page);
    assert_eq!(copy.build(&["default"]).success().files(), files);
}

#[test]
fn what_is_repaired_is_told_and_stops_nothing() {
    let copy = copy();
    copy.write_program("");
    let built = copy.build(&["default"]);
    assert!(
        !built.stderr().contains("warning: zenskar"),
        "the page needs no repair:\n{}",
        built.stderr()
    );
    built.success();

    let (known, unknown) = (
        "- $ref: '#/components/schemas/Address'\n",
        "- $ref: '#/components/schemas/Adress'\n",
    );
    copy.write(PAGE, &copy.original(PAGE).replacen(known, unknown, 1));
    let built = copy.build(&["default"]);
    let stderr = built.stderr();
    let warning = stderr.lines().find(|line| line.starts_with("warning: zenskar"));
    assert!(
        warning.is_some_and(|line| line.contains("report.txt")),
        "the repair is not told:\n{stderr}"
    );
    let report = built.success().generated("report.txt");
    assert!(
        report.contains("#/components/schemas/Adress") && report.contains(&format!("{PAGE}:")),
        "{report}"
    );
}

#[test]
fn features_leave_out_what_is_not_selected() {
    let copy = copy();
    let program = r#"
        pub fn update(client: &zenskar::Client) -> zenskar::customers::UpdateCustomer {
            client.customers().update_customer("a", zenskar::types::UpdateCustomerRequest::new())
        }
    "#;
    copy.write_program(program);
    let with = copy.build(&["customers"]).success();
    assert!(with.files().contains_key(Path::new("customers.rs")));
    assert!(with.generated("types.rs").contains("struct CustomerResponse"));

    let stderr = copy.build(&[]).failure();
    assert!(stderr.contains("customers"), "{stderr}");
    copy.write_program("pub fn builder() -> zenskar::ClientBuilder { zenskar::Client::builder() }");
    let without = copy.build(&[]).success();
    assert!(!without.files().contains_key(Path::new("customers.rs")));
    assert!(!without.generated("client.rs").contains("customers"));
    // Everything on the page is reached by its one operation.
    let types = without
        .files()
        .get(Path::new("types.rs"))
        .map(|file| file.text.clone())
        .unwrap_or_default();
    let types = String::from_utf8(types).expect("it is Rust");
    for left_out in ["Customer", "Address", "TaxId", "ValidationError"] {
        assert!(
            !types.contains(left_out),
            "only customers reach {left_out}, and they are not selected"
        );
        assert!(!without.generated("error.rs").contains(left_out), "{left_out}");
    }
}

/// A page as the provider writes them, with a tag that `Cargo.toml` does not name.
const PLANS: &str = "\
# List plans

> Lists the plans.

## OpenAPI

````yaml /openAPI/openapi-20240301.json get /plans
openapi: 3.1.0
info:
  title: zenskar
  version: 2.0.0
servers:
  - url: https://api.zenskar.com
security:
  - ApiTokenAuth: []
    OrganisationAuth: []
paths:
  /plans:
    get:
      tags:
        - Plans
      summary: List plans
      operationId: List-plans
      parameters:
        - name: limit
          in: query
          schema:
            type: integer
            default: 10
      responses:
        '200':
          description: Successful Response
          content:
            application/json:
              schema:
                type: array
                items:
                  $ref: '#/components/schemas/Plan'
components:
  schemas:
    Plan:
      properties:
        id:
          type: string
          format: uuid
          title: Id
        name:
          anyOf:
            - type: string
            - type: 'null'
          title: Name
      type: object
      required:
        - id
      title: Plan
  securitySchemes:
    ApiTokenAuth:
      type: apiKey
      in: header
      name: x-api-key
      x-default: <your-api-key>
    OrganisationAuth:
      type: apiKey
      in: header
      name: organisation
      x-default: <your-organisation-id>

````
";

fn insert_before(text: &str, place: &str, insertion: &str) -> String {
    assert_eq!(
        text.matches(place).count(),
        1,
        "{place:?} does not mark one place of {PAGE}"
    );
    text.replacen(place, &format!("{}{place}", insertion.trim_start_matches('\n')), 1)
}

/// A copy of the workspace that may be changed, and its own target directory.
struct Copy {
    root: PathBuf,
    target: PathBuf,
}

/// The copy, for one test at a time, as if no test had touched it.
fn copy() -> MutexGuard<'static, Copy> {
    static COPY: OnceLock<Mutex<Copy>> = OnceLock::new();
    let copy = COPY.get_or_init(|| {
        let aside = Path::new(env!("CARGO_TARGET_TMPDIR")).join("regenerate");
        let copy = Copy {
            root: aside.join("workspace"),
            target: aside.join("target"),
        };
        copy.add_user();
        Mutex::new(copy)
    });
    // A test that failed leaves the copy no worse than one that passed.
    let copy = copy.lock().unwrap_or_else(PoisonError::into_inner);
    copy.reset();
    copy
}

impl Copy {
    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A file of the repository, as it is there.
    fn original(&self, path: &str) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.path(path), text.as_bytes());
    }

    /// Brings everything back to how it is in the repository, and leaves alone what is.
    fn reset(&self) {
        for part in COPIED {
            let original = Path::new(env!("CARGO_MANIFEST_DIR")).join(part);
            if original.exists() && part != "Cargo.toml" && part != "Cargo.lock" {
                mirror(&original, &self.path(part));
            }
        }
    }

    /// Makes the user's program one more package of the workspace. The lock file stays what it is but for that package.
    fn add_user(&self) {
        let members = "members = [";
        let manifest = self.original("Cargo.toml");
        assert!(manifest.contains(members), "the workspace lists no members");
        self.write(
            "Cargo.toml",
            &manifest.replacen(members, &format!("{members}\"user\", "), 1),
        );
        let package = "[[package]]\nname = \"user\"\nversion = \"0.0.0\"\ndependencies = [\n \"zenskar\",\n]\n\n";
        let lock = self.original("Cargo.lock");
        let next = lock
            .match_indices("[[package]]\nname = \"")
            .find(|(at, found)| lock[at + found.len()..] > *"user\"");
        let (at, _) = next.expect("a package comes after `user`, if only `zenskar`");
        self.write("Cargo.lock", &format!("{}{package}{}", &lock[..at], &lock[at..]));
        let manifest = "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
            [dependencies]\nzenskar = { path = \"..\", default-features = false }\n";
        self.write("user/Cargo.toml", manifest);
    }

    fn write_program(&self, program: &str) {
        self.write("user/src/lib.rs", program);
    }

    /// `cargo check` of the program, and so of the crate, with these features of the crate and no others.
    fn build(&self, features: &[&str]) -> Build {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        command.current_dir(&self.root);
        command.args(["check", "--package", "user", "--offline", "--locked", "--verbose"]);
        command.args(["--message-format", "json-render-diagnostics"]);
        let features: Vec<String> = features.iter().map(|feature| format!("zenskar/{feature}")).collect();
        command.arg("--features").arg(features.join(","));
        command.env("CARGO_TARGET_DIR", &self.target);
        command
            .env_remove("CARGO_BUILD_TARGET_DIR")
            .env_remove("CARGO_BUILD_BUILD_DIR");
        // Nobody debugs this, and without it the first build is quicker.
        command
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TERM_COLOR", "never");
        Build(command.output().expect("cargo can be run"))
    }
}

/// What has come of a build.
struct Build(Output);

/// A build that succeeded.
struct Built {
    /// Where the generated files are.
    out: PathBuf,
    build_script: PathBuf,
    ran_build_script: bool,
}

impl Build {
    fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    #[track_caller]
    fn failure(self) -> String {
        let stderr = self.stderr();
        assert!(!self.0.status.success(), "the build should have failed:\n{stderr}");
        stderr
    }

    #[track_caller]
    fn success(self) -> Built {
        let stderr = self.stderr();
        assert!(self.0.status.success(), "the build failed:\n{stderr}");
        let ours = |message: &Value| {
            let id = message["package_id"].as_str().unwrap_or_default();
            id.contains("zenskar@") || id.contains("/workspace#")
        };
        let stdout = String::from_utf8_lossy(&self.0.stdout).into_owned();
        let messages: Vec<Value> = stdout
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .filter(ours)
            .collect();
        let reason = |reason: &'static str| messages.iter().filter(move |message| message["reason"] == reason);
        let executed = reason("build-script-executed")
            .next()
            .expect("the crate has a build script");
        let script = reason("compiler-artifact").find(|message| message["target"]["kind"][0] == "custom-build");
        let path = |value: &Value| PathBuf::from(value.as_str().expect("cargo gives a path"));
        Built {
            out: path(&executed["out_dir"]).join("client"),
            build_script: path(&script.expect("the build script is compiled")["filenames"][0]),
            ran_build_script: stderr.lines().any(|line| {
                let line = line.replace('\\', "/");
                line.trim_start().starts_with("Running `")
                    && line.contains("/build/zenskar")
                    && line.contains("/build-script-")
            }),
        }
    }
}

impl Built {
    fn files(&self) -> BTreeMap<PathBuf, File> {
        files_of(&self.out)
    }

    fn generated(&self, name: &str) -> String {
        let path = self.out.join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

/// A generated file, and when it was written.
#[derive(Debug, PartialEq)]
struct File {
    text: Vec<u8>,
    written: SystemTime,
}

fn files_of(dir: &Path) -> BTreeMap<PathBuf, File> {
    let paths = files_below(dir);
    assert!(!paths.is_empty(), "{} has no files", dir.display());
    let file = |path: PathBuf| {
        let text = fs::read(dir.join(&path)).expect("a generated file can be read");
        let written = fs::metadata(dir.join(&path)).and_then(|metadata| metadata.modified());
        let written = written.expect("the file system knows when a file was written");
        (path, File { text, written })
    };
    paths.into_iter().map(file).collect()
}

fn bytes(files: &BTreeMap<PathBuf, File>) -> BTreeMap<PathBuf, Vec<u8>> {
    files
        .iter()
        .map(|(path, file)| (path.clone(), file.text.clone()))
        .collect()
}

/// The files below a folder, by their paths in it.
fn files_below(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a folder can be read to its end").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path.strip_prefix(dir).expect("it is below").to_owned());
            }
        }
    }
    files.sort();
    files
}

/// Makes the second the same as the first, a file or a folder; a file that is the same already is not touched, so that
/// cargo does not take it for a new one.
fn mirror(original: &Path, copy: &Path) {
    if original.is_file() {
        write(copy, &fs::read(original).expect("a file of the repository can be read"));
        return;
    }
    let originals = files_below(original);
    for file in &originals {
        mirror(&original.join(file), &copy.join(file));
    }
    for file in files_below(copy) {
        if !originals.contains(&file) {
            fs::remove_file(copy.join(file)).expect("a file of the copy can be removed");
        }
    }
}

fn write(path: &Path, text: &[u8]) {
    if fs::read(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
