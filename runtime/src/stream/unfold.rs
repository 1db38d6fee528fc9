//! How does an asynchronous function become a stream?

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

/// What a step gives: an item, and what the next step begins with. Nothing of the one ends the stream at once, nothing
/// of the other after the item.
pub(crate) type Step<S, I> = Pin<Box<dyn Future<Output = (Option<I>, Option<S>)> + Send>>;

/// A stream each item of which comes from a step. A step begins when its item is waited for.
pub(crate) struct Unfold<S, I> {
    state: State<S, I>,
    step: fn(S) -> Step<S, I>,
}

enum State<S, I> {
    Ready(S),
    Running(Step<S, I>),
    Done,
}

// The future is pinned where it is; the rest never is.
impl<S, I> Unpin for Unfold<S, I> {}

impl<S, I> Unfold<S, I> {
    pub(crate) fn new(first: S, step: fn(S) -> Step<S, I>) -> Self {
        Unfold {
            state: State::Ready(first),
            step,
        }
    }
}

impl<S, I> Stream for Unfold<S, I> {
    type Item = I;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<I>> {
        loop {
            if let State::Running(running) = &mut self.state {
                let (item, next) = ready!(running.as_mut().poll(cx));
                self.state = next.filter(|_| item.is_some()).map_or(State::Done, State::Ready);
                return Poll::Ready(item);
            }
            match std::mem::replace(&mut self.state, State::Done) {
                State::Ready(state) => self.state = State::Running((self.step)(state)),
                State::Running(_) | State::Done => return Poll::Ready(None),
            }
        }
    }
}
