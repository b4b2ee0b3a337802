// Selected words of the article become a finding, or what a finding rests on. Offsets count code points, as the server does.
import { tell, words } from "./said.js";

const codePoints = (text) => [...text].length;

function offsetOf(node, offset) {
  const paragraph = (node.nodeType === 1 ? node : node.parentElement)?.closest(".doc p[data-start]");
  if (!paragraph) return null;
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  part.querySelectorAll("sup").forEach((number) => number.remove());
  return Number(paragraph.dataset.start) + codePoints(part.textContent);
}

function selected() {
  const chosen = document.getSelection();
  if (!chosen || chosen.isCollapsed || chosen.rangeCount === 0) return null;
  const range = chosen.getRangeAt(0);
  const [start, end] = [offsetOf(range.startContainer, range.startOffset), offsetOf(range.endContainer, range.endOffset)];
  if (start === null || end === null || start >= end) return null;
  return { start, end, range };
}

function textOf(start, end) {
  const whole = [];
  for (const paragraph of document.querySelectorAll(".doc p[data-start]")) {
    const copy = paragraph.cloneNode(true);
    copy.querySelectorAll("sup").forEach((number) => number.remove());
    const from = Number(paragraph.dataset.start);
    while (whole.length < from) whole.push("\n");
    whole.push(...copy.textContent);
  }
  return whole.slice(start, end).join("");
}

export function ofSelection(what) {
  const chosen = selected();
  if (!chosen) return tell(words.selectFirst);
  const form = document.querySelector(".editing form.fields");
  if (what === "words") {
    const field = form?.elements.words;
    if (!field) return tell(words.openFirst);
    field.value = textOf(chosen.start, chosen.end);
    form.elements.start.value = chosen.start;
    document.getSelection().removeAllRanges();
    field.focus();
    return tell(words.restsOn);
  }
  const path = document.getElementById("desk").dataset.path;
  htmx.ajax("GET", `${path}?new=${what}&start=${chosen.start}&end=${chosen.end}`, { target: "#desk", swap: "outerHTML show:none" });
  document.getSelection().removeAllRanges();
}

document.addEventListener("selectionchange", () => {
  const bar = document.getElementById("of-selection");
  if (!bar) return;
  const chosen = selected();
  bar.hidden = chosen === null;
  if (!chosen) return;
  bar.querySelector('[data-new="words"]').hidden = !document.querySelector(".editing form.fields [name=words]");
  const [box, frame] = [chosen.range.getBoundingClientRect(), document.getElementById("text").getBoundingClientRect()];
  bar.style.top = `${box.bottom - frame.top + 6}px`;
  bar.style.left = `${Math.max(0, Math.min(box.left - frame.left, frame.width - bar.offsetWidth))}px`;
});
document.addEventListener("mousedown", (event) => { if (event.target.closest("#of-selection")) event.preventDefault(); });
