/** Document page: choosing a field of the extraction marks its words in the source text beside it. */
type Span = { start: number; end: number };

/** Offsets count characters as Python does; a line with a character outside the basic plane needs the longer way. */
function unitsBefore(text: string, characters: number): number {
  let units = 0;
  let seen = 0;
  for (const character of text) {
    if (seen >= characters) break;
    units += character.length;
    seen += 1;
  }
  return units;
}

function readSpans(value: string | undefined): Span[] {
  return (value ?? "")
    .split(" ")
    .filter(Boolean)
    .map((pair) => pair.split("-").map(Number))
    .map(([start = 0, end = 0]) => ({ start, end }));
}

function clearMarks(source: HTMLElement): void {
  for (const mark of source.querySelectorAll("mark")) {
    const line = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    line?.normalize();
  }
}

function markLine(line: HTMLElement, from: number, to: number): HTMLElement | null {
  const words = line.firstChild;
  const text = line.textContent ?? "";
  if (!words) return null;
  const range = document.createRange();
  const start = unitsBefore(text, from);
  const end = unitsBefore(text, to);
  // A line may carry marks already (two spans on one line): walk its text nodes to the place.
  let passed = 0;
  let started = false;
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (!started && start < passed + length) {
      range.setStart(node, start - passed);
      started = true;
    }
    if (started && end <= passed + length) {
      range.setEnd(node, end - passed);
      break;
    }
    passed += length;
  }
  if (range.collapsed) return null;
  const mark = document.createElement("mark");
  try {
    range.surroundContents(mark);
  } catch {
    return null;
  }
  return mark;
}

function markSpans(source: HTMLElement, spans: Span[]): HTMLElement[] {
  const marks: HTMLElement[] = [];
  for (const line of source.querySelectorAll<HTMLElement>("[data-start]")) {
    const begin = Number(line.dataset.start);
    const length = Number(line.dataset.length);
    for (const { start, end } of spans) {
      if (end <= begin || start >= begin + length) continue;
      const mark = markLine(line, Math.max(start - begin, 0), Math.min(end - begin, length));
      if (mark) marks.push(mark);
    }
  }
  return marks;
}

/** On a phone the source is a sheet over the lower half of the page; on a desktop it always stands beside. */
function openSheet(open: boolean): void {
  document.querySelector("[data-review]")?.classList.toggle("is-showing", open);
}

function show(field: HTMLElement, source: HTMLElement): void {
  for (const shown of document.querySelectorAll("[data-spans][aria-pressed=true]")) shown.setAttribute("aria-pressed", "false");
  field.setAttribute("aria-pressed", "true");
  clearMarks(source);
  openSheet(true);
  const [first] = markSpans(source, readSpans(field.dataset.spans));
  if (!first) return;
  if (source.scrollHeight > source.clientHeight + 1) {
    const gap = first.getBoundingClientRect().top - source.getBoundingClientRect().top;
    source.scrollTo({ top: source.scrollTop + gap - source.clientHeight / 3, behavior: "instant" });
  }
}

export function watchDocument(): void {
  const source = document.querySelector<HTMLElement>("[data-source]");
  if (!source) return;
  document.querySelector("[data-review]")?.classList.add("has-sheet");
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("[data-open-sheet]")) openSheet(true);
    if (target?.closest("[data-close-sheet]")) openSheet(false);
  });
  document.addEventListener("click", (event) => {
    const field = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-spans]") : null;
    if (!field) return;
    show(field, source);
    if (field.id) history.replaceState(null, "", `#${field.id}`);
  });
  const asked = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (asked && asked.matches("[data-spans]")) {
    asked.closest("details")?.setAttribute("open", "");
    show(asked, source);
  }
}
