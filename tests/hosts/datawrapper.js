"use strict";
// Listens as sites with charts of Datawrapper's do: to the heights of a message, for the frame it is from.
window.addEventListener("message", function (event) {
  var heights = event.data["datawrapper-height"];
  if (heights === undefined) { return; }
  document.querySelectorAll("iframe").forEach(function (frame) {
    if (frame.contentWindow !== event.source) { return; }
    Object.keys(heights).forEach(function (id) { frame.style.height = heights[id] + "px"; });
  });
});
