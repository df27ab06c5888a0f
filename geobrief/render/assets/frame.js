"use strict";
// Tells the page around this one how high this one is, so that its frame needs no scroll bar: in our
// own words and in Datawrapper's, which many sites listen to. Who that is cannot be known from inside
// a sandbox; a height is no secret.
(function () {
  var around = window.parent, last = 0;
  if (around === window) { return; }

  function tell() {
    // The first page of a frame whose height is not known may be hidden still, and have none.
    var height = Math.ceil(document.body.getBoundingClientRect().height);
    if (!height) { return; }
    last = height;
    around.postMessage({ geobrief: { height: height } }, "*");
    around.postMessage({ "datawrapper-height": { geobrief: height } }, "*");
  }

  window.addEventListener("load", tell);
  // Whatever opens, closes or wraps in another way changes this.
  new ResizeObserver(function () { if (Math.ceil(document.body.getBoundingClientRect().height) !== last) { tell(); } }).observe(document.body);
  // A listener that came later asks.
  window.addEventListener("message", function (event) { if (event.source === around && event.data && event.data.geobrief === "height") { tell(); } });
})();
