import { basename, extname } from 'node:path';
import {
  constructionPackZip,
  drawMaps,
  floorDxf,
  type Plan,
  type Prediction,
  planPdf,
  reportHtml,
} from '@diku/engine';
import { say } from '@diku/engine/core';
import {
  type AsBuilt,
  compareBuilt,
  defaultPriceBook,
  designedPlan,
  estimateCost,
  evaluateHandover,
  type PriceBook,
  parsePriceBook,
} from '@diku/engine/design';
import {
  type DocumentOptions,
  diagramDxf,
  diagramSvg,
  estimatePdf,
  estimateSentence,
  estimateXlsx,
  floorSvg,
  formatJson,
  type PaperSize,
  planCsv,
  planXlsx,
  requiredNetwork,
  schemesPdf,
  sheetSizes,
  type TableId,
} from '@diku/engine/documents';
import { surveyPrediction } from '@diku/engine/measurement';
import { pointBudgets } from '@diku/engine/workflow';
import { type Command, Option } from 'commander';
import { acceptanceOptions, addOptions, severalOption } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import { allowStaleOption, refuseStale, type StaleArguments } from '../derived-parts.ts';
import { documentFonts } from '../document-font.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFile, blameFileAsync, readInput, readJson } from '../read-input.ts';
import { readPlanFor } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { type PredictionOptions, runPrediction } from '../run-prediction.ts';
import { runAs, type Session } from '../session.ts';
import { type TitleFields, titleFields, titleFlag, titleOption } from '../title-option.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface ReportOptions extends PredictionOptions, StaleArguments {
  out: string;
  sheet?: string;
  level?: string[];
  over?: string;
  paper: PaperSize;
  date?: string;
  title?: TitleFields;
  font?: string[];
  priceBook?: string;
}

/** Sheets that each format can hold, the default first. */
const sheetsOf: Record<string, readonly string[]> = {
  '.html': [],
  '.htm': [],
  '.pdf': ['plan', 'pack', 'estimate', 'schemes'],
  '.zip': [],
  '.xlsx': ['plan', 'estimate'],
  '.csv': [
    'bill',
    'rework',
    'ports',
    'cables',
    'devices',
    'units',
    'shift',
    'sections',
    'penetrations',
    'schedule',
    'rules',
    'assumptions',
  ] satisfies TableId[],
  '.svg': ['diagram', 'floor'],
  '.dxf': ['floor', 'diagram'],
  '.json': ['price-book'],
};

/** `diku report <plan.json> -o FILE`: the community's plan as a document of the kind that the file's name ends in. */
export function addReportCommand(program: Command): void {
  const command = program
    .command('report <plan>')
    .description(help('report.about'))
    .requiredOption('-o, --out <file>', help('report.out'))
    .option('--sheet <name>', help('report.sheet'))
    .option('--level <id>', help('report.level'), severalOption)
    .option('--over <drawing.dxf>', help('report.over'))
    .addOption(
      new Option('--paper <size>', help('report.paper')).choices(Object.keys(sheetSizes)).default('A3'),
    )
    .option('--date <date>', help('report.date'))
    .option(titleFlag, help('report.title', { list: titleFields.join(', ') }), titleOption)
    .option('--price-book <file.json>', help('report.price-book'))
    .option('--font <file.ttf>', help('exposure.font'), severalOption);
  command.addOption(allowStaleOption());
  addOptions(
    command,
    'verdict-resolution',
    'model',
    'formula',
    'profile',
    'ground-rsrp',
    'confidence',
    'scenarios',
    'require-scenarios',
    'survive',
    ...acceptanceOptions,
    'workers',
  );
  runAs<[string], ReportOptions>(command, async (session, options, path) => {
    const format = extname(options.out).toLowerCase();
    const sheet = sheetFor(format, options);
    checkWritable(options.out);
    refuseStale(path, await readPlanFor(path, options), options, session);
    const content = await makeReport(path, { ...options, format, sheet }, session);
    writeOutput(options.out, content);
    session.print({ written: options.out }, cliText(session.language, 'written', { path: options.out }));
    return exitStatus.done;
  });
}

function sheetFor(format: string, { out, sheet, over }: ReportOptions): string | undefined {
  const known = sheetsOf[format];
  if (!known)
    throw usageError(
      '--out',
      `"${out}"`,
      say('name-ending', { list: '.html, .pdf, .zip, .xlsx, .csv, .svg, .dxf, .json' }),
    );
  if (sheet !== undefined && !known.includes(sheet)) {
    throw usageError(
      '--sheet',
      `"${sheet}"`,
      known.length === 0 ? say('no-sheet', { format }) : say('one-of', { list: known.join(', ') }),
    );
  }
  const chosen = sheet ?? known[0];
  if (over !== undefined && (format !== '.dxf' || chosen !== 'floor')) {
    throw usageError('--over', `-o ${out}`, say('floor-as-dxf'));
  }
  return chosen;
}

async function makeReport(
  path: string,
  options: ReportOptions & { format: string; sheet?: string },
  session: Session,
): Promise<string | Uint8Array> {
  const { format, sheet, level: levels, over } = options;
  const lang = session.language;
  const { paper: document, date, allowStale } = options;
  const titleBlock = options.title;
  const book = options.priceBook === undefined ? undefined : readPriceBook(options.priceBook);
  if (format === '.json') return formatJson(book ?? defaultPriceBook());
  const documents: DocumentOptions = { lang, paper: document, date, titleBlock, levels, allowStale };
  if (format === '.html' || format === '.htm') {
    const prediction = await runPrediction(path, options, session);
    const asBuilt = await asBuiltOf(path, prediction, options, session);
    return reportHtml({ prediction, images: drawMaps(prediction, lang), lang, allowStale, asBuilt });
  }
  if (sheet === 'estimate') return makeEstimate(path, options, { documents, book }, session);
  if (sheet === 'schemes') return makeSchemes(path, options, documents);
  if (format === '.pdf' || format === '.zip') return makePdf(path, { ...options, book }, documents, session);
  const isFloor = sheet === 'floor';
  // A floor plan shows the edge of coverage, a workbook the verdict; without antennas there is none.
  const source = await readPlanFor(path, options);
  const hasVerdict = isFloor || format === '.xlsx';
  const prediction =
    hasVerdict && source.antennas.length > 0 ? await runPrediction(path, options, session) : undefined;
  const plan = prediction?.plan ?? source;
  documents.prediction = prediction;
  documents.asBuilt = format === '.xlsx' ? await asBuiltOf(path, prediction, options, session) : undefined;
  if (format === '.xlsx') {
    const radio = prediction && {
      budgets: await pointBudgets(prediction),
      handover: await evaluateHandover(prediction),
    };
    return blameFile(path, () => planXlsx(plan, { ...documents, ...radio }));
  }
  if (format === '.csv') return blameFile(path, () => planCsv(plan, sheet as TableId, documents));
  if (format === '.svg') {
    return blameFile(path, () => (isFloor ? floorSvg(plan, documents) : diagramSvg(plan, documents)));
  }
  if (!isFloor) return blameFile(path, () => diagramDxf(plan, documents));
  if (over === undefined) return blameFile(path, () => floorDxf(plan, documents));
  return overDrawing(plan, path, over, documents, session);
}

/** A price book of a budget. Status 65 where it makes no sense. */
function readPriceBook(path: string): PriceBook {
  return blameFile(path, () => parsePriceBook(readJson(path)));
}

/** The comparison of schemes alone, as a PDF. Status 65 for a plan that keeps none. */
async function makeSchemes(
  path: string,
  options: ReportOptions,
  documents: DocumentOptions,
): Promise<Uint8Array> {
  const plan = await readPlanFor(path, options);
  const fonts = await documentFonts(options.font);
  return blameFile(path, () => schemesPdf(plan, { ...documents, fonts })).bytes;
}

/** The budget in the form of 451 alone, as a PDF or a workbook. */
async function makeEstimate(
  path: string,
  options: ReportOptions & { format: string },
  { documents, book }: { documents: DocumentOptions; book: PriceBook | undefined },
  session: Session,
): Promise<Uint8Array> {
  const plan = await readPlanFor(path, options);
  const estimate = blameFile(path, () => {
    requiredNetwork(plan);
    return estimateCost(plan, book);
  });
  session.note(estimateSentence(estimate, session.language));
  if (options.format === '.xlsx') return estimateXlsx(plan, estimate, documents);
  const fonts = await documentFonts(options.font);
  return estimatePdf(plan, estimate, { ...documents, fonts }).bytes;
}

/** The sheets as a PDF, those of a construction pack too; as a ZIP the pack with all that goes with it. */
async function makePdf(
  path: string,
  options: ReportOptions & { format: string; sheet?: string; book: PriceBook | undefined },
  documents: DocumentOptions,
  session: Session,
): Promise<Uint8Array> {
  const fonts = await documentFonts(options.font);
  const isZip = options.format === '.zip';
  const isPack = isZip || options.sheet === 'pack';
  if (isPack) {
    const source = await readPlanFor(path, options);
    blameFile(path, () => requiredNetwork(source));
  }
  const prediction = await runPrediction(path, options, session);
  const { plan } = prediction;
  const budgets = await pointBudgets(prediction);
  const handover = await evaluateHandover(prediction);
  const estimate = options.book ? estimateCost(plan, options.book) : undefined;
  const asBuilt = await asBuiltOf(path, prediction, options, session);
  const common = { ...documents, fonts, prediction, budgets, handover, estimate, asBuilt };
  const { bytes, missing } = blameFile(path, () => {
    if (isZip) {
      const more = { budgets, handover, estimate, asBuilt };
      return constructionPackZip(prediction, { ...documents, fonts, ...more });
    }
    return planPdf(plan, isPack ? { ...common, survey: surveyPrediction(prediction) } : common);
  });
  if (missing.length > 0)
    session.note(cliText(session.language, 'missing-characters', { list: missing.join(' ') }));
  return bytes;
}

/** The built plan beside the designed one, of a plan with a record: the design is predicted too. */
async function asBuiltOf(
  path: string,
  built: Prediction | undefined,
  options: ReportOptions,
  session: Session,
): Promise<AsBuilt | undefined> {
  if (!built?.plan.asBuilt) return undefined;
  const { model: modelId, workers: workerCount } = options;
  const plan = designedPlan(built.plan);
  const input = {
    plan,
    options: { resolutionM: built.resolutionM, modelId, scenarios: 'required' as const },
  };
  const designed = await blameFileAsync(path, () => runJob({ name: 'predict', input, workerCount }, session));
  return compareBuilt({ designed, built });
}

/** Problems of the plan name the plan, those of the drawing the drawing. */
function overDrawing(
  plan: Plan,
  path: string,
  over: string,
  documents: DocumentOptions,
  session: Session,
): Uint8Array {
  const drawing = readInput(over);
  blameFile(path, () => floorDxf(plan, { ...documents, over: emptyDrawing }));
  const names = new Set(plan.levels.map(({ source }) => source?.file));
  if (!names.has(basename(over))) {
    const values = { file: basename(over), known: [...names].join(', ') };
    session.note(cliText(session.language, 'other-drawing', values));
  }
  return blameFile(over, () => floorDxf(plan, { ...documents, over: drawing }));
}

const emptyDrawing = new TextEncoder().encode('0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n');
