// Work that shows that a browser is at the other end: a number with which the hash of the form's mark begins with zeros. It is
// looked for while somebody reads what they have written. Without this file the form is filed as well.
"use strict";
(() => {
  const form = document.querySelector("form[data-proof]");
  if (!form) return;
  const bits = Number(form.dataset.bits);
  const field = form.elements.proof;
  const atOnce = 1500; // tries between two breaths of the page

  const K = [];
  const begin = [];
  // The constants of SHA-256: the first bits of the roots of the first primes.
  for (let n = 2; K.length < 64; n += 1) {
    let isPrime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) isPrime = false;
    if (!isPrime) continue;
    if (begin.length < 8) begin.push((Math.sqrt(n) * 4294967296) | 0);
    K.push((Math.cbrt(n) * 4294967296) | 0);
  }

  const words = new Int32Array(64);
  const turn = (x, by) => (x >>> by) | (x << (32 - by));

  // The first 32 bits of the hash of a text of at most 55 characters of ASCII.
  const hash = (text) => {
    words.fill(0, 0, 16);
    for (let at = 0; at < text.length; at += 1) words[at >> 2] |= text.charCodeAt(at) << (24 - (at % 4) * 8);
    words[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
    words[15] = text.length * 8;
    for (let i = 16; i < 64; i += 1) {
      const x = words[i - 15];
      const y = words[i - 2];
      const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = begin;
    for (let i = 0; i < 64; i += 1) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    return (begin[0] + a) >>> 0;
  };

  let tried = 0;
  let isWanted = false;
  const look = () => {
    for (let n = 0; n < atOnce; n += 1, tried += 1) {
      if (Math.clz32(hash(`${form.dataset.proof}:${tried}`)) >= bits) {
        field.value = String(tried);
        if (isWanted) HTMLFormElement.prototype.submit.call(form);
        return;
      }
    }
    setTimeout(look, 0);
  };
  look();

  form.addEventListener("submit", (event) => {
    if (field.value) return;
    // Sent before it was found: it goes as soon as it is.
    event.preventDefault();
    isWanted = true;
    form.setAttribute("aria-busy", "true");
  });
})();
