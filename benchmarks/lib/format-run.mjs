import { markdownTable, percent, short } from './table.mjs';

/** A run as Markdown: what it was measured on, then a table per kind of result. */
export function formatRun({ machine, quick, tasks }) {
  const { cpu, threads, node, load } = machine;
  return [
    `${cpu}, ${threads} threads, load ${load}, Node ${node}${quick ? '; quick: not to be quoted' : ''}`,
    formatSummary(tasks),
    formatFields(tasks),
    formatVariants(tasks),
    formatCopies(tasks),
    formatGrowth(tasks),
    formatMemory(tasks),
    formatFractions(tasks),
    formatVerdicts(tasks),
    formatImports(tasks),
    formatBatches(tasks),
    formatStatusTables(tasks),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Returns what every task has. */
export function formatSummary(tasks) {
  const rows = tasks.map(
    ({ name, medianMs, minMs, spread, reference, ratio, ratioQuartiles, minRatio, cellsPerS }) => [
      name,
      short(medianMs),
      short(minMs),
      percent(spread),
      reference?.name,
      short(reference?.medianMs),
      short(ratio),
      ratioQuartiles?.map(short).join('–'),
      short(minRatio),
      cellsPerS && short(cellsPerS / 1e6),
    ],
  );
  const headers = ['task', 'median ms', 'min ms', 'spread', 'compared with', 'its median ms', 'ratio'];
  return markdownTable([...headers, 'quartiles', 'ratio of min', 'M cells·Tx/s'], rows);
}

function formatFields(tasks) {
  const rows = tasks.flatMap(({ name, fields, medianMs, skipping, firstFieldMs, oracle }) =>
    skipping
      ? [
          [
            name,
            short(medianMs / fields),
            short(firstFieldMs),
            short(skipping.medianMs),
            short(skipping.ratio),
            short(oracle?.medianMs),
            short(oracle?.ratio),
          ],
        ]
      : [],
  );
  const headers = ['fields', 'ms per field', 'first one of new obstacles'];
  const others = ['all by the skipping reference', 'ratio', 'all by the readable oracle', 'ratio'];
  return rows.length > 0 && markdownTable([...headers, ...others], rows);
}

function formatVariants(tasks) {
  const rows = tasks.flatMap(({ variants = [] }) =>
    variants.map(({ name, medianMs, timesReference, cellsPerS }) => [
      name,
      short(medianMs),
      short(timesReference),
      short(cellsPerS / 1e6),
    ]),
  );
  const headers = ['obstacle losses alone', 'median ms', '× reference', 'M cells·Tx/s'];
  return rows.length > 0 && markdownTable(headers, rows);
}

function formatCopies(tasks) {
  const measured = tasks.filter(({ nsPerCell }) => nsPerCell);
  if (measured.length === 0) return '';
  const rows = [
    ['whole field', ({ nsPerCell }) => nsPerCell.field],
    ['obstacle losses alone, fresh array', ({ nsPerCell }) => nsPerCell.obstaclesAlone],
    ['without cap', ({ nsPerCell }) => nsPerCell.lawAndObstacles],
    ['without obstacles', ({ nsPerCell }) => nsPerCell.lawAndCap],
    ['without either: distance law alone', ({ nsPerCell }) => nsPerCell.lawAlone],
    ['copy into a buffer', ({ nsPerCell }) => nsPerCell.copy],
    ['copy into a fresh array', ({ nsPerCell }) => nsPerCell.copyAndAllocation],
    ['whole field ÷ copy', ({ timesCopy }) => timesCopy],
    ['the same by the shortest times', ({ minTimesCopy }) => minTimesCopy],
    ['whole field ÷ copy into a fresh array', ({ timesCopyAndAllocation }) => timesCopyAndAllocation],
    ['copy, GB/s', ({ copyGbPerS }) => copyGbPerS],
  ].map(([label, read]) => [label, ...measured.map((task) => short(read(task)))]);
  return markdownTable(['ns per cell', ...measured.map(({ name }) => name)], rows);
}

function formatGrowth(tasks) {
  const rows = tasks.flatMap(({ name, exponent, standardError, lastExponent, sizes, timesMs }) =>
    exponent === undefined
      ? []
      : [
          [
            name,
            `${short(exponent)} ± ${short(standardError)}`,
            short(lastExponent),
            sizes.join(', '),
            timesMs.map(short).join(', '),
          ],
        ],
  );
  const headers = ['growth', 'exponent', 'of the last step', 'sizes', 'ms'];
  return rows.length > 0 && markdownTable(headers, rows);
}

function formatMemory(tasks) {
  const rows = tasks.flatMap(({ name, cells, bytesPerCell }) =>
    bytesPerCell?.kernel === undefined
      ? []
      : [[name, cells, short(bytesPerCell.kernel), short(bytesPerCell.result), short(bytesPerCell.peak)]],
  );
  const headers = ['bytes per cell', 'cells', 'kernel', 'result', 'process, at its peak'];
  return rows.length > 0 && markdownTable(headers, rows);
}

function formatFractions(tasks) {
  const measured = tasks.filter(({ shares }) => shares);
  return measured
    .map(({ name, shares }) =>
      markdownTable(
        [name, ...Object.keys(shares)],
        [['share of the time', ...Object.values(shares).map(percent)]],
      ),
    )
    .join('\n\n');
}

function formatVerdicts(tasks) {
  const measured = tasks.filter(({ probabilityMs }) => probabilityMs);
  const rows = measured.map(({ name, medianMs, probabilityMs, states, antennas, carriers }) => [
    name,
    antennas,
    carriers,
    states,
    short(medianMs),
    short(probabilityMs.medianMs),
  ]);
  const headers = [
    'verdicts',
    'antennas',
    'carriers',
    'states',
    'median ms',
    'chance to pass of one state, ms',
  ];
  return rows.length > 0 && markdownTable(headers, rows);
}

function formatImports(tasks) {
  const measured = tasks.filter(({ imported }) => imported);
  const rows = measured.map(({ name, medianMs, imported }) => [
    name,
    short(imported.megabytes),
    short(medianMs),
    short(imported.megabytesPerS),
    percent(imported.readRatio),
    short(imported.scanMs),
    short(imported.timesScan),
    short(imported.peakMb),
    imported.reports,
    short(imported.longestSilenceMs),
    short(imported.cancelMs),
  ]);
  const headers = [
    'drawing',
    'MB',
    'ms to the plan',
    'MB/s',
    'of it reading',
    'ms to scan its bytes',
    '× scan',
  ];
  const others = ['process at its peak, MB', 'reports', 'longest silence, ms', 'cancel, ms'];
  return rows.length > 0 && markdownTable([...headers, ...others], rows);
}

function formatBatches(tasks) {
  const measured = tasks.filter(({ batch }) => batch);
  const rows = measured.map(({ name, ratio, batch: { communities, msPerCommunity, halvesMb } }) => [
    name,
    communities,
    short(msPerCommunity),
    short(ratio),
    halvesMb.map(short).join(', '),
    short(halvesMb[1] / halvesMb[0]),
  ]);
  const headers = ['batch', 'communities', 'ms per community, one worker', 'one worker ÷ two'];
  const others = ['all processes at their peak, halves of the time, MB', 'second ÷ first'];
  return rows.length > 0 && markdownTable([...headers, ...others], rows);
}

function formatStatusTables(tasks) {
  const measured = tasks.filter(({ status }) => status);
  const rows = measured.map(({ name, medianMs, status }) => [
    name,
    status.format,
    status.rows,
    short(medianMs),
    status.rowsPerS,
    short(status.scanMs),
    short(status.timesScan),
    short(status.peakMb),
  ]);
  const headers = ['status table', 'format', 'rows', 'ms', 'rows/s', 'ms to scan its bytes', '× scan'];
  return rows.length > 0 && markdownTable([...headers, 'process at its peak, MB'], rows);
}

/** Then and now of the tasks that both runs have; a checksum that changed is named. */
export function formatProgress(record, tasks) {
  const rows = tasks.flatMap(({ name, medianMs, checksum }) => {
    const then = record.tasks.find((task) => task.name === name);
    if (!then) return [];
    const same = then.checksum === checksum ? 'same' : 'changed';
    return [[name, short(then.medianMs), short(medianMs), short(then.medianMs / medianMs), same]];
  });
  if (rows.length === 0) return '';
  const title = `Against the last record, ${record.date.slice(0, 10)}, ${record.revision}, Node ${record.node}:`;
  return `${title}\n\n${markdownTable(['task', 'then ms', 'now ms', 'then ÷ now', 'checksum'], rows)}`;
}
