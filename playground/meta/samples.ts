// Files a customer can send without having any: a photo and a voice note, made here from nothing.
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const be32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

const chunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  return Buffer.concat([be32(data.length), body, be32(crc32(body))]);
};

/** A PNG: two colours that run into each other, always the same for the same word. */
export const drawPicture = (word: string, width = 320, height = 240): Buffer => {
  const [r = 0, g = 0, b = 0, r2 = 0, g2 = 0, b2 = 0] = createHash('sha256').update(word).digest();
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const share = (x / width + y / height) / 2;
      const mix = (from: number, to: number): number => Math.round(from + (to - from) * share);
      const at = y * (width * 3 + 1) + 1 + x * 3;
      rows[at] = mix(r, r2);
      rows[at + 1] = mix(g, g2);
      rows[at + 2] = mix(b, b2);
    }
  }
  const head = Buffer.concat([be32(width), be32(height), Buffer.from([8, 2, 0, 0, 0])]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

/** A voice note: Ogg with Opus, mono, in which nobody says anything for so many seconds. */
export const recordSilence = (seconds: number): Buffer => {
  const opusHead = Buffer.concat([
    Buffer.from('OpusHead'),
    Buffer.from([1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0]),
  ]);
  const vendor = Buffer.from('playground');
  const opusTags = Buffer.concat([Buffer.from('OpusTags'), le32(vendor.length), vendor, le32(0)]);
  const pages = [
    oggPage([opusHead], 0, { number: 0, flags: 2 }),
    oggPage([opusTags], 0, { number: 1, flags: 0 }),
  ];
  for (let second = 1; second <= seconds; second += 1) {
    // Fifty packets of 20 ms, each of the three bytes that mean silence.
    const packets = Array.from({ length: 50 }, () => Buffer.from([0xf8, 0xff, 0xfe]));
    const flags = second === seconds ? 4 : 0;
    pages.push(oggPage(packets, second * 48_000, { number: second + 1, flags }));
  }
  return Buffer.concat(pages);
};

const le32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

const oggPage = (
  packets: readonly Buffer[],
  position: number,
  { number, flags }: { readonly number: number; readonly flags: number },
): Buffer => {
  const head = Buffer.alloc(27);
  head.write('OggS', 0, 'latin1');
  head[5] = flags;
  head.writeBigUInt64LE(BigInt(position), 6);
  head.writeUInt32LE(0xba70, 14);
  head.writeUInt32LE(number, 18);
  head[26] = packets.length;
  const page = Buffer.concat([head, Buffer.from(packets.map((packet) => packet.length)), ...packets]);
  page.writeUInt32LE(oggChecksum(page), 22);
  return page;
};

/** Ogg's own checksum: CRC-32 with no reflection and nothing inverted. */
const oggChecksum = (bytes: Buffer): number => {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
};
