//! How does Prism serve a document?

use std::fs::{self, File};
use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Result;

/// The last version that runs on Node 20; from 5.15 on it asks for Node 24.
const VERSION: &str = "5.14.2";

/// What it says when it has begun. That somebody answers at its port is not enough: it may be another program's by then, or the
/// very connection that was made to find out.
const LISTENS: &str = "Prism is listening";

/// How long it may take to begin, which GitHub's document needs half a minute of a free processor for.
const BEGINS: Duration = Duration::from_secs(300);

pub(super) struct Prism {
    /// The command, as a script of Node's.
    script: PathBuf,
    /// What mends it while it is loaded.
    mends: PathBuf,
}

/// Which Prism serves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The one that is published, but for schemas that it would not compare anything with.
    AsItIs,
    /// The one that reads what Prism is known to misread: `support/mended.js`.
    Mended,
}

/// A Prism that serves; it ends with this.
pub(super) struct Serving {
    child: Child,
    pub(super) url: String,
}

impl Prism {
    /// Installs Prism below `target`, unless it is there: where `scripts/prism.sh` does.
    pub(super) fn install(target: &Path) -> Result<Prism> {
        let folder = target.join(format!("prism-{VERSION}"));
        let script = folder.join("node_modules/.bin/prism");
        if !script.exists() {
            let partial = target.join(format!("prism-{VERSION}.partial"));
            let _ = fs::remove_dir_all(&partial);
            fs::create_dir_all(&partial)?;
            let options = [
                "--no-audit",
                "--no-fund",
                "--no-save",
                "--ignore-scripts",
                "--loglevel=error",
            ];
            let mut npm = Command::new("npm");
            npm.arg("install").arg("--prefix").arg(&partial).args(options);
            let status = npm.arg(format!("@stoplight/prism-cli@{VERSION}")).status()?;
            if !status.success() {
                return Err(format!("npm cannot install Prism {VERSION}").into());
            }
            let _ = fs::remove_dir_all(&folder);
            fs::rename(partial, &folder)?;
        }
        let mends = target.join(format!("prism-{VERSION}-mended.js"));
        // Another run of this build may be reading it.
        let text = include_str!("support/mended.js");
        if fs::read_to_string(&mends).ok().as_deref() != Some(text) {
            fs::write(&mends, text)?;
        }
        Ok(Prism { script, mends })
    }

    /// Serves a document, and waits until it answers. The error is the end of what Prism said.
    pub(super) fn serve(
        &self,
        document: &Path,
        log: &Path,
        kind: Kind,
    ) -> Result<std::result::Result<Serving, String>> {
        let mut said = String::new();
        for _ in 0..3 {
            match self.begin(document, log, kind)? {
                Ok(serving) => return Ok(Ok(serving)),
                Err(words) => said = words,
            }
            // The port that was free belongs to another program by now.
            if !said.contains("EADDRINUSE") {
                break;
            }
        }
        let last = said.lines().rev().find(|line| !line.trim().is_empty());
        Ok(Err(last.unwrap_or("nothing").chars().take(300).collect()))
    }

    /// The same once. The error is all that Prism said.
    fn begin(&self, document: &Path, log: &Path, kind: Kind) -> Result<std::result::Result<Serving, String>> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut node = Command::new("node");
        node.arg("--require").arg(&self.mends);
        match kind {
            Kind::AsItIs => node.env_remove("CONFORM_MENDED"),
            Kind::Mended => node.env("CONFORM_MENDED", "1"),
        };
        // With --errors, an answer that breaks the document is an error too.
        node.arg(&self.script)
            .args(["mock", "--errors", "--host", "127.0.0.1", "--port", &port.to_string()]);
        node.arg(document)
            .stdin(Stdio::null())
            .stdout(File::create(log)?)
            .stderr(File::create(log.with_extension("err"))?);
        let mut serving = Serving {
            child: node.spawn()?,
            url: format!("http://127.0.0.1:{port}"),
        };
        let began = Instant::now();
        while began.elapsed() < BEGINS {
            if serving.child.try_wait()?.is_some() {
                break;
            }
            if said(log)?.contains(LISTENS) {
                return Ok(Ok(serving));
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(Err(said(log)? + &said(&log.with_extension("err"))?))
    }
}

/// What was written so far, which may end within a character.
fn said(log: &Path) -> io::Result<String> {
    Ok(String::from_utf8_lossy(&fs::read(log)?).into_owned())
}

impl Serving {
    /// Whether it has ended by itself.
    pub(super) fn has_ended(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(Some(_)))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
