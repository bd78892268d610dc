//! Finds the copies: which article reprints which.
