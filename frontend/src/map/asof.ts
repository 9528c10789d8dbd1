/** The registry on a day, under filters: pure functions over the columns. */
import type { Sites, Stations } from "./data";

/** What a site shows as; the order of SiteState on the server folded into three. */
export const HIDDEN = 0;
export const PLANNED = 1;
export const BUILT = 2;
export const OFF = 3;
/** Index of the state in which a site serves. */
const ON_AIR = 3;
/** Index of a state on the server (proposed, permitted, built, on air, off, dismantled) -> what it shows as. */
const SHOWN_AS = [PLANNED, PLANNED, BUILT, BUILT, OFF, HIDDEN];

export interface Filter {
  /** Day since 01/01/2000. */
  day: number;
  /** Index of an operator, of a technology, of an area; -1 for all. */
  operator: number;
  technology: number;
  area: number;
  /** Whether planned, built, switched off sites are shown; by the numbers above. */
  shows: boolean[];
}

export interface Shown {
  /** For each site PLANNED, BUILT, OFF or HIDDEN. */
  as: Uint8Array;
  /** For each site a bit for every operator and every technology there on the day. */
  operators: Uint32Array;
  technologies: Uint8Array;
  /** For each site whether it is on air. */
  onAir: Uint8Array;
  /** For each site and technology in turn how many operators serve with it, of those the person may see. */
  stations: Uint8Array;
}

const FIRST_MONTH = Date.UTC(2020, 0, 1);
const EPOCH = Date.UTC(2000, 0, 1);
const DAY = 86_400_000;

/** The last day of a month, which is counted from 01/2020. */
export function lastDayOf(month: number): number {
  const first = new Date(FIRST_MONTH);
  return (Date.UTC(first.getUTCFullYear(), month + 1, 1) - EPOCH) / DAY - 1;
}

/** All sites on a day. What is planned has its operators and technologies before they are there. */
export function sitesOn(sites: Sites, filter: Filter): Shown {
  const { day } = filter;
  const as = new Uint8Array(sites.n);
  const operators = new Uint32Array(sites.n);
  const technologies = new Uint8Array(sites.n);
  const onAir = new Uint8Array(sites.n);
  const nTechnologies = sites.technologies.length;
  const stations = new Uint8Array(sites.n * nTechnologies);
  const { states, tenancies, services } = sites;
  for (let i = 0; i < states.site.length; i++) {
    if (states.from[i]! > day || day >= states.to[i]!) continue;
    as[states.site[i]!] = SHOWN_AS[states.state[i]!]!;
    onAir[states.site[i]!] = Number(states.state[i] === ON_AIR);
  }
  for (let i = 0; i < tenancies.site.length; i++) {
    const site = tenancies.site[i]!;
    const isThere = tenancies.from[i]! <= day || as[site] === PLANNED;
    if (isThere && day < tenancies.to[i]!) operators[site]! |= 1 << tenancies.operator[i]!;
  }
  for (let i = 0; i < services.site.length; i++) {
    const site = services.site[i]!;
    if (filter.operator >= 0 && services.operator[i] !== filter.operator) continue;
    const isThere = services.from[i]! <= day || as[site] === PLANNED;
    if (!isThere || day >= services.to[i]!) continue;
    const technology = services.technology[i]!;
    technologies[site]! |= 1 << technology;
    if (filter.technology < 0 || filter.technology === technology) stations[site * nTechnologies + technology]!++;
  }
  for (let site = 0; site < sites.n; site++) {
    const fits =
      filter.shows[as[site]!] &&
      (filter.operator < 0 || (operators[site]! >> filter.operator) & 1) &&
      (filter.technology < 0 || (technologies[site]! >> filter.technology) & 1) &&
      (filter.area < 0 || sites.area[site] === filter.area);
    if (!fits) as[site] = HIDDEN;
  }
  return { as, operators, technologies, onAir, stations };
}

export interface Count {
  nBuilt: number;
  nPlanned: number;
  nOff: number;
  /** Of the built ones. */
  nOnAir: number;
  /** Of those on air: those of two operators or more, and those of each operator. */
  nShared: number;
  byOperator: number[];
  /** Stations on air of each technology: a site counts once for every operator that serves with it. */
  byTechnology: number[];
}

function hasTwo(bits: number): boolean {
  return (bits & (bits - 1)) !== 0;
}

function nothing(sites: Sites): Count {
  return {
    nBuilt: 0,
    nPlanned: 0,
    nOff: 0,
    nOnAir: 0,
    nShared: 0,
    byOperator: sites.operators.map(() => 0),
    byTechnology: sites.technologies.map(() => 0),
  };
}

function add(count: Count, shown: Shown, site: number): void {
  if (shown.as[site] === PLANNED) count.nPlanned++;
  if (shown.as[site] === OFF) count.nOff++;
  if (shown.as[site] !== BUILT) return;
  count.nBuilt++;
  if (!shown.onAir[site]) return;
  count.nOnAir++;
  if (hasTwo(shown.operators[site]!)) count.nShared++;
  for (let i = 0; i < count.byOperator.length; i++) count.byOperator[i]! += (shown.operators[site]! >> i) & 1;
  const n = count.byTechnology.length;
  for (let i = 0; i < n; i++) count.byTechnology[i]! += shown.stations[site * n + i]!;
}

/** Counts of what is shown; of those sites only that `within` names, where it is given. */
export function countOf(sites: Sites, shown: Shown, within?: (site: number) => boolean): Count {
  const count = nothing(sites);
  for (let site = 0; site < sites.n; site++) {
    if (shown.as[site] !== HIDDEN && (!within || within(site))) add(count, shown, site);
  }
  return count;
}

/** Counts of what is shown for each area, in the order of the areas; stations as the server has counted them. */
export function countByArea(sites: Sites, shown: Shown, stations: number[][]): Count[] {
  const counts = stations.map(() => nothing(sites));
  for (let site = 0; site < sites.n; site++) {
    const count = counts[sites.area[site]!];
    if (shown.as[site] !== HIDDEN && count) add(count, shown, site);
  }
  for (const [i, count] of counts.entries()) count.byTechnology = stations[i]!;
  return counts;
}

/** Stations of each technology in each area in a month, under the filters. */
export function stationsIn(stations: Stations, filter: Filter, month: number, nAreas: number): number[][] {
  const found = Array.from({ length: nAreas }, () => Array<number>(stations.nTechnologies).fill(0));
  if (!filter.shows[BUILT]) return found;
  for (let i = 0; i < stations.n; i++) {
    const fits =
      (filter.operator < 0 || stations.operator[i] === filter.operator) &&
      (filter.technology < 0 || stations.technology[i] === filter.technology) &&
      (filter.area < 0 || stations.area[i] === filter.area);
    const area = found[stations.area[i]!];
    if (fits && area) area[stations.technology[i]!]! += stations.count[i * stations.nMonths + month]!;
  }
  return found;
}

/** Numbers of each technology in all areas together. */
export function together(stations: number[][]): number[] {
  return (stations[0] ?? []).map((_none, i) => stations.reduce((sum, one) => sum + one[i]!, 0));
}
