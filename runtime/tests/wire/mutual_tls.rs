//! Does a server learn from a certificate who calls it, and does nobody get through without one?

use std::sync::{Arc, Mutex};

use openapi_runtime::{ClientBuilder, ErrorKind};
use rcgen::{BasicConstraints, Certificate, CertificateParams, IsCa, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::support::client::{Client, builder};

const CUSTOMER: &str = r#"{"id": "cus_1", "email": null}"#;

/// Somebody whom both sides trust.
pub(crate) struct Authority {
    pub(crate) certificate: Certificate,
    key: KeyPair,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).unwrap();
        Authority { certificate, key }
    }

    pub(crate) fn certify(&self, name: &str) -> (Certificate, KeyPair) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        (params.signed_by(&key, &self.certificate, &self.key).unwrap(), key)
    }
}

/// A server that speaks to nobody who has no certificate of the authority's.
struct Server {
    url: String,
    /// The certificates that it was shown, of calls that it has answered.
    shown: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Server {
    async fn start(authority: &Authority) -> Self {
        let provider = Arc::new(ring::default_provider());
        let mut trusted = RootCertStore::empty();
        trusted.add(authority.certificate.der().clone()).unwrap();
        let asking = WebPkiClientVerifier::builder_with_provider(Arc::new(trusted), Arc::clone(&provider));
        let (certificate, key) = authority.certify("127.0.0.1");
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_client_cert_verifier(asking.build().unwrap())
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
            );
        let acceptor = TlsAcceptor::from(Arc::new(config.unwrap()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let shown = Arc::new(Mutex::new(Vec::new()));
        tokio::spawn({
            let shown = Arc::clone(&shown);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    // Whom it does not know it lets go.
                    let _ = answer(&acceptor, stream, &shown).await;
                }
            }
        });
        Server { url, shown }
    }
}

async fn answer(acceptor: &TlsAcceptor, stream: TcpStream, shown: &Mutex<Vec<Vec<u8>>>) -> std::io::Result<()> {
    let mut stream = acceptor.accept(stream).await?;
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut request).await? == 0 {
            return Ok(());
        }
    }
    let certificate = stream.get_ref().1.peer_certificates().and_then(<[_]>::first).unwrap();
    shown.lock().unwrap().push(certificate.to_vec());
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{CUSTOMER}",
        CUSTOMER.len()
    );
    stream.write_all(answer.as_bytes()).await?;
    stream.shutdown().await
}

/// A client that trusts the authority.
fn trusting(server: &Server, authority: &Authority) -> ClientBuilder {
    builder(&server.url).root_certificates(authority.certificate.pem())
}

#[tokio::test]
async fn a_client_shows_who_it_is() {
    let authority = Authority::new();
    let server = Server::start(&authority).await;
    let (certificate, key) = authority.certify("client");
    let client = trusting(&server, &authority).client_certificate(certificate.pem(), key.serialize_pem());
    let customer = Client::of(client).get_customer("cus_1").await.unwrap();
    assert_eq!(customer.id, "cus_1");
    assert_eq!(*server.shown.lock().unwrap(), [certificate.der().to_vec()]);
}

#[tokio::test]
async fn nobody_gets_through_without_a_certificate_or_with_a_strangers() {
    let authority = Authority::new();
    let server = Server::start(&authority).await;
    let (certificate, key) = Authority::new().certify("client");
    let clients = [
        trusting(&server, &authority),
        trusting(&server, &authority).client_certificate(certificate.pem(), key.serialize_pem()),
    ];
    for client in clients {
        let error = Client::of(client.retries(0)).get_customer("cus_1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Tls, "{error}");
    }
    assert!(server.shown.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_server_that_nobody_has_vouched_for_is_shown_nothing() {
    let authority = Authority::new();
    let server = Server::start(&authority).await;
    let (certificate, key) = authority.certify("client");
    let client = trusting(&server, &Authority::new()).client_certificate(certificate.pem(), key.serialize_pem());
    let error = Client::of(client.retries(0)).get_customer("cus_1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls, "{error}");
    assert!(server.shown.lock().unwrap().is_empty());
}

#[test]
fn a_key_of_another_certificate_is_refused_at_once() {
    let authority = Authority::new();
    let ((certificate, _), (_, key)) = (authority.certify("a"), authority.certify("b"));
    let client = builder("https://127.0.0.1:1").client_certificate(certificate.pem(), key.serialize_pem());
    let error = client.build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("do not go together"), "{error}");
}
