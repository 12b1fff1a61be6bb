//! Places for a plan: the main line in a column, ways back on its left, what goes on beside it on its right, and rails
//! between the two for what ends early. A column reads on a phone and on paper; a general layout of graphs would make it
//! as wide as its widest row.

use serde::Serialize;

use super::{Plan, Way, wrap::wrap};

/// The measures of a drawing, in pixels.
#[derive(Debug)]
pub(super) struct Measures {
    /// From one lane of ways back to the next.
    lane: u32,
    /// The width of a station.
    station: u32,
    /// The width of what stands beside.
    side: u32,
    /// Between two stations.
    gap: u32,
    /// From one rail to the next.
    rail: u32,
    /// Whether what leads on is written beside the line.
    says_next: bool,
    /// Whether a station waits until all that stands beside the one before it has had its place.
    waits: bool,
    /// Whether the ends stand below the main line; else with what stands beside.
    ends_below: bool,
}

pub(super) const WIDE: Measures = Measures {
    lane: 92,
    station: 148,
    side: 380,
    gap: 46,
    rail: 11,
    says_next: true,
    waits: false,
    ends_below: true,
};

pub(super) const NARROW: Measures = Measures {
    lane: 0,
    station: 96,
    side: 183,
    gap: 26,
    rail: 9,
    says_next: false,
    waits: true,
    ends_below: false,
};

/// Height of the letters of names and of notes.
const NAME: u32 = 16;
const NOTE: u32 = 14;
/// Height of a line of each.
const NAME_LINE: u32 = 22;
const NOTE_LINE: u32 = 20;
/// Around the text of a box.
const PAD: u32 = 9;
/// Between boxes that stand beside.
const BETWEEN: u32 = 12;
/// Around everything.
const EDGE: u32 = 2;

/// A drawing, ready to be written as SVG.
#[derive(Debug, Clone, Serialize)]
pub(in crate::web) struct Drawing {
    width: u32,
    height: u32,
    boxes: Vec<Shape>,
    strokes: Vec<Stroke>,
    dots: Vec<Dot>,
    texts: Vec<Text>,
}

#[derive(Debug, Clone, Serialize)]
struct Shape {
    /// Its class: `station`, `side` or `end`.
    kind: &'static str,
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

/// A line, or the head of an arrow.
#[derive(Debug, Clone, Serialize)]
struct Stroke {
    /// Its class: `line`, `beside` or `head`.
    kind: &'static str,
    path: String,
}

/// Where something joins a rail.
#[derive(Debug, Clone, Serialize)]
struct Dot {
    x: u32,
    y: u32,
}

#[derive(Debug, Clone, Serialize)]
struct Text {
    /// Its class: `name`, `note`, `cites` or `label`.
    kind: &'static str,
    x: u32,
    y: u32,
    words: String,
}

/// Where a box came to stand.
#[derive(Debug, Clone, Copy)]
struct Spot {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

impl Spot {
    const fn middle(self) -> u32 {
        self.y + self.height / 2
    }

    /// The height at which its name stands, and where lines come in.
    const fn entry(self) -> u32 {
        self.y + PAD + NAME_LINE / 2
    }

    const fn right(self) -> u32 {
        self.x + self.width
    }

    const fn bottom(self) -> u32 {
        self.y + self.height
    }
}

fn count<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}

/// As many numbers as there are things, from 0.
fn numbered<T>(all: &[T]) -> impl DoubleEndedIterator<Item = (u32, &T)> {
    let numbers: Vec<u32> = (0..count(all)).collect();
    numbers.into_iter().zip(all)
}

struct Pen<'p> {
    plan: &'p Plan,
    measures: &'p Measures,
    drawing: Drawing,
    stations: Vec<Spot>,
}

impl Drawing {
    pub(super) fn of(plan: &Plan, measures: &Measures) -> Self {
        let mut pen = Pen {
            plan,
            measures,
            drawing: Self {
                width: 0,
                height: 0,
                boxes: Vec::new(),
                strokes: Vec::new(),
                dots: Vec::new(),
                texts: Vec::new(),
            },
            stations: Vec::new(),
        };
        pen.line();
        pen.loops();
        pen.beside();
        pen.drawing
    }
}

/// A line of a box, with its class.
type Line = (&'static str, String);

/// The words of a box in lines: its name, and the rest.
fn broken(width: u32, name: &str, notes: &[String], cites: Option<&str>) -> (Vec<String>, Vec<Line>) {
    let inner = (width - 2 * PAD) * 100;
    let notes = notes.iter().map(|note| ("note", note.as_str()));
    let notes = notes.chain(cites.map(|cites| ("cites", cites)));
    let lines =
        notes.flat_map(|(kind, note)| wrap(note, inner / NOTE).into_iter().map(move |line| (kind, line)));
    (wrap(name, inner / NAME), lines.collect())
}

fn high(names: &[String], notes: &[Line]) -> u32 {
    2 * PAD + NAME_LINE * count(names) + NOTE_LINE * count(notes)
}

impl Pen<'_> {
    /// Where the main line begins, from the left.
    fn left(&self) -> u32 {
        EDGE + self.measures.lane * count(&self.lanes())
    }

    /// Where what stands beside begins: behind the rails, and behind a bus for every station that has something.
    fn side_left(&self) -> u32 {
        let buses = self
            .plan
            .stations
            .iter()
            .filter(|station| !station.sides.is_empty());
        let buses = u32::try_from(buses.count()).unwrap_or_default();
        let buses = if self.measures.waits { buses.min(1) } else { buses };
        let rails = count(&self.plan.ends) + buses + 2;
        self.left() + self.measures.station + self.measures.rail * rails
    }

    /// The main line, from the top to the bottom.
    fn line(&mut self) {
        let (plan, left, width) = (self.plan, self.left(), self.measures.station);
        let mut y = EDGE;
        let mut before: Option<(Spot, Option<String>)> = None;
        for station in &plan.stations {
            let spot = self.boxed("station", (left, y, width), &station.name, &station.notes, None);
            if let Some((above, next)) = before {
                let x = left + width / 2;
                self.stroke("line", format!("M{x} {}V{}", above.bottom(), spot.y));
                self.head_down(x, spot.y);
                if let Some(next) = next.filter(|_| self.measures.says_next) {
                    let y = u32::midpoint(above.bottom(), spot.y) + 3;
                    self.text("label", (x + 8, y), &next);
                }
            }
            y = spot.bottom() + self.measures.gap;
            if self.measures.waits {
                let beside = station.sides.iter().map(|way| self.height(way) + BETWEEN);
                y = y.max(spot.y + beside.sum::<u32>());
            }
            before = Some((spot, station.next.clone()));
            self.stations.push(spot);
        }
    }

    /// Which lane each way back takes, the innermost first: two that pass each other take two.
    fn lanes(&self) -> Vec<Vec<usize>> {
        let mut lanes: Vec<Vec<usize>> = Vec::new();
        if self.measures.lane == 0 {
            return lanes;
        }
        let reach = |at: usize| {
            let back = self.plan.loops.get(at)?;
            let all = || back.from.iter().copied().chain([back.to]);
            Some((all().min()?, all().max()?))
        };
        let mut order: Vec<usize> = (0..self.plan.loops.len()).collect();
        order.sort_by_key(|at| reach(*at).map(|(top, bottom)| (bottom - top, top)));
        for at in order {
            let Some((top, bottom)) = reach(at) else { continue };
            let is_free = |lane: &&mut Vec<usize>| {
                lane.iter()
                    .filter_map(|other| reach(*other))
                    .all(|(other_top, other_bottom)| bottom <= other_top || other_bottom <= top)
            };
            match lanes.iter_mut().find(is_free) {
                Some(lane) => lane.push(at),
                None => lanes.push(vec![at]),
            }
        }
        lanes
    }

    /// Ways back: out of a station on its left, up the lane, and in again below the middle.
    fn loops(&mut self) {
        let (plan, left, lanes) = (self.plan, self.left(), self.lanes());
        for (number, lane) in numbered(&lanes) {
            let x = left - self.measures.lane * (number + 1) + 6;
            for at in lane {
                let Some(back) = plan.loops.get(*at) else {
                    continue;
                };
                let Some(to) = self.stations.get(back.to).copied() else {
                    continue;
                };
                // The outermost comes in highest, so that it crosses no other.
                let into = to.middle() + 6 + 7 * (count(&lanes) - 1 - number);
                for from in &back.from {
                    let Some(from) = self.stations.get(*from).copied() else {
                        continue;
                    };
                    let out = from.middle() - 6;
                    self.stroke("line", format!("M{left} {out}H{x}V{into}H{left}"));
                    if back.from.len() > 1 {
                        self.drawing.dots.push(Dot { x, y: out });
                    }
                }
                self.head_right(left, into);
                let lowest = back
                    .from
                    .iter()
                    .filter_map(|from| self.stations.get(*from))
                    .next_back();
                let Some(lowest) = lowest.copied() else { continue };
                // Above the line where it leaves the lowest station, a line of text for each line.
                let room = (self.measures.lane - 14) * 100 / NOTE;
                let lines = wrap(&back.name, room);
                let top = (lowest.middle() - 12).saturating_sub(18 * (count(&lines) - 1));
                for (line, text) in numbered(&lines) {
                    self.text("label", (x + 6, top + 18 * line), text);
                }
            }
        }
    }

    /// What goes on beside the line; and then the ends, below the one or the other.
    fn beside(&mut self) {
        let (plan, left) = (self.plan, self.side_left());
        let busy: Vec<usize> = (0..plan.stations.len())
            .filter(|at| {
                self.plan
                    .stations
                    .get(*at)
                    .is_some_and(|station| !station.sides.is_empty())
            })
            .collect();
        let mut y = EDGE;
        for (number, at) in numbered(&busy) {
            let (Some(station), Some(spot)) = (plan.stations.get(*at), self.stations.get(*at).copied())
            else {
                continue;
            };
            // A later station's bus stands further left, so that no bus crosses another.
            let place = if self.measures.waits { 1 } else { number + 1 };
            let bus = left - self.measures.rail * place - 3;
            y = y.max(spot.y);
            let out = spot.entry();
            let mut last = out;
            for way in &station.sides {
                let side = self.side(left, y, way);
                let into = side.entry();
                self.stroke("beside", format!("M{bus} {into}H{left}"));
                last = last.max(into);
                y = side.bottom() + BETWEEN;
            }
            self.stroke("beside", format!("M{} {out}H{bus}V{last}", spot.right()));
        }
        self.ends(y);
        let stations = self.stations.last().map_or(0, |spot| spot.bottom());
        let beside = self
            .drawing
            .boxes
            .iter()
            .map(|shape| shape.y + shape.height)
            .max();
        self.drawing.height = stations.max(beside.unwrap_or_default()) + EDGE;
        self.drawing.width = left + self.measures.side + EDGE;
    }

    /// The ends that are no answer, with a rail to each from every station that can come to it.
    fn ends(&mut self, below_sides: u32) {
        let (plan, measures) = (self.plan, self.measures);
        let right = self.left() + measures.station;
        let lowest = self.stations.last().copied();
        let (x, width, mut y) = if measures.ends_below {
            let y = lowest.map_or(below_sides, |spot| spot.bottom() + measures.gap);
            (self.left(), measures.station, y)
        } else {
            let y = lowest.map_or(below_sides, |spot| below_sides.max(spot.y));
            (self.side_left(), measures.side, y)
        };
        for (number, end) in numbered(&plan.ends) {
            // The rail that is nearest to the boxes turns off first, so that no rail crosses another.
            let place = if measures.ends_below {
                number + 1
            } else {
                count(&plan.ends) - number
            };
            let rail = right + measures.rail * place;
            let way = &end.way;
            let spot = self.boxed("end", (x, y, width), &way.name, &way.notes, way.cites.as_deref());
            let into = spot.entry();
            let from: Vec<u32> = end
                .from
                .iter()
                .filter_map(|at| self.stations.get(*at))
                .map(|station| station.entry() + 5 + 4 * place)
                .collect();
            if let Some(top) = from.iter().min() {
                if measures.ends_below {
                    self.stroke("line", format!("M{rail} {top}V{into}H{right}"));
                    self.head_left(right, into);
                } else {
                    self.stroke("line", format!("M{rail} {top}V{into}H{x}"));
                    self.head_right(x, into);
                }
            }
            for out in from {
                self.stroke("line", format!("M{right} {out}H{rail}"));
                self.drawing.dots.push(Dot { x: rail, y: out });
            }
            y = spot.bottom() + BETWEEN;
        }
    }

    /// How high a box beside the line becomes.
    fn height(&self, way: &Way) -> u32 {
        let (names, notes) = broken(self.measures.side, &way.name, &way.notes, way.cites.as_deref());
        high(&names, &notes)
    }

    fn side(&mut self, x: u32, y: u32, way: &Way) -> Spot {
        let place = (x, y, self.measures.side);
        self.boxed("side", place, &way.name, &way.notes, way.cites.as_deref())
    }

    /// A box with its words in it, as high as they need.
    fn boxed(
        &mut self,
        kind: &'static str,
        (x, y, width): (u32, u32, u32),
        name: &str,
        notes: &[String],
        cites: Option<&str>,
    ) -> Spot {
        let (names, notes) = broken(width, name, notes, cites);
        let height = high(&names, &notes);
        self.drawing.boxes.push(Shape {
            kind,
            x,
            y,
            width,
            height,
        });
        let mut base = y + PAD + NAME;
        for text in &names {
            self.text("name", (x + PAD, base), text);
            base += NAME_LINE;
        }
        for (kind, text) in &notes {
            self.text(kind, (x + PAD, base), text);
            base += NOTE_LINE;
        }
        Spot { x, y, width, height }
    }

    fn text(&mut self, kind: &'static str, (x, y): (u32, u32), text: &str) {
        self.drawing.texts.push(Text {
            kind,
            x,
            y,
            words: text.to_owned(),
        });
    }

    fn stroke(&mut self, kind: &'static str, path: String) {
        self.drawing.strokes.push(Stroke { kind, path });
    }

    fn head_down(&mut self, x: u32, y: u32) {
        let path = format!("M{} {}H{}L{x} {y}Z", x - 5, y - 9, x + 5);
        self.stroke("head", path);
    }

    fn head_left(&mut self, x: u32, y: u32) {
        let path = format!("M{} {}V{}L{x} {y}Z", x + 9, y - 5, y + 5);
        self.stroke("head", path);
    }

    fn head_right(&mut self, x: u32, y: u32) {
        let path = format!("M{} {}V{}L{x} {y}Z", x - 9, y - 5, y + 5);
        self.stroke("head", path);
    }
}
