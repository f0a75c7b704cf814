// Makes client message ids: UUIDs of version 7, which sort by the time they were made.

let lastMs = 0;
let step = 0;

/** A new id; later ones sort after earlier ones, also within one millisecond. */
export function makeClientId(nowMs: number = Date.now()): string {
  step = nowMs <= lastMs ? step + 1 : 0;
  lastMs = Math.max(nowMs, lastMs);
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x80;
  const tail = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const time = lastMs.toString(16).padStart(12, '0');
  const order = (0x7000 | (step & 0xfff)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${order}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
