/** Classes of a figure, their colours and their words. */

export type Colour = [number, number, number];

/** From little to much; the one accent of the house, lighter and lighter. */
export const RAMP: Colour[] = [
  [232, 241, 241],
  [193, 220, 222],
  [140, 189, 194],
  [79, 149, 157],
  [11, 90, 100],
];
export const NO_VALUE: Colour = [236, 236, 230];

function rounded(value: number): number {
  if (value === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  return Math.round(value / step) * step;
}

/** Upper bounds of all classes but the last: fifths of the values, rounded to two digits, each once. */
export function boundsOf(values: Iterable<number | null>): number[] {
  const known = [...values].filter((value): value is number => value !== null && Number.isFinite(value));
  known.sort((a, b) => a - b);
  if (!known.length) return [];
  const most = known[known.length - 1]!;
  const fifths = [0.2, 0.4, 0.6, 0.8].map((share) => rounded(known[Math.floor(share * known.length)]!));
  return [...new Set(fifths)].filter((bound) => bound < most && bound > known[0]!);
}

/** The class of a value: the number of bounds it reaches. */
export function classOf(bounds: number[], value: number): number {
  let found = 0;
  while (found < bounds.length && value >= bounds[found]!) found++;
  return found;
}

/** The colour of a class; few classes are spread over the whole ramp. */
export function colourOf(bounds: number[], value: number | null): Colour {
  if (value === null || !Number.isFinite(value)) return NO_VALUE;
  const last = RAMP.length - 1;
  const at = bounds.length ? Math.round((classOf(bounds, value) * last) / bounds.length) : 1;
  return RAMP[at]!;
}

/** Words of each class, from little to much. */
export function wordsOf(bounds: number[], say: (value: number) => string): string[] {
  if (!bounds.length) return [];
  const between = bounds.slice(1).map((bound, i) => `${say(bounds[i]!)} – ${say(bound)}`);
  return [`< ${say(bounds[0]!)}`, ...between, `≥ ${say(bounds[bounds.length - 1]!)}`];
}
