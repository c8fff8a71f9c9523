import { base64 } from './base64.js';
import { adler32, crc32 } from './checksums.js';

/** Pixels of a picture as indices into a palette of at most 256 colours, `[red, green, blue, alpha]` each 0 to 255. */
export interface IndexedPixels {
  readonly width: number;
  readonly height: number;
  /** `width * height` indices, row by row from the top. */
  readonly indices: Uint8Array;
  readonly palette: readonly (readonly [number, number, number, number])[];
}

const signature = [137, 80, 78, 71, 13, 10, 26, 10];
const largestStoredBlock = 65535;

/**
 * Encodes a picture as PNG with a palette (W3C PNG, third edition).
 *
 * The pixels are stored, not compressed: pictures in charts are some hundred pixels, and the same pixels then give the same bytes
 * in every engine without a compressor.
 */
export function encodePng(pixels: IndexedPixels): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, pixels.width);
  view.setUint32(4, pixels.height);
  header.set([8, 3], 8);
  const parts = [Uint8Array.from(signature), chunk('IHDR', header), chunk('PLTE', colours(pixels))];
  const alpha = Uint8Array.from(pixels.palette, (colour) => colour[3]);
  if (alpha.some((value) => value < 255)) parts.push(chunk('tRNS', alpha));
  parts.push(chunk('IDAT', zlibStored(scanlines(pixels))), chunk('IEND', new Uint8Array(0)));
  return concat(parts);
}

/** A picture as the address that an SVG image takes. */
export function pngDataUri(pixels: IndexedPixels): string {
  return `data:image/png;base64,${base64(encodePng(pixels))}`;
}

const colours = ({ palette }: IndexedPixels) => Uint8Array.from(palette.flatMap((colour) => colour.slice(0, 3)));

/** Rows, each after a zero byte: "no filter". */
function scanlines({ width, height, indices }: IndexedPixels): Uint8Array {
  const rows = new Uint8Array(height * (width + 1));
  for (let y = 0; y < height; y++) rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return rows;
}

function zlibStored(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let start = 0; start < data.length; start += largestStoredBlock) {
    const block = data.subarray(start, start + largestStoredBlock);
    const last = start + block.length === data.length ? 1 : 0;
    const size = block.length;
    parts.push(Uint8Array.of(last, size & 255, size >>> 8, ~size & 255, (~size >>> 8) & 255), block);
  }
  const check = new Uint8Array(4);
  new DataView(check.buffer).setUint32(0, adler32(data));
  return concat([...parts, check]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
