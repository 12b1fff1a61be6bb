//! Looks at set pages in tests: which words stand where.

use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

/// A run of words on a page. Lengths are in millimetres from the upper left corner; `y` is the base line.
#[derive(Clone, Debug)]
pub(in crate::letters) struct Placed {
    pub(in crate::letters) words: String,
    pub(in crate::letters) family: String,
    pub(in crate::letters) size: f64,
    pub(in crate::letters) x: f64,
    pub(in crate::letters) right: f64,
    pub(in crate::letters) y: f64,
}

/// The runs of each page.
pub(in crate::letters) fn pages(set: &PagedDocument) -> Vec<Vec<Placed>> {
    set.pages()
        .iter()
        .map(|page| {
            let mut found = Vec::new();
            collect(&page.frame, Point::zero(), &mut found);
            found
        })
        .collect()
}

/// Width and height of each page.
pub(in crate::letters) fn sizes(set: &PagedDocument) -> Vec<(f64, f64)> {
    let sizes = set.pages().iter().map(|page| page.frame.size());
    sizes.map(|size| (size.x.to_mm(), size.y.to_mm())).collect()
}

/// The words of a page as one reads them, a line for each base line.
pub(in crate::letters) fn lines(page: &[Placed]) -> String {
    let mut runs: Vec<&Placed> = page.iter().collect();
    runs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<Vec<&Placed>> = Vec::new();
    for run in runs {
        match lines.last_mut() {
            Some(line) if (line[0].y - run.y).abs() < 0.5 => line.push(run),
            _ => lines.push(vec![run]),
        }
    }
    let line = |mut line: Vec<&Placed>| {
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut text = String::new();
        let mut end = None;
        for run in line {
            if end.is_some_and(|end| run.x - end > 2.0) {
                text.push_str("  ");
            }
            text.push_str(&run.words);
            end = Some(run.right);
        }
        text
    };
    lines.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

fn collect(frame: &Frame, at: Point, found: &mut Vec<Placed>) {
    for (place, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, at + *place, found),
            FrameItem::Text(text) => {
                let at = at + *place;
                found.push(Placed {
                    words: text.text.to_string(),
                    family: text.font.font().info().family.clone(),
                    size: text.size.to_pt(),
                    x: at.x.to_mm(),
                    right: (at.x + text.width()).to_mm(),
                    y: at.y.to_mm(),
                });
            }
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(..) => {}
        }
    }
}
