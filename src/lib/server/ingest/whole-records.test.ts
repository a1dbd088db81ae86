import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PREVIEW_BYTES, readHead, wholeRecords } from './whole-records';

const line = 'value,value\n';
const long = Buffer.from(line.repeat(50_000));

describe('wholeRecords', () => {
  it('leaves a short file as it is', () => {
    const text = Buffer.from('a,b\n1,2');
    expect(wholeRecords(text)).toEqual({ text, gzip: false, cut: false });
  });

  it('drops the record that the end of the bytes cut', () => {
    const { text } = wholeRecords(long.subarray(0, PREVIEW_BYTES));
    expect(text.length).toBe(Math.floor(PREVIEW_BYTES / line.length) * line.length);
    const wide = Buffer.from(long.toString(), 'utf16le').subarray(0, PREVIEW_BYTES);
    expect(wholeRecords(wide).text.toString('utf16le').endsWith(line)).toBe(true);
    const big = Buffer.from(wide.subarray(0, PREVIEW_BYTES)).swap16();
    expect(wholeRecords(big).text.length).toBe(wholeRecords(wide).text.length);
  });

  it('unpacks the beginning of gzip that is cut', () => {
    const noise = Buffer.from(
      Array.from({ length: 200_000 }, (_, i) => `${i * 7_919},${i * 104_729}\n`).join(''),
    );
    const { text, gzip } = wholeRecords(gzipSync(noise).subarray(0, PREVIEW_BYTES));
    expect(gzip).toBe(true);
    expect(noise.toString().startsWith(text.toString())).toBe(true);
    expect(text.at(-1)).toBe(10);
    expect(text.length).toBeGreaterThan(PREVIEW_BYTES - 30);
  });

  it('says of gzip that expands too much what an upload is told', () => {
    const packed = gzipSync(Buffer.alloc(4 << 20)); // about 4 KiB: 1,000 times less
    expect(() => wholeRecords(packed)).toThrow(/unpacks to more than 200 times its size/);
    expect(() => wholeRecords(packed.fill(7, 12))).toThrow(/cannot be unpacked/);
  });

  it('reads no more of a body than it needs', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    expect((await readHead(body)).length).toBe(PREVIEW_BYTES);
    expect(sent).toBeLessThanOrEqual(PREVIEW_BYTES + 2 * 65_536);
  });
});
