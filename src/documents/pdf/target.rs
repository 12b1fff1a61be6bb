//! The new file: a catalogue, its pages, and nothing else.

use image::{ExtendedColorType, codecs::jpeg::JpegEncoder};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, xref::XrefType};

use super::{copy, error::PdfError, raster::Picture};

/// A picture without loss that is larger than this is a photograph or a scan, and kept as JPEG.
const LARGEST_LOSSLESS: usize = 1_500_000;

/// How good a JPEG is, of 100.
const QUALITY: u8 = 88;

/// A file under way.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) document: Document,
    pub(super) tree: ObjectId,
    pages: Vec<ObjectId>,
}

impl Target {
    pub(super) fn new() -> Self {
        let mut document = Document::with_version("1.7");
        // A plain table: then every object of the file is one of a page, which reading back holds.
        document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
        let tree = document.new_object_id();
        Self {
            document,
            tree,
            pages: Vec::new(),
        }
    }

    /// Adds a page that was copied.
    pub(super) fn add(&mut self, page: Dictionary) {
        let page = self.document.add_object(page);
        self.pages.push(page);
    }

    /// Adds a page that is nothing but a picture, of this size in points.
    pub(super) fn add_picture(&mut self, picture: Stream, (width, height): (f64, f64)) {
        let picture = self.document.add_object(picture);
        let content = format!("q {width:.3} 0 0 {height:.3} 0 0 cm /Page Do Q");
        let content = self
            .document
            .add_object(Stream::new(Dictionary::new(), content.into_bytes()));
        self.add(dictionary! {
            "Type" => "Page",
            "Parent" => self.tree,
            "MediaBox" => vec![Object::Integer(0), Object::Integer(0), copy::number(width), copy::number(height)],
            "Resources" => dictionary! { "XObject" => dictionary! { "Page" => picture } },
            "Contents" => content,
        });
    }

    /// The finished file.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, PdfError> {
        let count = i64::try_from(self.pages.len()).unwrap_or(i64::MAX);
        let kids: Vec<Object> = self.pages.into_iter().map(Object::Reference).collect();
        let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
        self.document.objects.insert(self.tree, Object::Dictionary(tree));
        let root = self
            .document
            .add_object(dictionary! { "Type" => "Catalog", "Pages" => self.tree });
        self.document.trailer.set("Root", root);
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes)?;
        Ok(bytes)
    }
}

/// A page's picture as it lies in the file.
pub(super) fn embedded(picture: &Picture) -> Result<Stream, PdfError> {
    let grey = picture.grey();
    let (space, colors) = if grey.is_some() {
        ("DeviceGray", 1)
    } else {
        ("DeviceRGB", 3)
    };
    let mut dict = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(picture.width),
        "Height" => i64::from(picture.height),
        "ColorSpace" => space,
        "BitsPerComponent" => 8,
    };
    let packed = picture_data(&picture.png()?)?;
    if packed.len() <= LARGEST_LOSSLESS {
        dict.set("Filter", "FlateDecode");
        dict.set(
            "DecodeParms",
            dictionary! { "Predictor" => 15, "Colors" => colors, "Columns" => i64::from(picture.width) },
        );
        return Ok(Stream::new(dict, packed).with_compression(false));
    }
    let (bytes, kind) = match &grey {
        Some(grey) => (grey, ExtendedColorType::L8),
        None => (&picture.rgb, ExtendedColorType::Rgb8),
    };
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode(bytes, picture.width, picture.height, kind)
        .map_err(|_| PdfError::Picture)?;
    dict.set("Filter", "DCTDecode");
    Ok(Stream::new(dict, jpeg).with_compression(false))
}

/// What a PNG packs its rows in is, to the byte, what a PDF calls Flate with predictor 15.
fn picture_data(png: &[u8]) -> Result<Vec<u8>, PdfError> {
    let mut rest = png.get(8..).ok_or(PdfError::Picture)?;
    let mut data = Vec::with_capacity(png.len());
    while let Some((head, tail)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = *head;
        let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).map_err(|_| PdfError::Picture)?;
        if &kind == b"IDAT" {
            data.extend_from_slice(tail.get(..length).ok_or(PdfError::Picture)?);
        }
        rest = length
            .checked_add(4)
            .and_then(|next| tail.get(next..))
            .ok_or(PdfError::Picture)?;
    }
    Ok(data)
}
