"use strict";
// Goes through the dates of a story: 0 is the whole map, n the n-th step. What steps say stands in
// the page; what the map shows then, page.js does.
window.geobrief.stepper = function (box, show) {
  var slider = box.querySelector("input"), said = box.querySelector(".gb-step"), texts = box.querySelectorAll(".gb-room p:not(.gb-undated)");
  var play = box.querySelector(".gb-play"), back = box.querySelector(".gb-turn-back"), on = box.querySelector(".gb-turn-on");
  var last = texts.length - 1, now = 0, timer = 0, words = { play: play.getAttribute("aria-label"), pause: play.dataset.pause };

  function go(step) {
    if (step < 0 || step > last) { return; }
    now = step;
    slider.value = step;
    slider.setAttribute("aria-valuetext", texts[step].querySelector("b").textContent);
    back.setAttribute("aria-disabled", String(step === 0));
    on.setAttribute("aria-disabled", String(step === last));
    said.replaceChildren.apply(said, Array.from(texts[step].cloneNode(true).childNodes));
    show(step);
  }

  function playing(plays) {
    clearTimeout(timer);
    timer = 0;
    box.classList.toggle("gb-playing", plays);
    play.setAttribute("aria-label", plays ? words.pause : words.play);
    if (plays) { timer = setTimeout(next, time()); }
  }

  // As long as its words take to be read.
  function time() { return Math.min(15000, Math.max(2500, 60 * texts[now].textContent.length)); }

  function next() {
    go(now + 1);
    playing(now < last);
  }

  play.addEventListener("click", function () {
    if (timer) { playing(false); return; }
    go(now === last ? 1 : now + 1);
    playing(now < last);
  });
  back.addEventListener("click", function () { playing(false); go(now - 1); });
  on.addEventListener("click", function () { playing(false); go(now + 1); });
  slider.addEventListener("input", function () { playing(false); go(Number(slider.value)); });
  box.addEventListener("keydown", function (event) { if (event.key === "Escape") { playing(false); } });
  document.addEventListener("visibilitychange", function () { if (document.hidden) { playing(false); } });

  // A dot for each step, while there is room for them.
  slider.style.setProperty("--steps", last);
  slider.classList.toggle("gb-dots", last <= 16);
  slider.value = 0;
};
