// The page of `quotecard serve`. It always shows one picture drawn by the server from what is typed and
// chosen here. While a picture is being loaded, the next request waits, and only the latest is sent.

const $ = (id) => document.getElementById(id);
const state = {
  list: [], fileError: null, revision: 0,
  at: null,                 // the entry that is shown, or null for a text that is not in the file
  edits: null,              // {text, author, source}, or null if the file's own text is shown
  look: { theme: "", tone: "", size: "", direction: "" },
  looks: { themes: [], sizes: [], tones: [] },
  layout: false, facts: null, name: "card.png", scale: 1,
};

// Small tools

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in node && key !== "list") node[key] = value; else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function call(entry) { return entry ? entry.id || String(entry.number) : ""; }

function asked() {
  const values = { last: "good" };
  if (state.at && !(state.edits && state.at.error)) values.id = call(state.at);
  for (const [name, value] of Object.entries(state.look)) if (value) values[name] = value;
  return values;
}

function send(path, more = {}) {
  return fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...asked(), ...(state.edits ? { edits: state.edits } : {}), ...more }),
  });
}

let statusTimer;
function announce(words) {
  $("status").textContent = words;
  clearTimeout(statusTimer);
  statusTimer = setTimeout(() => { $("status").textContent = ""; }, 4000);
}

// The card

let busy = false, again = false, since = 0, held = "";

function draw(event) {
  if (event) since = since || event.timeStamp || performance.now();
  if (busy) { again = true; return; }
  drawAll();
}

async function drawAll() {
  busy = true;
  do { again = false; await drawOnce(); } while (again);
  busy = false;
  clearTimeout(reading);
  reading = setTimeout(readFacts, 90);
}

async function drawOnce() {
  const begun = since;
  since = 0;
  if (!state.at && !state.edits?.text) return showNothing();
  const kind = state.layout ? "overlay" : "card";
  let answer;
  try {
    answer = state.edits
      ? await send(kind)
      : await fetch(`${kind}.png?${new URLSearchParams(asked())}`, { cache: "no-cache" });
  } catch {
    return showFault({ what: "The server of this page has stopped", hint: "restart it with: quotecard serve" });
  }
  if (!answer.ok) {
    return showFault(answer.headers.get("content-type")?.includes("json")
      ? (await answer.json()).error : { what: await answer.text() });
  }
  const picture = await answer.blob();
  const address = URL.createObjectURL(picture);
  const before = $("card"), card = make("img", { id: "card", src: address, alt: before.alt });
  await card.decode();
  card.width = card.naturalWidth;
  card.height = card.naturalHeight;
  card.dataset.count = Number(before.dataset.count || 0);
  before.replaceWith(card);
  $("empty").hidden = true;
  scale();
  if (held) URL.revokeObjectURL(held);
  held = address;
  if (!state.layout) keep(answer, address);
  showFault(state.fileError);
  const timing = answer.headers.get("server-timing") ?? "", took = /dur=([\d.]+)/.exec(timing)?.[1] ?? "?";
  requestAnimationFrame(() => {
    const whole = begun ? `, shown after ${Math.round(performance.now() - begun)} ms` : "";
    $("ms").textContent = `${timing.includes("kept") ? "loaded from cache" : "drawn"} in ${Number(took).toFixed(took < 10 ? 1 : 0)} ms${whole}`;
    $("ms").dataset.drawn = took;
    $("ms").dataset.shown = begun ? performance.now() - begun : "";
    card.dataset.count++;
  });
}

function keep(answer, address) {
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition"))?.[1];
  const save = $("save");
  save.href = address;
  save.download = name ? decodeURIComponent(name) : "card.png";
  save.removeAttribute("aria-disabled");
}

function showNothing() {
  $("card").hidden = true;
  $("empty").hidden = false;
  showFault(state.fileError);
}

function scale() {
  // Full size: one image pixel per screen pixel.
  const card = $("card"), full = $("table").dataset.view === "full";
  card.style.width = full ? `${card.width / devicePixelRatio}px` : "";
  card.style.height = full ? "auto" : "";
}

function showFault(error) {
  const box = $("fault");
  box.hidden = !error;
  if (!error) return;
  const place = error.line ? `${error.file}:${error.line}:${error.column}` : error.file || "";
  box.querySelector(".where").textContent = [place, error.quote && `quote ${error.quote}`].filter(Boolean).join("  ");
  const why = error.why ? ` (${error.why})` : "";
  box.querySelector(".what").textContent = `${error.what}${why}${error.hint ? `; ${error.hint}` : ""}`;
  const line = box.querySelector(".line");
  line.hidden = !error.excerpt;
  line.replaceChildren();
  if (!error.excerpt) return;
  const chars = [...error.excerpt], at = error.column - 1;
  line.append(
    make("i", {}, `${error.line}  `), chars.slice(0, at).join(""),
    make("mark", {}, chars[at] ?? " "), chars.slice(at + 1).join(""),
  );
}

// Facts and notes

let reading, asking = 0;

async function readFacts() {
  if (!state.at && !state.edits?.text) return showNotes(null);
  const number = ++asking;
  const answer = await send("facts").catch(() => null);
  if (!answer || number !== asking) return;
  showNotes(answer.ok ? await answer.json() : null);
}

function showNotes(facts) {
  state.facts = facts;
  $("card").alt = facts?.alt ?? "";
  for (const id of ["alt", "yaml"]) $(id).setAttribute("aria-disabled", String(!facts));
  const notes = $("notes");
  notes.replaceChildren();
  if (!facts) { $("summary").textContent = ""; return; }
  for (const name of ["text", "author", "source", "notes"]) $(name).lang = facts.lang;
  const lines = facts.lines.length;
  $("summary").textContent = [
    `${facts.width} \u00d7 ${facts.height} px`,
    facts.vertical ? `${lines} column${lines === 1 ? "" : "s"}` : `${lines} line${lines === 1 ? "" : "s"}`,
    `${facts.size_px} px per em`,
    facts.lang + (facts.guessed ? " (guessed)" : ""),
  ].join(" \u00b7 ");
  for (const words of facts.notices) notes.append(make("li", {}, make("span", { className: "rule" }, "Corrected"), words));
  for (const one of facts.findings) {
    const where = one.line ? ` \u00b7 ${one.line}:${one.column}` : "";
    notes.append(make("li", { className: one.severity },
      make("span", { className: "rule" }, `${one.severity === "error" ? "Error" : "Warning"}${where} \u00b7 ${one.rule}`),
      one.message + (one.suggestion ? `; ${one.suggestion}` : "")));
  }
  if (!notes.children.length) notes.append(make("li", { className: "quiet" }, "No problems found."));
}

// The list

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) fetchThumb(entry.target);
}, { rootMargin: "120px" });
const waiting = [];
let fetching = 0;

function fetchThumb(image) {
  if (image.dataset.want === image.dataset.have || waiting.includes(image)) return;
  waiting.push(image);
  nextThumb();
}

function nextThumb() {
  // At most two at a time, so that the card itself never has to wait.
  while (fetching < 2 && waiting.length) {
    const image = waiting.shift();
    const want = image.dataset.want;
    fetching++;
    const done = () => { fetching--; image.dataset.have = want; nextThumb(); };
    image.onload = done;
    image.onerror = () => { image.removeAttribute("src"); done(); };
    image.src = want;
  }
}

function thumbAddress(entry, look = state.look) {
  const values = { id: call(entry), last: "good", ...Object.fromEntries(Object.entries(look).filter(([, v]) => v)) };
  return `thumb.png?${new URLSearchParams(values)}`;
}

function want(image, address) {
  // The revision stays out of the request (it is a fragment): the server's ETag tells whether the picture changed.
  image.dataset.want = `${address}#${state.revision}`;
  seen.unobserve(image);
  seen.observe(image);
}

function listQuotes() {
  const list = $("quotes"), words = fold($("search").value);
  const kept = new Map([...list.children].map((item) => [item.dataset.call, item]));
  const shown = state.list.filter((entry) => !words || fold(`${entry.text ?? ""}${entry.author ?? ""}${call(entry)}`).includes(words));
  list.replaceChildren(...shown.map((entry) => {
    const item = kept.get(call(entry)) ?? newItem(entry);
    fill(item, entry);
    return item;
  }));
  $("none").hidden = Boolean(shown.length) || !state.list.length;
  mark();
}

function fold(text) { return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, ""); }

function newItem(entry) {
  const button = make("button", { type: "button", className: "quote" },
    make("span", { className: "thumb" }, make("img", { alt: "" })),
    make("span", {}, make("span", { className: "words" }), make("span", { className: "by" })));
  button.addEventListener("click", (event) => choose(button.entry, event));
  const item = make("li", {}, button);
  item.dataset.call = call(entry);
  return item;
}

function fill(item, entry) {
  const button = item.firstChild, words = button.querySelector(".words"), by = button.querySelector(".by");
  button.entry = entry;
  const bad = Boolean(entry.error);
  words.lang = entry.lang || "";
  words.textContent = bad ? entry.error.what : entry.text;
  words.classList.toggle("wrong", bad);
  by.textContent = bad ? `line ${entry.error.line}` : [entry.author, entry.id || entry.number].filter(Boolean).join(" \u00b7 ");
  by.lang = entry.lang || "";
  if (!bad) want(button.querySelector("img"), thumbAddress(entry));
}

function mark() {
  const here = state.at && call(state.at);
  let first = true;
  for (const item of $("quotes").children) {
    const button = item.firstChild, current = item.dataset.call === here;
    button.setAttribute("aria-current", String(current));
    button.tabIndex = current ? 0 : -1;
    if (current) { first = false; button.scrollIntoView({ block: "nearest", inline: "nearest" }); }
  }
  if (first && $("quotes").firstChild) $("quotes").firstChild.firstChild.tabIndex = 0;
}

function choose(entry, event, focus = false) {
  state.at = entry;
  state.edits = null;
  showTyped();
  mark();
  leaves();
  if (focus) $("quotes").querySelector('[aria-current="true"]')?.focus({ preventScroll: true });
  if (entry?.error) { showFault(entry.error); showNotes(null); return; }
  draw(event);
}

function step(by, event) {
  const items = [...$("quotes").children].map((item) => item.firstChild.entry);
  if (!items.length) return;
  const at = items.findIndex((entry) => state.at && call(entry) === call(state.at));
  choose(items[Math.min(Math.max(at + by, 0), items.length - 1)], event, true);
}

// The box

function showTyped() {
  const entry = state.at && !state.at.error ? state.at : null;
  const values = state.edits ?? { text: entry?.typed ?? "", author: entry?.author ?? "", source: entry?.source ?? "" };
  for (const name of ["text", "author", "source"]) {
    const field = $(name);
    if (field.value !== values[name]) field.value = values[name];
    field.lang = entry?.lang || field.lang || "zh-Hant";
  }
  showDraft();
}

function showDraft() {
  const draft = $("draft");
  draft.classList.toggle("on", Boolean(state.edits));
  draft.firstElementChild.textContent = state.edits ? "Draft; the file is not changed." : "";
  $("revert").hidden = !state.edits || !state.at;
}

function typed(event) {
  const values = { text: $("text").value, author: $("author").value, source: $("source").value };
  const entry = state.at && !state.at.error ? state.at : null;
  const same = entry && values.text === entry.typed && values.author === entry.author && values.source === entry.source;
  state.edits = same ? null : values;
  showDraft();
  draw(event);
}

// The pickers

function radios(box, name, options, current) {
  box.querySelectorAll("label").forEach((label) => label.remove());
  for (const [value, inside, title] of options) {
    const input = make("input", { type: "radio", name, value, checked: value === current });
    input.addEventListener("change", (event) => pick(name, value, event));
    box.append(make("label", title ? { title } : {}, input, ...inside));
  }
}

function pick(name, value, event) {
  state.look[name] = value;
  for (const input of document.getElementsByName(name)) input.checked = input.value === value;
  listQuotes();
  leaves();
  draw(event);
}

function cycle(name, by, event) {
  const values = [...document.getElementsByName(name)].map((input) => input.value);
  const at = values.indexOf(state.look[name]);
  pick(name, values[(at + by + values.length) % values.length], event);
  const chosen = document.querySelector(`input[name="${name}"]:checked`).closest("label");
  announce(`${name === "theme" ? "Theme" : "Size"}: ${(chosen.querySelector(".name") ?? chosen.lastChild).textContent}`);
}

function showPickers() {
  const { themes, sizes, tones } = state.looks;
  radios($("themes"), "theme", [
    ["", [make("span", { className: "leaf own" }), make("span", { className: "name" }, "As in the file")], "The theme given in the file"],
    ...themes.map((theme) => {
      const leaf = make("span", { className: "leaf" }, make("img", { alt: "" }));
      leaf.style.backgroundColor = theme.ground;
      const name = make("span", { className: "name" }, theme.name === theme.id ? theme.id : `${theme.name} ${theme.id}`);
      name.lang = "zh-Hant";
      return [theme.id, [leaf, name], theme.about];
    }),
  ], state.look.theme);
  radios($("tones"), "tone", [["", [make("span", {}, "Theme default")]], ...tones.map((tone) => [tone, [make("span", {}, tone === "dark" ? "Dark" : "Light")]])], state.look.tone);
  $("tones").hidden = !tones.length;
  radios($("sizes"), "size", [["", [frame(), make("span", { className: "name" }, "As in the file")], "The size given in the file"],
    ...sizes.map((size) => [size.id, [frame(size), make("span", { className: "name" }, size.id)], `${size.width} \u00d7 ${size.height} px`])], state.look.size);
  radios($("directions"), "direction", [["", [make("span", {}, "As in the file")]], ["horizontal", [make("span", {}, "Lines")]], ["vertical", [make("span", {}, "Columns")]]], state.look.direction);
}

function frame(size) {
  const space = "http://www.w3.org/2000/svg";
  const longest = size ? Math.max(size.width, size.height) : 1;
  const width = size ? (size.width / longest) * 30 : 22, height = size ? (size.height / longest) * 30 : 22;
  const svg = document.createElementNS(space, "svg"), rect = document.createElementNS(space, "rect");
  for (const [key, value] of Object.entries({ width: 32, height: 32, "aria-hidden": "true" })) svg.setAttribute(key, value);
  const at = { x: 16 - width / 2, y: 16 - height / 2, width, height, rx: 1.5, "stroke-width": 1.5 };
  for (const [key, value] of Object.entries(at)) rect.setAttribute(key, value);
  if (!size) rect.setAttribute("stroke-dasharray", "3 3");
  svg.append(rect);
  return svg;
}

let leafing;
function leaves() {
  // Each theme is shown by this quote's thumbnail, drawn once the user pauses.
  clearTimeout(leafing);
  leafing = setTimeout(() => {
    if (!state.at || state.at.error) return;
    for (const input of document.getElementsByName("theme")) {
      const image = input.parentElement.querySelector("img");
      if (image) want(image, thumbAddress(state.at, { theme: input.value, tone: state.look.tone, size: "portrait" }));
    }
  }, 250);
}

// The file

const LETTERS = { "zh-Hant": "\u5b57", "zh-HK": "\u5b57", "zh-Hans": "\u5b57", ja: "\u3042", ko: "\ud55c" };

function letters(entries) {
  // Text that is laid out before its font has loaded may keep its boxes, so the fonts are loaded first.
  const needed = new Set(entries.map((entry) => entry.lang).filter((lang) => lang in LETTERS));
  const coming = [...needed].map((lang) => document.fonts.load(`1rem "Page ${lang}"`, LETTERS[lang]));
  return Promise.race([Promise.allSettled(coming), new Promise((done) => { setTimeout(done, 1500); })]);
}

async function readFile() {
  const answer = await fetch("quotes.json").catch(() => null);
  if (!answer?.ok) return;
  const file = await answer.json();
  state.revision = file.revision;
  state.fileError = file.error;
  $("file").textContent = file.file;
  document.title = `${file.file} \u2013 quotecard`;
  await letters(file.quotes);
  if (!file.error || !state.list.length) state.list = file.quotes;
  const before = state.at;
  state.at = before && (state.list.find((entry) => before.id && entry.id === before.id)
    ?? state.list.find((entry) => entry.text === before.text)
    ?? state.list.find((entry) => entry.number === before.number)) || (state.edits ? null : state.list[0]) || null;
  const mine = state.edits, now = state.at;
  if (mine && now && !now.error && mine.text === now.typed && mine.author === now.author && mine.source === now.source) state.edits = null;
  listQuotes();
  showTyped();
  leaves();
  if (state.at?.error && !state.edits) { showFault(state.fileError ?? state.at.error); showNotes(null); } else draw();
}

let stream = null;
function listen() {
  stream = new EventSource("events");
  stream.addEventListener("file", (event) => {
    if (JSON.parse(event.data).revision !== state.revision) readFile();
  });
  let lost = false;
  stream.addEventListener("error", () => { lost = true; });
  stream.addEventListener("open", () => { if (lost) { lost = false; state.revision = 0; readFile(); } });
}

document.addEventListener("visibilitychange", () => {
  // A browser opens at most six connections to one server: a hidden page leaves them to visible ones.
  stream?.close();
  if (!document.hidden) { listen(); readFile(); }
});

// Keyboard and clipboard

async function copy(words, what) {
  if (!words) return;
  try { await navigator.clipboard.writeText(words); announce(`${what} copied`); }
  catch { announce(`${what} could not be copied: the browser does not allow it`); }
}

function press(event) {
  const inField = event.target.matches("textarea, input:not([type=radio])");
  if (event.key === "Escape" && inField) { event.target.blur(); $("quotes").querySelector('[tabindex="0"]')?.focus(); return; }
  if (inField || event.ctrlKey || event.metaKey || event.altKey) return;
  const inRadio = event.target.matches("input[type=radio]");
  const arrows = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  if (event.key in arrows && !inRadio && !event.target.closest(".table, .fault")) step(arrows[event.key], event);
  else if (event.key === "t" || event.key === "T") cycle("theme", event.key === "t" ? 1 : -1, event);
  else if (event.key === "s" || event.key === "S") cycle("size", event.key === "s" ? 1 : -1, event);
  else if (event.key === "l") toggleLayout(event);
  else if (event.key === "/") $("search").focus();
  else return;
  event.preventDefault();
}

function toggleLayout(event) {
  state.layout = !state.layout;
  $("layout").setAttribute("aria-pressed", String(state.layout));
  draw(event);
}

for (const id of ["text", "author", "source"]) $(id).addEventListener("input", typed);
$("search").addEventListener("input", listQuotes);
$("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") { const first = $("quotes").firstChild?.firstChild; if (first) choose(first.entry, event, true); }
});
$("revert").addEventListener("click", (event) => { choose(state.at, event); $("text").focus(); });
$("layout").addEventListener("click", toggleLayout);
$("alt").addEventListener("click", () => copy(state.facts?.alt, "Alt text"));
$("yaml").addEventListener("click", () => copy(state.facts?.yaml, "YAML"));
for (const input of document.getElementsByName("view")) {
  input.addEventListener("change", () => { $("table").dataset.view = input.value; $("table").tabIndex = input.value === "fit" ? -1 : 0; scale(); });
}
document.addEventListener("keydown", press);
// If the card sticks to the top, scroll so that it does not cover the focused field.
document.addEventListener("focusin", (event) => {
  if (event.target.matches("textarea, .pair input")) requestAnimationFrame(() => {
    const stage = document.querySelector(".stage"), hidden = stage.getBoundingClientRect().bottom + 32 - event.target.getBoundingClientRect().top;
    if (hidden > 0 && getComputedStyle(stage).position === "sticky") scrollBy(0, -hidden);
  });
});

state.looks = await (await fetch("looks.json")).json();
showPickers();
await readFile();
listen();
