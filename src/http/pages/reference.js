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

// The search would need a worker made of text, which the policy of this page does not allow; everything is on one page anyway.
Redoc.init(
  "/openapi.json",
  { theme: theme(dark.matches ? DARK : LIGHT), disableSearch: true, nativeScrollbars: true, hideDownloadButton: true },
  document.getElementById("document"),
);
dark.addEventListener("change", () => location.reload());
