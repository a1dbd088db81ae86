import { download } from '$lib/components/download';

const MARGIN = 16;
const TITLE = 40;

/** Saves a drawn chart as PNG with its title, on the page's surface. */
export function downloadImage(canvas: HTMLCanvasElement, title: string, name: string): void {
  const ratio = canvas.width / canvas.clientWidth || 1;
  const image = document.createElement('canvas');
  image.width = canvas.width + 2 * MARGIN * ratio;
  image.height = canvas.height + (2 * MARGIN + TITLE) * ratio;
  const context = image.getContext('2d');
  if (!context) return;
  const style = getComputedStyle(document.documentElement);
  context.fillStyle = style.backgroundColor;
  context.fillRect(0, 0, image.width, image.height);
  context.fillStyle = style.color;
  context.font = `600 ${16 * ratio}px ${style.fontFamily}`;
  context.fillText(title, MARGIN * ratio, (MARGIN + 18) * ratio);
  context.drawImage(canvas, MARGIN * ratio, (MARGIN + TITLE) * ratio);
  image.toBlob((blob) => blob && download(`${name}.png`, blob));
}
