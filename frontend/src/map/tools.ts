/** Measuring a way and drawing an area: points set with the pointer, or with Enter where the map's middle is. */
import { countOf, type Count, type Shown } from "./asof";
import type { Hexagons, Sites } from "./data";
import { areaOf, isWithin, lengthOf, type Point } from "./geometry";

export type ToolKey = "do" | "ve";

export interface Drawn {
  count: Count;
  people: number | null;
  km2: number;
}

export class Tool {
  points: Point[] = [];
  isClosed = false;

  constructor(readonly key: ToolKey) {}

  /** Takes a point; a way or an area that was finished begins anew. */
  add(at: Point): void {
    if (this.isClosed) {
      this.points = [];
      this.isClosed = false;
    }
    this.points.push(at);
  }

  undo(): void {
    this.points.pop();
    this.isClosed = false;
  }

  close(): void {
    this.isClosed = this.points.length > (this.key === "ve" ? 2 : 1);
  }

  /** What is drawn: an area comes back to where it began. */
  line(): Point[] {
    return this.key === "ve" && this.points.length > 2 ? [...this.points, this.points[0]!] : this.points;
  }

  get metres(): number {
    return lengthOf(this.points);
  }

  /** Figures within the area; null while it has no inside. */
  figures(sites: Sites, shown: Shown, hexagons: Hexagons | undefined): Drawn | null {
    const ring = this.points;
    if (this.key !== "ve" || ring.length < 3) return null;
    const inside = (position: Float32Array, i: number) => isWithin(ring, position[2 * i]!, position[2 * i + 1]!);
    let people: number | null = null;
    if (hexagons) {
      people = 0;
      for (let i = 0; i < hexagons.n; i++) if (inside(hexagons.position, i)) people += hexagons.people[i]!;
    }
    const count = countOf(sites, shown, (site) => inside(sites.position, site));
    return { count, people, km2: areaOf(ring) / 1e6 };
  }
}
