/** Reads the binary answers of /ban-do/du-lieu/: a length, a head in JSON, then one array a column. */

const KINDS = {
  u1: Uint8Array,
  u2: Uint16Array,
  i2: Int16Array,
  u4: Uint32Array,
  f4: Float32Array,
  u8: BigUint64Array,
} as const;

type Kind = keyof typeof KINDS;
type Named = { name: string; kind: Kind; n: number; at: number };

export interface Columns<Meta> {
  meta: Meta;
  column<K extends Kind>(name: string, kind: K): InstanceType<(typeof KINDS)[K]>;
}

/** A whole answer with its columns, which are views into it. */
export function columnsOf<Meta>(answer: ArrayBuffer): Columns<Meta> {
  const length = new DataView(answer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(answer, 4, length))) as {
    meta: Meta;
    columns: Named[];
  };
  const start = 4 + length;
  const named = new Map(head.columns.map((one) => [one.name, one]));
  return {
    meta: head.meta,
    column(name, kind) {
      const one = named.get(name);
      if (!one || one.kind !== kind) throw new Error(`no column ${name} of ${kind}`);
      return new KINDS[kind](answer, start + one.at, one.n) as never;
    },
  };
}

/** Fetches an address and reads its columns; the browser keeps the answer by its ETag. */
export async function fetchColumns<Meta>(address: string): Promise<Columns<Meta>> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return columnsOf<Meta>(await answer.arrayBuffer());
}
