//! A PDF file as it came, opened and looked over before anything is done with it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use hayro::{
    RenderCache,
    hayro_interpret::{
        Context, Device, InterpreterCache, InterpreterSettings, TransformExt as _, interpret_page,
    },
    hayro_syntax::{
        LoadPdfError, Pdf,
        object::{Array, Dict, Name, Number, Object},
        page::Page,
    },
    kurbo::Rect,
};

use super::{
    error::PdfError,
    face::{self, Face},
};

/// The longest side of a page that the standard knows (200 inches), in points.
const LONGEST_SIDE: f64 = 14_400.0;

/// A file that may be worked on. Two readers that share no code agree on it, so that what one of them would overlook is
/// not let through by the other.
pub struct Source {
    pdf: Pdf,
    face: Face,
    settings: InterpreterSettings,
    warnings: Arc<AtomicUsize>,
    sizes: Vec<(f64, f64)>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source")
            .field("pages", &self.sizes.len())
            .finish_non_exhaustive()
    }
}

impl Source {
    /// Opens a file of at most so many pages.
    pub fn open(bytes: &[u8], face: &Face, most_pages: usize) -> Result<Self, PdfError> {
        let second = second_opinion(bytes)?;
        let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
            LoadPdfError::Decryption(_) => PdfError::Encrypted,
            LoadPdfError::Invalid => PdfError::Broken,
        })?;
        let found = pdf.pages().len();
        if found != second {
            return Err(PdfError::Broken);
        }
        if found == 0 {
            return Err(PdfError::Empty);
        }
        if found > most_pages {
            return Err(PdfError::TooManyPages {
                found,
                most: most_pages,
            });
        }
        let warnings = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&warnings);
        let settings = face::settings(face, move || {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        let sizes = sizes(&pdf)?;
        Ok(Self {
            pdf,
            face: face.clone(),
            settings,
            warnings,
            sizes,
        })
    }

    /// Opens what was made of another file, with the same fonts.
    pub(super) fn open_again(bytes: &[u8], other: &Self) -> Result<Self, PdfError> {
        Self::open(bytes, &other.face, usize::MAX)
    }

    /// Refuses what must not be redacted: a signature would be void and nobody would see it; in a dynamic form the
    /// pages are not what is shown.
    pub(super) fn may_be_redacted(&self) -> Result<(), PdfError> {
        let catalog = self.catalog();
        if catalog.contains_key("Perms") {
            return Err(PdfError::Signed);
        }
        let Some(form) = catalog.get::<Dict<'_>>("AcroForm") else {
            return Ok(());
        };
        if form.contains_key("XFA") {
            return Err(PdfError::DynamicForm);
        }
        let flags = form.get::<Number>("SigFlags").map_or(0, |flags| flags.as_i64());
        let fields = form.get::<Array<'_>>("Fields");
        let signed = fields.is_some_and(|fields| fields.iter::<Dict<'_>>().any(|field| is_signed(&field, 0)));
        if signed || flags & 1 == 1 && self.has_byte_range() {
            return Err(PdfError::Signed);
        }
        Ok(())
    }

    /// Whether any object looks like a signature: a range of the file's bytes is named nowhere else.
    fn has_byte_range(&self) -> bool {
        self.pdf.objects().into_iter().any(|object| {
            object
                .into_dict()
                .is_some_and(|dict| dict.contains_key("ByteRange"))
        })
    }

    /// Whether something of the file is not shown as it stands: layers that are off, or that depend on who looks.
    pub(super) fn has_hidden_layers(&self) -> bool {
        let Some(layers) = self.catalog().get::<Dict<'_>>("OCProperties") else {
            return false;
        };
        let Some(settings) = layers.get::<Dict<'_>>("D") else {
            return true;
        };
        let off = settings
            .get::<Array<'_>>("OFF")
            .is_some_and(|off| off.raw_iter().next().is_some());
        let usage = settings
            .get::<Array<'_>>("AS")
            .is_some_and(|usage| usage.raw_iter().next().is_some());
        let base = settings
            .get::<Name<'_>>("BaseState")
            .is_some_and(|state| state.as_str() != "ON");
        off || usage || base
    }

    fn catalog(&self) -> Dict<'_> {
        let xref = self.pdf.xref();
        xref.get::<Dict<'_>>(xref.root_id()).unwrap_or_default()
    }

    pub(super) fn pdf(&self) -> &Pdf {
        &self.pdf
    }

    pub(super) fn settings(&self) -> &InterpreterSettings {
        &self.settings
    }

    /// A page, counted from nought.
    pub(super) fn page(&self, index: usize) -> Result<&Page<'_>, PdfError> {
        self.pdf.pages().get(index).ok_or(PdfError::Broken)
    }

    /// Leads a device through what a page draws, in its order, in points from the top left corner.
    pub(super) fn walk<'s>(&'s self, index: usize, device: &mut impl Device<'s>) -> Result<(), PdfError> {
        let page = self.page(index)?;
        let (width, height) = *self.sizes().get(index).ok_or(PdfError::Broken)?;
        let cache = InterpreterCache::new();
        let mut context = Context::new(
            page.initial_transform(true).to_kurbo(),
            Rect::new(0.0, 0.0, width, height),
            &cache,
            page.xref(),
            self.settings().clone(),
        );
        interpret_page(page, &mut context, device);
        Ok(())
    }

    /// What the renderer keeps from one page to the next.
    pub fn cache(&self) -> RenderCache<'_> {
        RenderCache::new()
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.sizes.len()
    }

    /// Width and height of each page as it is shown, in points.
    pub fn sizes(&self) -> &[(f64, f64)] {
        &self.sizes
    }

    /// How often something could not be drawn so far: a font that is not there, a picture that cannot be decoded.
    pub fn warnings(&self) -> usize {
        self.warnings.load(Ordering::Relaxed)
    }
}

/// What the second reader says: whether the file is whole and open, and how many pages it has.
fn second_opinion(bytes: &[u8]) -> Result<usize, PdfError> {
    if !ends_properly(bytes) {
        return Err(PdfError::Broken);
    }
    let document = lopdf::Document::load_mem(bytes).map_err(|error| {
        let locked = matches!(
            error,
            lopdf::Error::Decryption(_)
                | lopdf::Error::InvalidPassword
                | lopdf::Error::UnsupportedSecurityHandler(_)
        );
        if locked {
            PdfError::Encrypted
        } else {
            PdfError::Broken
        }
    })?;
    if document.trailer.has(b"Encrypt") || document.is_encrypted() || document.was_encrypted() {
        return Err(PdfError::Encrypted);
    }
    let found = document.page_iter().count();
    let catalog = document.catalog().map_err(|_| PdfError::Broken)?;
    let told = catalog
        .get_deref(b"Pages", &document)
        .and_then(lopdf::Object::as_dict)
        .and_then(|pages| pages.get_deref(b"Count", &document))
        .and_then(lopdf::Object::as_i64)
        .map_err(|_| PdfError::Broken)?;
    // Fewer pages than the file tells of: the others are lost.
    if usize::try_from(told).is_ok_and(|told| told > found) {
        return Err(PdfError::Broken);
    }
    Ok(found)
}

/// Whether the end of the file is there. What comes after the mark is left alone, as long as it is not much.
fn ends_properly(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"%%EOF";
    let tail = bytes.get(bytes.len().saturating_sub(2048)..).unwrap_or_default();
    tail.windows(MARK.len()).any(|window| window == MARK)
}

fn sizes(pdf: &Pdf) -> Result<Vec<(f64, f64)>, PdfError> {
    let measured = (1..).zip(pdf.pages().iter()).map(|(number, page)| {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let fits = |side: f64| (1.0..=LONGEST_SIDE).contains(&side);
        if fits(width) && fits(height) {
            Ok((width, height))
        } else {
            Err(PdfError::PageSize(number))
        }
    });
    measured.collect()
}

/// Whether a field, or one below it, holds a signature.
fn is_signed(field: &Dict<'_>, depth: usize) -> bool {
    let holds = field.contains_key("V")
        && field
            .get::<Name<'_>>("FT")
            .is_some_and(|kind| kind.as_str() == "Sig");
    let value_is_signature = field
        .get::<Dict<'_>>("V")
        .is_some_and(|value| value.contains_key("ByteRange"));
    holds
        || value_is_signature
        || depth < 32
            && field.get::<Array<'_>>("Kids").is_some_and(|kids| {
                kids.iter::<Object<'_>>()
                    .filter_map(Object::into_dict)
                    .any(|kid| is_signed(&kid, depth + 1))
            })
}
