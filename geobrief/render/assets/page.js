"use strict";
// Draws what the scene holds and decides nothing itself: Python has placed every label and routed
// every arrow. Texts only ever become text nodes.
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

  function icon(element, className, size) {
    return L.divIcon({ html: element, className: className, iconSize: [size, size] });
  }

  // --- where the map starts: scene/frames.py first_view does the same
  function firstView(scene, size) {
    if (scene.fixed) {
      return { center: middle(scene.fixed), zoom: Math.log2(Math.max(1, size.x) / (scene.fixed[2] - scene.fixed[0])) };
    }
    var width = Math.max(1, size.x - 2 * scene.padding), height = Math.max(1, size.y - scene.padding - scene.foot);
    var chosen = 0;
    function fits(box) { return Math.log2(Math.min(width / (box[2] - box[0]), height / (box[3] - box[1]))); }
    scene.levels.forEach(function (level, index) { if (level.zoom <= fits(level.box)) { chosen = index; } });
    var level = scene.levels[chosen], next = scene.levels[chosen + 1];
    var closest = next ? next.zoom - 0.001 : level.zoom;
    var zoom = Math.max(level.zoom, Math.min(fits(level.box), closest));
    var at = middle(level.box);
    return { center: [at[0], at[1] - (scene.foot - scene.padding) / 2 / Math.pow(2, zoom)], zoom: zoom };
  }

  // Levels travel as lists; here they get their names back (render/scene_json.py _level).
  function unpacked(scene) {
    scene.levels.forEach(function (level) {
      level.groups = level.groups.map(function (group) {
        return { members: group[0], lines: scene.labels[group[1]], side: group[2], distance: group[3], leader: group[4] };
      });
      level.arrow_labels = level.arrow_labels.map(function (label) {
        return { arrow: label[0], center: [label[1], label[2]], text: label[3] };
      });
      var names = [];
      for (var index = 0; index < level.context.length; index += 2) {
        var name = scene.names[level.context[index]];
        names.push({ kind: name[0], lines: name[1], center: scene.spots[level.context[index + 1]] });
      }
      level.context = names;
    });
    return scene;
  }

  function middle(box) { return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]; }

  function levelAt(scene, zoom) {
    var found = scene.levels[0];
    scene.levels.forEach(function (level) { if (level.zoom <= zoom + 1e-6) { found = level; } });
    return found;
  }

  // --- popups: a copy of what stands in words below the map
  function cardOf(id) {
    var copy = document.getElementById("card-" + id).cloneNode(true), card = make("div", "gb-card");
    card.append.apply(card, Array.from(copy.childNodes));
    return card;
  }

  function openPopup(map, cards, at, opener) {
    var content = make("div", "gb-popup");
    content.tabIndex = -1;
    content.append.apply(content, cards);
    // In a narrow frame the zoom buttons give way; in others the popup keeps beside them.
    var size = map.getSize(), narrow = size.x < 560, limits = map.options.maxBounds;
    function y(latLng) { return map.latLngToContainerPoint(latLng).y; }
    var above = limits ? y(toLatLng(at)) - y(limits.getNorthEast()) : Infinity;
    var below = limits ? y(limits.getSouthWest()) - y(toLatLng(at)) : 0;
    var popup = L.popup({
      maxWidth: Math.min(290, size.x - 60), minWidth: 180, maxHeight: Math.min(260, size.y / 2, Math.max(above, below) - 80),
      autoPan: false, autoPanPadding: [12, 12], autoPanPaddingBottomRight: [narrow ? 12 : 56, 12]
    });
    popup.once("remove", function () {
      map.getContainer().classList.remove("gb-open");
      if (popup.getElement().contains(document.activeElement) || document.activeElement === document.body) { opener.focus({ preventScroll: map.getContainer().contains(opener) }); }
    });
    popup.setLatLng(toLatLng(at)).setContent(content).openOn(map);
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

  function pressable(marker, name, open) {
    marker.on("click", function () { open(marker.getElement()); });
    marker.on("add", function () {
      var element = marker.getElement();
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", name());
      element.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { L.DomEvent.stop(event); open(element); }
      });
    });
  }

  // --- places
  function addPlaces(map, scene) {
    var markers = scene.markers.map(function (place) {
      var body = make("div", "gb-place");
      var marker = L.marker(toLatLng(place.at), { icon: icon(body, "gb-marker", 24), pane: "markerPane" });
      var shown = { marker: marker, body: body, members: [], name: "" };
      pressable(marker, function () { return shown.name; }, function (opener) {
        openPopup(map, shown.members.map(function (index) { return cardOf(scene.markers[index].id); }), place.at, opener);
      });
      return shown;
    });
    return function (level) {
      var kept = {};
      level.groups.forEach(function (group) {
        var shown = markers[group.members[0]];
        kept[group.members[0]] = true;
        shown.members = group.members;
        shown.name = group.lines.map(function (line) { return line[1]; }).concat(scene.markers[group.members[0]].rough || []).join(", ");
        fill(shown.body, group, scene);
        if (!map.hasLayer(shown.marker)) { shown.marker.addTo(map); }
        shown.marker.getElement().setAttribute("aria-label", shown.name);
      });
      markers.forEach(function (shown, index) { if (!kept[index]) { shown.marker.remove(); } });
    };
  }

  var ANGLES = { "right": 0, "below-right": 45, "below": 90, "below-left": 135, "left": 180, "above-left": 225, "above": 270, "above-right": 315 };

  function fill(body, group, scene) {
    var peopled = group.members.some(function (index) { return scene.markers[index].peopled; });
    body.className = "gb-place" + (peopled ? "" : " gb-empty") + (scene.markers[group.members[0]].rough ? " gb-rough" : "");
    body.replaceChildren(make("div", "gb-dot"));
    // How many places a mark stands for, where its label does not name them all.
    var named = group.side ? group.lines.filter(function (line) { return line[0] === "name"; }).length : 1;
    if (group.members.length > named) { body.append(make("b", "gb-count", String(group.members.length))); }
    if (!group.side) { return; }
    var label = make("div", "gb-label gb-at-" + group.side);
    var slanted = group.side.indexOf("-") > 0;
    label.style.setProperty("--gap", (slanted ? group.distance * Math.SQRT1_2 : group.distance) + "px");
    group.lines.forEach(function (line) {
      var span = make("span", "gb-" + line[0], line[1]);
      span.dir = "auto";
      label.append(span);
    });
    if (group.leader) {
      var leader = make("div", "gb-leader");
      leader.style.width = group.distance - 2 + "px";
      leader.style.transform = "rotate(" + ANGLES[group.side] + "deg)";
      body.prepend(leader);
    }
    body.append(label);
  }

  // --- movements and distances
  function addArrows(map, scene) {
    var arrows = scene.arrows.map(function (arrow) { return makeArrow(map, scene, arrow); });
    return function (level) {
      var first = {}, labels = {};
      level.groups.forEach(function (group) {
        group.members.forEach(function (index) { first[index] = group.members[0]; });
      });
      level.arrow_labels.forEach(function (label) { labels[label.arrow] = label; });
      arrows.forEach(function (arrow, index) { arrow(level, first, labels[index]); });
    };
  }

  // Leaflet rounds a path's points to whole pixels, which turns heads and makes lines wobble; and it
  // empties a path that is out of view, whose head then stands at the pane's origin.
  var Way = L.Polyline.extend({
    options: { smoothFactor: 0, lineCap: "butt" },
    _projectLatlngs: function (latlngs, rings, bounds) {
      var origin = this._map.getPixelOrigin(), map = this._map;
      rings.push(latlngs.map(function (latlng) { return map.project(latlng)._subtract(origin); }));
      rings[0].forEach(function (point) { bounds.extend(point); });
    },
    _clipPoints: function () { this._parts = this._rings; }
  });

  function makeArrow(map, scene, arrow) {
    var ruler = arrow.status === "measured";
    var layer = L.layerGroup();
    var crosses = arrow.status === "declined" ? [0.5, 0.2, 0.8].map(crossing) : [];
    var kinds = ruler ? ["gb-ruler", "gb-hit"] : ["gb-casing", "gb-line gb-" + arrow.status, "gb-hit"];
    var lines = kinds.map(function (kind) {
      return arrow.parts.map(function (part, index) {
        var line = new Way([], { className: kind, interactive: kind === "gb-hit" });
        if (kind.indexOf("gb-line") === 0 && index === arrow.parts.length - 1) {
          line.on("add", function () { line.getElement().setAttribute("marker-end", "url(#geobrief-head" + (crosses.length ? "-open)" : ")")); });
        }
        return line.addTo(layer);
      });
    });
    var body = make("div", "gb-hold");
    var handle = L.marker(toLatLng(arrow.middle), { icon: icon(body, "gb-handle", 24), zIndexOffset: -500 });
    function open() { openPopup(map, [cardOf(arrow.id)], pointOf(handle), handle.getElement()); }
    pressable(handle, function () { return arrow.name; }, open);
    handle.addTo(layer);
    lines[lines.length - 1].forEach(function (line) { line.on("click", open); });
    return function (level, first, label) {
      if (first[arrow.start] === first[arrow.end]) { layer.remove(); return; }
      var perPx = Math.pow(2, -level.zoom);
      var ends = [arrow.start, arrow.end].map(function (index) {
        var at = scene.markers[index].at, drawn = scene.markers[first[index]].at;
        return [drawn[0] - at[0], drawn[1] - at[1]];
      });
      var whole = moved(arrow.parts, ends);
      var parts = trimmed(whole, scene.gap[0] * perPx, scene.gap[1] * perPx, 12 * perPx);
      lines.forEach(function (kind) {
        kind.forEach(function (line, index) { line.setLatLngs(parts[index].map(toLatLng)); });
      });
      crosses.forEach(function (cross) { cross(layer, whole, 350 * perPx); });
      handle.setLatLng(toLatLng(label ? label.center : arrow.middle));
      body.replaceChildren();
      if (label) { body.append(make("span", ruler ? "gb-measure" : "gb-mover", label.text)); body.firstChild.dir = "auto"; }
      if (!map.hasLayer(layer)) { layer.addTo(map); }
    };
  }

  function pointOf(marker) { var at = marker.getLatLng(); return [at.lng, at.lat]; }

  // A cross at a share of a declined way: at its middle always, elsewhere where it is long.
  function crossing(share) {
    var ns = "http://www.w3.org/2000/svg";
    var body = document.createElementNS(ns, "svg"), path = document.createElementNS(ns, "path");
    body.setAttribute("width", "18"); body.setAttribute("height", "18");
    path.setAttribute("class", "gb-cross"); path.setAttribute("d", "M3 3L15 15M15 3L3 15");
    body.append(path);
    var mark = L.marker([0, 0], { icon: icon(body, "gb-crossing", 0), interactive: false, keyboard: false, zIndexOffset: -600 });
    return function (layer, parts, long) {
      var way = parts.reduce(function (one, other) { return other.length > one.length ? other : one; });
      mark.setLatLng(toLatLng(way[Math.floor(way.length * share)]));
      if (share === 0.5 || step(way[0], way[way.length - 1]) > long) { layer.addLayer(mark); } else { layer.removeLayer(mark); }
    };
  }

  function step(from, to) { return Math.hypot(to[0] - from[0], to[1] - from[1]); }

  // Moves a way's ends onto the markers that are drawn.
  function moved(parts, ends) {
    return parts.map(function (part) {
      return part.map(function (point, index) {
        var t = index / (part.length - 1);
        return [point[0] + ends[0][0] * (1 - t) + ends[1][0] * t, point[1] + ends[0][1] * (1 - t) + ends[1][1] * t];
      });
    });
  }

  // Ends a way short of its markers, with a straight piece for a head to follow.
  function trimmed(parts, startGap, endGap, straight) {
    var kept = parts.slice(), last = parts.length - 1;
    kept[0] = cut(kept[0], startGap, 0);
    kept[last] = cut(kept[last].slice().reverse(), endGap, straight).reverse();
    return kept;
  }

  function cut(line, gap, straight) {
    for (var index = 1; index < line.length; index += 1) {
      var from = line[0], to = line[index], reach = step(from, to);
      if (reach > gap) {
        var before = line[index - 1];
        var near = step(from, before);
        var t = (gap - near) / (reach - near || 1);
        var tip = [before[0] + (to[0] - before[0]) * t, before[1] + (to[1] - before[1]) * t];
        while (index < line.length - 1 && step(line[index], tip) < straight) { index += 1; }
        return [tip].concat(line.slice(index));
      }
    }
    return line.slice(-2);
  }

  // --- names of the basemap
  function addContext(map) {
    map.createPane("names").style.zIndex = 350;
    var layer = L.layerGroup().addTo(map);
    return function (level) {
      layer.clearLayers();
      level.context.forEach(function (name) {
        var body = make("span", "");
        name.lines.forEach(function (line) { body.append(make("i", "", line)); });
        L.marker(toLatLng(name.center), { icon: icon(body, "gb-context gb-" + name.kind, 0), pane: "names", interactive: false, keyboard: false }).addTo(layer);
      });
    };
  }

  function cornersOf(map) {
    return Array.from(map.getContainer().querySelectorAll(".leaflet-control")).map(function (control) { return control.getBoundingClientRect(); });
  }

  // What the controls cover, from where the frame's corner is.
  function cornersFrom(map, corner) {
    var frame = map.getContainer().getBoundingClientRect(), x = corner.x - frame.left, y = corner.y - frame.top;
    return cornersOf(map).map(function (box) { return { left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y }; });
  }

  // A name that the frame or something in its corners cuts is not shown.
  function hideCut(map) {
    var frame = map.getContainer().getBoundingClientRect();
    var corners = cornersOf(map);
    map.getContainer().querySelectorAll(".gb-context span, .gb-roomy .gb-label").forEach(function (name) {
      var box = name.getBoundingClientRect();
      var cut = box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom;
      var covered = corners.some(function (corner) {
        return box.left < corner.right && corner.left < box.right && box.top < corner.bottom && corner.top < box.bottom;
      });
      name.classList.toggle("gb-cut", cut || covered);
    });
  }

  // --- scale: shown where it is right to two in a hundred all over the view
  function addScale(map, scene) {
    var scale = L.control.scale({ position: "bottomleft", maxWidth: 110, updateWhenIdle: false });
    var there = false;
    function check() {
      var seen = map.getBounds();
      var corner = Math.hypot(Math.max(Math.abs(seen.getWest()), Math.abs(seen.getEast())), Math.max(Math.abs(seen.getSouth()), Math.abs(seen.getNorth())));
      var right = corner <= scene.scale_radius_m;
      if (right && !there) { scale.addTo(map); }
      if (!right && there) { scale.remove(); }
      there = right;
    }
    map.on("moveend", check);
    check();
  }

  function draw(map, sceneId) {
    var scene = unpacked(JSON.parse(document.getElementById(sceneId).textContent));
    var container = map.getContainer();
    var cover = toBounds(scene.cover);
    container.classList.toggle("gb-roomy", scene.markers.length > 60);
    map.createPane("basemap").style.zIndex = 200;
    var basemap = container.querySelector(".gb-basemap");
    basemap.setAttribute("preserveAspectRatio", "none");
    container.parentNode.classList.toggle("gb-globe", basemap.querySelector(".gb-sphere") !== null);
    var view = firstView(scene, map.getSize());
    map.setView(toLatLng(view.center), view.zoom, { animate: false });
    L.svgOverlay(basemap, cover, { pane: "basemap" }).addTo(map);
    L.control.attribution({ position: "bottomright", prefix: false }).addAttribution(scene.corner).addTo(map);
    var zoom = L.control.zoom({ position: "topright" }).addTo(map).getContainer();
    addScale(map, scene);

    var crowd = scene.crowd && window.geobrief.crowd(map, scene, { make: make, openPopup: openPopup, toLatLng: toLatLng, corners: function (corner) { return cornersFrom(map, corner); } });
    var parts = crowd ? [addContext(map), crowd.draw] : [addContext(map), addPlaces(map, scene), addArrows(map, scene)];
    var current = null;
    function redraw() {
      var level = levelAt(scene, map.getZoom());
      if (level !== current) { current = level; container.style.setProperty("--type", level.type); parts.forEach(function (part) { part(level); }); }
    }
    map.on("zoomend", redraw);

    var moved = false;
    function frame() {
      var size = map.getSize();
      if (!size.x || !size.y) { return; }
      map.setMaxBounds(null);
      map.setMinZoom(-30);
      var view = firstView(scene, size);
      var fill = scene.whole_world ? view.zoom : map.getBoundsZoom(cover, true);
      if (!moved) { map.setView(toLatLng(view.center), Math.max(view.zoom, fill), { animate: false }); }
      map.setMinZoom(Math.min(fill, map.getZoom()));
      map.setMaxBounds(cover);
      redraw();
    }
    frame();
    // The way back to where the map began.
    var home = make("a", "gb-home", "\u21ba");
    home.href = "#";
    home.title = "Show the whole map";
    home.setAttribute("role", "button");
    home.setAttribute("aria-label", home.title);
    L.DomEvent.on(home, "click", function (event) { L.DomEvent.stop(event); map.closePopup(); moved = false; frame(); });
    zoom.append(home);
    map.on("moveend", function () { hideCut(map); });
    hideCut(map);
    new ResizeObserver(function () { map.invalidateSize({ pan: false, animate: false }); frame(); }).observe(container);
    ["mousedown", "touchstart", "wheel", "keydown"].forEach(function (kind) {
      container.addEventListener(kind, function () { moved = true; }, { passive: true });
    });

    // Paper is narrower than most windows: the map is laid out anew for it, and back again.
    var figure = container.closest("figure");
    function layOut(width, ratio) {
      figure.style.maxWidth = width;
      container.parentNode.style.aspectRatio = ratio;
      map.invalidateSize({ pan: false, animate: false });
      frame();
      hideCut(map);
    }
    window.addEventListener("beforeprint", function () { if (figure.offsetWidth > 690) { layOut("690px", "1 / 1"); } });
    window.addEventListener("afterprint", function () { layOut("", ""); });

    // Lines are finest at the story's places; away from them there is less to come closer to.
    map.on("moveend", function () {
      var seen = map.getBounds();
      var story = crowd ? crowd.near(seen) : scene.markers.some(function (place) { return seen.contains(toLatLng(place.at)); });
      var limit = story ? scene.closest_zoom : Math.max(scene.coarse_zoom, map.getZoom());
      if (map.getMaxZoom() !== limit) { map.setMaxZoom(limit); }
    });

    // Scrolling the article must not zoom the map until the reader has turned to it.
    map.scrollWheelZoom.disable();
    ["mousedown", "focusin"].forEach(function (kind) { container.addEventListener(kind, function () { map.scrollWheelZoom.enable(); }); });
    ["mouseleave", "focusout"].forEach(function (kind) { container.addEventListener(kind, function () { map.scrollWheelZoom.disable(); }); });
    container.addEventListener("keydown", function (event) { if (event.key === "Escape") { map.closePopup(); } });
    container.dataset.ready = "true";
  }

  // For readers who asked their system for less motion.
  function motion() {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? { zoomAnimation: false, fadeAnimation: false, inertia: false } : {};
  }

  return { draw: draw, motion: motion };
})();
