//! The wide stages: one work for many items on every core of the machine, answers in the order of the items.

use rayon::prelude::*;

/// Starts the workers, `threads` of them; 0 means one per core. Without it the first work starts one per core.
///
/// # Errors
/// When the system gives no threads, or workers run already.
pub fn start_workers(threads: usize) -> anyhow::Result<()> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|index| format!("wide-{index}"))
        .stack_size(8 << 20)
        .build_global()?;
    Ok(())
}

/// Does `work` for every item, many at once; the answers come in the order of the items, whatever the number of workers.
pub fn each<I, R>(items: I, work: impl Fn(I::Item) -> R + Sync + Send) -> Vec<R>
where
    I: IntoParallelIterator,
    I::Iter: IndexedParallelIterator,
    R: Send,
{
    items.into_par_iter().map(work).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_keep_the_order() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(each(&items, |i| i * 2), items.iter().map(|i| i * 2).collect::<Vec<_>>());
    }
}
