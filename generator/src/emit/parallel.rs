//! How is work shared among processors?

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// More threads than these wait for memory rather than for a processor.
const MOST: usize = 8;

/// Does all jobs, each on whichever thread is free, and gives their results in the order of the jobs.
pub(crate) fn map<Job: Sync, T: Send>(jobs: &[Job], work: impl Fn(&Job) -> T + Sync) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = threads.min(MOST).min(jobs.len());
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(index) else { return done };
            done.push((index, work(job)));
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        let mut done = take();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        for count in [0, 1, 2, 100] {
            let jobs: Vec<usize> = (0..count).collect();
            let expected: Vec<usize> = jobs.iter().map(|job| job * 2).collect();
            assert_eq!(map(&jobs, |job| job * 2), expected);
        }
    }
}
