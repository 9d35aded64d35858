/** What is drawn into one attachment. */
export interface Drawing {
  runToken: string;
  /** Says which document it stands for. */
  caption: string;
  width: number;
  height: number;
  /** Fraction of the area, from the bottom, that is filled with noise: noise cannot be compressed, so it makes bytes. */
  noise: number;
}

/**
 * A page that shows the run's token in large letters over coloured shapes, with noise below: never the same twice, so that no
 * copy of an earlier night's file can stand in for it. The page says `data-drawn` when it is done.
 */
export function pageOf({ runToken, caption, width, height, noise }: Drawing): string {
  // The caption is a label of the deployment's form: it must not end the script.
  return `<!doctype html><meta charset="utf-8"><style>body{margin:0}canvas{display:block}</style>
<canvas width="${width}" height="${height}"></canvas><script>{
const [token, caption, noise] = ${JSON.stringify([runToken, caption, noise]).replaceAll('<', '\\u003c')};
const canvas = document.querySelector('canvas'), pen = canvas.getContext('2d');
const { width, height } = canvas, random = crypto.getRandomValues(new Uint8Array(96));
pen.fillStyle = '#fff'; pen.fillRect(0, 0, width, height);
for (let i = 0; i < 16; i++) {
  const [x, y, w, h, hue] = random.subarray(i * 6, i * 6 + 5);
  pen.fillStyle = 'hsl(' + hue * 360 / 256 + ' 70% 80%)';
  pen.fillRect(x / 256 * width, y / 256 * height, w / 512 * width, h / 512 * height);
}
const top = Math.floor(height * (1 - noise)), rows = height - top;
if (rows > 0) {
  const image = pen.createImageData(width, rows);
  for (let at = 0; at < image.data.length; at += 65536)
    crypto.getRandomValues(image.data.subarray(at, at + 65536));
  for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255;
  pen.putImageData(image, 0, top);
}
pen.fillStyle = '#000'; pen.textBaseline = 'top';
for (const [text, line] of [[token, 0], [caption, 1]]) {
  let size = height / 5;
  do pen.font = 'bold ' + (size -= 1) + 'px sans-serif'; while (pen.measureText(text).width > width * 0.9);
  pen.fillText(text, width * 0.05, height * (0.05 + 0.22 * line));
}
document.documentElement.dataset.drawn = 'yes';
}</script>`;
}
