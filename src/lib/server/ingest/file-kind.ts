import { Refused } from './refusal';

/** First bytes (latin1) that give a kind of file away, and what its owner can do about it. */
const KINDS: [RegExp, string, string][] = [
  [/^%PDF/, 'a PDF document', 'Export the usage as CSV or JSON instead.'],
  [
    /^PK\x03\x04[^]{0,4000}?(\[Content_Types\]\.xml|xl\/)/,
    'an Excel workbook',
    'In Excel: File, Save As, CSV UTF-8; upload that.',
  ],
  [
    /^PK(\x03\x04|\x05\x06)/,
    'a ZIP archive',
    'Unzip it and upload the CSV or JSON inside; gzip is read as it is.',
  ],
  [/^\xd0\xcf\x11\xe0/, 'an old Excel or Office file', 'Save it as CSV UTF-8 and upload that.'],
  [/^PAR1/, 'a Parquet file', 'Export the usage as CSV or JSON instead.'],
  [
    /^(7z\xbc\xaf|Rar!|\xfd7zXZ|BZh|\x28\xb5\x2f\xfd)/,
    'an archive',
    'Unpack it and upload the CSV or JSON inside.',
  ],
  [/^(\x89PNG|GIF8|\xff\xd8\xff)/, 'a picture', 'Upload the usage export as CSV or JSON.'],
  [/^[^]{257}ustar/, 'a tar archive', 'Unpack it and upload the CSV or JSON inside.'],
];

const TEXTS: [RegExp, string, string][] = [
  [
    /^\s*<(!doctype|html|\?xml)/i,
    'a web page or XML',
    'A login page may have been saved in place of the export: download it again.',
  ],
];

/** Do the first bytes of a file say gzip? */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Does decoded text begin as JSON does, which no header of a usage export does? */
export function looksLikeJson(head: Buffer): boolean {
  return /^\s*[[{]/.test(head.toString('latin1'));
}

/** Throws Refused (415) where the first bytes of an unpacked file show that it is no delimited text. */
export function refuseBinary(head: Buffer): void {
  const text = head.toString('latin1');
  for (const [pattern, what, advice] of KINDS) if (pattern.test(text)) throw notText(what, advice);
  if (isGzip(head)) throw notText('compressed twice', 'Unpack it once and upload that.');
}

/** Throws Refused (415) where decoded text begins like HTML or XML, or is mostly control characters. */
export function refuseOtherText(head: Buffer): void {
  const text = head.toString('latin1');
  for (const [pattern, what, advice] of TEXTS) if (pattern.test(text)) throw notText(what, advice);
  const controls = text.match(/[\x00-\x08\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0;
  if (controls > 0 && (controls * 100 > text.length || text.includes('\0'))) throw binary();
}

/** For bytes that no text holds, met further inside a file. */
export function binary(at?: number): Refused {
  const where = at === undefined ? '' : ` There is a NUL byte after ${at.toLocaleString('en')} bytes.`;
  return notText('binary data', `It cannot be read as text.${where} Upload the usage export as CSV or JSON.`);
}

function notText(what: string, advice: string): Refused {
  return new Refused(415, 'not-a-usage-export', 'Not a usage export', `The file is ${what}. ${advice}`);
}
