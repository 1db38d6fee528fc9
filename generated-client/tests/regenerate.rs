//! What happens when the API's description changes?
//!
//! These tests are a user who extends the SDK: in a copy of the crate they edit the page in `spec/`, add another,
//! break one, and build. A program beside the copy, `user`, says by compiling what is in the crate and what is not.
//!
//! The copy and its target directory stay from one run to the next, so that only the first one is slow.

#[path = "regenerate/copy.rs"]
mod copy;
#[path = "regenerate/extend.rs"]
mod extend;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use copy::{bytes, copy, files_of, mirror};

const PAGE: &str = "spec/update-customer.md";

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
        for leak in [&copy.root, &copy.target, &copy.build] {
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
    let needs = "they need the feature `customers` of the crate";
    assert!(stderr.contains("customers"), "{stderr}");
    copy.write_program("pub fn builder() -> zenskar::ClientBuilder { zenskar::Client::builder() }");
    let without = copy.build(&[]).success();
    assert!(!without.files().contains_key(Path::new("customers.rs")));
    // What is left of them says what their calls need.
    let client = without.generated("client.rs");
    assert!(
        client.contains(needs) && !client.contains("pub fn customers"),
        "{client}"
    );
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
