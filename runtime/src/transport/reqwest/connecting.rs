//! Is a connection being made?
//!
//! reqwest makes one when it has none to use again, and does not say so. A layer around its connector does: while a
//! request is polled, its [`Progress`] is at hand, and the connector, which is polled within, notes there when it begins and
//! ends.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use tower_layer::Layer;
use tower_service::Service;

use crate::error::Stage;
use crate::send::Progress;

thread_local! {
    static CURRENT: RefCell<Option<Progress>> = const { RefCell::new(None) };
}

/// Polls `work`, with the progress at hand.
#[inline]
pub(super) fn poll_telling<F: Future>(
    progress: &mut Option<Progress>,
    work: Pin<&mut F>,
    cx: &mut Context<'_>,
) -> Poll<F::Output> {
    let outer = CURRENT.replace(progress.take());
    let polled = work.poll(cx);
    *progress = CURRENT.replace(outer);
    polled
}

/// The layer around the connector.
#[derive(Clone)]
pub(super) struct Telling;

impl<S> Layer<S> for Telling {
    type Service = Told<S>;

    fn layer(&self, inner: S) -> Told<S> {
        Told(Arc::new(inner))
    }
}

/// A connector that tells. reqwest clones its connector several times a call, and seldom makes a connection: so it is
/// shared, and cloned when it is used.
pub(super) struct Told<S>(Arc<S>);

impl<S> Clone for Told<S> {
    fn clone(&self) -> Self {
        Told(Arc::clone(&self.0))
    }
}

impl<S, R> Service<R> for Told<S>
where
    S: Service<R> + Clone + Send + Sync + 'static,
    S::Future: Send + 'static,
    R: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: R) -> Self::Future {
        let mut connector = S::clone(&self.0);
        let connecting = async move {
            poll_fn(|cx| connector.poll_ready(cx)).await?;
            connector.call(request).await
        };
        Box::pin(async move {
            let progress = CURRENT.with_borrow(Clone::clone);
            let Some(progress) = progress else {
                return connecting.await;
            };
            progress.enter(Stage::Connecting);
            let mut connecting = pin!(connecting);
            let outcome = poll_fn(|cx| {
                // When a connection has become free meanwhile, this one is finished aside, and the request goes on there.
                let is_at_hand = CURRENT.with_borrow(|current| current.as_ref().is_some_and(|it| it.is(&progress)));
                if !is_at_hand {
                    progress.leave(Stage::Connecting);
                }
                connecting.as_mut().poll(cx)
            });
            let outcome = outcome.await;
            progress.leave(Stage::Connecting);
            outcome
        })
    }
}
