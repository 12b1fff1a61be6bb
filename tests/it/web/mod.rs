//! The web, as a browser sees it, on both databases.

mod sign_in;
