"use strict";
// Redoc works out its shades from colours, so it can't be given the variables of style.css; these are the same colours.
const LIGHT = {
  ink: "#1d2430", soft: "#5c6472", raised: "#f3f0e8", line: "#dcd8ce", accent: "#8a2f1d", good: "#1d6b27", bad: "#b3261e",
};
const DARK = {
  ink: "#e8e6e1", soft: "#a3a9b5", raised: "#1e2127", line: "#34373f", accent: "#e79a83", good: "#7cc586", bad: "#f0938a",
};
const dark = matchMedia("(prefers-color-scheme: dark)");
const mono = 'ui-monospace, "DejaVu Sans Mono", monospace';
const sans = "system-ui, sans-serif";

function theme(colour) {
  return {
    colors: {
      primary: { main: colour.accent },
      text: { primary: colour.ink, secondary: colour.soft },
      border: { light: colour.line, dark: colour.line },
      success: { main: colour.good },
      error: { main: colour.bad },
      // The tabs of the answers stand on the dark panel in both.
      responses: { success: { tabTextColor: DARK.good }, error: { tabTextColor: DARK.bad } },
    },
    schema: { linesColor: colour.line, typeNameColor: colour.soft, nestedBackground: colour.raised },
    sidebar: { backgroundColor: colour.raised, textColor: colour.ink, width: "280px" },
    rightPanel: { backgroundColor: "#22262e" },
    fab: { backgroundColor: colour.raised, color: colour.accent },
    codeBlock: { backgroundColor: "#101216" },
    typography: {
      fontFamily: sans,
      fontSize: "15px",
      headings: { fontFamily: sans, fontWeight: "600" },
      code: { fontFamily: mono, fontSize: "13px", color: colour.accent, backgroundColor: colour.raised },
      links: { color: colour.accent },
    },
  };
}

const place = document.getElementById("document");

// Redoc's own search needs a worker made of text, which the policy of this page does not allow. The one above the page is ours.
Redoc.init(
  place.dataset.document,
  // Patterns are in a colour that can't be read in the dark; descriptions say them in words.
  { hideSchemaPattern: true, theme: theme(dark.matches ? DARK : LIGHT), disableSearch: true, scrollYOffset: "#search", nativeScrollbars: true, hideDownloadButton: true },
  place,
);
dark.addEventListener("change", () => location.reload());

const MOST = 12;
const wanted = document.getElementById("wanted");
const found = document.getElementById("found");
const count = document.getElementById("count");

// The operations, each with the text in which words are looked for.
async function read() {
  const { paths } = await (await fetch(place.dataset.document)).json();
  const entries = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).filter(([method]) => method !== "head").map(([method, operation]) => ({ path, method, ...operation })));
  return entries.map((operation) => {
    const { tags, path, method, summary, description, operationId, responses } = operation;
    const title = [summary, path, method, operationId, tags].join(" ").toLowerCase();
    const codes = Object.entries(responses).map(([status, answer]) => `${status} ${answer.$ref ?? ""} ${answer.description ?? ""}`);
    return { operation, title, text: [title, description, ...codes].join(" ").toLowerCase() };
  });
}

let index = null;
async function search() {
  const words = wanted.value.toLowerCase().split(/\s+/).filter(Boolean);
  index ??= read();
  const all = await index;
  const hits = words.length ? all.filter(({ text }) => words.every((word) => text.includes(word))) : [];
  // Those whose title has the words come first.
  const missing = ({ title }) => words.filter((word) => !title.includes(word)).length;
  hits.sort((one, two) => missing(one) - missing(two));
  found.replaceChildren(...hits.slice(0, MOST).map(({ operation }) => entry(operation)));
  count.textContent = words.length === 0 ? "" : hits.length === 0 ? "No operation found." :
    hits.length > MOST ? `The first ${MOST} of ${hits.length} operations.` : `${hits.length} found.`;
}

function entry({ operationId, method, path, summary }) {
  const link = Object.assign(document.createElement("a"), { href: `#operation/${operationId}` });
  for (const [tag, text] of [["b", method.toUpperCase()], ["code", path], ["span", summary]]) {
    link.append(Object.assign(document.createElement(tag), { textContent: text }), " ");
  }
  link.addEventListener("click", clear);
  const item = document.createElement("li");
  item.append(link);
  return item;
}

function clear() {
  wanted.value = "";
  found.replaceChildren();
  count.textContent = "";
}

wanted.addEventListener("input", () => search().catch(() => (count.textContent = "The document could not be read.")));
wanted.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
  if (event.key === "Enter") found.querySelector("a")?.click();
});
