//! What is really sent?

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use openapi_runtime::bytes::Bytes;
use openapi_runtime::{Body, Middleware, Next, TransportFuture, http};

/// A server that keeps what comes, and answers with what it was told to: `recorded!(bodies::Client::builder(), recorder)` is
/// the builder of a client that goes there.
#[derive(Clone)]
pub(crate) struct Recorder {
    pub(crate) url: String,
    state: Arc<Mutex<State>>,
}

macro_rules! recorded {
    ($builder:expr, $recorder:expr) => {
        $builder.base_url(&$recorder.url).middleware($recorder.clone())
    };
}
pub(crate) use recorded;

struct State {
    seen: Vec<Seen>,
    status: u16,
    content_type: &'static str,
    /// Lines of more headers, each ended by a line break.
    headers: &'static str,
    body: Bytes,
    /// What comes before that, each once, as JSON.
    first: VecDeque<&'static str>,
}

#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    headers: http::HeaderMap,
    pub(crate) body: Bytes,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// Without what came: it is asked whether a client prints its secrets.
impl std::fmt::Debug for Recorder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recorder")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

impl Recorder {
    pub(crate) fn new() -> Self {
        let state = Arc::new(Mutex::new(State {
            seen: Vec::new(),
            status: 204,
            content_type: "",
            headers: "",
            body: Bytes::new(),
            first: VecDeque::new(),
        }));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let recorder = Recorder {
            url,
            state: Arc::clone(&state),
        };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&state);
                // A client that goes away early is no failure.
                std::thread::spawn(move || drop(serve(stream, &state)));
            }
        });
        recorder
    }

    /// Answers with this from now on.
    pub(crate) fn answer(&self, status: u16, content_type: &'static str, body: &'static str) {
        let mut state = self.state.lock().unwrap();
        (state.status, state.content_type, state.body) = (status, content_type, Bytes::from(body));
    }

    /// Answers with these headers too, lines that each end in a line break.
    pub(crate) fn headers(&self, headers: &'static str) {
        self.state.lock().unwrap().headers = headers;
    }

    /// Answers with each of these once, and forgets what it has seen.
    pub(crate) fn answers<const N: usize>(&self, bodies: [&'static str; N]) {
        let mut state = self.state.lock().unwrap();
        state.first = bodies.into();
        state.seen.clear();
    }

    /// Path and query of what it has seen, which it then forgets.
    pub(crate) fn targets(&self) -> Vec<String> {
        let seen = std::mem::take(&mut self.state.lock().unwrap().seen);
        seen.into_iter().map(|seen| seen.target).collect()
    }

    pub(crate) fn last(&self) -> Seen {
        self.state.lock().unwrap().seen.last().unwrap().clone()
    }
}

/// What goes elsewhere, such as to where tokens come from, comes here too.
impl Middleware for Recorder {
    fn handle<'a>(&'a self, mut request: http::Request<Body>, next: Next<'a>) -> TransportFuture<'a> {
        let target = request.uri().path_and_query().unwrap().to_string();
        *request.uri_mut() = format!("{}{target}", self.url).parse().unwrap();
        next.run(request)
    }
}

/// Serves a connection until the client goes away.
fn serve(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let mut start = String::new();
        if reader.read_line(&mut start)? == 0 {
            return Ok(());
        }
        let mut headers = http::HeaderMap::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                break;
            };
            let name = http::HeaderName::from_bytes(name.as_bytes()).unwrap();
            headers.append(name, http::HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        let body = match headers.get("content-length") {
            Some(length) => read_exactly(&mut reader, length.to_str().unwrap().parse().unwrap())?,
            None if headers.contains_key("transfer-encoding") => read_chunks(&mut reader)?,
            None => Vec::new(),
        };
        let mut words = start.split(' ');
        let seen = Seen {
            method: words.next().unwrap().to_owned(),
            target: words.next().unwrap().to_owned(),
            headers,
            body: body.into(),
        };
        let is_head = seen.method == "HEAD";
        let answer = {
            let mut state = state.lock().unwrap();
            state.seen.push(seen);
            state.answer(is_head)
        };
        reader.get_mut().write_all(&answer)?;
    }
}

fn read_exactly(reader: &mut impl Read, length: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn read_chunks(reader: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        // A body that breaks off has no end.
        let length = usize::from_str_radix(line.trim_end(), 16).map_err(|_| ErrorKind::UnexpectedEof)?;
        let chunk = read_exactly(reader, length + 2)?;
        if length == 0 {
            return Ok(bytes);
        }
        bytes.extend_from_slice(&chunk[..length]);
    }
}

impl State {
    fn answer(&mut self, is_head: bool) -> Vec<u8> {
        let (status, content_type, body) = match self.first.pop_front() {
            Some(body) => (200, "", Bytes::from(body)),
            None => (self.status, self.content_type, self.body.clone()),
        };
        let mut answer = format!("HTTP/1.1 {status} Said\r\n");
        if !content_type.is_empty() {
            answer.push_str(&format!("content-type: {content_type}\r\n"));
        }
        answer.push_str(self.headers);
        // There is none with this status (RFC 9110, §15.3.5).
        if status != 204 {
            answer.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        let mut answer = (answer + "\r\n").into_bytes();
        if status != 204 && !is_head {
            answer.extend_from_slice(&body);
        }
        answer
    }
}
