// What stands in a map, as rectangles in px: run in the page, with a selector of the map's frame.
// A text's rectangle is as wide as the browser made it, and as high as its ink.
frameSelector => {
    const frame = [...document.querySelectorAll(frameSelector)].find(one => one.getClientRects().length);
    const pen = document.createElement("canvas").getContext("2d");
    const shown = element => {
        const box = element.getBoundingClientRect();
        return (box.width > 0 || box.height > 0) && element.checkVisibility({
            opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true,
        });
    };
    const items = new Map();
    const itemOf = element => {
        const item = element.closest("[data-kind]") || element.closest("[data-ref]") || element;
        if (!items.has(item)) items.set(item, items.size);
        return items.get(item);
    };
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
                box: rectangle(element),
            });
        }
    };
    take("text", "svg text", ink);
    take("mark", "[data-kind=mark] circle, [data-kind=mark] path, [data-kind=mark] rect", outline);
    take("head", "[data-kind=head] path, [data-kind=head] polygon", outline);
    take("dot", ".gb-city", outline);
    take("control", ".leaflet-control, .gb-control, .gb-inset, .gb-north, .gb-scale-line", outline);
    const box = frame.getBoundingClientRect();
    return {
        frame: [box.left, box.top, box.right, box.bottom],
        found,
        key: [...document.querySelectorAll(".gb-numbers li, .gb-number-entry")]
            .filter(shown).map(one => one.textContent),
    };
}
