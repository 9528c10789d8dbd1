/** Figures of an area that the map can colour by, counted as the registry's own figures: what is on air. Percentages come from counts, never from percentages. */
import type { Count } from "./asof";
import type { Area } from "./data";

export type FigureKey = "dan-so" | "mat-do" | "tram" | "tram-5g" | "dung-chung" | "ban-kinh" | "dan-mot-tram";

/** The figure of an area, or null where it cannot be told. */
export const FIGURES: Record<FigureKey, (area: Area, count: Count) => number | null> = {
  "dan-so": (area) => area.people,
  "mat-do": (area) => (area.people === null || !area.km2 ? null : area.people / area.km2),
  tram: (_area, count) => count.nOnAir,
  "tram-5g": (_area, count) => count.byTechnology.at(-1)!,
  "dung-chung": (_area, count) => (count.nOnAir ? (100 * count.nShared) / count.nOnAir : null),
  // The average service radius of plans: sqrt(area / (pi n)) [km].
  "ban-kinh": (area, count) => (count.nOnAir && area.km2 ? Math.sqrt(area.km2 / (Math.PI * count.nOnAir)) : null),
  "dan-mot-tram": (area, count) => (count.nOnAir && area.people !== null ? area.people / count.nOnAir : null),
};

const DIGITS: Partial<Record<FigureKey, number>> = { "ban-kinh": 2, "dung-chung": 1 };

/** A figure in words of the language. */
export function sayFigure(key: FigureKey, language: string): (value: number) => string {
  const digits = DIGITS[key] ?? 0;
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: digits });
  return (value) => format.format(value);
}
