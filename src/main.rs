//! gongkai
fn main() {}
