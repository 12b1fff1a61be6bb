//! The image of a seal.

/// A disc on a transparent ground.
pub(crate) fn image(side: u32, ground: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().unwrap();
    let half = f64::from(side) / 2.0;
    let mut pixels = Vec::new();
    for y in 0..side {
        for x in 0..side {
            let inside = (f64::from(x) - half).hypot(f64::from(y) - half) < half * 0.8;
            pixels.extend([200, 20, 20, if inside { 255 } else { ground }]);
        }
    }
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}
