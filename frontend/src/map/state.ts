/** What the form of the page says, and how it stands in the address. */
import { BUILT, OFF, PLANNED } from "./asof";
import type { View } from "./engine";
import type { FigureKey } from "./figures";

export type LayerKey = "dia-ban" | "luc-giac" | "dia-diem" | "tuyen" | "o-phat" | "tram";

export interface State {
  layers: Set<LayerKey>;
  figure: FigureKey;
  /** Months since 01/2020; the second one stands beside the first. */
  month: number;
  second: number | null;
  operator: string;
  technology: string;
  shows: boolean[];
  area: string;
}

const SHOWS: Record<string, number> = { "ke-hoach": PLANNED, "da-xay": BUILT, "da-tat": OFF };
export const LAST_MONTH = 131;

/** "2026-03" as months since 01/2020, within the years of the slider; null for anything else. */
export function monthOf(words: string): number | null {
  const found = /^(\d{4})-(\d{2})$/.exec(words);
  if (!found) return null;
  const month = (Number(found[1]) - 2020) * 12 + Number(found[2]) - 1;
  return Math.max(0, Math.min(LAST_MONTH, month));
}

export function wordsOfMonth(month: number): string {
  return `${2020 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
}

/** As people read it: 03/2026. */
export function sayMonth(month: number): string {
  const [year, number] = wordsOfMonth(month).split("-");
  return `${number}/${year}`;
}

export function readForm(form: HTMLFormElement): State {
  const said = new FormData(form);
  const one = (name: string) => String(said.get(name) ?? "");
  const shows = [false, false, false, false];
  for (const word of said.getAll("trang-thai")) shows[SHOWS[String(word)] ?? 0] = true;
  shows[0] = false;
  return {
    layers: new Set(said.getAll("lop") as LayerKey[]),
    figure: one("so-lieu") as FigureKey,
    month: monthOf(one("thang")) ?? 0,
    second: monthOf(one("so-voi")),
    operator: one("nha-mang"),
    technology: one("cong-nghe"),
    shows,
    area: one("xa"),
  };
}

/** The query of the page as the form stands; names with nothing chosen say so with "khong". */
export function queryOf(form: HTMLFormElement, view: View): string {
  const said = new FormData(form);
  const query = new URLSearchParams();
  for (const name of ["lop", "trang-thai"]) {
    const all = said.getAll(name).map(String);
    for (const word of all.length ? all : ["khong"]) query.append(name, word);
  }
  for (const name of ["so-lieu", "thang", "so-voi", "nha-mang", "cong-nghe", "xa"]) {
    const word = String(said.get(name) ?? "");
    if (word) query.set(name, word);
  }
  query.set("vi-tri", [view.lon.toFixed(4), view.lat.toFixed(4), view.zoom.toFixed(2)].join(","));
  return query.toString();
}

/** Where the camera stands by the address; null where it does not say. */
export function viewOf(words: string): View | null {
  const [lon, lat, zoom] = words.split(",").map(Number);
  if (lon === undefined || lat === undefined || zoom === undefined) return null;
  return [lon, lat, zoom].every(Number.isFinite) ? { lon, lat, zoom } : null;
}
