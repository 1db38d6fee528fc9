//! Which crates are built, and where do they lie?
//!
//! A form has a crate of types, a crate that they lean on if it needs one, and a program for each way to call them.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Result;
use super::forms::{FORMS, Form, Program};
use super::model::Struct;

/// How many of the types a program uses.
pub(super) const USED: usize = 200;

pub(super) struct Workspace {
    pub(super) folder: PathBuf,
}

impl Workspace {
    /// Writes the crates of all forms.
    pub(super) fn write(folder: PathBuf, root: &Path, structs: &[Struct]) -> Result<Workspace> {
        fs::create_dir_all(&folder)?;
        let workspace = Workspace { folder };
        let mut members = String::new();
        for form in &FORMS {
            let mut member = |name: &str| writeln!(members, "    \"{name}\",");
            member(&types_package(form))?;
            workspace.write_types(form, root, structs)?;
            if let Some(support) = form.support {
                member(&format!("support-{}", form.name))?;
                workspace.write_support(form, support)?;
            }
            for program in form.programs {
                member(&program_package(program))?;
                workspace.write_program(form, program, root, structs)?;
            }
        }
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n\
             [profile.release]\nstrip = true\n"
        );
        workspace.put("Cargo.toml", &manifest)?;
        fs::copy(root.join("Cargo.lock"), workspace.folder.join("Cargo.lock"))?;
        Ok(workspace)
    }

    /// Has cargo take a crate for changed.
    pub(super) fn touch(&self, package: &str) -> Result<()> {
        for file in ["src/lib.rs", "src/main.rs"] {
            let path = self.folder.join(package).join(file);
            if path.exists() {
                File::options()
                    .append(true)
                    .open(path)?
                    .set_modified(SystemTime::now())?;
            }
        }
        Ok(())
    }

    fn write_types(&self, form: &Form, root: &Path, structs: &[Struct]) -> Result<()> {
        let package = types_package(form);
        self.put(
            &format!("{package}/Cargo.toml"),
            &manifest(&package, form.dependencies, form, root),
        )?;
        let items: String = structs.iter().map(|subject| (form.item)(subject) + "\n").collect();
        let head = form.head;
        self.put(
            &format!("{package}/src/lib.rs"),
            &format!("use std::collections::BTreeMap;\n\n{head}use uuid::Uuid;\n\n{items}"),
        )
    }

    fn write_support(&self, form: &Form, support: &str) -> Result<()> {
        let package = format!("support-{}", form.name);
        let manifest = format!(
            "[package]\nname = \"{package}\"\nedition = \"2024\"\n\n\
             [dependencies]\nserde = \"1\"\nuuid = \"1\"\n"
        );
        self.put(&format!("{package}/Cargo.toml"), &manifest)?;
        self.put(&format!("{package}/src/lib.rs"), support)
    }

    fn write_program(&self, form: &Form, program: &Program, root: &Path, structs: &[Struct]) -> Result<()> {
        let package = program_package(program);
        let types = types_package(form);
        let runtime = if form.support.is_none() { form.dependencies } else { "" };
        let dependencies = format!(
            "{runtime}{types} = {{ path = \"../{types}\" }}\nserde_json = \"1\"\n{}",
            if runtime.contains("serde = ") {
                ""
            } else {
                "serde = \"1\"\n"
            },
        );
        let used = &structs[..USED.min(structs.len())];
        let types = types.replace('-', "_");
        let cases: String = used
            .iter()
            .enumerate()
            .map(|(index, subject)| format!("        case::<{types}::{}>(samples[{index}]),\n", subject.name))
            .collect();
        let cases = format!(
            "use crate::{{Case, case}};\n\n\
             pub(crate) fn all(samples: &[&str]) -> Vec<Box<dyn Case>> {{\n    vec![\n{cases}    ]\n}}\n"
        );
        let samples: String = used.iter().map(|subject| subject.sample() + "\n").collect();
        for (file, text) in [
            ("Cargo.toml", manifest(&package, &dependencies, form, root).as_str()),
            ("src/main.rs", include_str!("support/program.rs")),
            ("src/codec.rs", program.codec),
            ("src/cases.rs", &cases),
            ("src/samples.jsonl", &samples),
        ] {
            self.put(&format!("{package}/{file}"), text)?;
        }
        Ok(())
    }

    fn put(&self, file: &str, text: &str) -> Result<()> {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().expect("every file lies in the workspace"))?;
        Ok(fs::write(path, text)?)
    }
}

fn manifest(package: &str, dependencies: &str, form: &Form, root: &Path) -> String {
    let dependencies = dependencies
        .replace("RUNTIME", &root.join("runtime").display().to_string())
        .replace("../support\"", &format!("../support-{}\"", form.name));
    let uuid = if dependencies.contains("runtime") || dependencies.is_empty() {
        "uuid = \"1\"\n"
    } else {
        "uuid = { version = \"1\", features = [\"serde\"] }\n"
    };
    format!("[package]\nname = \"{package}\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}{uuid}")
}

pub(super) fn types_package(form: &Form) -> String {
    format!("types-{}", form.name)
}

pub(super) fn program_package(program: &Program) -> String {
    format!("program-{}", program.name.replace(", ", "-"))
}
