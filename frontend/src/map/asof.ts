/** The registry on a day, under filters: pure functions over the columns. */
import type { Sites } from "./data";

/** What a site shows as; the order of SiteState on the server folded into three. */
export const HIDDEN = 0;
export const PLANNED = 1;
export const BUILT = 2;
export const OFF = 3;
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
  const { states, tenancies, services } = sites;
  for (let i = 0; i < states.site.length; i++) {
    if (states.from[i]! <= day && day < states.to[i]!) as[states.site[i]!] = SHOWN_AS[states.state[i]!]!;
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
    if (isThere && day < services.to[i]!) technologies[site]! |= 1 << services.technology[i]!;
  }
  for (let site = 0; site < sites.n; site++) {
    const fits =
      filter.shows[as[site]!] &&
      (filter.operator < 0 || (operators[site]! >> filter.operator) & 1) &&
      (filter.technology < 0 || (technologies[site]! >> filter.technology) & 1) &&
      (filter.area < 0 || sites.area[site] === filter.area);
    if (!fits) as[site] = HIDDEN;
  }
  return { as, operators, technologies };
}

export interface Count {
  nBuilt: number;
  nPlanned: number;
  nOff: number;
  /** Of the built ones: those of two operators or more, and those with the newest technology. */
  nShared: number;
  nNewest: number;
  /** Of the built ones, for each operator and technology. */
  byOperator: number[];
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
    nShared: 0,
    nNewest: 0,
    byOperator: sites.operators.map(() => 0),
    byTechnology: sites.technologies.map(() => 0),
  };
}

function add(count: Count, shown: Shown, site: number): void {
  if (shown.as[site] === PLANNED) count.nPlanned++;
  if (shown.as[site] === OFF) count.nOff++;
  if (shown.as[site] !== BUILT) return;
  count.nBuilt++;
  if (hasTwo(shown.operators[site]!)) count.nShared++;
  const newest = count.byTechnology.length - 1;
  if ((shown.technologies[site]! >> newest) & 1) count.nNewest++;
  for (let i = 0; i < count.byOperator.length; i++) count.byOperator[i]! += (shown.operators[site]! >> i) & 1;
  for (let i = 0; i <= newest; i++) count.byTechnology[i]! += (shown.technologies[site]! >> i) & 1;
}

/** Counts of what is shown; of those sites only that `within` names, where it is given. */
export function countOf(sites: Sites, shown: Shown, within?: (site: number) => boolean): Count {
  const count = nothing(sites);
  for (let site = 0; site < sites.n; site++) {
    if (shown.as[site] !== HIDDEN && (!within || within(site))) add(count, shown, site);
  }
  return count;
}

/** Counts of what is shown for each area, in the order of the areas. */
export function countByArea(sites: Sites, shown: Shown, nAreas: number): Count[] {
  const counts = Array.from({ length: nAreas }, () => nothing(sites));
  for (let site = 0; site < sites.n; site++) {
    const count = counts[sites.area[site]!];
    if (shown.as[site] !== HIDDEN && count) add(count, shown, site);
  }
  return counts;
}
