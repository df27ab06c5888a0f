"use strict";
// Takes over the picture that stands in the page, in its place, and decides nothing itself: Python
// has placed every label and routed every arrow. Texts only ever become text nodes.
window.geobrief = (function () {
  // The one place where the plane's x, y becomes Leaflet's lat, lng.
  function toLatLng(xy) { return L.latLng(xy[1], xy[0]); }
  function toBounds(box) { return L.latLngBounds([toLatLng([box[0], box[1]]), toLatLng([box[2], box[3]])]); }

  function make(tag, className, text) {
    var element = document.createElement(tag);
    element.className = className;
    if (text !== undefined) { element.textContent = text; }
    return element;
  }

  // What a data block holds, given to what uses it: JSON, or of a crowd JSON in gzip in base64.
  function read(id, use) {
    var block = document.getElementById(id), text = block.textContent;
    if (!("packed" in block.dataset)) { use(JSON.parse(text)); return; }
    var bytes = Uint8Array.from(atob(text), function (sign) { return sign.charCodeAt(0); });
    new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json().then(use);
  }

  // --- popups: copies of cards that the page has in a template
  function cardOf(id) {
    var card = document.getElementById("geobrief-cards").content.getElementById(id).cloneNode(true);
    card.removeAttribute("id");
    card.className = "gb-card";
    return card;
  }

  function openPopup(map, cards, at, opener) {
    var content = make("div", "gb-popup");
    content.tabIndex = -1;
    content.setAttribute("role", "dialog");
    content.setAttribute("aria-label", opener.getAttribute("aria-label") || opener.textContent);
    content.dir = document.documentElement.dir || "ltr";
    content.append.apply(content, cards);
    // In a narrow frame the zoom buttons give way; in others the popup keeps beside them.
    var size = map.getSize(), narrow = size.x < 560, limits = map.options.maxBounds;
    function y(latLng) { return map.latLngToContainerPoint(latLng).y; }
    var above = limits ? y(toLatLng(at)) - y(limits.getNorthEast()) : Infinity;
    var below = limits ? y(limits.getSouthWest()) - y(toLatLng(at)) : 0;
    var popup = L.popup({
      maxWidth: Math.min(290, size.x - 100), minWidth: 180, maxHeight: Math.min(260, size.y / 2, Math.max(above, below) - 80),
      autoPan: false, autoPanPadding: [12, 12], autoPanPaddingBottomRight: [narrow ? 12 : 56, 12]
    });
    popup.once("remove", function () {
      map.getContainer().classList.remove("gb-open");
      if (popup.getElement().contains(document.activeElement) || document.activeElement === document.body) { opener.focus({ preventScroll: map.getContainer().contains(opener) }); }
    });
    popup.setLatLng(toLatLng(at)).setContent(content).openOn(map);
    var close = popup.getElement().querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", map.options.words.close);
    close.href = "#";
    if (content.closest(".leaflet-popup-scrolled")) { content.tabIndex = 0; }
    // Below its point where the map's edge leaves no room above.
    var height = popup.getElement().offsetHeight;
    if (above < height + 40 && below > above) {
      popup.options.offset = [0, height + 44];
      popup.getElement().classList.add("gb-below");
    }
    popup.options.autoPan = true;
    popup.update();
    map.getContainer().classList.toggle("gb-open", narrow);
    content.focus({ preventScroll: true });
  }

  // --- drawings: the basemap and views, each laid over its box; Leaflet would round to whole pixels
  var Sheet = L.SVGOverlay.extend({
    _reset: function () {
      var map = this._map, origin = map.getPixelOrigin().add(this.options.shift), style = this._image.style;
      var corner = map.project(this._bounds.getNorthWest()).subtract(origin);
      var size = map.project(this._bounds.getSouthEast()).subtract(origin).subtract(corner);
      style.transform = "";
      style.left = corner.x + "px";
      style.top = corner.y + "px";
      style.width = size.x + "px";
      style.height = size.y + "px";
      this._corner = corner;
    },
    _animateZoom: function (event) {
      var offset = this._map._latLngBoundsToNewLayerBounds(this._bounds, event.zoom, event.center).min;
      L.DomUtil.setTransform(this._image, offset.subtract(this._corner), this._map.getZoomScale(event.zoom));
    }
  });

  // What shows a view: of a frame's, a copy of the picture in the page; of a zoom step, made of
  // numbers. In both, each shape at its point becomes an element of its own.
  function svg(tag, attributes) {
    var element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.keys(attributes).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    return element;
  }

  function fill(item, id) {
    var shape = document.getElementById(id).cloneNode(true);
    item.dataset.shape = id;
    shape.removeAttribute("id");
    item.replaceChildren.apply(item, shape.localName === "g" ? Array.from(shape.childNodes) : [shape]);
    return shape.dataset;
  }

  function itemOf(id, x, y) {
    var item = svg("svg", { "class": "gb-item", x: x, y: y }), data = fill(item, id);
    item.dataset.own = id;
    item.dataset.kind = data.kind || "context";
    if (data.ref) { item.dataset.ref = data.ref; }
    return item;
  }

  function copyOf(picture) {
    var drawing = picture.cloneNode(true);
    drawing.querySelectorAll("use").forEach(function (use) {
      use.replaceWith(itemOf(use.getAttribute("href").slice(1), use.getAttribute("x"), use.getAttribute("y")));
    });
    return drawing;
  }

  function stepOf(scene, number) {
    var steps = scene.steps, step = steps.numbers.indexOf(number), spots = steps.spots, drawing = svg("svg", { "class": "gb-view" });
    var lines = svg("svg", { "class": "gb-lines", viewBox: "0 0 " + steps.units[step].join(" "), preserveAspectRatio: "none", width: "100%", height: "100%" });
    steps.lines[step].forEach(function (line) {
      steps.kinds[line[0]].forEach(function (kind) { lines.append(svg("path", { "class": kind, d: line[1], "data-ref": scene.arrows[line[0]].id })); });
    });
    drawing.append(lines);
    for (var at = 0; at < spots.length; at += 4) {
      if (spots[at + 3] >> step & 1) { drawing.append(itemOf("s" + spots[at], 100 * spots[at + 1] / steps.size[0] + "%", 100 * spots[at + 2] / steps.size[1] + "%")); }
    }
    return drawing;
  }

  function drawingOf(scene, number, picture) {
    var drawing = picture ? copyOf(picture) : stepOf(scene, number), lines = drawing.firstElementChild;
    lines.querySelectorAll(".gb-line, .gb-ruler").forEach(function (line) {
      var casing = line.previousElementSibling;
      if (casing && casing.matches(".gb-casing")) { casing.dataset.ref = line.dataset.ref; }
      lines.append(svg("path", { "class": "gb-hit", d: line.getAttribute("d"), "data-ref": line.dataset.ref }));
    });
    return drawing;
  }

  // --- time: at a step, what is to come is gone, what is past is dimmed, labels say who is there then
  var ALWAYS = { swap: {}, names: {} };

  function momentOf(scene, step) {
    var time = step && scene.times ? scene.times[step - 1] : Object.assign({}, ALWAYS, scene.moment);
    return { step: step, now: new Set(time.now), past: new Set(time.past), gone: new Set(time.gone), swap: time.swap, names: time.names };
  }

  function dress(drawing, view, scene, moment) {
    // One mark and one label may stand for several places.
    var together = new Map();
    (view.marks || []).forEach(function (members) {
      var ids = members.map(function (index) { return scene.markers[index].id; });
      together.set(ids[0], ids);
    });
    drawing.querySelectorAll(".gb-item[data-own]").forEach(function (item) {
      var own = item.dataset.own, swapped = moment.swap[own.slice(1)], wanted = swapped === undefined ? own : "s" + swapped;
      if (item.dataset.shape !== wanted) { fill(item, wanted); }
    });
    drawing.querySelectorAll("[data-ref]").forEach(function (part) {
      var ids = together.get(part.dataset.ref) || [part.dataset.ref];
      var gone = ids.every(function (id) { return moment.gone.has(id); });
      part.classList.toggle("gb-gone", gone);
      // A place that no dated record names is no more of that time than one that is past.
      var idle = moment.step && together.has(part.dataset.ref) || ids.some(function (id) { return moment.past.has(id); });
      part.classList.toggle("gb-past", Boolean(!gone && idle && !ids.some(function (id) { return moment.now.has(id); })));
    });
  }

  // The keyboard goes through them in the order of the brief, which cards have, whenever they came
  // into the map.
  function sortByCards(buttons) {
    var order = new Map();
    document.querySelectorAll("#geobrief-cards").forEach(function (template) {
      Array.from(template.content.querySelectorAll("[id]")).forEach(function (card, index) { order.set(card.id, index); });
    });
    buttons.sort(function (one, other) { return order.get(one.id) - order.get(other.id); });
  }

  function inOrder(buttons) {
    var cursor = null;
    buttons.forEach(function (made) {
      var element = made.marker.getElement();
      if (!element || !element.parentNode) { return; }
      cursor = cursor || element.parentNode.firstChild;
      if (element === cursor) { cursor = cursor.nextSibling; } else { element.parentNode.insertBefore(element, cursor); }
    });
  }

  // --- buttons over marks and arrows: what is seen is in the drawing
  function button(at, className, order, open) {
    var made = { name: "" };
    made.marker = L.marker(toLatLng(at), { icon: L.divIcon({ className: className, iconSize: [24, 24] }), zIndexOffset: order });
    made.open = function () { open(made.marker.getElement()); };
    made.show = function (map) {
      if (!map.hasLayer(made.marker)) { made.marker.addTo(map); }
      made.marker.getElement().setAttribute("aria-label", made.name);
    };
    made.marker.on("click", made.open);
    made.marker.on("add", function () {
      var element = made.marker.getElement();
      element.setAttribute("role", "button");
      element.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { L.DomEvent.stop(event); made.open(); }
      });
    });
    return made;
  }

  function addPlaces(map, scene, openers, buttons) {
    var places = scene.markers.map(function (place) {
      var made = button(place.at, "gb-marker", 0, function (opener) {
        openPopup(map, made.members.map(function (index) { return cardOf(scene.markers[index].id); }), place.at, opener);
      });
      made.id = place.id;
      return made;
    });
    buttons.push.apply(buttons, places);
    return function (view, drawn, number, moment) {
      var kept = new Set();
      view.marks.forEach(function (all) {
        var members = all.filter(function (index) { return !moment.gone.has(scene.markers[index].id); }), made = places[all[0]];
        if (!members.length) { return; }
        kept.add(made);
        made.members = members;
        made.name = members.map(function (index) { return moment.names[scene.markers[index].id] || scene.markers[index].name; }).join("; ");
        made.show(map);
        members.forEach(function (index) { openers.set(scene.markers[index].id, made.open); });
      });
      places.forEach(function (made) { if (!kept.has(made)) { made.marker.remove(); } });
    };
  }

  function addArrows(map, scene, openers, buttons) {
    var arrows = scene.arrows.map(function (arrow) {
      var made = button(arrow.middle, "gb-handle", -500, function (opener) { openPopup(map, [cardOf(arrow.id)], arrow.middle, opener); });
      made.id = arrow.id;
      made.name = arrow.name;
      openers.set(arrow.id, made.open);
      return made;
    });
    buttons.push.apply(buttons, arrows);

    // A button moves along its line to where no other is in its way.
    function along(view, drawn, line, middle, taken) {
      var lines = drawn.firstElementChild.viewBox.baseVal, box = view.box, best = null;
      function free(at) {
        var point = map.latLngToLayerPoint(toLatLng(at));
        return Math.min.apply(null, taken.map(function (other) { return Math.max(Math.abs(other.x - point.x), Math.abs(other.y - point.y)); }).concat(99));
      }
      best = { at: middle, room: free(middle) };
      for (var step = 1; step < 8 && best.room < 24; step++) {
        var point = line.getPointAtLength(line.getTotalLength() * (0.5 + (step % 2 ? 0.05 : -0.05) * (step + step % 2)));
        var at = [box[0] + point.x / lines.width * (box[2] - box[0]), box[3] - point.y / lines.height * (box[3] - box[1])], room = free(at);
        if (room > best.room) { best = { at: at, room: room }; }
      }
      return best.at;
    }

    return function (view, drawn, number, moment) {
      var there = new Map(), taken = view.marks.map(function (members) { return map.latLngToLayerPoint(toLatLng(scene.markers[members[0]].at)); });
      drawn.querySelectorAll(".gb-hit").forEach(function (line) { there.set(line.dataset.ref, line); });
      scene.arrows.forEach(function (arrow, index) {
        var made = arrows[index];
        if (!there.has(arrow.id) || moment.gone.has(arrow.id)) { made.marker.remove(); return; }
        var at = toLatLng(along(view, drawn, there.get(arrow.id), arrow.middle, taken));
        taken.push(map.latLngToLayerPoint(at));
        made.marker.setLatLng(at);
        made.show(map);
      });
    };
  }

  // --- names that the frame or something in its corners cuts are not shown
  function cornersOf(map) {
    return Array.from(map.getContainer().querySelectorAll(".leaflet-control, .gb-corner, .gb-inset"), function (control) { return control.getBoundingClientRect(); });
  }

  // What the controls cover, from where the frame's corner is.
  function cornersFrom(map, corner) {
    var frame = map.getContainer().getBoundingClientRect(), x = corner.x - frame.left, y = corner.y - frame.top;
    return cornersOf(map).map(function (box) { return { left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y }; });
  }

  function hideCut(map, kinds) {
    var frame = map.getContainer().getBoundingClientRect(), corners = cornersOf(map);
    map.getPane("drawing").querySelectorAll(kinds).forEach(function (item) {
      item.classList.toggle("gb-cut", Array.from(item.querySelectorAll("text")).some(function (text) {
        var box = text.getBoundingClientRect();
        return box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom ||
          corners.some(function (corner) {
            return box.left < corner.right && corner.left < box.right && box.top < corner.bottom && corner.top < box.bottom;
          });
      }));
    });
  }

  // --- scale: the views' own where the map began; elsewhere where it is right to two in a hundred
  function addScale(map, scene) {
    var scale = L.control.scale({ position: "bottomleft", maxWidth: 110, updateWhenIdle: false }), there = false;
    return function (away) {
      var seen = map.getBounds();
      var corner = Math.hypot(Math.max(Math.abs(seen.getWest()), Math.abs(seen.getEast())), Math.max(Math.abs(seen.getSouth()), Math.abs(seen.getNorth())));
      var right = away && corner <= scene.scale_radius_m;
      if (right && !there) { scale.addTo(map); }
      if (!right && there) { scale.remove(); }
      there = right;
    };
  }

  function draw(map, scene) {
    var words = map.options.words = scene.words;
    var container = map.getContainer(), frame = container.parentNode, stage = frame.parentNode;
    var cover = toBounds(scene.cover), shift = L.point(0, 0), openers = new Map(), pictures = {};
    container.querySelectorAll(".gb-view").forEach(function (picture) { pictures[picture.dataset.view] = picture; });
    map.createPane("basemap").style.zIndex = 200;
    map.createPane("drawing").style.zIndex = 350;
    var basemap = new Sheet(container.querySelector(".gb-basemap"), cover, { pane: "basemap", shift: shift }).addTo(map);
    var zoom = L.control.zoom({ position: "topright", zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map).getContainer();

    var crowd = scene.crowd && window.geobrief.crowd(map, scene, { make: make, openPopup: openPopup, toLatLng: toLatLng, corners: function (corner) { return cornersFrom(map, corner); } });
    var buttons = [], parts = crowd ? [crowd.draw] : [addPlaces(map, scene, openers, buttons), addArrows(map, scene, openers, buttons)];
    sortByCards(buttons);
    var kinds = "[data-kind=context]" + (scene.markers.length > 60 ? ", [data-kind=place]" : "");
    var scale = addScale(map, scene), current = null, sheet = null, moved = false, beginning = false, home = null;
    var moment = momentOf(scene, 0);

    function present() {
      dress(sheet.getElement(), scene.views[current], scene, moment);
      parts.forEach(function (part) { part(scene.views[current], sheet.getElement(), current, moment); });
      inOrder(buttons);
    }

    function show(number) {
      if (number === current) { return; }
      current = number;
      if (sheet) { sheet.remove(); }
      sheet = new Sheet(drawingOf(scene, number, pictures[number]), toBounds(scene.views[number].box), { pane: "drawing", shift: shift }).addTo(map);
      present();
      stage.querySelectorAll(".gb-numbers").forEach(function (list) { list.classList.toggle("gb-now", list.dataset.view === String(number)); });
    }

    // The farthest view that is no farther than the map.
    function nearest() {
      var found = 0;
      scene.views.forEach(function (view, number) { if (view.zoom <= map.getZoom() + 1e-6) { found = number; } });
      return found;
    }

    // Shows what the frame showed before there were scripts; the style sheet knows which view that is.
    function begin() {
      var size = frame.getBoundingClientRect();
      if (!size.width || !size.height) { return; }
      beginning = true;
      map.setMaxBounds(null);
      map.setMinZoom(-30);
      if (!moved) {
        var number = Number(getComputedStyle(frame).getPropertyValue("--view")), box = scene.views[number].box;
        home = { at: toLatLng([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]), zoom: Math.log2(size.width / (box[2] - box[0])) };
        map.setMaxZoom(Math.max(scene.closest_zoom, home.zoom));
        map.setView(home.at, home.zoom, { animate: false });
        var off = map.project(toLatLng([box[0], box[3]])).subtract(map.getPixelOrigin());
        shift.x = off.x;
        shift.y = off.y;
        basemap._reset();
        if (sheet) { sheet._reset(); }
        show(number);
      }
      var fill = scene.whole_world ? home.zoom : map.getBoundsZoom(cover, true) + 0.005; // a px more, for rounding
      map.setMinZoom(Math.min(fill, map.getZoom()));
      map.setMaxBounds(cover);
      beginning = false;
      settle();
    }

    function settle() {
      if (!home) { return; }
      var off = map.latLngToContainerPoint(home.at).distanceTo(map.getSize().divideBy(2));
      var away = off > 2 || Math.abs(map.getZoom() - home.zoom) > 1e-6;
      container.classList.toggle("gb-away", away);
      scale(away);
      hideCut(map, kinds);
      // Lines are finest at the story's places; away from them there is less to come closer to.
      var seen = map.getBounds();
      var story = crowd ? crowd.near(seen) : scene.markers.some(function (place) { return seen.contains(toLatLng(place.at)); });
      var limit = Math.max(story ? scene.closest_zoom : scene.coarse_zoom, story ? home.zoom : map.getZoom());
      if (map.getMaxZoom() !== limit) { map.setMaxZoom(limit); }
    }

    map.on("zoomstart", function () { shift.x = shift.y = 0; });
    map.on("zoomend", function () { if (!beginning) { moved = true; show(nearest()); } });
    map.on("moveend", settle);
    map.on("click", function (event) {
      var part = event.originalEvent.target.closest("[data-ref]"), open = part && openers.get(part.dataset.ref);
      if (open) { open(); }
    });
    begin();
    stage.classList.add("gb-live");
    var stepper = stage.querySelector(".gb-stepper");
    if (stepper) {
      window.geobrief.stepper(stepper, function (step) {
        map.closePopup();
        moment = momentOf(scene, step);
        if (sheet) { present(); }
      });
    }
    // The way back to where the map began.
    var back = make("a", "gb-home", "\u21ba");
    back.href = "#";
    back.title = words.home;
    back.setAttribute("role", "button");
    back.setAttribute("aria-label", back.title);
    L.DomEvent.on(back, "click", function (event) { L.DomEvent.stop(event); map.closePopup(); moved = false; begin(); });
    zoom.append(back);
    new ResizeObserver(function () { map.invalidateSize({ pan: false, animate: false }); begin(); }).observe(container);
    ["mousedown", "touchstart", "wheel", "keydown"].forEach(function (kind) {
      container.addEventListener(kind, function () { moved = true; }, { passive: true });
    });

    // Scrolling the article must not zoom the map until the reader has turned to it.
    map.scrollWheelZoom.disable();
    ["mousedown", "focusin"].forEach(function (kind) { container.addEventListener(kind, function () { map.scrollWheelZoom.enable(); }); });
    ["mouseleave", "focusout"].forEach(function (kind) { container.addEventListener(kind, function () { map.scrollWheelZoom.disable(); }); });
    document.addEventListener("keydown", function (event) { if (event.key === "Escape") { map.closePopup(); } });
    container.addEventListener("keydown", function (event) {
      if (event.key === " " && event.target.matches("a[role=button]")) { event.preventDefault(); event.target.click(); }
    });
    // Nothing that has the focus lies under a popup.
    container.addEventListener("focusin", function (event) { if (event.target.matches(".gb-marker, .gb-handle")) { map.closePopup(); } });
    container.dataset.ready = "true";
  }

  // For readers who asked their system for less motion.
  function motion() {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? { zoomAnimation: false, fadeAnimation: false, inertia: false } : {};
  }

  return { draw: function (map, id) { read(id, function (scene) { draw(map, scene); }); }, motion: motion, read: read };
})();
