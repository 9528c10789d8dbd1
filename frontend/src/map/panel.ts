/** What stands beside the map: legend, counts, what a tool has measured. */
import type { Count } from "./asof";
import { NO_VALUE, RAMP, wordsOf, type Colour } from "./classes";
import type { Sites } from "./data";
import { FIGURES, sayFigure, type FigureKey } from "./figures";
import type { Drawn } from "./tools";

export interface Words {
  language: string;
  [name: string]: string;
}

function element(tag: string, words = "", css = ""): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = words;
  if (css) made.className = css;
  return made;
}

export function swatch(colour: Colour): HTMLElement {
  const made = element("i", "", "map-swatch");
  made.style.backgroundColor = `rgb(${colour.join(",")})`;
  return made;
}

/** Classes with their colours, under a title; `none` says what has no value, where there is such. */
export function legend(title: string, bounds: number[], say: (value: number) => string, none = ""): HTMLElement {
  const made = element("figure", "", "map-legend");
  made.append(element("figcaption", title));
  const list = element("ul");
  const words = wordsOf(bounds, say);
  words.forEach((word, i) => {
    const row = element("li");
    row.append(swatch(RAMP[Math.round((i * (RAMP.length - 1)) / Math.max(1, words.length - 1))]!), word);
    list.append(row);
  });
  if (none) {
    const row = element("li");
    row.append(swatch(NO_VALUE), none);
    list.append(row);
  }
  made.append(list);
  return made;
}

/** Names with their colours, as dots. */
export function key(rows: [string, Colour][]): HTMLElement {
  const list = element("ul", "", "map-legend map-key");
  for (const [word, colour] of rows) {
    const row = element("li");
    row.append(swatch(colour), word);
    list.append(row);
  }
  return list;
}

/** A table of two columns. */
export function pairs(rows: [string, string][]): HTMLElement {
  const list = element("dl", "", "map-pairs");
  for (const [name, value] of rows) list.append(element("dt", name), element("dd", value));
  return list;
}

/** Percentages say of how many. */
function share(part: number, whole: number, number: (n: number) => string, language: string): string {
  if (!whole) return number(part);
  const format = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  return `${number(part)}/${number(whole)} (${format.format(part / whole)})`;
}

/** `ofStations` says in words whose stations are counted, "%s" standing for the technology. */
export function countRows(count: Count, sites: Sites, words: Words, ofStations = "%s"): [string, string][] {
  const number = sayFigure("tram", words.language);
  const rows: [string, string][] = [
    [words.built!, number(count.nBuilt)],
    [words.onAir!, number(count.nOnAir)],
    [words.planned!, number(count.nPlanned)],
    [words.off!, number(count.nOff)],
    [words.shared!, share(count.nShared, count.nOnAir, number, words.language)],
  ];
  sites.technologies.forEach((name, i) => {
    if (count.byTechnology[i]) rows.push([ofStations.replace("%s", name), number(count.byTechnology[i]!)]);
  });
  sites.operators.forEach((operator, i) => {
    if (count.byOperator[i]) rows.push([operator.name, number(count.byOperator[i]!)]);
  });
  return rows;
}

export function drawnRows(drawn: Drawn, sites: Sites, words: Words): [string, string][] {
  const rows: [string, string][] = [[words.area!, `${sayFigure("ban-kinh", words.language)(drawn.km2)} km²`]];
  if (drawn.people !== null) rows.push([words.people!, sayFigure("dan-so", words.language)(Math.round(drawn.people))]);
  return [...rows, ...countRows(drawn.count, sites, words, words.ownStations)];
}

export function sayLength(metres: number, language: string): string {
  const format = (digits: number) => new Intl.NumberFormat(language, { maximumFractionDigits: digits });
  return metres < 1000 ? `${format(0).format(metres)} m` : `${format(2).format(metres / 1000)} km`;
}

export function isFigure(key: string): key is FigureKey {
  return key in FIGURES;
}
