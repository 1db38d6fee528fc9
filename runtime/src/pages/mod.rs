//! How is a list that comes in pages read to its end?

pub(crate) mod find;
mod link;
mod rule;
mod walk;

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

pub use rule::{NextPage, PageMark, PageParameter, Pagination};

use crate::answer::Answer;
use crate::error::Error;
use crate::request::Request;
use walk::{Step, Walk};

/// The pages of a list, one after the other.
///
/// A page is asked for when it is waited for, and not before, so that nobody has to take more than is used. Each is a
/// call of its own, with the time, the retries and the headers of the request that this was made from. After an error
/// there is nothing more.
///
/// It is a [`Stream`], for those who have `futures` at hand; [`next`](Self::next) needs nothing.
///
/// ```
/// # use openapi_runtime::{Error, Pages};
/// async fn count(mut pages: Pages<Vec<String>, Error>) -> Result<usize, Error> {
///     let mut count = 0;
///     while let Some(page) = pages.next().await {
///         count += page?.len();
///     }
///     Ok(count)
/// }
/// ```
#[must_use = "pages are asked for when they are waited for"]
pub struct Pages<T, E> {
    state: State,
    promise: PhantomData<fn() -> (T, E)>,
}

enum State {
    Ready(Box<Walk>),
    Asking(Pin<Box<dyn Future<Output = Result<Step, Error>> + Send>>),
    /// The last page was given; this came out when its successor was looked for.
    Failed(Error),
    Done,
}

impl<T: Answer, E: From<Error>> Pages<T, E> {
    pub(crate) fn new(request: Request, rule: &'static Pagination) -> Self {
        Pages {
            state: State::Ready(Box::new(Walk::new(request, rule))),
            promise: PhantomData,
        }
    }

    /// Waits for the next page; `None` is the end.
    ///
    /// # Errors
    /// When the page cannot be had, or the server leads in a circle ([`ErrorKind::Pagination`]).
    ///
    /// [`ErrorKind::Pagination`]: crate::ErrorKind::Pagination
    pub async fn next(&mut self) -> Option<Result<T, E>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<T: Answer, E: From<Error>> Stream for Pages<T, E> {
    type Item = Result<T, E>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let state = &mut self.get_mut().state;
        loop {
            match state {
                State::Asking(step) => {
                    let step = ready!(step.as_mut().poll(cx));
                    let page = step.and_then(|step| {
                        let page = T::answer(step.response)?;
                        Ok((page, step.next))
                    });
                    let (page, next) = match page {
                        Ok((page, Ok(Some(walk)))) => (Ok(page), State::Ready(Box::new(walk))),
                        Ok((page, Ok(None))) => (Ok(page), State::Done),
                        Ok((page, Err(error))) => (Ok(page), State::Failed(error)),
                        Err(error) => (Err(E::from(error)), State::Done),
                    };
                    *state = next;
                    return Poll::Ready(Some(page));
                }
                State::Ready(_) | State::Failed(_) | State::Done => match std::mem::replace(state, State::Done) {
                    State::Ready(walk) => *state = State::Asking(Box::pin(walk.step())),
                    State::Failed(error) => return Poll::Ready(Some(Err(E::from(error)))),
                    State::Asking(_) | State::Done => return Poll::Ready(None),
                },
            }
        }
    }
}

impl<T, E> fmt::Debug for Pages<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// The items of a list that comes in pages, one after the other.
///
/// The next page is asked for when the items of this one are used up. It is a [`Stream`]; [`next`](Self::next) needs no
/// other crate.
///
/// ```
/// # use openapi_runtime::{Error, Items};
/// async fn find(mut items: Items<Vec<String>, String, Error>, wanted: &str) -> Result<bool, Error> {
///     while let Some(item) = items.next().await {
///         if item? == wanted {
///             return Ok(true);
///         }
///     }
///     Ok(false)
/// }
/// ```
#[must_use = "items are asked for when they are waited for"]
pub struct Items<T, I, E> {
    pages: Pages<T, E>,
    items_of: fn(T) -> Vec<I>,
    here: std::vec::IntoIter<I>,
}

// Nothing in it is ever pinned.
impl<T, I, E> Unpin for Items<T, I, E> {}

impl<T: Answer, I, E: From<Error>> Items<T, I, E> {
    pub(crate) fn new(request: Request, rule: &'static Pagination, items_of: fn(T) -> Vec<I>) -> Self {
        Items {
            pages: Pages::new(request, rule),
            items_of,
            here: Vec::new().into_iter(),
        }
    }

    /// Waits for the next item; `None` is the end.
    ///
    /// # Errors
    /// When its page cannot be had, or the server leads in a circle ([`ErrorKind::Pagination`]).
    ///
    /// [`ErrorKind::Pagination`]: crate::ErrorKind::Pagination
    pub async fn next(&mut self) -> Option<Result<I, E>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Waits for all items.
    ///
    /// # Errors
    /// When a page cannot be had; the items until then are lost.
    pub async fn into_vec(mut self) -> Result<Vec<I>, E> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
            // What has arrived need not be waited for.
            all.extend(self.here.by_ref());
        }
        Ok(all)
    }
}

impl<T: Answer, I, E: From<Error>> Stream for Items<T, I, E> {
    type Item = Result<I, E>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.here.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => self.here = (self.items_of)(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T, I, E> fmt::Debug for Items<T, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}

/// What the request of an operation whose answer is one page of a list has beside the rest.
///
/// `pages!(ListJobs by RULE => JobList, Job, Error, |page| page.results);`
#[doc(hidden)]
#[macro_export]
macro_rules! __pages_v1 {
    ($request:ident by $rule:expr => $page:ty, $item:ty, $error:ty, |$value:ident| $items:expr) => {
        impl $request {
            /// The pages of the list, from the one that this request asks for to the last. Each is asked for when it is
            /// waited for.
            #[inline]
            pub fn pages(self) -> $crate::Pages<$page, $error> {
                self.request.pages(&$rule)
            }

            /// The items of the list, from those that this request asks for to the last. A page is asked for when the
            /// items of the one before it are used up.
            #[inline]
            pub fn items(self) -> $crate::Items<$page, $item, $error> {
                self.request.items(&$rule, |$value| $items)
            }
        }
    };
}
