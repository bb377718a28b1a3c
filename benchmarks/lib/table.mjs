/** The results as a Markdown table. */
export function formatTable({ machine, tasks }) {
  const lines = [
    `${machine.cpu}, ${machine.threads} threads, Node ${machine.node}`,
    '',
    '| task | median ms | min ms | spread | compared with | its median ms | ratio |',
    '|---|---|---|---|---|---|---|',
  ];
  for (const { name, medianMs, minMs, spread, reference, ratio } of tasks) {
    const compared = reference ? [reference.name, reference.medianMs, ratio] : ['', '', ''];
    lines.push(`| ${[name, medianMs, minMs, spread, ...compared].join(' | ')} |`);
  }
  for (const { name, cellsPerS, copyLimit, shares } of tasks) {
    if (copyLimit) {
      lines.push(
        '',
        `${name}: ${format(cellsPerS / 1e6)} M cells/s, ${copyLimit.ratio} × the time of copying the result`,
      );
    }
    if (shares) {
      const parts = Object.entries(shares).map(([part, share]) => `${part} ${format(100 * share)} %`);
      lines.push('', `${name}: ${parts.join(', ')}`);
    }
  }
  return lines.join('\n');
}

function format(value) {
  return value.toFixed(value < 10 ? 1 : 0);
}
