//! A story in, a digest out: choosing, trimming, and the check that nothing ungrounded passes.
