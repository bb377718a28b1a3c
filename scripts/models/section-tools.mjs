import { readFileSync } from 'node:fs';
import { lineChart } from './line-chart.mjs';

const vectors = new URL('../../test/fixtures/reference/', import.meta.url);
/** The README of the fixtures is the source of the vectors; their own rows say more where they know it. */
const files = ['physics_vectors', 'p2040_slabs', 'model_points', 'other_models'];

/** Returns what a section is made with. `charts` collects the images by path. */
export function sectionTools(engine, charts) {
  const lossDb = (model, inputs) => engine.evaluateModel(model, inputs).lossDb;
  return {
    engine,
    lossDb,
    table,
    /** The reference vectors by file name. */
    reference: Object.fromEntries(
      files.map((name) => [name, JSON.parse(readFileSync(new URL(`${name}.json`, vectors), 'utf8'))]),
    ),
    /** Writes docs/models/<name>.svg (see line-chart.mjs) and returns the Markdown that shows it. */
    chart(name, spec) {
      charts.set(`docs/models/${name}.svg`, lineChart(spec));
      return `![${spec.title}](models/${name}.svg)`;
    },
    /** Points of a curve: y at each x. */
    curve: (xs, yOf) => xs.map((x) => [x, yOf(x)]),
    /** `count` values from `first` to `last`, evenly spaced, or evenly spaced in their logarithm. */
    steps(first, last, count, logarithmic = false) {
      return Array.from({ length: count }, (_, i) => {
        const ratio = i / (count - 1);
        return logarithmic ? first * (last / first) ** ratio : first + (last - first) * ratio;
      });
    },
    /**
     * Reference values row by row with the difference measured.
     * @param columns `[title, row → cell]` of the inputs
     * @param values `[title, row → reference, row → the engine's value]`
     */
    vectorTable(rows, columns, values) {
      return table(
        [...columns.map(([title]) => title), ...values.flatMap(([title]) => [title, 'engine', 'difference'])],
        rows.map((row) => [
          ...columns.map(([, cell]) => cell(row)),
          ...values.flatMap(([, reference, found]) => {
            const [expected, actual] = [reference(row), found(row)];
            return [fixed(expected), fixed(actual), difference(actual - expected)];
          }),
        ]),
      );
    },
    /** The reference values of one model in `other_models.json`, with what each rests on. @param columns `[title, input]` */
    otherVectors(model, columns, key = 'lossDb', title = 'L, dB') {
      return this.vectorTable(
        this.reference.other_models.filter((row) => row.model === model),
        [
          ...columns.map(([name, input]) => [name, ({ inputs }) => input(inputs)]),
          ['basis', ({ basis }) => basis],
        ],
        [[title, (row) => row[key], ({ inputs }) => engine.evaluateModel(model, inputs)[key]]],
      );
    },
    /** Many reference values by group. @param groups `{ title: [[reference, engine], …] }` */
    vectorSummary(title, groups) {
      return table(
        [title, 'values', 'from', 'to', 'largest difference'],
        Object.entries(groups).map(([name, pairs]) => [
          name,
          pairs.length,
          fixed(Math.min(...pairs.map(([expected]) => expected))),
          fixed(Math.max(...pairs.map(([expected]) => expected))),
          difference(Math.max(...pairs.map(([expected, actual]) => Math.abs(actual - expected)))),
        ]),
      );
    },
    difference,
  };
}

function table(titles, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(titles), `|${'---|'.repeat(titles.length)}`, ...rows.map(line)].join('\n');
}

/** Three decimals: the tolerance that the values are held to. */
function fixed(value) {
  return value.toFixed(3);
}

/** One digit, rounded up; what is rounding of double precision is not told apart, so that every machine says the same. */
function difference(value) {
  const size = Math.abs(value);
  if (Number.isNaN(size)) throw new Error('a difference that is no number');
  if (size < 1e-9) return '< 1e-9';
  const power = 10 ** Math.floor(Math.log10(size));
  return `${Math.ceil(size / power - 1e-6)}e${Math.round(Math.log10(power))}`;
}
