"use strict";
// The downloads: files made of the page's data block when they are asked for, by no server.
(function () {
  var buttons = document.querySelector(".gb-save");

  // Each record with names for what is told of it.
  function records(data) {
    return Object.keys(data).flatMap(function (kind) {
      return data[kind].rows.map(function (row) {
        var one = { record: kind };
        row.forEach(function (value, at) { if (value !== "") { one[data[kind].columns[at]] = value; } });
        return one;
      });
    });
  }

  // As records/cells.py writes a cell: quoted where needed, never a formula.
  var RUN = "(?=[\\s\"'\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]*[=+\\-@\\u2212\\uff1d\\uff0b\\uff0d\\uff20])";
  function cell(value) {
    if (value === undefined) { return ""; }
    if (typeof value !== "string") { return String(value); }
    var text = value.replace(new RegExp("^(?='*[\\t\\r])|(?:^|(?<=[;\\t\\n\\r]))" + RUN, "g"), "'");
    return /[",;]|[^\S ]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  // By the byte order mark Excel knows UTF-8.
  function csv(data) {
    var columns = ["record"];
    Object.keys(data).forEach(function (kind) {
      data[kind].columns.forEach(function (name) { if (name !== "line" && columns.indexOf(name) < 0) { columns.push(name); } });
    });
    return "\ufeff" + [columns].concat(records(data).map(function (one) {
      return columns.map(function (name) { return cell(one[name]); });
    })).map(function (row) { return row.join(",") + "\r\n"; }).join("");
  }

  function pairs(flat) {
    var found = [];
    for (var at = 0; at < flat.length; at += 2) { found.push([flat[at], flat[at + 1]]); }
    return found;
  }

  function geometry(one) {
    var end = [one.lon, one.lat], line = one.line;
    if (!line) { return { type: "Point", coordinates: end }; }
    if (Array.isArray(line[0])) { return { type: "MultiLineString", coordinates: line.map(pairs) }; }
    return { type: "LineString", coordinates: [[one.from_lon, one.from_lat]].concat(pairs(line), [end]) };
  }

  function geojson(data) {
    var about = JSON.stringify({ title: document.title, credit: document.getElementById("geobrief-after").textContent.trim().replace(/\s+/g, " ") });
    return '{"type":"FeatureCollection",' + about.slice(1, -1) + ',"features":[\n' + records(data).map(function (one) {
      var shape = geometry(one);
      ["lat", "lon", "from_lat", "from_lon", "line"].forEach(function (name) { delete one[name]; });
      return JSON.stringify({ type: "Feature", properties: one, geometry: shape });
    }).join(",\n") + "\n]}\n";
  }

  buttons.addEventListener("click", function (event) {
    var kind = event.target.dataset.save, name = location.pathname.split("/").pop().replace(/\.\w+$/, "");
    if (!kind) { return; }
    window.geobrief.read("geobrief-data", function (data) {
      var file = kind === "csv" ? new Blob([csv(data)], { type: "text/csv" }) : new Blob([geojson(data)], { type: "application/geo+json" });
      var link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = (/^(?!srcdoc$)[\w-]+$/.test(name) ? name : "geobrief") + "." + kind;
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    });
  });
  buttons.hidden = false;
})();
