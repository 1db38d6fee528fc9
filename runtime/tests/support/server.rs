//! A server that does as it is told, wrong things included.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What the server does after it has read a request, in order.
#[derive(Clone)]
pub(crate) enum Step {
    Send(Vec<u8>),
    /// Says nothing until the client goes away.
    Hang,
    /// Lets time pass.
    Wait(Duration),
    /// Closes the connection.
    Close,
    /// Breaks the connection, so that the client is told at once (RST).
    Reset,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// The path and the query, as they stood.
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// All of it as text, to look for what must not be there.
    pub(crate) fn text(&self) -> String {
        format!("{self:?}")
    }
}

type Handler = dyn Fn(&Seen) -> Vec<Step> + Send + Sync;

pub(crate) struct Server {
    /// Without a slash at its end.
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    /// How many connections there are, and have been.
    connections: watch::Receiver<(usize, usize)>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Answers each request with what `handler` says.
    pub(crate) async fn start(handler: impl Fn(&Seen) -> Vec<Step> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let handler: Arc<Handler> = Arc::new(handler);
        let (count, connections) = watch::channel((0, 0));
        let accepting = tokio::spawn({
            let seen = Arc::clone(&seen);
            async move {
                let count = Arc::new(count);
                while let Ok((stream, _)) = listener.accept().await {
                    let (seen, handler, count) = (Arc::clone(&seen), Arc::clone(&handler), Arc::clone(&count));
                    count.send_modify(|(open, all)| (*open, *all) = (*open + 1, *all + 1));
                    tokio::spawn(async move {
                        // A client that goes away early is no failure of the server's.
                        let _ = serve(stream, &seen, &*handler).await;
                        count.send_modify(|(open, _)| *open -= 1);
                    });
                }
            }
        });
        Server {
            url,
            seen,
            connections,
            accepting,
        }
    }

    /// Answers each request on a thread of its own, as long as the tests last, and returns its address: for tests whose own
    /// thread waits, or counts.
    pub(crate) fn apart(handler: impl Fn(&Seen) -> Vec<Step> + Send + Sync + 'static) -> String {
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let server = Server::start(handler).await;
                tell.send(server.url.clone()).unwrap();
                std::future::pending::<()>().await;
            });
        });
        told.recv().unwrap()
    }

    /// Answers every request the same way.
    pub(crate) async fn always(steps: Vec<Step>) -> Self {
        Self::start(move |_| steps.clone()).await
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The only request that came.
    pub(crate) fn only(&self) -> Seen {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen[0].clone()
    }

    /// How many connections there have been.
    pub(crate) fn connections(&self) -> usize {
        self.connections.borrow().1
    }

    /// Waits until no connection is open any more.
    pub(crate) async fn left_alone(&self) {
        let mut connections = self.connections.clone();
        let all_gone = connections.wait_for(|(open, _)| *open == 0);
        tokio::time::timeout(Duration::from_secs(2), all_gone)
            .await
            .expect("a connection stays open")
            .unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn serve(mut stream: TcpStream, seen: &Mutex<Vec<Seen>>, handler: &Handler) -> std::io::Result<()> {
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut buffer).await? {
        let steps = handler(&request);
        seen.lock().unwrap().push(request);
        for step in steps {
            match step {
                Step::Send(bytes) => stream.write_all(&bytes).await?,
                Step::Hang => {
                    let _ = stream.read(&mut [0; 64]).await?;
                    return Ok(());
                }
                Step::Wait(time) => tokio::time::sleep(time).await,
                Step::Close => return Ok(()),
                #[allow(
                    deprecated,
                    reason = "it is what a reset takes, and blocks nobody with no time to linger"
                )]
                Step::Reset => return stream.set_linger(Some(Duration::ZERO)),
            }
        }
    }
    Ok(())
}

async fn read_request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> std::io::Result<Option<Seen>> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
    let mut lines = head.lines();
    let mut start = lines.next().unwrap_or_default().split(' ').map(str::to_owned);
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length: usize = length.map_or(0, |(_, value)| value.parse().unwrap());
    while buffer.len() < end + length {
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
    let body = String::from_utf8_lossy(&buffer[end..end + length]).into_owned();
    buffer.drain(..end + length);
    Ok(Some(Seen {
        method: start.next().unwrap_or_default(),
        target: start.next().unwrap_or_default(),
        headers,
        body,
    }))
}

/// An answer with these header lines, each ended by a line break, and this body with its length.
pub(crate) fn answer(status: &str, headers: &str, body: &str) -> Vec<Step> {
    let length = body.len();
    let text = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n{headers}\r\n{body}");
    vec![Step::Send(text.into_bytes())]
}

pub(crate) fn json(status: &str, body: &str) -> Vec<Step> {
    answer(status, "content-type: application/json\r\n", body)
}

pub(crate) fn redirect(status: &str, location: &str) -> Vec<Step> {
    answer(status, &format!("location: {location}\r\n"), "")
}
