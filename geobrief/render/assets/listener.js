// Gives each map's frame the height that its page tells. Only a frame's own window is believed, about
// its own frame: a sandboxed page has no origin to check. For print, heights are those of the snippet.
(function () {
  if (window.geobriefHears) { return; }
  window.geobriefHears = true;
  var given = new Map();
  function frames() { return document.querySelectorAll("iframe[data-geobrief]"); }
  function ask() { frames().forEach(function (frame) { frame.contentWindow.postMessage({ geobrief: "height" }, "*"); }); }
  addEventListener("message", function (event) {
    var told = event.data && event.data.geobrief, height = told && told.height;
    if (typeof height !== "number" || !(height > 0)) { return; }
    frames().forEach(function (frame) {
      if (frame.contentWindow !== event.source) { return; }
      if (!given.has(frame)) { given.set(frame, frame.style.height); }
      frame.style.height = Math.min(Math.max(height, 200), 9000) + "px";
    });
  });
  addEventListener("beforeprint", function () { given.forEach(function (height, frame) { frame.style.height = height; }); });
  addEventListener("afterprint", ask);
  addEventListener("load", ask);
  ask();
})();
