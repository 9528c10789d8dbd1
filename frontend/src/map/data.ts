/** What the server sends, as typed arrays. Days are counted from 01/01/2000; no day is -32768 before, 32767 after. */
import { fetchColumns } from "./columns";

export interface Area {
  id: number;
  code: string;
  name: string;
  km2: number;
  people: number | null;
  lon: number;
  lat: number;
  /** Rings of each piece: the outer one first, then its holes; degrees in a row. */
  pieces: number[][][];
}

export interface Areas {
  areas: Area[];
  isApproximate: boolean;
}

export interface Periods {
  /** Index into the sites. */
  site: Uint32Array;
  from: Int16Array;
  to: Int16Array;
}

export interface Sites {
  n: number;
  id: Uint32Array;
  /** Longitude and latitude in turn [degrees]. */
  position: Float32Array;
  /** Index into the areas; 65535 for none. */
  area: Uint16Array;
  states: Periods & { state: Uint8Array };
  tenancies: Periods & { operator: Uint8Array };
  services: Periods & { operator: Uint8Array; technology: Uint8Array };
  operators: { id: number; name: string }[];
  technologies: string[];
  isExample: boolean;
}

/** How many stations serve at the end of each month, a row for a commune, operator and technology. */
export interface Stations {
  n: number;
  nMonths: number;
  nTechnologies: number;
  /** Index into the areas; 65535 for none. */
  area: Uint16Array;
  operator: Uint8Array;
  technology: Uint8Array;
  /** Months of the first row, of the second, ... */
  count: Uint16Array;
}

export interface Hexagons {
  n: number;
  id: BigUint64Array;
  position: Float32Array;
  /** The corners of one of them [m] from its centre. */
  corners: [number, number][];
  people: Float32Array;
}

export interface Cells {
  n: number;
  position: Float32Array;
  azimuth: Uint16Array;
  technology: Uint8Array;
  operator: Uint8Array;
  site: Uint32Array;
  from: Int16Array;
  to: Int16Array;
}

export interface Routes {
  n: number;
  id: Uint32Array;
  position: Float32Array;
  start: Uint32Array;
  kind: Uint8Array;
  from: Int16Array;
  to: Int16Array;
  kinds: string[];
}

export interface Place {
  id: number;
  kind: string;
  name: string;
  lon: number;
  lat: number;
  isPriority: boolean;
  pieces: number[][][];
}

async function fetchJson<T>(address: string): Promise<T> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as T;
}

export const fetchAreas = (address: string) => fetchJson<Areas>(address);
export const fetchPlaces = async (address: string) => (await fetchJson<{ places: Place[] }>(address)).places;

type SitesMeta = Pick<Sites, "operators" | "technologies" | "isExample">;

/** Masts know their commune by its key; here by its place in the list of areas. */
function placesIn(areas: Area[], communes: Uint32Array): Uint16Array {
  const places = new Map(areas.map((area, place) => [area.id, place]));
  return Uint16Array.from(communes, (commune) => places.get(commune) ?? 65535);
}

export async function fetchSites(address: string, areas: Promise<Areas>): Promise<Sites> {
  const { meta, column } = await fetchColumns<SitesMeta>(address);
  const periods = (of: string): Periods => ({
    site: column(`${of}.site`, "u4"),
    from: column(`${of}.from`, "i2"),
    to: column(`${of}.to`, "i2"),
  });
  const id = column("id", "u4");
  return {
    ...meta,
    n: id.length,
    id,
    position: column("position", "f4"),
    area: placesIn((await areas).areas, column("commune", "u4")),
    states: { ...periods("states"), state: column("states.state", "u1") },
    tenancies: { ...periods("tenancies"), operator: column("tenancies.operator", "u1") },
    services: {
      ...periods("services"),
      operator: column("services.operator", "u1"),
      technology: column("services.technology", "u1"),
    },
  };
}

export async function fetchStations(address: string, areas: Promise<Areas>, sites: Promise<Sites>): Promise<Stations> {
  const { meta, column } = await fetchColumns<{ months: number }>(address);
  const technology = column("technology", "u1");
  return {
    n: technology.length,
    nMonths: meta.months,
    nTechnologies: (await sites).technologies.length,
    area: placesIn((await areas).areas, column("commune", "u4")),
    operator: column("operator", "u1"),
    technology,
    count: column("count", "u2"),
  };
}

/** The shapes are sent once; what is shown of them is one column more. */
export async function fetchHexagons(shapes: string, people: string): Promise<Hexagons> {
  const [shape, value] = await Promise.all([
    fetchColumns<{ corners: [number, number][] }>(shapes),
    fetchColumns<object>(people),
  ]);
  const id = shape.column("id", "u8");
  return {
    n: id.length,
    id,
    position: shape.column("position", "f4"),
    corners: shape.meta.corners,
    people: value.column("people", "f4"),
  };
}

export async function fetchCells(address: string, sites: Sites): Promise<Cells> {
  const { column } = await fetchColumns<object>(address);
  const places = new Map(Array.from(sites.id, (id, place) => [id, place]));
  const azimuth = column("azimuth", "u2");
  return {
    n: azimuth.length,
    azimuth,
    position: column("position", "f4"),
    technology: column("technology", "u1"),
    operator: column("operator", "u1"),
    site: column("site", "u4").map((id) => places.get(id) ?? 0),
    from: column("from", "i2"),
    to: column("to", "i2"),
  };
}

export async function fetchRoutes(address: string): Promise<Routes> {
  const { meta, column } = await fetchColumns<{ kinds: string[] }>(address);
  const id = column("id", "u4");
  return {
    n: id.length,
    id,
    position: column("position", "f4"),
    start: column("start", "u4"),
    kind: column("kind", "u1"),
    from: column("from", "i2"),
    to: column("to", "i2"),
    kinds: meta.kinds,
  };
}
