//! Several PDFs as one, to print a batch at a time.
//!
//! The pages go over as they are: their content, fonts and pictures are copied byte for byte, only the numbers by which
//! objects name each other are new. What does not show on paper stays behind (bookmarks, archive metadata, structure).
//! A file is read, written out and forgotten before the next one; what is held beyond that is a number for each object
//! written and for each page, so that a batch takes no more memory than its largest file.

use lopdf::{Dictionary, Document, Object, ObjectId, Writer};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// On which side of a sheet files begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// For a printer that prints one side: nothing is added.
    One,
    /// For a printer that prints both: each file begins on a sheet of its own, if need be after a blank page.
    Both,
}

/// Why a batch cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// A file that cannot be read as PDF.
    #[error("“{name}”不是完好的PDF文件，无法合并打印")]
    Broken {
        /// Which.
        name: String,
        /// Why.
        source: lopdf::Error,
    },
    /// A file that needs a password.
    #[error("“{0}”设有密码，无法合并打印")]
    Locked(String),
    /// A file without a page.
    #[error("“{0}”没有任何页面，无法合并打印")]
    Empty(String),
    /// The batch cannot be written.
    #[error("合并后的文件无法写入")]
    Write(#[from] io::Error),
}

/// The files as one, in memory: for a batch that is small enough. Each comes with the name that an error gives it.
pub fn merge<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    sides: Sides,
) -> Result<Vec<u8>, MergeError> {
    let mut batch = Batch::new(Vec::new(), sides)?;
    for (name, pdf) in files {
        batch.add(name, pdf)?;
    }
    batch.finish()
}

/// The catalogue and the root of the page tree, which are written last.
const CATALOG: u32 = 1;
const PAGES: u32 = 2;

/// What a page takes over from the branch of the page tree that it hangs on.
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// A batch on its way out, file by file.
#[derive(Debug)]
pub struct Batch<W> {
    target: W,
    written: u64,
    sides: Sides,
    /// Where each object begins, by its number; the first two come at the end.
    places: Vec<u64>,
    pages: Vec<u32>,
    /// The size of the last page.
    size: Option<Object>,
}

impl<W: Write> Batch<W> {
    /// Begins a batch.
    pub fn new(target: W, sides: Sides) -> Result<Self, MergeError> {
        let mut batch = Self {
            target,
            written: 0,
            sides,
            places: vec![0; 2],
            pages: Vec::new(),
            size: None,
        };
        batch.write(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
        Ok(batch)
    }

    /// Adds a file. After an error the batch is of no use.
    pub fn add(&mut self, name: &str, pdf: &[u8]) -> Result<(), MergeError> {
        let broken = |source| MergeError::Broken {
            name: name.to_owned(),
            source,
        };
        let document = Document::load_mem(pdf).map_err(broken)?;
        if document.is_encrypted() {
            return Err(MergeError::Locked(name.to_owned()));
        }
        let pages: Vec<ObjectId> = document.page_iter().collect();
        if pages.is_empty() {
            return Err(MergeError::Empty(name.to_owned()));
        }
        if let (Sides::Both, 1, Some(size)) = (self.sides, self.pages.len() % 2, self.size.take()) {
            self.blank(size)?;
        }
        // All pages first: a link on one may lead to another.
        let numbered: Vec<(ObjectId, u32)> = pages.into_iter().map(|id| (id, self.reserve())).collect();
        let mut copy = Passage {
            numbers: numbered.iter().copied().collect(),
            waiting: Vec::new(),
        };
        for (id, number) in numbered {
            let page = whole(&document, id).map_err(broken)?;
            self.size = page
                .get(b"MediaBox")
                .ok()
                .and_then(|size| direct(&document, size));
            let page = copy.dictionary(&page, self);
            self.object(number, &Object::Dictionary(page))?;
            self.pages.push(number);
            while let Some((id, number)) = copy.waiting.pop() {
                // An object that is named but not there counts as null, as readers take it.
                let object = document.objects.get(&id).unwrap_or(&Object::Null);
                let object = copy.object(object, self);
                self.object(number, &object)?;
            }
        }
        Ok(())
    }

    /// Ends the batch.
    pub fn finish(mut self) -> Result<W, MergeError> {
        let kids = self.pages.iter().map(|page| Object::Reference((*page, 0)));
        let mut pages = Dictionary::new();
        pages.set("Type", Object::Name(b"Pages".to_vec()));
        pages.set("Count", i64::try_from(self.pages.len()).unwrap_or(i64::MAX));
        pages.set("Kids", kids.collect::<Vec<_>>());
        self.object(PAGES, &Object::Dictionary(pages))?;
        let mut catalog = Dictionary::new();
        catalog.set("Type", Object::Name(b"Catalog".to_vec()));
        catalog.set("Pages", Object::Reference((PAGES, 0)));
        catalog.set("Lang", Object::string_literal("zh-CN"));
        self.object(CATALOG, &Object::Dictionary(catalog))?;
        self.table()?;
        Ok(self.target)
    }

    fn blank(&mut self, size: Object) -> Result<(), MergeError> {
        let mut page = Dictionary::new();
        page.set("Type", Object::Name(b"Page".to_vec()));
        page.set("Parent", Object::Reference((PAGES, 0)));
        page.set("MediaBox", size);
        page.set("Resources", Dictionary::new());
        let number = self.reserve();
        self.object(number, &Object::Dictionary(page))?;
        self.pages.push(number);
        Ok(())
    }

    /// The number of an object that is written later.
    fn reserve(&mut self) -> u32 {
        self.places.push(0);
        u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }

    fn object(&mut self, number: u32, object: &Object) -> Result<(), MergeError> {
        let place = self.written;
        let entry = usize::try_from(number)
            .ok()
            .and_then(|number| self.places.get_mut(number.checked_sub(1)?));
        if let Some(entry) = entry {
            *entry = place;
        }
        let mut bytes = format!("{number} 0 obj\n").into_bytes();
        Writer::write_object(&mut bytes, object)?;
        bytes.extend_from_slice(b"\nendobj\n");
        self.write(&bytes)
    }

    /// The table of where each object begins, and the trailer.
    fn table(&mut self) -> Result<(), MergeError> {
        let start = self.written;
        let size = self.places.len() + 1;
        self.write(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes())?;
        for place in std::mem::take(&mut self.places) {
            self.write(format!("{place:010} 00000 n \n").as_bytes())?;
        }
        let trailer = format!("trailer\n<</Size {size}/Root {CATALOG} 0 R>>\nstartxref\n{start}\n%%EOF\n");
        self.write(trailer.as_bytes())?;
        Ok(self.target.flush()?)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), MergeError> {
        self.target.write_all(bytes)?;
        self.written += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(())
    }
}

/// One file while it goes over: the new number of each of its objects, and those that are still to be written.
#[derive(Debug)]
struct Passage {
    numbers: BTreeMap<ObjectId, u32>,
    waiting: Vec<(ObjectId, u32)>,
}

impl Passage {
    fn object<W: Write>(&mut self, object: &Object, batch: &mut Batch<W>) -> Object {
        match object {
            Object::Reference(id) => Object::Reference((self.number(*id, batch), 0)),
            Object::Array(entries) => {
                Object::Array(entries.iter().map(|entry| self.object(entry, batch)).collect())
            }
            Object::Dictionary(dictionary) => Object::Dictionary(self.dictionary(dictionary, batch)),
            Object::Stream(stream) => {
                let mut copied = stream.clone();
                copied.dict = self.dictionary(&stream.dict, batch);
                // The length may stand in an object of its own, which need not follow.
                copied
                    .dict
                    .set("Length", i64::try_from(stream.content.len()).unwrap_or(i64::MAX));
                Object::Stream(copied)
            }
            Object::Null
            | Object::Boolean(_)
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Name(_)
            | Object::String(..) => object.clone(),
        }
    }

    fn dictionary<W: Write>(&mut self, dictionary: &Dictionary, batch: &mut Batch<W>) -> Dictionary {
        let mut copied = Dictionary::new();
        for (key, value) in dictionary {
            let value = match key.as_slice() {
                b"Parent" if dictionary.has_type(b"Page") => Object::Reference((PAGES, 0)),
                // Places in the structure of the document, which stays behind.
                b"StructParents" | b"StructParent" => continue,
                _ => self.object(value, batch),
            };
            copied.set(key.clone(), value);
        }
        copied
    }

    fn number<W: Write>(&mut self, id: ObjectId, batch: &mut Batch<W>) -> u32 {
        if let Some(number) = self.numbers.get(&id) {
            return *number;
        }
        let number = batch.reserve();
        self.numbers.insert(id, number);
        self.waiting.push((id, number));
        number
    }
}

/// The value without the references on the way to it.
fn direct(document: &Document, value: &Object) -> Option<Object> {
    let (_, value) = document.dereference(value).ok()?;
    let Ok(entries) = value.as_array() else {
        return Some(value.clone());
    };
    let entries = entries.iter().map(|entry| direct(document, entry));
    entries.collect::<Option<Vec<_>>>().map(Object::Array)
}

/// A page with what it takes over from its branch.
fn whole(document: &Document, id: ObjectId) -> Result<Dictionary, lopdf::Error> {
    let mut page = document.get_dictionary(id)?.clone();
    let mut branch = page.get(b"Parent").and_then(Object::as_reference).ok();
    // A tree that bites its own tail is cut off.
    for _ in 0..64 {
        let Some(dictionary) = branch.and_then(|id| document.get_dictionary(id).ok()) else {
            break;
        };
        for key in INHERITED {
            if let (false, Ok(value)) = (page.has(key), dictionary.get(key)) {
                page.set(key, value.clone());
            }
        }
        branch = dictionary.get(b"Parent").and_then(Object::as_reference).ok();
    }
    Ok(page)
}

#[cfg(test)]
mod tests;
