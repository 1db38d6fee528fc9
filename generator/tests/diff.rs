//! Does `openapi-build diff` read what git has, and end as it says?

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PETS: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://pets.test }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200': { description: All, content: { application/json: { schema: { $ref: 'pet.yaml' } } } }
";
const PET: &str = "{ type: object, required: [id], properties: { id: { type: string }, name: { type: string } } }\n";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("spec")).unwrap();
    fs::write(folder.join("spec/pets.yaml"), PETS).unwrap();
    fs::write(folder.join("spec/pet.yaml"), PET).unwrap();
    folder
}

fn git(folder: &Path, args: &[&str]) -> bool {
    let mut command = Command::new("git");
    command.args([
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b.test",
        "-c",
        "commit.gpgsign=false",
    ]);
    let output = command.args(args).current_dir(folder).output();
    output.is_ok_and(|output| output.status.success())
}

fn diff(folder: &Path, args: &[&str]) -> (Output, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-build"));
    let output = command.arg("diff").args(args).current_dir(folder).output().unwrap();
    let said = String::from_utf8(output.stdout.clone()).unwrap();
    (output, said)
}

#[test]
#[allow(clippy::print_stderr, reason = "what is skipped is said")]
fn a_revision_is_compared_with_what_is_there() {
    let folder = folder("revision");
    let is_committed =
        git(&folder, &["init", "-q"]) && git(&folder, &["add", "."]) && git(&folder, &["commit", "-qm", "a"]);
    if !is_committed {
        return eprintln!("skipped: git cannot be called");
    }
    let (output, said) = diff(&folder, &["HEAD:spec", "spec"]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(said, "nothing changes for users of the SDK\n");

    fs::write(folder.join("spec/pet.yaml"), PET.replace("[id]", "[id, name]")).unwrap();
    for (old, new) in [("HEAD:spec", "spec"), ("HEAD:./spec/pets.yaml", "spec/pets.yaml")] {
        let (output, said) = diff(&folder, &[old, new]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(
            said.starts_with("major[field-required]: types::Pet::name has become required"),
            "{said}"
        );
        let old = old.trim_end_matches("/pets.yaml");
        assert!(said.contains(&format!("--> {old}/pet.yaml:1:")), "{said}");
        assert!(said.contains("=> spec/pet.yaml:1:"), "{said}");
    }
    // From a folder below the top, as git itself reads it.
    let (output, said) = diff(&folder.join("spec"), &["HEAD:spec", "."]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(said.contains("major[field-required]"), "{said}");
    // Nothing is left of it.
    assert!(git(&folder, &["diff", "--cached", "--quiet"]));

    let (output, _) = diff(&folder, &["HEAD:nowhere", "spec"]);
    assert_eq!(output.status.code(), Some(2));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(complaint.contains("there is no `HEAD:nowhere`"), "{complaint}");
}

#[test]
fn a_level_to_fail_on_decides_the_exit_code() {
    let folder = folder("level");
    let new = folder.join("new");
    fs::create_dir_all(&new).unwrap();
    fs::write(new.join("pets.yaml"), PETS).unwrap();
    let rows = [
        (PET.to_owned(), "none", 0, 0),
        (PET.replace("name:", "age: { type: integer }, name:"), "minor", 1, 0),
        (PET.replace(", name: { type: string }", ""), "major", 1, 1),
    ];
    for (pet, level, on_minor, on_major) in rows {
        fs::write(new.join("pet.yaml"), pet).unwrap();
        let code = |args: &[&str]| diff(&folder, &[&["spec", "new", "--format", "json"], args].concat());
        let (output, said) = code(&[]);
        assert_eq!(output.status.code(), Some(0));
        assert!(said.contains(&format!("\"level\": \"{level}\"")), "{said}");
        assert_eq!(code(&["--fail-on", "minor"]).0.status.code(), Some(on_minor), "{level}");
        assert_eq!(code(&["--fail-on", "major"]).0.status.code(), Some(on_major), "{level}");
    }
    fs::write(new.join("pets.yaml"), "openapi: 3.1.0\npaths: 1\n").unwrap();
    let (output, said) = diff(&folder, &["spec", "new"]);
    assert_eq!((output.status.code(), said.as_str()), (Some(1), ""));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--> new/pets.yaml:2:"));
    assert_eq!(diff(&folder, &["spec"]).0.status.code(), Some(2));
}
