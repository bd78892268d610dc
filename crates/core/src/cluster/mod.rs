//! Decides which articles tell of the same event, and which events make one running story.
