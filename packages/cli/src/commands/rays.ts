import type { Language, Plan } from '@diku/engine';
import { say } from '@diku/engine/core';
import {
  alignColumns,
  createFileNamer,
  differenceSvg,
  formatJson,
  numbersGeoTiff,
} from '@diku/engine/documents';
import {
  type RayComparison,
  type RayDifference,
  type RayDifferences,
  type RayOutlier,
  rayLimits,
  recordRays,
} from '@diku/engine/workflow';
import { type Command, Option } from 'commander';
import { addOptions, numberOption } from '../arguments.ts';
import { cliList, cliText } from '../cli-text.ts';
import { derivedFields, noteStale } from '../derived-parts.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { type OutputFolder, openOutputFolder } from '../output-folder.ts';
import { rasterize } from '../rasterize.ts';
import { blameFileAsync } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { noteFolder, runAs } from '../session.ts';
import { checkWritable, writeOutputs } from '../write-output.ts';

interface RaysOptions extends RequirementOptions {
  level?: string;
  carrier?: string;
  out?: string;
  into?: string;
  resolution: number;
  rays: number;
  scattering: number;
  seed: number;
  workers: number;
}

/** `diku rays <plan.json>`: a fast model held against energy rays on one level. */
export function addRaysCommand(program: Command): void {
  const { rays, cellM } = rayLimits;
  const command = program
    .command('rays <plan>')
    .description(help('rays.about'))
    .option('--level <id>', help('rays.level'))
    .option('--carrier <id>', help('rays.carrier'))
    .option('-o, --out <folder>', help('rays.out'))
    .option('--into <file>', help('rays.into'))
    .addOption(
      new Option('--resolution <metres>', help('rays.resolution')).argParser(halfMetres).default(cellM.usual),
    )
    .addOption(
      new Option('--rays <count>', help('rays.rays'))
        .argParser(numberOption('--rays', rays.min, rays.max, true))
        .default(rays.usual),
    )
    .addOption(
      new Option('--scattering <ratio>', help('rays.scattering'))
        .argParser(numberOption('--scattering', 0, 1))
        .default(0),
    );
  addOptions(command, 'model', 'formula', 'profile', 'seed', 'workers');
  runAs<[string], RaysOptions>(command, async (session, options, path) => {
    if (options.into !== undefined) checkWritable(options.into);
    const folder = options.out === undefined ? undefined : openOutputFolder(options.out, 'rays');
    const plan = await readPlanFor(path, options);
    const { level: levelId, carrier: carrierId, model: modelId, resolution: cellM } = options;
    const { rays, scattering, seed, workers: workerCount } = options;
    const input = { plan, options: { levelId, carrierId, modelId, cellM, rays, scattering, seed } };
    const found = await blameFileAsync(path, () => runJob({ name: 'rays', input, workerCount }, session));
    if (folder && options.out !== undefined) {
      await writeRasters(plan, found, session.language, folder);
    }
    const recorded = options.into === undefined ? plan : recordRays(plan, found);
    const plans = options.into === undefined ? [] : [{ path: options.into, content: formatJson(recorded) }];
    const finished = writeOutputs(plans, () => folder?.finish());
    if (finished && options.out !== undefined) noteFolder(session, options.out, finished);
    noteStale(path, plan, session);
    const { raysDbm: _, differenceDb: __, grid: ___, ...comparison } = found;
    const document = {
      ...comparison,
      written: options.into ?? null,
      ...derivedFields(recorded),
      timing: { totalS: session.now() },
    };
    session.print(document, describeComparison(found, session.language, session.columns));
    if (options.into !== undefined) {
      const { level, carrier } = found;
      session.note(cliText(session.language, 'rays.recorded', { path: options.into, level, carrier }));
    }
    return exitStatus.done;
  });
}

/** Both as rasters, and the difference as an image. */
async function writeRasters(
  plan: Plan,
  found: RayComparison,
  lang: Language,
  folder: OutputFolder,
): Promise<void> {
  const { level: levelId, carrier: carrierId, model, grid, raysDbm, differenceDb } = found;
  const nameOf = createFileNamer();
  const write = (name: string, unit: string, values: Float32Array) => {
    const file = nameOf(`${levelId}-${carrierId}-${name}`);
    const description = `${name} ${unit}, carrier ${carrierId}, level ${levelId}`;
    folder.write(`${file}.tif`, numbersGeoTiff(grid, values, description, plan.georeference));
    return file;
  };
  write('rays', 'dBm', raysDbm);
  const file = write('rays-difference', 'dB', differenceDb);
  const carrier = plan.carriers.find(({ id }) => id === carrierId);
  if (!carrier) throw new Error(`no carrier ${carrierId}`);
  const svg = differenceSvg({ plan, levelId, carrier, model, grid, differenceDb, lang });
  folder.write(`${file}.png`, await rasterize(svg));
}

/** `--resolution`: whole half metres. */
function halfMetres(text: string): number {
  const value = numberOption('--resolution', rayLimits.cellM.min, rayLimits.cellM.max)(text);
  if (Number.isInteger(2 * value)) return value;
  throw usageError('--resolution', `"${text}"`, say('rays-half-metres'));
}

function describeComparison(found: RayComparison, language: Language, columns?: number): string {
  const { model, level, carrier, frequencyMhz: frequency, rays, cellM: cell, all, antennas, skipped } = found;
  const lines = [
    cliText(language, 'rays.heading', { model, level, carrier, frequency, rays, cell }),
    verdictLine(all, language),
    '',
    cliText(language, 'rays.sign'),
    ...alignColumns(tableRows(all, antennas, language), columns),
  ];
  if (found.outliers.length > 0) {
    lines.push(
      '',
      cliText(language, 'rays.outliers'),
      ...found.outliers.map((outlier) => `  ${outlierLine(outlier, language)}`),
    );
  }
  if (all.unsureCells > 0) lines.push('', cliText(language, 'rays.unsure', { cells: all.unsureCells }));
  if (skipped.length > 0) lines.push(cliText(language, 'rays.skipped', { list: cliList(skipped, language) }));
  return lines.join('\n');
}

/** The mean difference as a sentence. */
function verdictLine({ cells, meanDb, spreadDb }: RayDifferences, language: Language): string {
  if (meanDb === undefined || spreadDb === undefined) return cliText(language, 'rays.nothing');
  const values = { value: Math.abs(meanDb).toFixed(1), spread: spreadDb.toFixed(1), cells };
  return cliText(language, meanDb > 0 ? 'rays.weak' : 'rays.strong', values);
}

/** A row for all antennas together and one for each; a column for each class of distance and kind of floor. */
function tableRows(
  all: RayDifferences,
  antennas: readonly ({ id: string } & RayDifferences)[],
  language: Language,
): string[][] {
  const distances = all.byDistance.filter(({ cells }) => cells > 0).map(({ fromM }) => fromM);
  const kinds = all.byKind.filter(({ cells }) => cells > 0).map(({ kind }) => kind);
  const head = [
    cliText(language, 'rays.antenna'),
    cliText(language, 'rays.in-all'),
    ...all.byDistance
      .filter(({ fromM }) => distances.includes(fromM))
      .map(({ fromM: from, toM: to }) =>
        to === undefined
          ? cliText(language, 'rays.metres-on', { from })
          : cliText(language, 'rays.metres', { from, to }),
      ),
    ...kinds.map((kind) => cliText(language, `rays.kind-${kind}`)),
  ];
  const row = (name: string, differences: RayDifferences) => [
    name,
    figures(differences),
    ...differences.byDistance.filter(({ fromM }) => distances.includes(fromM)).map(figures),
    ...differences.byKind.filter(({ kind }) => kinds.includes(kind)).map(figures),
  ];
  return [
    head,
    row(cliText(language, 'rays.all'), all),
    ...antennas.map(({ id, ...differences }) => row(id, differences)),
  ];
}

function figures({ cells, meanDb, spreadDb }: RayDifference): string {
  if (meanDb === undefined || spreadDb === undefined) return '–';
  return `${signed(meanDb)} ± ${spreadDb.toFixed(1)} (${cells})`;
}

function signed(valueDb: number): string {
  const text = Math.abs(valueDb).toFixed(1);
  if (Number(text) === 0) return text;
  return `${valueDb < 0 ? '−' : '+'}${text}`;
}

function outlierLine(
  { x, y, kind, antenna, distanceM, differenceDb }: RayOutlier,
  language: Language,
): string {
  const value = Math.abs(differenceDb).toFixed(1);
  const verdict = cliText(language, differenceDb > 0 ? 'rays.outlier-weak' : 'rays.outlier-strong', {
    value,
  });
  return cliText(language, 'rays.outlier', {
    ...{ x: x.toFixed(1), y: y.toFixed(1), kind: cliText(language, `rays.kind-${kind}`) },
    ...{ distance: distanceM.toFixed(0), antenna, verdict },
  });
}
