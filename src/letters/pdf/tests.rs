//! What the press takes and refuses.
