//! A server that answers every request with the same customer.
//!
//! It runs on the runtime of who calls it, so that no call waits until the system has woken another thread, and allocates
//! nothing once a connection is there.

use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const CUSTOMER: &str = r#"{"id":"5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10","external_id":null,"customer_name":"Acme","email":"a@b.c","custom_data":{"tier":"gold"},"address":{"city":"Springfield"}}"#;

/// Serves from now on; the address is returned.
pub(crate) async fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream));
        }
    });
    url
}

/// Until the other side has had enough.
async fn answer(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{CUSTOMER}",
        CUSTOMER.len()
    );
    let mut buffer = Vec::with_capacity(4096);
    loop {
        while let Some(length) = request_length(&buffer) {
            buffer.drain(..length);
            stream.write_all(answer.as_bytes()).await?;
        }
        if stream.read_buf(&mut buffer).await? == 0 {
            return Ok(());
        }
    }
}

/// The length of the first request, if all of it is there.
fn request_length(buffer: &[u8]) -> Option<usize> {
    let head = buffer.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&buffer[..head]).ok()?;
    let body = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.trim().parse::<usize>().ok()).flatten()
    });
    let length = head + body.unwrap_or(0);
    (buffer.len() >= length).then_some(length)
}
