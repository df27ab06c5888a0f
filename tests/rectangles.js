// What stands in a map, as rectangles in px: run in the page, with a selector of the map's frame,
// or of the whole of a still image.
// A text's rectangle is as wide as the browser made it, and as high as its ink.
frameSelector => {
    const frame = [...document.querySelectorAll(frameSelector)].find(one => one.getClientRects().length);
    // What is drawn by reference cannot be measured piece by piece: each becomes a copy in its place.
    for (const use of frame.querySelectorAll(".gb-view use")) {
        const shape = document.querySelector(use.getAttribute("href")).cloneNode(true);
        const copy = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        for (const name of ["x", "y"]) copy.setAttribute(name, use.getAttribute(name));
        copy.setAttribute("class", "gb-item");
        copy.setAttribute("overflow", "visible");
        copy.dataset.kind = shape.dataset.kind || "context";
        if (shape.dataset.ref) copy.dataset.ref = shape.dataset.ref;
        copy.append(...(shape.localName === "g" ? shape.childNodes : [shape]));
        use.replaceWith(copy);
    }
    const pen = document.createElement("canvas").getContext("2d");
    const shown = element => {
        const box = element.getBoundingClientRect();
        return (box.width > 0 || box.height > 0) && element.checkVisibility({
            opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true,
        });
    };
    const items = new Map();
    const itemOf = element => {
        const item = element.closest("[data-kind], g[transform]:not(#map)") || element;
        if (!items.has(item)) items.set(item, items.size);
        return items.get(item);
    };
    // A still image's map is cut off at a clip path, of which the browser tells no rectangle.
    const cut = frame.querySelector("#frame rect"), map = frame.querySelector("#map");
    const frameOf = element => {
        if (!cut || !map.contains(element)) return frame.getBoundingClientRect();
        const corner = new DOMPoint(0, 0).matrixTransform(map.getScreenCTM());
        return new DOMRect(corner.x, corner.y, cut.width.baseVal.value, cut.height.baseVal.value);
    };
    const edges = box => [box.left, box.top, box.right, box.bottom];
    const ink = text => {
        const box = text.getBoundingClientRect(), style = getComputedStyle(text);
        pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const size = pen.measureText(text.textContent);
        const at = text.getStartPositionOfChar(0).matrixTransform(text.getScreenCTM());
        const scale = text.getScreenCTM().a;
        return [
            box.left, at.y - scale * size.actualBoundingBoxAscent,
            box.right, at.y + scale * size.actualBoundingBoxDescent,
        ];
    };
    const outline = element => {
        const box = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        const stroke = style.stroke === "none" ? 0 : parseFloat(style.strokeWidth) / 2 || 0;
        return [box.left - stroke, box.top - stroke, box.right + stroke, box.bottom + stroke];
    };
    const found = [];
    const take = (kind, selector, rectangle) => {
        for (const element of frame.querySelectorAll(selector)) {
            if (!shown(element)) continue;
            const item = element.closest("[data-kind]");
            found.push({
                kind, item: itemOf(element), what: item ? item.dataset.kind : "",
                ref: item ? item.dataset.ref || "" : "",
                text: (kind === "text" ? element.textContent : "").trim(),
                style: element.getAttribute("class") || "",
                box: rectangle(element), frame: edges(frameOf(element)),
            });
        }
    };
    take("text", "text:not(.gb-halo)", ink);
    take("mark", ".gb-ring, .gb-core, .gb-hollow, .gb-about, .gb-disc", outline);
    take("head", ".gb-head, .gb-cross", outline);
    take("dot", ".gb-city", outline);
    take(
        "control",
        ".leaflet-control, .gb-corner, .gb-bar, .gb-inset, #inset, .gb-compass, #north-arrow",
        outline,
    );
    const key = [...document.querySelectorAll(".gb-numbers")].filter(shown)
        .flatMap(list => [...list.children])
        .map(row => [row.querySelector("b").textContent, row.textContent.replace(/^\s*\d+/, "")]);
    for (const element of frame.querySelectorAll("#key text:not(.gb-halo)")) {
        if (element.classList.contains("gb-t-number")) key.push([element.textContent, ""]);
        else if (key.length) key[key.length - 1][1] += element.textContent;
    }
    return {found, key};
}
