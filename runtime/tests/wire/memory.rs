//! How much memory does a call take, and is any of it kept?
//!
//! What is counted is what the client's own thread allocates; servers have threads of their own.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use allocation_counter::measure;
use openapi_runtime::bytes::Bytes;
use openapi_runtime::{Body, Call, Download, TransportError};
use tokio::runtime::{Builder, Runtime};

use super::faults;
use crate::support::client::{Client, Error, UpdateCustomerRequest, builder};
use crate::support::server::Server;

const GIGABYTE: u64 = 1 << 30;
/// What a body of any size may take.
const LITTLE: u64 = 4 << 20;
/// What is sent over and over.
static PIECE: [u8; 1 << 20] = [0; 1 << 20];

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn no_fault_takes_much_or_leaves_anything_behind() {
    std::thread::scope(|threads| {
        for (name, steps, _) in faults::rows() {
            threads.spawn(move || {
                let client = Client::of(
                    builder(&Server::apart(move |_| steps.clone()))
                        .timeout(Duration::from_millis(50))
                        .max_response_bytes(100_000),
                );
                let runtime = runtime();
                let calls = |times: usize| {
                    runtime.block_on(async {
                        for _ in 0..times {
                            let _ = client.create_customer(UpdateCustomerRequest::new()).await;
                        }
                        // The tasks of its connections end.
                        tokio::time::sleep(Duration::from_millis(20)).await;
                    });
                };
                // What is made once is kept.
                calls(3);
                // What leaks does so each time; a connection may end a little late.
                let counted = (0..3).map(|_| measure(|| calls(10)));
                let counted = counted.min_by_key(|counted| counted.bytes_current).unwrap();
                assert!(counted.bytes_current < 1024, "{name}: {counted:?}");
                assert!(counted.bytes_max < 2_000_000, "{name}: {counted:?}");
            });
        }
    });
}

/// Lets one connection be served on a thread of its own.
fn serve(answer: impl FnOnce(TcpStream, Vec<u8>) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut read = Vec::new();
        let mut chunk = vec![0; 1 << 16];
        while !read.windows(4).any(|window| window == b"\r\n\r\n") {
            let length = stream.read(&mut chunk).unwrap();
            read.extend_from_slice(&chunk[..length]);
        }
        let end = read.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
        answer(stream, read.split_off(end));
    });
    url
}

#[test]
fn a_gigabyte_is_written_to_a_file_as_it_comes() {
    let url = serve(|mut stream, _| {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ncontent-length: {GIGABYTE}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        for _ in 0..GIGABYTE / PIECE.len() as u64 {
            stream.write_all(&PIECE).unwrap();
        }
    });
    // A file that keeps nothing.
    let nowhere = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let client = Client::of(builder(&url).max_response_bytes(10));
    let counted = measure(|| {
        runtime().block_on(async {
            let opening: Call<Download<Error>, Error> = client.get_request().send();
            let download = opening.await.unwrap();
            assert_eq!(download.length(), Some(GIGABYTE));
            assert_eq!(download.write_to(nowhere).await.unwrap(), GIGABYTE);
        });
    });
    assert!(counted.bytes_max < LITTLE, "{counted:?}");
}

/// A stream of so many pieces.
struct Pieces(u64);

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.0.checked_sub(1);
        self.0 = next.unwrap_or(0);
        Poll::Ready(next.map(|_| Ok(Bytes::from_static(&PIECE))))
    }
}

#[test]
fn a_gigabyte_is_sent_as_it_is_made() {
    let url = serve(|mut stream, begun| {
        let mut arrived = begun.len() as u64;
        let mut chunk = vec![0; 1 << 20];
        while arrived < GIGABYTE {
            arrived += stream.read(&mut chunk).unwrap() as u64;
        }
        stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
    });
    let client = Client::new(&url);
    let counted = measure(|| {
        runtime().block_on(async {
            let body = Body::stream(Pieces(GIGABYTE / PIECE.len() as u64), Some(GIGABYTE));
            let request = client.upload_request().bytes("application/octet-stream", body);
            let sent: Result<(), Error> = request.send().await;
            sent.unwrap();
        });
    });
    assert!(counted.bytes_max < LITTLE, "{counted:?}");
}
