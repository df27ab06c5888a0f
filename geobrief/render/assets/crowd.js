"use strict";
// Stories of more places than a page can have elements for: marks on one canvas, and tables that are
// made when they are opened. Python has decided which label shows from which zoom step on. Texts
// only ever become text nodes, or text drawn on the canvas.
window.geobrief.crowd = function (map, scene, kit) {
  var crowd = scene.crowd, places = crowd.places, ways = crowd.ways, stays = crowd.stays;
  var container = map.getContainer(), count = places.x.length;
  var ink = getComputedStyle(container), colours = {};
  function colour(name) { return colours[name] || (colours[name] = ink.getPropertyValue("--" + name).trim()); }
  function text(column, row) { return crowd.texts[column[row]]; }
  function isSet(flags, row) { return flags.charAt(row) === "1"; }
  function planeX(x) { return scene.cover[0] + x * crowd.unit; }
  function planeY(y) { return scene.cover[1] + y * crowd.unit; }
  function at(row) { return [planeX(places.x[row]), planeY(places.y[row])]; }
  function label(row) { return text(places.label, row) || text(places.name, row); }

  var DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  var first = new Uint8Array(count), peopled = new Uint8Array(count), staysOf = {};
  for (var row = 0; row < count; row += 1) {
    first[row] = places.first.charAt(row) === "-" ? 255 : DIGITS.indexOf(places.first.charAt(row));
    peopled[row] = isSet(places.peopled, row) ? 1 : 0;
  }
  stays.place.forEach(function (place, row) { (staysOf[place] = staysOf[place] || []).push(row); });
  var spotOf = {};
  (crowd.spots || []).forEach(function (those) { those.forEach(function (row) { spotOf[row] = those; }); });

  // Lines from steps to whole units, each with its box.
  var lines = [];
  ways.line.forEach(function (parts, way) {
    parts.forEach(function (steps, number) {
      var x = steps[0], y = steps[1], xs = [x], ys = [y];
      for (var index = 2; index < steps.length; index += 2) { x += steps[index]; y += steps[index + 1]; xs.push(x); ys.push(y); }
      lines.push({ way: way, xs: xs, ys: ys, ends: number === parts.length - 1,
        left: Math.min.apply(null, xs), right: Math.max.apply(null, xs), low: Math.min.apply(null, ys), high: Math.max.apply(null, ys) });
    });
  });

  // --- time: of each place and way whether it is there at a step, past, or gone; at 0 all are there
  var THERE = 0, PAST = 1, GONE = 2, step = 0;
  var placeThen = new Uint8Array(count), wayThen = new Uint8Array(ways.start.length), busy = peopled, dated = new Uint8Array(count).fill(1);

  function stateOf(records, row) {
    var from = records.from[row];
    if (!from || from > step) { return GONE; }
    return from + records.more[row] < step ? PAST : THERE;
  }

  // A place is as the most recent of its dated records; where none has a date it is always there.
  function turnTo(number) {
    step = number;
    busy = peopled;
    placeThen.fill(THERE);
    wayThen.fill(THERE);
    dated.fill(step ? 0 : 1);
    if (!step) { return; }
    busy = new Uint8Array(count);
    function tell(place, records, row) {
      var state = stateOf(records, row);
      if (!records.from[row]) { return; }
      placeThen[place] = dated[place] ? Math.min(placeThen[place], state) : state;
      dated[place] = 1;
    }
    stays.place.forEach(function (place, row) { tell(place, stays, row); });
    ways.from.forEach(function (from, row) {
      wayThen[row] = stateOf(ways, row);
      tell(ways.start[row], ways, row);
      tell(ways.end[row], ways, row);
    });
    // Of a place that is past: who was there.
    stays.place.forEach(function (place, row) {
      if (stays.status[row] === 0 && stateOf(stays, row) === placeThen[place]) { busy[place] = 1; }
    });
    for (var way = ways.from.length; way < wayThen.length; way += 1) {
      var ends = [placeThen[ways.start[way]], placeThen[ways.end[way]]];
      wayThen[way] = Math.max(ends[0], ends[1]) === GONE ? GONE : Math.min(ends[0], ends[1]);
    }
  }

  // --- drawing
  var DASHES = { confirmed: [], planned: [9, 5], possible: [2, 5], declined: [], measured: [1, 3] };
  var level = 0;

  var Canvas = L.Renderer.extend({
    options: { padding: lines.length > 300 ? 0.1 : 0.4, pane: "overlayPane" },
    redraw: function () { delete this._view; if (this._map) { this._update(); } },
    _initContainer: function () {
      this._container = kit.make("canvas", "gb-canvas");
      this._container.setAttribute("aria-hidden", "true");
      this._ctx = this._container.getContext("2d");
    },
    _destroyContainer: function () { L.DomUtil.remove(this._container); delete this._container; },
    _update: function () {
      if (this._map._animatingZoom && this._bounds) { return; }
      L.Renderer.prototype._update.call(this);
      var box = this._bounds, size = box.getSize(), dots = window.devicePixelRatio > 1 ? 2 : 1;
      var view = [size.x, size.y, box.min.x, box.min.y, this._zoom, this._center.lat, this._center.lng, level, step].join();
      L.DomUtil.setPosition(this._container, box.min);
      if (view === this._view) { return; }
      this._view = view;
      this._container.width = dots * size.x;
      this._container.height = dots * size.y;
      this._container.style.width = size.x + "px";
      this._container.style.height = size.y + "px";
      this._ctx.scale(dots, dots);
      draw(this._ctx, box.min, size, this._zoom);
    }
  });

  function draw(ctx, corner, size, zoom) {
    var scale = Math.pow(2, zoom) * crowd.unit;
    var zero = map.project(kit.toLatLng([scene.cover[0], scene.cover[1]]), zoom).subtract(map.getPixelOrigin()).subtract(corner);
    function px(x) { return zero.x + x * scale; }
    function py(y) { return zero.y - y * scale; }
    var seen = within([(-20 - zero.x) / scale, (zero.y - size.y - 20) / scale], [(size.x + 20 - zero.x) / scale, (zero.y + 20) / scale]);
    var marks = marksOf(px, py, size, seen);
    [PAST, THERE].forEach(function (state) {
      drawLines(ctx, px, py, size, state);
      drawMarks(ctx, marks, state);
    });
    drawLabels(ctx, px, py, corner, seen);
    drawChosen(ctx, px, py);
  }

  function within(lower, upper, always) {
    var found = [], xs = places.x, ys = places.y;
    for (var row = 0; row < count; row += 1) {
      if ((always || placeThen[row] !== GONE) && xs[row] >= lower[0] && xs[row] <= upper[0] && ys[row] >= lower[1] && ys[row] <= upper[1]) { found.push(row); }
    }
    return found;
  }

  // Line by line, and no wider than a pixel where there are many: a browser without a graphics card
  // takes ten times as long for one path of all lines, and three times for wider ones.
  function drawLines(ctx, px, py, size, state) {
    var shown = lines.filter(function (line) {
      return wayThen[line.way] !== GONE && px(line.right) > 0 && px(line.left) < size.x && py(line.low) > 0 && py(line.high) < size.y;
    });
    var many = shown.length > 150, past = state === PAST, heads = [], crosses = [];
    shown = shown.filter(function (line) { return wayThen[line.way] === state; });
    ctx.lineJoin = "round";
    ctx.globalAlpha = past ? 0.4 : many ? 0.75 : 1;
    crowd.statuses.concat("measured").forEach(function (status, number) {
      ctx.strokeStyle = colour(past ? "quiet" : status === "measured" ? "ruler" : status === "declined" ? "declined" : "move");
      ctx.lineWidth = status === "measured" || many ? 1 : 2;
      ctx.setLineDash(DASHES[status]);
      shown.forEach(function (line) {
        if (ways.status[line.way] !== number) { return; }
        var way = line.xs.map(function (x, index) { return [px(x), py(line.ys[index])]; });
        if (line.ends && status !== "measured") { endShort(way, heads, status); }
        ctx.beginPath();
        ctx.moveTo(way[0][0], way[0][1]);
        for (var index = 1; index < way.length; index += 1) { ctx.lineTo(way[index][0], way[index][1]); }
        ctx.stroke();
        if (status === "declined") { crossOut(way, crosses, size, many ? 300 : 150); }
      });
    });
    ctx.setLineDash([]);
    heads.forEach(function (head) { drawHead(ctx, head[0] === "declined", past, head[1], head[2], head[3]); });
    if (!past) { ctx.globalAlpha = 1; }
    ctx.strokeStyle = colour(past ? "quiet" : "move");
    ctx.lineWidth = many ? 1.2 : 1.8;
    crosses.forEach(function (at) { ctx.beginPath(); addCross(ctx, at[0], at[1], many ? 3 : 5); ctx.stroke(); });
    ctx.globalAlpha = 1;
  }

  // Takes a way back to a little before its end, where the mark is, and leaves word of its head.
  function endShort(way, heads, status) {
    var tip = way[way.length - 1], gap = 7, head = 8;
    while (way.length > 2 && Math.hypot(tip[0] - way[way.length - 2][0], tip[1] - way[way.length - 2][1]) < gap + head) { way.splice(way.length - 2, 1); }
    var from = way[way.length - 2], long = Math.hypot(tip[0] - from[0], tip[1] - from[1]);
    if (long < gap + 4) { return; }
    tip = [tip[0] - (tip[0] - from[0]) * gap / long, tip[1] - (tip[1] - from[1]) * gap / long];
    way[way.length - 1] = tip;
    heads.push([status, tip[0], tip[1], Math.atan2(tip[1] - from[1], tip[0] - from[0])]);
  }

  // Crosses spread along a declined way, so that no piece of it in view looks made.
  function crossOut(way, crosses, size, every) {
    var steps = way.slice(1).map(function (to, index) { return Math.hypot(to[0] - way[index][0], to[1] - way[index][1]); });
    var whole = steps.reduce(function (sum, step) { return sum + step; }, 0), count = Math.max(1, Math.round(whole / every));
    var walked = 0, next = 0.5;
    steps.forEach(function (step, index) {
      for (; next < count && next / count * whole <= walked + step; next += 1) {
        var share = step ? (next / count * whole - walked) / step : 0, from = way[index], to = way[index + 1];
        var x = from[0] + (to[0] - from[0]) * share, y = from[1] + (to[1] - from[1]) * share;
        if (x > 0 && y > 0 && x < size.x && y < size.y) { crosses.push([x, y]); }
      }
      walked += step;
    });
  }

  function drawHead(ctx, open, past, x, y, angle) {
    ctx.strokeStyle = colour(past ? "quiet" : "declined");
    ctx.fillStyle = colour(open ? "paper" : past ? "quiet" : "move");
    ctx.beginPath();
    ctx.moveTo(x, y);
    [0.42, -0.42].forEach(function (turn) { ctx.lineTo(x - 8 * Math.cos(angle + turn), y - 8 * Math.sin(angle + turn)); });
    ctx.closePath();
    ctx.fill();
    if (open) { ctx.stroke(); }
  }

  function addCross(ctx, x, y, arm) {
    ctx.moveTo(x - arm, y - arm); ctx.lineTo(x + arm, y + arm); ctx.moveTo(x + arm, y - arm); ctx.lineTo(x - arm, y + arm);
  }

  // Marks that would hide one another are drawn once: who is there now before who was there before,
  // and last the places of which a step knows nothing.
  function marksOf(px, py, size, seen) {
    var radius = Math.max(2.2, Math.min(4.5, 0.25 * Math.sqrt(size.x * size.y / (seen.length || 1)))), cell = 2;
    var columns = Math.ceil((size.x + 40) / cell) + 1, taken = new Uint8Array(columns * (Math.ceil((size.y + 40) / cell) + 1));
    var ranks = [[], [], [], [], []];
    seen.forEach(function (row) { ranks[!dated[row] ? 0 : (placeThen[row] === PAST ? 1 : 3) + busy[row]].push(row); });
    for (var rank = 4; rank >= 0; rank -= 1) {
      ranks[rank] = ranks[rank].filter(function (row) {
        var spot = Math.floor((py(places.y[row]) + 20) / cell) * columns + Math.floor((px(places.x[row]) + 20) / cell);
        return !taken[spot] && (taken[spot] = 1);
      }).map(function (row) { return [px(places.x[row]), py(places.y[row]), isSet(places.rough, row) ? 1 : 0]; });
    }
    return { radius: radius, ranks: ranks };
  }

  function drawMarks(ctx, marks, state) {
    // On whole pixels of the screen an image is copied, not smoothed.
    var dots = window.devicePixelRatio > 1 ? 2 : 1;
    function whole(value) { return Math.round(value * dots) / dots; }
    ctx.globalAlpha = state === PAST ? 0.7 : 1;
    (state === PAST ? [0, 1, 2] : [3, 4]).forEach(function (rank) {
      [0, 1].forEach(function (rough) {
        var image = null, half = 0;
        marks.ranks[rank].forEach(function (mark) {
          if (mark[2] !== rough) { return; }
          image = image || stamp(marks.radius, rank === 2 || rank === 4, rough, colour(state === PAST ? "quiet" : "ink"));
          half = image.width / 2 / dots;
          ctx.drawImage(image, whole(mark[0] - half), whole(mark[1] - half), 2 * half, 2 * half);
        });
      });
    });
    ctx.globalAlpha = 1;
  }

  function stamp(radius, who, rough, dark) {
    var half = Math.ceil(radius + 4), dots = window.devicePixelRatio > 1 ? 2 : 1;
    var image = document.createElement("canvas"), ctx = image.getContext("2d");
    image.width = image.height = 2 * half * dots;
    ctx.scale(dots, dots);
    function ring(size, fill, stroke, width, dash) {
      ctx.beginPath();
      ctx.arc(half, half, size, 0, 2 * Math.PI);
      if (fill) { ctx.fillStyle = fill; ctx.fill(); }
      if (stroke) { ctx.strokeStyle = stroke; ctx.lineWidth = width; ctx.setLineDash(dash || []); ctx.stroke(); }
    }
    if (rough) {
      ring(radius + 2.2, colour("paper"), dark, 1.8, [2, 1.8]);
      if (who) { ring(radius * 0.6, dark); }
    } else if (who) {
      ring(radius + 0.8, colour("paper"));
      ring(radius, dark);
    } else {
      ring(radius - 0.3, colour("paper"), dark, radius < 3 ? 1 : 1.6);
    }
    return image;
  }

  // Labels that the frame would cut are left out.
  function drawLabels(ctx, px, py, corner, seen) {
    var frame = map.containerPointToLayerPoint([0, 0]).subtract(corner), size = map.getSize(), corners = kit.corners(frame);
    ctx.font = "700 13px " + ink.fontFamily;
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.strokeStyle = colour("halo");
    seen.forEach(function (row) {
      var name = nameThen(ctx, row);
      if (!name) { return; }
      ctx.fillStyle = colour(placeThen[row] === PAST || !dated[row] ? "quiet" : "ink");
      var x = px(places.x[row]) + 7, y = py(places.y[row]), end = x + ctx.measureText(name).width;
      if (x < frame.x || y < frame.y + 8 || y > frame.y + size.y - 8 || end > frame.x + size.x) { return; }
      if (corners.some(function (box) { return x < box.right && end > box.left && y - 8 < box.bottom && y + 8 > box.top; })) { return; }
      ctx.direction = /[\u0590-\u08ff\ufb1d-\ufefc]/.test(name.charAt(0)) ? "rtl" : "ltr";
      ctx.textAlign = "left";
      ctx.strokeText(name, x, y);
      ctx.fillText(name, x, y);
    });
  }

  // Of places on one spot the label counts those that are there, and one that is not past speaks; it never needs more room than ever.
  function nameThen(ctx, row) {
    var all = step ? spotOf[row] || [row] : [row];
    if (first[all[0]] > level) { return ""; }
    var those = all.filter(function (one) { return placeThen[one] !== GONE; });
    those.sort(function (one, other) { return placeThen[one] - placeThen[other]; });
    if (those[0] !== row) { return ""; }
    if (those.length === all.length) { return label(all[0]); }
    var name = text(places.name, those[0]);
    if (those.length > 1) { name = crowd.marks.replace("{place}", function () { return name; }).replace("{count}", number(those.length - 1)); }
    return ctx.measureText(name).width <= ctx.measureText(label(all[0])).width ? name : "";
  }

  // --- what is under the pointer: places in cells, lines one by one
  var cells = null;
  function cellsOf() {
    if (cells) { return cells; }
    var wide = Math.max((scene.cover[2] - scene.cover[0]), (scene.cover[3] - scene.cover[1])) / crowd.unit;
    cells = { size: Math.max(1, wide / Math.ceil(Math.sqrt(count) + 1)), rows: new Map() };
    for (var row = 0; row < count; row += 1) {
      var key = Math.floor(places.x[row] / cells.size) * 65536 + Math.floor(places.y[row] / cells.size);
      if (!cells.rows.has(key)) { cells.rows.set(key, []); }
      cells.rows.get(key).push(row);
    }
    return cells;
  }

  function unitsAt(latLng) { return [(latLng.lng - scene.cover[0]) / crowd.unit, (latLng.lat - scene.cover[1]) / crowd.unit]; }

  function placesAt(spot, reach) {
    var found = [], grid = cellsOf();
    for (var column = Math.floor((spot[0] - reach) / grid.size); column <= Math.floor((spot[0] + reach) / grid.size); column += 1) {
      for (var line = Math.floor((spot[1] - reach) / grid.size); line <= Math.floor((spot[1] + reach) / grid.size); line += 1) {
        (grid.rows.get(column * 65536 + line) || []).forEach(function (row) {
          var off = Math.hypot(places.x[row] - spot[0], places.y[row] - spot[1]);
          if (off <= reach && placeThen[row] !== GONE) { found.push([off, -busy[row], row]); }
        });
      }
    }
    found.sort(function (one, other) { return one[0] - other[0] || one[1] - other[1] || one[2] - other[2]; });
    return found.map(function (one) { return one[2]; });
  }

  function wayAt(spot, reach) {
    var best = null, least = reach;
    lines.forEach(function (line) {
      if (wayThen[line.way] === GONE || spot[0] < line.left - reach || spot[0] > line.right + reach || spot[1] < line.low - reach || spot[1] > line.high + reach) { return; }
      for (var index = 1; index < line.xs.length; index += 1) {
        var x = line.xs[index - 1], y = line.ys[index - 1], dx = line.xs[index] - x, dy = line.ys[index] - y;
        var t = Math.max(0, Math.min(1, ((spot[0] - x) * dx + (spot[1] - y) * dy) / (dx * dx + dy * dy || 1)));
        var off = Math.hypot(spot[0] - x - t * dx, spot[1] - y - t * dy);
        if (off < least) { least = off; best = { way: line.way, at: [planeX(x + t * dx), planeY(y + t * dy)] }; }
      }
    });
    return best;
  }

  function under(latLng, touch) {
    var spot = unitsAt(latLng), unit = 1 / (Math.pow(2, map.getZoom()) * crowd.unit);
    var near = placesAt(spot, (touch ? 14 : 9) * unit);
    if (near.length) {
      // All whose marks lie upon the nearest one's.
      var nearest = near[0];
      return { rows: near.filter(function (row) { return Math.hypot(places.x[row] - places.x[nearest], places.y[row] - places.y[nearest]) <= 4 * unit; }) };
    }
    return wayAt(spot, (touch ? 12 : 7) * unit);
  }

  // --- cards and rows: copies of the page's templates, filled with texts
  function filled(id, values) {
    var node = document.getElementById("geobrief-" + id).content.firstElementChild.cloneNode(true);
    node.querySelectorAll("[data-of]").forEach(function (slot) {
      var value = values[slot.dataset.of];
      if (value === "" || value === undefined || value === false) { slot.remove(); return; }
      if (value === true) { return; }
      if (Array.isArray(value)) { slot.append.apply(slot, value); return; }
      if (slot.dataset.of === "meaning") { slot.classList.add("gb-tag-" + values.status); }
      if (slot.dataset.before) { slot.append(slot.dataset.before, apart(value), slot.dataset.after || ""); } else { slot.textContent = value; }
    });
    return node;
  }

  // --- the page's own words, in the brief's language
  var words = scene.words, plural = new Intl.PluralRules(words.tag);
  function number(value) { return value.toLocaleString(words.tag); }
  function counted(forms, value) { return (forms[plural.select(value)] || forms.other).replace("{count}", number(value)); }
  function around(sentence, node) { var parts = sentence.split(/\{\w+\}/); return [parts[0], node, parts[1]]; }

  // In a sentence of ours a text keeps its own direction to itself.
  function apart(value) { return kit.make("bdi", "", value); }

  function pointOf(row) { return text(places.before, row) + text(places.degrees, row) + text(places.after, row); }

  function stayValues(row) {
    var meaning = crowd.staying[stays.status[row]], when = text(stays.when, row);
    return { who: text(stays.who, row), role: text(stays.role, row), when: when, note: text(stays.note, row), inferred: isSet(stays.inferred, row),
      status: crowd.statuses[stays.status[row]], meaning: meaning, said: said(stays.status[row], meaning, when, isSet(stays.inferred, row)) };
  }

  function said(status, meaning, when, inferred) {
    return [status === 0 ? "" : meaning, when, inferred ? words.inferred : ""].filter(Boolean).join(words.semicolon);
  }

  function placeCard(row) {
    return filled("place", { name: text(places.name, row), note: text(places.note, row), point: pointOf(row),
      stays: (staysOf[row] || []).map(function (stay) { return filled("stay", stayValues(stay)); }) });
  }

  function wayValues(row) {
    var status = ways.status[row], measured = crowd.statuses[status] === undefined;
    var meaning = measured ? "" : crowd.moving[status], when = text(ways.when, row), claim = text(ways.claim, row);
    return { who: text(ways.who, row), role: text(ways.role, row), start: text(places.name, ways.start[row]), end: text(places.name, ways.end[row]),
      when: when, note: text(ways.note, row), bearing: text(ways.bearing, row), measured: text(ways.measured, row), inferred: isSet(ways.inferred, row),
      claim: claim, claimed: claim !== "", status: crowd.statuses[status], meaning: meaning, kind: measured ? "distance" : "movement",
      said: measured ? (claim && around(words.claimed, apart(claim))) : said(-1, meaning, when, isSet(ways.inferred, row)) };
  }

  function wayCard(row) { var values = wayValues(row); return filled(values.kind, values); }

  // A few cards of what lies on one spot; a button adds the next few.
  var MOST_CARDS = 6;
  function openPlaces(rows, opener) {
    var cards = rows.slice(0, MOST_CARDS).map(placeCard);
    if (rows.length > 1) { cards.unshift(filled("here", { count: counted(words.here, rows.length) })); }
    if (rows.length > MOST_CARDS) { cards.push(moreOf(rows.slice(MOST_CARDS))); }
    kit.openPopup(map, cards, at(rows[0]), opener);
    choose({ row: rows[0] });
  }

  function moreOf(rows) {
    var more = filled("more", { count: counted(words.left, rows.length) });
    more.querySelector("button").addEventListener("click", function () {
      var next = rows.slice(0, MOST_CARDS).map(placeCard);
      if (rows.length > MOST_CARDS) { next.push(moreOf(rows.slice(MOST_CARDS))); }
      next[0].tabIndex = -1;
      more.replaceWith.apply(more, next);
      next[0].focus();
    });
    return more;
  }

  function openWay(row, where, opener) {
    kit.openPopup(map, [wayCard(row)], where, opener);
    choose({ way: row });
  }

  // What a popup tells of is marked on the map as long as it is open.
  var chosen = null;
  function choose(thing) { chosen = thing; canvas.redraw(); }
  function drawChosen(ctx, px, py) {
    if (!chosen) { return; }
    ctx.strokeStyle = colour("focus");
    ctx.lineWidth = 3;
    ctx.beginPath();
    if (chosen.row !== undefined) {
      ctx.arc(px(places.x[chosen.row]), py(places.y[chosen.row]), 10, 0, 2 * Math.PI);
    } else {
      lines.forEach(function (line) {
        if (line.way === chosen.way) { line.xs.forEach(function (x, index) { ctx[index ? "lineTo" : "moveTo"](px(x), py(line.ys[index])); }); }
      });
    }
    ctx.stroke();
  }

  // --- pointer
  container.classList.add("gb-crowd");
  map.on("click", function (event) {
    var found = under(event.latlng, event.originalEvent && event.originalEvent.pointerType === "touch");
    if (!found) { return; }
    if (found.rows) { openPlaces(found.rows, container); } else { openWay(found.way, found.at, container); }
  });
  map.on("popupclose", function () { choose(null); });
  var tip = L.tooltip({ direction: "top", offset: [0, -6], className: "gb-tip" }), due = null;
  function point(event) {
    var found = map.dragging.moving() ? null : under(event.latlng, false);
    container.classList.toggle("gb-pointing", Boolean(found));
    if (!found || map._popup && map._popup.isOpen()) { tip.remove(); return; }
    var name = found.rows ? [apart(text(places.name, found.rows[0]))] : wayName(found.way);
    if (found.rows && found.rows.length > 1) { name.push(" + " + number(found.rows.length - 1)); }
    var said = kit.make("span", "");
    said.append.apply(said, name);
    tip.setLatLng(kit.toLatLng(found.rows ? at(found.rows[0]) : found.at)).setContent(said);
    if (!map.hasLayer(tip)) { tip.addTo(map); }
  }
  function wayName(row) {
    var values = wayValues(row), way = [apart(values.start), " – ", apart(values.end)];
    return values.who ? [apart(values.who), ": "].concat(way) : way;
  }
  map.on("mousemove", function (event) {
    if (due === null) { requestAnimationFrame(function () { if (due) { point(due); } due = null; }); }
    due = event;
  });
  map.options.inertia = false; // the canvas is drawn when the hand rests: nothing may glide beyond it
  map.on("mouseout movestart dragstart zoomstart popupopen", function () { due = null; tip.remove(); });

  // --- tables, a screenful at a time, made when they are opened
  var PAGE = 100;
  var table = document.getElementById("geobrief-table"), search = table.querySelector("input");

  function placeRow(row) {
    var made = filled("place-row", { name: text(places.name, row), point: pointOf(row), note: text(places.note, row) || " ",
      stays: (staysOf[row] || []).map(function (stay) { return filled("stay-row", stayValues(stay)); }) });
    made.querySelector("button").addEventListener("click", function (event) {
      show(at(row), first[row] === 255 ? scene.closest_zoom : scene.views[first[row]].zoom);
      openPlaces([row], event.currentTarget);
    });
    return made;
  }

  function wayRow(row) {
    var values = wayValues(row);
    if (!values.who) { values.who = words.distance; }
    values.said = values.said || " "; values.note = values.note || " ";
    var made = filled("way-row", values);
    made.querySelector("button").addEventListener("click", function (event) {
      var line = lines.filter(function (one) { return one.way === row; })[0], middle = line ? Math.floor(line.xs.length / 2) : 0;
      var where = line ? [planeX(line.xs[middle]), planeY(line.ys[middle])] : at(ways.start[row]);
      if (line) { map.fitBounds([kit.toLatLng([planeX(line.left), planeY(line.low)]), kit.toLatLng([planeX(line.right), planeY(line.high)])], { padding: [50, 50], maxZoom: Math.max(map.getZoom(), scene.coarse_zoom), animate: false }); }
      show(where, map.getZoom());
      openWay(row, where, event.currentTarget);
    });
    return made;
  }

  function show(where, zoom) {
    if (map.getZoom() < zoom || !map.getBounds().pad(-0.1).contains(kit.toLatLng(where))) {
      map.setMaxZoom(scene.closest_zoom);
      map.setView(kit.toLatLng(where), Math.max(map.getZoom(), zoom), { animate: false });
    }
    container.scrollIntoView({ block: "nearest" });
  }

  function fold(name) { return name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }

  function haystack(kind, row) {
    if (kind === "places") {
      return [text(places.name, row), text(places.note, row)].concat((staysOf[row] || []).map(function (stay) {
        var values = stayValues(stay);
        return [values.who, values.role, values.said, values.note].join("\n");
      })).join("\n");
    }
    var way = wayValues(row);
    return [way.who, way.role, way.start, way.end, way.said, way.note].join("\n");
  }

  function rowsOf(kind, total, makeRow) {
    var section = table.querySelector("[data-rows=" + kind + "]"), body = section.querySelector("tbody"), range = section.querySelector(".gb-range");
    var turns = Array.from(section.querySelectorAll("[data-turn]")), found = [], start = 0, folded = null;
    function fill() {
      body.replaceChildren.apply(body, found.slice(start, start + PAGE).map(makeRow));
      var last = Math.min(start + PAGE, found.length);
      range.textContent = !found.length ? words.none
        : words.range.replace("{start}", number(start + 1)).replace("{end}", number(last)).replace("{count}", number(found.length));
      turns.forEach(function (button) { button.setAttribute("aria-disabled", String(button.dataset.turn < 0 ? start === 0 : last === found.length)); });
      section.querySelectorAll(".gb-turn").forEach(function (turn) { turn.hidden = found.length <= PAGE; });
    }
    turns.forEach(function (button) {
      button.addEventListener("click", function () {
        if (button.getAttribute("aria-disabled") === "true") { return; }
        start += Number(button.dataset.turn) * PAGE;
        fill();
        section.querySelector(".gb-wide").focus({ preventScroll: true });
        section.scrollIntoView({ block: "start" });
      });
    });
    return function (wanted) {
      found = [];
      if (wanted && !folded) { folded = []; for (var one = 0; one < total; one += 1) { folded.push(fold(haystack(kind, one))); } }
      for (var row = 0; row < total; row += 1) { if (!wanted || folded[row].indexOf(wanted) >= 0) { found.push(row); } }
      start = 0;
      section.hidden = total === 0;
      fill();
      return found.length;
    };
  }

  var made = null;
  function refresh() {
    made = made || [rowsOf("places", count, placeRow), rowsOf("ways", ways.start.length, wayRow)];
    var wanted = fold(search.value.trim()), total = made[0](wanted) + made[1](wanted);
    table.querySelector(".gb-found").textContent = wanted ? counted(words.found, total) : "";
  }
  document.querySelectorAll(".gb-scripted").forEach(function (part) { part.hidden = false; });
  table.addEventListener("toggle", function () { if (table.open && !made) { refresh(); } });
  search.addEventListener("input", refresh);

  var canvas = new Canvas();
  return {
    draw: function (view, drawing, number, moment) {
      level = number;
      if (step !== moment.step) { tip.remove(); turnTo(moment.step); }
      if (map.hasLayer(canvas)) { canvas._update(); } else { canvas.addTo(map); }
    },
    near: function (bounds) {
      return within(unitsAt(bounds.getSouthWest()), unitsAt(bounds.getNorthEast()), true).length > 0;
    }
  };
};
