/** Names that do not cover one another: the largest areas first. */
import type { Area } from "./data";
import type { Dot, Label } from "./engine";

const LINE = 16;
const LETTER = 7;

/** Names of areas at a zoom, where no dot with a number stands; few at a small one. */
export function labelsOf(areas: Area[], zoom: number, dots: Dot[] = []): Label[] {
  const scale = (512 * 2 ** zoom) / 360;
  const down = (lat: number) => (lat * scale) / Math.cos((lat * Math.PI) / 180);
  const numbered = dots.filter((dot) => dot.words);
  const taken: [number, number, number][] = numbered.map((dot) => [dot.lon * scale, down(dot.lat), dot.radius]);
  const found: Label[] = [];
  for (const area of [...areas].sort((a, b) => (b.people ?? 0) - (a.people ?? 0))) {
    const x = area.lon * scale;
    const y = down(area.lat);
    const half = (area.name.length * LETTER) / 2 + 8;
    const isFree = taken.every(([tx, ty, th]) => Math.abs(tx - x) > half + th || Math.abs(ty - y) > LINE * 1.5);
    if (!isFree) continue;
    taken.push([x, y, half]);
    found.push({ lon: area.lon, lat: area.lat, words: area.name.normalize("NFC") });
  }
  return found;
}
