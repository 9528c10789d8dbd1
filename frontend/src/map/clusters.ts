/** Sites of the picture: gathered by zoom, so that 10,000 of them can be told apart. */
import Supercluster from "supercluster";

import { BUILT, HIDDEN, OFF, PLANNED, type Shown } from "./asof";
import type { Colour } from "./classes";
import type { Sites } from "./data";
import type { Dot } from "./engine";

type One = { site: number; built: number };
type Many = { built: number };

export const SITE_COLOURS: Record<number, Colour> = {
  [PLANNED]: [184, 119, 0],
  [BUILT]: [7, 63, 70],
  [OFF]: [130, 138, 146],
};
const WHITE: Colour = [255, 255, 255];
// From this zoom each site stands by itself.
const SINGLE_FROM = 13;

/** A dot, and the site it is; -1 for several, which come apart at `opensAt`. */
export type SiteDot = Dot & { site: number; opensAt: number };

export class Clusters {
  private readonly index = new Supercluster<One, Many>({
    radius: 44,
    maxZoom: SINGLE_FROM - 1,
    minPoints: 3,
    map: ({ built }) => ({ built }),
    reduce: (sum, one) => {
      sum.built += one.built;
    },
  });

  constructor(
    sites: Sites,
    private readonly shown: Shown,
  ) {
    const points = [];
    for (let site = 0; site < sites.n; site++) {
      if (shown.as[site] === HIDDEN) continue;
      const coordinates = [sites.position[2 * site]!, sites.position[2 * site + 1]!];
      const properties = { site, built: shown.as[site] === PLANNED ? 0 : 1 };
      points.push({ type: "Feature" as const, properties, geometry: { type: "Point" as const, coordinates } });
    }
    this.index.load(points);
  }

  /** Dots within a box at a zoom. */
  dots(box: [number, number, number, number], zoom: number, say: (n: number) => string): SiteDot[] {
    // Tiles of the map are 512 pixels wide, those of the index too; the picture of a zoom starts half a step before.
    return this.index.getClusters(box, Math.floor(zoom + 0.5)).map((found) => {
      const [lon, lat] = found.geometry.coordinates as [number, number];
      const said = found.properties;
      if ("cluster_id" in said) {
        const n = said.point_count;
        const fill = SITE_COLOURS[said.built ? BUILT : PLANNED]!;
        const radius = 9 + 3 * Math.log10(n) + (n > 99 ? 3 : 0);
        const opensAt = this.index.getClusterExpansionZoom(said.cluster_id);
        return { lon, lat, radius, fill, line: WHITE, words: say(n), site: -1, opensAt };
      }
      const as = this.shown.as[said.site]!;
      const colour = SITE_COLOURS[as]!;
      const radius = zoom >= SINGLE_FROM ? 6 : 4;
      return { lon, lat, radius, fill: as === PLANNED ? WHITE : colour, line: as === PLANNED ? colour : WHITE, site: said.site, opensAt: 0 };
    });
  }
}
