//! Is HTTP/2 spoken to a server that offers it?

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use openapi_runtime::ErrorKind;
use openapi_runtime::bytes::Bytes;
use openapi_runtime::http::{Request, Response, Version};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::mutual_tls::Authority;
use crate::support::client::{Client, UpdateCustomerRequest, builder};

const CUSTOMER: &str = r#"{"id": "cus_1", "email": null}"#;

/// What came: the version, the path and the body.
type Seen = Arc<Mutex<Vec<(Version, String, Bytes)>>>;

/// A server that speaks HTTP/2 and nothing else, and counts its connections.
async fn serve(authority: &Authority, seen: &Seen) -> (String, Arc<AtomicUsize>) {
    let acceptor = acceptor(authority);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    tokio::spawn({
        let (connections, seen) = (Arc::clone(&connections), Arc::clone(seen));
        async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::Relaxed);
                let (acceptor, seen) = (acceptor.clone(), Arc::clone(&seen));
                tokio::spawn(async move {
                    let stream = acceptor.accept(stream).await.unwrap();
                    let service = service_fn(move |request| answer(request, Arc::clone(&seen)));
                    // A client that goes away is no failure.
                    let _ = http2::Builder::new(TokioExecutor::new())
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        }
    });
    (url, connections)
}

fn acceptor(authority: &Authority) -> TlsAcceptor {
    let (certificate, key) = authority.certify("127.0.0.1");
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth();
    let mut config = config.with_single_cert(vec![certificate.der().clone()], key).unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    TlsAcceptor::from(Arc::new(config))
}

/// A server that refuses the first streams of a connection, so many, and answers the others; it counts the streams.
async fn refuse(authority: &Authority, first: usize) -> (String, Arc<AtomicUsize>) {
    let acceptor = acceptor(authority);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let streams = Arc::new(AtomicUsize::new(0));
    tokio::spawn({
        let streams = Arc::clone(&streams);
        async move {
            let (stream, _) = listener.accept().await.unwrap();
            let mut connection = h2::server::handshake(acceptor.accept(stream).await.unwrap())
                .await
                .unwrap();
            while let Some(Ok((_, mut respond))) = connection.accept().await {
                if streams.fetch_add(1, Ordering::Relaxed) < first {
                    respond.send_reset(h2::Reason::REFUSED_STREAM);
                } else {
                    let mut body = respond.send_response(Response::new(()), false).unwrap();
                    body.send_data(Bytes::from(CUSTOMER), true).unwrap();
                }
            }
        }
    });
    (url, streams)
}

async fn answer(request: Request<Incoming>, seen: Seen) -> Result<Response<Full<Bytes>>, Infallible> {
    let (version, path) = (request.version(), request.uri().path().to_owned());
    let body = request.into_body().collect().await.unwrap().to_bytes();
    seen.lock().unwrap().push((version, path, body));
    Ok(Response::new(Full::new(Bytes::from(CUSTOMER))))
}

#[tokio::test]
async fn calls_share_a_connection_of_http_2() {
    let authority = Authority::new();
    let seen = Seen::default();
    let (url, connections) = serve(&authority, &seen).await;
    let client = Client::of(builder(&url).root_certificates(authority.certificate.pem()));
    let change = UpdateCustomerRequest::new().email("a@b.c");
    let customer = client.update_customer("cus_1", change).await.unwrap();
    assert_eq!(customer.id, "cus_1");
    let calls: Vec<_> = (0..20)
        .map(|_| tokio::spawn(client.get_customer("cus_2").send()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let seen = seen.lock().unwrap();
    assert_eq!((seen.len(), connections.load(Ordering::Relaxed)), (21, 1));
    assert!(seen.iter().all(|(version, ..)| *version == Version::HTTP_2));
    let (_, path, body) = &seen[0];
    assert_eq!((&**path, &**body), ("/customers/cus_1", &br#"{"email":"a@b.c"}"#[..]));
}

#[tokio::test]
async fn what_the_server_did_not_begin_with_is_sent_again_at_once() {
    // No key says that it may be done twice, and no other attempt is allowed: this is none.
    let call = async |first| {
        let authority = Authority::new();
        let (url, streams) = refuse(&authority, first).await;
        let client = Client::of(builder(&url).root_certificates(authority.certificate.pem()).retries(0));
        let change = UpdateCustomerRequest::new().email("a@b.c");
        let outcome = client.update_customer("cus_1", change).await;
        (outcome, streams.load(Ordering::Relaxed))
    };
    let (outcome, streams) = call(2).await;
    assert_eq!((outcome.unwrap().id, streams), ("cus_1".to_owned(), 3));
    let (outcome, streams) = call(9).await;
    assert_eq!((outcome.unwrap_err().kind(), streams), (ErrorKind::Interrupted, 3));
}
