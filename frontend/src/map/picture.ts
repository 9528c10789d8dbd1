/** Makes the picture of a month out of what has been loaded. */
import { countByArea, HIDDEN, lastDayOf, PLANNED, sitesOn, stationsIn, type Count, type Shown } from "./asof";
import { boundsOf, colourOf, type Colour } from "./classes";
import { Clusters, type SiteDot } from "./clusters";
import type { Areas, Cells, Hexagons, Place, Routes, Sites, Stations } from "./data";
import type { Dot, Picture } from "./engine";
import { FIGURES } from "./figures";
import { labelsOf } from "./labels";
import type { State } from "./state";

export interface Loaded {
  areas: Areas;
  sites: Sites;
  stations: Stations;
  hexagons?: Hexagons;
  cells?: Cells;
  routes?: Routes;
  places?: Place[];
}

/** All that follows from a month and the filters, whatever the camera sees. */
export interface Scene {
  state: State;
  shown: Shown;
  counts: Count[];
  bounds: number[];
  values: (number | null)[];
  clusters: Clusters;
  still: Picture;
  sites: SiteDot[];
}

export const CELLS_FROM_ZOOM = 12;
export const PLACES_FROM_ZOOM = 10.5;
export const CELL_COLOURS: Colour[] = [
  [130, 138, 146],
  [133, 85, 0],
  [79, 149, 157],
  [122, 60, 130],
];
export const ROUTE_COLOUR: Colour = [133, 85, 0];
export const ZONE_COLOUR: Colour = [168, 150, 190];
export const PLACE_COLOUR: Colour = [122, 60, 130];

function filterOf(loaded: Loaded, state: State, month: number) {
  return {
    day: lastDayOf(month),
    operator: loaded.sites.operators.findIndex((one) => String(one.id) === state.operator),
    technology: loaded.sites.technologies.indexOf(state.technology),
    area: loaded.areas.areas.findIndex((one) => one.code === state.area),
    shows: state.shows,
  };
}

export function sceneOf(loaded: Loaded, state: State, month: number): Scene {
  const { areas, sites } = loaded;
  const filter = filterOf(loaded, state, month);
  const shown = sitesOn(sites, filter);
  const counts = countByArea(sites, shown, stationsIn(loaded.stations, filter, month, areas.areas.length));
  const values = areas.areas.map((area, i) => FIGURES[state.figure](area, counts[i]!));
  const bounds = boundsOf(values);
  const still: Picture = {
    areas: {
      isFilled: state.layers.has("dia-ban") && !state.layers.has("luc-giac"),
      shapes: areas.areas.map((area, i) => ({ pieces: area.pieces, colour: colourOf(bounds, values[i]!) })),
    },
  };
  if (state.layers.has("luc-giac") && loaded.hexagons) still.hexagons = hexagonsOf(loaded.hexagons);
  if (state.layers.has("tuyen") && loaded.routes) still.routes = routesOf(loaded.routes, filter.day);
  if (state.layers.has("dia-diem") && loaded.places) {
    still.zones = zonesOf(loaded.places).map((place) => ({ pieces: place.pieces, colour: ZONE_COLOUR }));
  }
  if (state.layers.has("o-phat") && loaded.cells) still.cells = cellsOf(loaded.cells, filter, shown);
  return { state, shown, counts, bounds, values, clusters: new Clusters(sites, shown), still, sites: [] };
}

let painted: { of: Hexagons; colours: Uint8Array; bounds: number[] } | undefined;

/** Colours of the hexagons, made once; people an hexagon, by fifths of those where somebody lives. */
export function paintOf(of: Hexagons): { colours: Uint8Array; bounds: number[] } {
  if (painted?.of === of) return painted;
  const bounds = boundsOf(of.people.filter((people) => people > 0));
  const colours = new Uint8Array(4 * of.n);
  for (let i = 0; i < of.n; i++) {
    const people = of.people[i]!;
    colours.set([...colourOf(bounds, people), people > 0 ? 200 : 40], 4 * i);
  }
  painted = { of, colours, bounds };
  return painted;
}

function hexagonsOf(of: Hexagons): NonNullable<Picture["hexagons"]> {
  return { n: of.n, position: of.position, corners: of.corners, colours: paintOf(of).colours };
}

function routesOf(of: Routes, day: number): NonNullable<Picture["routes"]> {
  const colours = new Uint8Array((4 * of.position.length) / 2);
  for (let i = 0; i < of.n; i++) {
    const isThere = of.from[i]! <= day && day < of.to[i]!;
    const end = of.start[i + 1] ?? of.position.length / 2;
    for (let at = of.start[i]!; at < end; at++) colours.set([...ROUTE_COLOUR, isThere ? 220 : 0], 4 * at);
  }
  return { n: of.n, position: of.position, start: of.start, colours };
}

type CellFilter = { day: number; operator: number; technology: number };

function cellsOf(of: Cells, filter: CellFilter, shown: Shown): NonNullable<Picture["cells"]> {
  const colours = new Uint8Array(4 * of.n);
  const angles = new Float32Array(of.n);
  for (let i = 0; i < of.n; i++) {
    angles[i] = -of.azimuth[i]!;
    const as = shown.as[of.site[i]!];
    const isThere =
      as !== HIDDEN &&
      (as === PLANNED || of.from[i]! <= filter.day) &&
      filter.day < of.to[i]! &&
      (filter.operator < 0 || of.operator[i] === filter.operator) &&
      (filter.technology < 0 || of.technology[i] === filter.technology);
    colours.set([...CELL_COLOURS[of.technology[i]!]!, isThere ? 120 : 0], 4 * i);
  }
  return { n: of.n, position: of.position, angles, colours };
}

/** Places that have an outline, in the order they are drawn in. */
export function zonesOf(places: Place[]): Place[] {
  return places.filter((place) => place.pieces.length);
}

function placesOf(places: Place[]): Dot[] {
  return places.map((place) => ({
    lon: place.lon,
    lat: place.lat,
    radius: place.isPriority ? 5 : 3.5,
    fill: PLACE_COLOUR,
    line: [255, 255, 255],
  }));
}

/** The picture of a scene where the camera stands. */
export function pictureAt(
  loaded: Loaded,
  scene: Scene,
  zoom: number,
  box: [number, number, number, number],
  say: (n: number) => string,
): Picture {
  const { layers } = scene.state;
  const picture: Picture = { ...scene.still };
  if (zoom < CELLS_FROM_ZOOM) delete picture.cells;
  if (layers.has("dia-diem") && loaded.places && zoom >= PLACES_FROM_ZOOM) picture.places = placesOf(loaded.places);
  if (layers.has("tram")) {
    const [dx, dy] = [(box[2] - box[0]) / 2, (box[3] - box[1]) / 2];
    scene.sites = scene.clusters.dots([box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy], zoom, say);
    picture.sites = scene.sites;
  }
  picture.labels = labelsOf(loaded.areas.areas, zoom, picture.sites);
  return picture;
}
