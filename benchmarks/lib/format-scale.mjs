import { markdownTable, short } from './table.mjs';

/** Communities, and workers that each have a core. */
const cities = [
  [1000, 2],
  [1000, 16],
  [100_000, 16],
  [100_000, 64],
  [100_000, 256],
];

/**
 * Returns what a batch was measured to take, and what that makes of a city, as Markdown for docs/scale.md; undefined
 * where no batch was run.
 */
export function formatScale({ machine, tasks }) {
  const batch = tasks.find(({ name }) => name === 'batch');
  if (!batch) return undefined;
  const { cpu, threads, node } = machine;
  return [
    `${cpu}, ${threads} threads, Node ${node}:`,
    markdownTable(['measured', ''], [...batchRows(batch), ...queueRows(tasks), ...statusRows(tasks)]),
    markdownTable(
      ['small communities, low effort', 'workers', 'reckoned: *N* · *t* ÷ (*W* · *e*)'],
      cityRows(batch),
    ),
  ].join('\n\n');
}

function batchRows({ medianMs, reference, ratio, batch: { communities, msPerCommunity, halvesMb } }) {
  const [first, second] = halvesMb;
  return [
    [`${communities} communities, one worker`, duration(reference.medianMs / 1000)],
    [`${communities} communities, two workers`, duration(medianMs / 1000)],
    ['*t*: per community, one worker', duration(msPerCommunity / 1000)],
    ['*s*: one worker ÷ two', short(ratio)],
    ['*e*: *s* ÷ 2', short(ratio / 2)],
    [
      'all processes at their peak, first and second half of the time',
      `${short(first)} MB, ${short(second)} MB (${short(second / first)})`,
    ],
  ];
}

function queueRows(tasks) {
  const queues = tasks.filter(({ name }) => name.startsWith('queue-'));
  if (queues.length === 0) return [];
  const workers = queues.map(({ name }) => name.slice('queue-'.length)).join(', ');
  return [
    [
      `one worker without a queue ÷ ${workers} workers with one, all on this machine`,
      queues.map(({ ratio }) => short(ratio)).join(', '),
    ],
  ];
}

function statusRows(tasks) {
  return tasks
    .filter(({ status }) => status)
    .map(({ medianMs, status: { format, rows, peakMb } }) => [
      `\`programme import\` of ${grouped(rows)} rows, ${format}`,
      `${duration(medianMs / 1000)}, ${short(peakMb)} MB at its peak`,
    ]);
}

function cityRows({ ratio, batch: { msPerCommunity } }) {
  return cities.map(([communities, workers]) => [
    grouped(communities),
    workers,
    duration((communities * msPerCommunity) / 1000 / (workers * (ratio / 2))),
  ]);
}

function grouped(count) {
  return count.toLocaleString('en');
}

/** Writes a duration in the unit that suits it, two digits of which are sure. */
function duration(seconds) {
  const [unit, unitS] = [
    ['days', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ].find(([, each]) => seconds >= 2 * each) ?? ['s', 1];
  return `${short(seconds / unitS)} ${unit}`;
}
