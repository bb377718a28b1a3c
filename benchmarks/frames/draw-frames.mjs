const left = 190;
const width = 700;
const rowHeight = 74;
const barsHeight = 50;
const font = 'font-family="sans-serif" font-size="12"';

/**
 * One histogram per run, bins of `binMs`, the fraction of frames as height; a line where a frame of 60 a second ends.
 */
export function drawFrames({ drags, binMs, frameBudgetMs }) {
  const bins = drags[0].histogram.length;
  const binWidth = width / bins;
  const x = (ms) => left + (ms / binMs) * binWidth;
  const rows = drags.map((drag, index) => {
    const bottom = 16 + index * rowHeight + barsHeight;
    const bars = drag.histogram.map((count, bin) => {
      const height = (barsHeight * count) / drag.frames;
      if (count === 0) return '';
      const attributes = `x="${(left + bin * binWidth).toFixed(1)}" y="${(bottom - height).toFixed(1)}"`;
      return `<rect ${attributes} width="${(binWidth - 1).toFixed(1)}" height="${height.toFixed(1)}"/>`;
    });
    const budgetX = x(frameBudgetMs).toFixed(1);
    return [
      `<text x="0" y="${bottom - 28}" ${font}>${drag.name}</text>`,
      `<text x="0" y="${bottom - 10}" ${font} fill="#667">${drag.framesPerS} frames/s</text>`,
      `<g fill="#2a7f95">${bars.join('')}</g>`,
      `<path d="M${left} ${bottom}h${width}" stroke="#889" fill="none"/>`,
      `<path d="M${budgetX} ${bottom - barsHeight}v${barsHeight}" stroke="#d33a30" fill="none"/>`,
    ].join('\n');
  });
  const bottom = 16 + drags.length * rowHeight;
  const ticks = [0, 20, 40, 60, 80, 100].map((ms) => {
    const label = ms === 100 ? 'ms, ≥ 100' : ms;
    return `<text x="${x(ms).toFixed(1)}" y="${bottom}" ${font} text-anchor="middle">${label}</text>`;
  });
  const box = `viewBox="0 0 ${left + width + 40} ${bottom + 10}"`;
  const title =
    '<title>Time between frames while an antenna is dragged: share of frames per bin of 2 ms</title>';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box}>\n${title}\n${[...rows, ...ticks].join('\n')}\n</svg>\n`;
}
