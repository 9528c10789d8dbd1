/** Lengths and areas on the ground. */

export type Point = [number, number];

// Mean radius of the Earth [m]; distances differ from the ellipsoid's by 0.5 % at most.
const RADIUS = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Length of a line [m]: great circles between its points. */
export function lengthOf(points: Point[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const dLat = radians(b[1] - a[1]);
    const dLon = radians(b[0] - a[0]);
    const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * Math.sin(dLon / 2) ** 2;
    sum += 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
  }
  return sum;
}

/** Area within a ring [m2] on the sphere; the last point needs not repeat the first. */
export function areaOf(ring: Point[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
    sum += radians(b[0] - a[0]) * (2 + Math.sin(radians(a[1])) + Math.sin(radians(b[1])));
  }
  return Math.abs((sum * RADIUS * RADIUS) / 2);
}

/** Whether a point lies within a ring. */
export function isWithin(ring: Point[], lon: number, lat: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [ring[i]!, ring[j]!];
    if (a[1] > lat !== b[1] > lat && lon < ((b[0] - a[0]) * (lat - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

/** West, south, east and north of polygons, whose rings are degrees in a row. */
export function boxOf(pieces: number[][][]): [number, number, number, number] {
  const flat = pieces.flat(2);
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (let i = 0; i < flat.length; i += 2) {
    const [lon, lat] = [flat[i]!, flat[i + 1]!];
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}
