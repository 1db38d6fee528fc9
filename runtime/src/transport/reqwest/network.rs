//! Through which network does reqwest go, and whom does it trust?

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls_platform_verifier::Verifier;

use crate::base_url::BaseUrl;
use crate::error::{Error, ErrorKind};
use crate::transport::{BoxError, Transport};

/// What a program says about the network.
#[derive(Default)]
pub(crate) struct Network {
    pub(crate) proxy: Option<String>,
    /// Texts of certificates (PEM).
    pub(crate) roots: Vec<Vec<u8>>,
    /// A certificate and its key (PEM).
    pub(crate) identity: Option<(Vec<u8>, Vec<u8>)>,
}

impl Network {
    /// Makes the transport. The client follows redirects itself: it knows what may be sent where.
    pub(crate) fn connect(self, connect_timeout: Duration, base_url: &BaseUrl) -> Result<Box<dyn Transport>, Error> {
        let mut builder = reqwest::Client::builder();
        let wrong = |error: reqwest::Error, message| configuration(message, error.without_url());
        if let Some(url) = &self.proxy {
            let proxy = reqwest::Proxy::all(url).map_err(|error| wrong(error, "the proxy's address is not a URL"))?;
            builder = builder.proxy(proxy);
        } else if base_url.is_loopback() {
            // What is for this machine is not for a proxy's eyes.
            builder = builder.no_proxy();
        }
        let client = builder
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // The client sends again itself; reqwest would copy each request for that.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .connect_timeout(connect_timeout)
            .tls_backend_preconfigured(self.tls(base_url.is_https())?)
            .build();
        let client = client.map_err(|error| wrong(error, "the transport cannot be set up"))?;
        Ok(Box::new(client))
    }

    /// The program's own provider of cryptography, if it has installed one, else ring; nothing is installed, since that is
    /// for the program to do. Whom the platform trusts is trusted, and those that the program names.
    fn tls(&self, is_needed: bool) -> Result<rustls::ClientConfig, Error> {
        let provider = CryptoProvider::get_default().map_or_else(|| Arc::new(ring::default_provider()), Arc::clone);
        let builder = rustls::ClientConfig::builder_with_provider(Arc::clone(&provider));
        let builder = builder
            .with_safe_default_protocol_versions()
            .map_err(|error| configuration("the provider of cryptography knows no version of TLS", error))?;
        let roots = self.roots()?;
        let builder = match Verifier::new_with_extra_roots(roots.clone(), provider) {
            Ok(verifier) => builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)),
            Err(error) if is_needed && roots.is_empty() => {
                let message = "the certificates that this system trusts cannot be read (on Linux they come with the \
                               package `ca-certificates`, or from SSL_CERT_FILE)";
                return Err(configuration(message, error));
            }
            // To talk to this machine nobody needs to be trusted, and who names certificates may mean these alone.
            Err(_) => {
                let mut store = rustls::RootCertStore::empty();
                for root in roots {
                    store
                        .add(root)
                        .map_err(|error| configuration("a certificate to be trusted cannot be used", error))?;
                }
                builder.with_root_certificates(store)
            }
        };
        let mut config = match self.identity()? {
            Some((chain, key)) => builder
                .with_client_auth_cert(chain, key)
                .map_err(|error| configuration("the client's certificate and key do not go together", error))?,
            None => builder.with_no_client_auth(),
        };
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(config)
    }

    fn roots(&self) -> Result<Vec<CertificateDer<'static>>, Error> {
        let mut roots = Vec::new();
        for pem in &self.roots {
            roots.extend(certificates(pem, "the certificates to be trusted are not PEM")?);
        }
        Ok(roots)
    }

    fn identity(&self) -> Result<Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>, Error> {
        let Some((certificate, key)) = &self.identity else {
            return Ok(None);
        };
        let chain = certificates(certificate, "the client's certificate is not PEM")?;
        let key = PrivateKeyDer::from_pem_slice(key)
            .map_err(|error| configuration("the key of the client's certificate is not PEM", error))?;
        Ok(Some((chain, key)))
    }
}

/// At least one.
fn certificates(pem: &[u8], message: &str) -> Result<Vec<CertificateDer<'static>>, Error> {
    let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match all {
        Ok(all) if all.is_empty() => Err(configuration(message, "there is no certificate in it")),
        all => all.map_err(|error| configuration(message, error)),
    }
}

fn configuration(message: &str, error: impl Into<BoxError>) -> Error {
    Error::new(ErrorKind::Configuration, message).because(error)
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Network").finish_non_exhaustive()
    }
}
