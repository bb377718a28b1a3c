/** Width and height of a task's image, and the room around its line for dots. */
const chart = { widthPx: 360, heightPx: 90, marginPx: 6 };

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
section { display: grid; grid-template-columns: repeat(auto-fill, minmax(24rem, 1fr)); gap: 1.5rem; }
h3 { margin: 0; font-size: 1rem; }
p { margin: 0 0 .5rem; opacity: .8; }
svg { width: 100%; height: auto; border-bottom: 1px solid; }
polyline { fill: none; stroke: currentColor; stroke-width: 1.5; }
circle { fill: currentColor; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .1rem .4rem; }
th:first-child, td:first-child, th:nth-child(2), td:nth-child(2) { text-align: left; }
`;

/**
 * The ratios of histories (`readHistories`) as one HTML page: for each CPU model and each task that is compared with
 * something, a line over its records and a table of them. No script, nothing from elsewhere.
 */
export function historyPage(histories) {
  const parts = histories.map(({ cpu, records }) => {
    const tasks = taskRows(records).map(([name, rows]) => taskPart(name, rows));
    const days = records.map(({ date }) => date.slice(0, 10));
    return `<h2>${escapeText(cpu)}</h2>
<p>${records.length} records, ${days[0]} to ${days.at(-1)}; ${escapeText(machineOf(records.at(-1)))}</p>
<section>
${tasks.join('\n')}
</section>`;
  });
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Diku: benchmarks</title>
<style>${style}</style>
</head>
<body>
<h1>Benchmarks of Diku</h1>
<p>How many times as fast as what it is compared with, both measured in one process, in turn, for the same result. Every
scale begins at 0. A revision with + had changes that were not committed. benchmarks/README.md says what the tasks are.</p>
${parts.join('\n')}
</body>
</html>
`;
}

/** `[name, rows]` of every task with a ratio, in the order of the last record that has it. */
function taskRows(records) {
  const rows = new Map();
  for (const { date, revision, load, threads, tasks } of [...records].reverse()) {
    for (const { name, ratio, spread, reference } of tasks) {
      if (ratio === undefined) continue;
      const list = rows.get(name) ?? [];
      list.unshift({ date, revision, load, threads, ratio, spread, reference: reference.name });
      rows.set(name, list);
    }
  }
  return [...rows];
}

function taskPart(name, rows) {
  const lines = rows.map(({ date, revision, ratio, spread, load, threads }) => {
    const cells = [
      date.slice(0, 10),
      `<code>${escapeText(revision)}</code>`,
      figure(ratio),
      spread === undefined ? '' : `${Math.round(100 * spread)} %`,
      `${load} of ${threads}`,
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const heads = ['date', 'revision', 'ratio', 'spread', 'load'].map((head) => `<th>${head}</th>`);
  return `<article>
<h3>${escapeText(name)}</h3>
<p>against: ${escapeText(rows.at(-1).reference)}</p>
${line(name, rows)}
<table>
<tr>${heads.join('')}</tr>
${lines.join('\n')}
</table>
</article>`;
}

/** The ratios from left to right, one step a record, from 0 to the largest. */
function line(name, rows) {
  const { widthPx, heightPx, marginPx } = chart;
  const largest = Math.max(...rows.map(({ ratio }) => ratio));
  const stepPx = rows.length > 1 ? (widthPx - 2 * marginPx) / (rows.length - 1) : 0;
  const points = rows.map(({ ratio }, index) => [
    (marginPx + index * stepPx).toFixed(1),
    (heightPx - (ratio / largest) * (heightPx - marginPx)).toFixed(1),
  ]);
  const dots = points.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3"/>`);
  return `<svg viewBox="0 0 ${widthPx} ${heightPx}" role="img" aria-label="${escapeText(name)}, ratios over time">
<polyline points="${points.map((point) => point.join(',')).join(' ')}"/>
${dots.join('')}
</svg>`;
}

function machineOf({ node, platform, threads, memoryGb }) {
  return `the last with Node ${node}, ${platform}, ${threads} threads, ${memoryGb} GB`;
}

/** Three digits, as the tables of the other pages have them. */
function figure(value) {
  return String(Number(value.toPrecision(3)));
}

function escapeText(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
