/** A line chart as SVG that reads in light and dark. Same input, same text. */

const width = 720;
const height = 400;
const frame = { left: 62, right: 200, top: 40, bottom: 52 };
/** Okabe and Ito's colours, which colour-blind people tell apart, without those that fade on white or black. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8c6bb1', '#7f7f7f'];
const dashes = ['', '6 4', '2 3'];

const style = `text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.title { font-size: 14px; font-weight: 600 }
.paper { fill: #ffffff }
.grid { stroke: #d1d9e0; stroke-width: 1 }
.frame { stroke: #59636e; stroke-width: 1; fill: none }
.line { fill: none; stroke-width: 2; stroke-linejoin: round }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc }
.paper { fill: #0d1117 }
.grid { stroke: #3d444d }
.frame { stroke: #9198a1 }
}`;

/**
 * @param spec.title the whole of what is drawn
 * @param spec.x, spec.y `{ title (with its unit), min, max, logarithmic?, ticks?, decimals? }`
 * @param spec.series `[{ name, points: [[x, y], …], dash?: 0–2, colour?: 0–7 }]`; a y that is null or NaN breaks the line
 */
export function lineChart({ title, x, y, series }) {
  const plot = {
    x0: frame.left,
    x1: width - frame.right,
    y0: height - frame.bottom,
    y1: frame.top,
  };
  const toX = scale(x, plot.x0, plot.x1);
  const toY = scale(y, plot.y0, plot.y1);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<style>${style}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="title" x="${plot.x0}" y="24">${escapeXml(title)}</text>`,
  ];
  for (const tick of ticksOf(x)) {
    const at = number(toX(tick));
    parts.push(`<path class="grid" d="M${at} ${plot.y0}V${plot.y1}"/>`);
    parts.push(`<text x="${at}" y="${plot.y0 + 18}" text-anchor="middle">${tickText(tick)}</text>`);
  }
  for (const tick of ticksOf(y)) {
    const at = number(toY(tick));
    parts.push(`<path class="grid" d="M${plot.x0} ${at}H${plot.x1}"/>`);
    parts.push(
      `<text x="${plot.x0 - 8}" y="${number(toY(tick) + 4)}" text-anchor="end">${tickText(tick)}</text>`,
    );
  }
  parts.push(
    `<clipPath id="plot"><rect x="${plot.x0}" y="${plot.y1}" width="${plot.x1 - plot.x0}" height="${plot.y0 - plot.y1}"/></clipPath>`,
  );
  series.forEach(({ name, points, dash = 0, colour }, index) => {
    const stroke = colours[(colour ?? index) % colours.length];
    const dashed = dashes[dash] === '' ? '' : ` stroke-dasharray="${dashes[dash]}"`;
    const line = `class="line" stroke="${stroke}"${dashed}`;
    parts.push(`<path ${line} clip-path="url(#plot)" d="${pathOf(points, toX, toY)}"/>`);
    const row = plot.y1 + 12 + 22 * index;
    parts.push(`<path ${line} d="M${plot.x1 + 14} ${row}h24"/>`);
    parts.push(`<text x="${plot.x1 + 44}" y="${row + 4}">${escapeXml(name)}</text>`);
  });
  parts.push(`<path class="frame" d="M${plot.x0} ${plot.y1}V${plot.y0}H${plot.x1}"/>`);
  parts.push(
    `<text x="${(plot.x0 + plot.x1) / 2}" y="${height - 12}" text-anchor="middle">${escapeXml(x.title)}</text>`,
  );
  const middle = (plot.y0 + plot.y1) / 2;
  parts.push(
    `<text transform="translate(16 ${middle}) rotate(-90)" text-anchor="middle">${escapeXml(y.title)}</text>`,
  );
  return `${[...parts, '</svg>'].join('\n')}\n`;
}

function scale({ min, max, logarithmic }, from, to) {
  const positionOf = logarithmic ? Math.log10 : (value) => value;
  return (value) =>
    from + ((to - from) * (positionOf(value) - positionOf(min))) / (positionOf(max) - positionOf(min));
}

/** Given ticks, else 1-2-5 steps: about six, or those of each decade. */
function ticksOf({ min, max, logarithmic, ticks }) {
  if (ticks) return ticks;
  const found = [];
  if (logarithmic) {
    for (let power = Math.floor(Math.log10(min)); power <= Math.log10(max); power += 1) {
      for (const factor of [1, 2, 5]) {
        const tick = Number(`${factor}e${power}`);
        if (tick >= min && tick <= max) found.push(tick);
      }
    }
    return found;
  }
  const rough = (max - min) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
  for (let i = Math.ceil(min / step - 1e-9); i * step <= max + 1e-9 * step; i += 1) found.push(i * step);
  return found;
}

function tickText(tick) {
  return String(Number(tick.toPrecision(6))).replace('-', '−');
}

function pathOf(points, toX, toY) {
  let path = '';
  let joined = false;
  for (const [x, y] of points) {
    const drawn = y !== null && Number.isFinite(y);
    if (drawn) path += `${joined ? 'L' : 'M'}${number(toX(x))} ${number(toY(y))}`;
    joined = drawn;
  }
  return path;
}

function number(value) {
  return String(Math.round(value * 10) / 10);
}

function escapeXml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
