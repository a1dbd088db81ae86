import { renderSVG } from 'uqr';

/** A text as a QR code: an SVG as a data address, dark on light in any theme, because that is what cameras read. */
export function qrPicture(text: string): string {
  return `data:image/svg+xml,${encodeURIComponent(renderSVG(text, { ecc: 'M', border: 4 }))}`;
}
