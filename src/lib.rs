//! gongkai

pub mod template;
pub mod text;
