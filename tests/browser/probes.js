"use strict";
// What the tests ask of an opened page. Every probe gives back plain lists; the tests say what must be empty.
window.probes = (function () {
  const DEEPEST = 2;

  function shown(element) {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  }

  function selector(element) {
    const parts = [];
    for (let one = element; one && one.nodeType === 1 && one.tagName !== "BODY"; one = one.parentElement) {
      if (one.id) { parts.unshift(`#${one.id}`); break; }
      const name = one.tagName.toLowerCase();
      parts.unshift(one.classList.length ? `${name}.${one.classList[0]}` : name);
    }
    return parts.join(" > ");
  }

  function unfold() {
    document.querySelectorAll("details:not([open])").forEach(function (one) { one.open = true; });
  }

  function charts() {
    return Array.from(document.querySelectorAll("main svg")).filter(shown);
  }

  function chartName(svg) {
    const holder = svg.closest("[id]");
    return holder ? holder.id : selector(svg);
  }

  // Texts as they are read: of a text that is drawn again over its own halo, the upper one.
  function texts(svg) {
    const upper = new Map();
    for (const one of svg.querySelectorAll("text")) {
      if (!one.textContent.trim() || !shown(one)) { continue; }
      const box = one.getBoundingClientRect();
      upper.set(`${one.textContent} ${Math.round(box.left)} ${Math.round(box.top)}`, one);
    }
    return Array.from(upper.values());
  }

  // The four corners of a text on the screen: turned texts keep their slant.
  function corners(text) {
    const box = text.getBBox(), matrix = text.getScreenCTM();
    return [[0, 0], [1, 0], [1, 1], [0, 1]].map(function (share) {
      const x = box.x + share[0] * box.width, y = box.y + share[1] * box.height;
      return [matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f];
    });
  }

  function span(points, axis) {
    const along = points.map((point) => point[0] * axis[0] + point[1] * axis[1]);
    return [Math.min(...along), Math.max(...along)];
  }

  // How far two slanted boxes reach into one another: the least overlap along the directions of their edges.
  function depth(one, other) {
    let least = Infinity;
    for (const box of [one, other]) {
      for (const [from, to] of [[0, 1], [1, 2]]) {
        const across = box[to][0] - box[from][0], down = box[to][1] - box[from][1], length = Math.hypot(across, down);
        if (length === 0) { continue; }
        const axis = [across / length, down / length], a = span(one, axis), b = span(other, axis);
        least = Math.min(least, Math.min(a[1], b[1]) - Math.max(a[0], b[0]));
        if (least <= 0) { return 0; }
      }
    }
    return least;
  }

  function overlaps() {
    const found = [];
    for (const svg of charts()) {
      const placed = texts(svg).map((text) => [text.textContent, corners(text), text.getBoundingClientRect()]);
      placed.forEach(function (one, place) {
        for (const other of placed.slice(place + 1)) {
          const apart = one[2].right <= other[2].left || other[2].right <= one[2].left
            || one[2].bottom <= other[2].top || other[2].bottom <= one[2].top;
          const reach = apart ? 0 : depth(one[1], other[1]);
          if (reach > DEEPEST) { found.push(`${chartName(svg)}: ${one[0]} | ${other[0]} (${reach.toFixed(1)} px)`); }
        }
      });
    }
    return found;
  }

  function outside() {
    const found = [];
    for (const svg of charts()) {
      const frame = svg.getBoundingClientRect();
      for (const text of texts(svg)) {
        const points = corners(text), x = span(points, [1, 0]), y = span(points, [0, 1]);
        const out = Math.max(frame.left - x[0], x[1] - frame.right, frame.top - y[0], y[1] - frame.bottom);
        if (out > DEEPEST) { found.push(`${chartName(svg)}: ${text.textContent} (${out.toFixed(1)} px)`); }
      }
    }
    return found;
  }

  function bare() {
    return charts().filter((svg) => !svg.querySelector("path, rect, circle, line")).map(chartName);
  }

  function light(colour) {
    const [red, green, blue] = colour.slice(0, 3).map(function (value) {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function parsed(colour) {
    const numbers = (colour.match(/[\d.]+/g) || []).map(Number);
    return colour.startsWith("rgb") && (numbers.length < 4 || numbers[3] > 0) ? numbers : null;
  }

  function paper(element) {
    for (let one = element; one; one = one.parentElement) {
      const colour = parsed(getComputedStyle(one).backgroundColor);
      if (colour) { return colour; }
    }
    return [255, 255, 255];
  }

  function opaque(element) {
    const style = getComputedStyle(element);
    return Number(style.opacity) * Number(style.fillOpacity) > 0.5;
  }

  // What a text of a chart stands on: the last filled mark drawn before it around its middle, else the page.
  function ground(text, marks, page) {
    const box = text.getBoundingClientRect(), x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    let under = page;
    for (const mark of marks) {
      if (!(mark.element.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) { break; }
      const frame = mark.box;
      if (frame.left <= x && x <= frame.right && frame.top <= y && y <= frame.bottom) { under = mark.colour; }
    }
    return under;
  }

  function pale() {
    const found = [];
    for (const svg of charts()) {
      const page = paper(svg);
      const marks = Array.from(svg.querySelectorAll("path, rect, circle"))
        .filter(opaque)
        .map((element) => ({ element, box: element.getBoundingClientRect(), colour: parsed(getComputedStyle(element).fill) }))
        .filter((mark) => mark.colour);
      for (const text of texts(svg)) {
        const style = getComputedStyle(text), size = parseFloat(style.fontSize), ink = parsed(style.fill);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        const [dim, bright] = [light(ink || page), light(ground(text, marks, page))].sort((a, b) => a - b);
        const ratio = (bright + 0.05) / (dim + 0.05);
        if (ratio < (large ? 3 : 4.5)) { found.push(`${chartName(svg)}: ${text.textContent} (${ratio.toFixed(2)})`); }
      }
    }
    return found;
  }

  // What makes the page itself wider than the window; what scrolls within its own frame does not.
  function wide() {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) { return []; }
    const found = Array.from(document.body.querySelectorAll("*")).filter(function (element) {
      if (element.getBoundingClientRect().right <= room + 0.5) { return false; }
      for (let one = element.parentElement; one; one = one.parentElement) {
        if (getComputedStyle(one).overflowX !== "visible") { return false; }
      }
      return true;
    });
    return [`${document.documentElement.scrollWidth} px`, ...found.slice(0, 5).map(selector)];
  }

  // On paper nothing scrolls: what a frame hides is lost.
  function cut() {
    return Array.from(document.querySelectorAll("main, main *")).filter(function (element) {
      if (element.closest("svg") || element.closest(".heard") || !shown(element)) { return false; }
      const style = getComputedStyle(element);
      return (style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1)
        || (style.overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1)
        || style.textOverflow === "ellipsis";
    }).map(selector);
  }

  // Leaves the first and last of many like things (lines, rows, marks): to look at each of thousands takes minutes.
  function thin() {
    const MOST = 10;
    for (const holder of document.querySelectorAll("main, main *")) {
      const kinds = new Map();
      for (const child of holder.children) {
        kinds.set(child.tagName, [...(kinds.get(child.tagName) || []), child]);
      }
      for (const [kind, alike] of kinds) {
        if (!["TH", "TD"].includes(kind) && alike.length > MOST) {
          alike.slice(MOST / 2, -MOST / 2).forEach((one) => one.remove());
        }
      }
    }
  }

  function stops() {
    const wanted = "a[href], button, summary, input, select, textarea, [tabindex]";
    return Array.from(document.querySelectorAll(wanted))
      .filter((one) => one.tabIndex >= 0 && !one.hidden && !one.disabled && one.checkVisibility());
  }

  // Notes which of the page's stops takes the focus, and what cannot be seen of it.
  function followFocus() {
    const order = stops(), path = [];
    document.addEventListener("focusin", function (event) {
      const box = event.target.getBoundingClientRect(), style = getComputedStyle(event.target);
      path.push({
        place: order.indexOf(event.target),
        name: selector(event.target),
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      });
    });
    window.focusPath = path;
    return order.map(selector);
  }

  // Things to be pressed or followed that no key reaches.
  function unreachable() {
    const wanted = "a, area, button, summary, input, select, textarea, [onclick], [role=button], [role=link], [role=tab]";
    const shy = Array.from(document.querySelectorAll(wanted)).filter((one) => one.checkVisibility() && one.tabIndex < 0);
    const pushed = Array.from(document.querySelectorAll("[tabindex]")).filter((one) => one.tabIndex > 0);
    return [...shy, ...pushed].map(selector);
  }

  // Words quoted beside a link to a turn of an interview: where it leads, and the words.
  function quotes() {
    return Array.from(document.querySelectorAll("main a[href*='interview-']")).flatMap(function (link) {
      const holder = link.closest("blockquote, li, tr, p"), quoted = holder && holder.querySelectorAll("q");
      const leads = link.getAttribute("href").includes("#t");
      return leads && quoted && quoted.length === 1 ? [[link.getAttribute("href"), quoted[0].textContent]] : [];
    });
  }

  // The marks of a chart in the order of drawing: what they say, where they lead, their extent within the chart.
  function shapes(name) {
    const svg = document.querySelector(`#${CSS.escape(name)} svg`);
    return svg === null ? [] : Array.from(svg.querySelectorAll("path, rect, circle")).map(function (mark) {
      const box = mark.getBBox(), matrix = mark.getCTM(), title = mark.querySelector("title"), link = mark.closest("a");
      return {
        said: title ? title.textContent : "",
        href: link ? link.getAttribute("href") : "",
        left: matrix.a * box.x + matrix.e,
        right: matrix.a * (box.x + box.width) + matrix.e,
        top: matrix.d * box.y + matrix.f,
        bottom: matrix.d * (box.y + box.height) + matrix.f,
        fill: mark.getAttribute("fill") || "none",
        stroke: mark.getAttribute("stroke") || "none",
        opaque: opaque(mark),
      };
    });
  }

  return {
    bare, charts, cut, followFocus, outside, overlaps, pale, quotes, selector, shapes, stops, thin, unfold, unreachable, wide,
  };
})();
