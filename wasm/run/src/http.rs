//! How does a server speak HTTP/1.1, as far as the page needs it?

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

pub(crate) struct Request {
    pub(crate) method: String,
    /// The path and the query.
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        header.map(|(_, value)| value.as_str())
    }

    /// `None` when the connection ends instead.
    fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut words = line.split_whitespace().map(str::to_owned);
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let mut request = Request {
            method,
            target,
            headers: Vec::new(),
            body: Vec::new(),
        };
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            match line.trim_end().split_once(':') {
                Some((name, value)) => request.headers.push((name.to_owned(), value.trim().to_owned())),
                None => break,
            }
        }
        let length = request.header("content-length").and_then(|length| length.parse().ok());
        reader.take(length.unwrap_or(0)).read_to_end(&mut request.body)?;
        Ok(Some(request))
    }
}

pub(crate) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<Vec<u8>>,
    ends: Ends,
}

#[derive(PartialEq)]
enum Ends {
    Well,
    /// In the middle of the body.
    Broken,
    /// Before a word is said.
    Never,
}

impl Answer {
    pub(crate) fn empty(status: u16) -> Self {
        Answer {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            ends: Ends::Well,
        }
    }

    pub(crate) fn of(kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Answer {
            body: vec![body.into()],
            ..Answer::empty(200).with("Content-Type", kind)
        }
    }

    /// A body in pieces, each a while after the one before.
    pub(crate) fn pieces(kind: &str, pieces: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Answer {
            body: pieces.into_iter().collect(),
            ..Answer::of(kind, "")
        }
    }

    pub(crate) fn never() -> Self {
        Answer {
            ends: Ends::Never,
            ..Answer::empty(200)
        }
    }

    pub(crate) fn broken(self) -> Self {
        Answer {
            ends: Ends::Broken,
            ..self
        }
    }

    pub(crate) fn status(self, status: u16) -> Self {
        Answer { status, ..self }
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    fn write(&self, mut to: impl Write) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} -\r\n", self.status);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if self.status == 204 {
            return to.write_all(format!("{head}\r\n").as_bytes());
        }
        to.write_all(format!("{head}Transfer-Encoding: chunked\r\n\r\n").as_bytes())?;
        for (place, piece) in self.body.iter().enumerate() {
            if place > 0 {
                thread::sleep(Duration::from_millis(100));
            }
            if !piece.is_empty() {
                write!(to, "{:x}\r\n", piece.len())?;
                to.write_all(piece)?;
                to.write_all(b"\r\n")?;
            }
        }
        match self.ends {
            Ends::Well => to.write_all(b"0\r\n\r\n"),
            Ends::Broken | Ends::Never => Err(io::ErrorKind::ConnectionAborted.into()),
        }
    }
}

/// Answers the requests of a connection until it ends.
pub(crate) fn exchange(connection: TcpStream, answer: impl Fn(&Request) -> Answer) -> io::Result<()> {
    connection.set_nodelay(true)?;
    let mut reader = BufReader::new(connection.try_clone()?);
    while let Some(request) = Request::read(&mut reader)? {
        let answer = answer(&request);
        if answer.ends == Ends::Never {
            thread::sleep(Duration::from_secs(10));
        }
        answer.write(&connection)?;
    }
    Ok(())
}
