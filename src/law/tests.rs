#[test]
fn the_embedded_law_is_sound() {
    if let Err(errors) = super::Law::embedded() {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"));
    }
}
