import {
  diagramDxf,
  diagramSvg,
  drawMaps,
  type FieldSolver,
  type FieldStack,
  floorDxf,
  floorSvg,
  type Monitor,
  type Plan,
  type Prediction,
  planCsv,
  planPdf,
  planXlsx,
  predictPlan,
  readFont,
  reportHtml,
} from '@diku/engine';
import type { Paper, PaperKind } from '../store/paper.ts';

/** The font of the command line's papers, fetched for a PDF only. */
const fontUrl = new URL('../../../cli/assets/fonts/NotoSansSC-Subset.ttf', import.meta.url).href;

export interface PaperSources {
  solver: FieldSolver;
  fields: FieldStack;
  monitor: Monitor;
}

type Language = 'zh' | 'en';
type Content = string | Uint8Array;

interface PaperMaker {
  /** What the file is called, after the community. */
  name: string;
  /** Media type. */
  type: string;
  make(plan: Plan, lang: Language, sources: PaperSources): Content | Promise<Content>;
}

const dxf = 'application/dxf';
const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const makers: Record<Exclude<PaperKind, 'pdf'>, PaperMaker> = {
  report: {
    name: 'report.html',
    type: 'text/html',
    async make(plan, lang, sources) {
      const prediction = await predictAll(plan, sources);
      return reportHtml({ prediction, pictures: drawMaps(prediction, lang), lang });
    },
  },
  workbook: { name: 'bill.xlsx', type: workbook, make: (plan, lang) => planXlsx(plan, { lang }) },
  bill: { name: 'bill.csv', type: 'text/csv', make: (plan, lang) => planCsv(plan, 'bill', { lang }) },
  ports: { name: 'ports.csv', type: 'text/csv', make: (plan, lang) => planCsv(plan, 'ports', { lang }) },
  'diagram-svg': {
    name: 'diagram.svg',
    type: 'image/svg+xml',
    make: (plan, lang) => diagramSvg(plan, { lang }),
  },
  'diagram-dxf': { name: 'diagram.dxf', type: dxf, make: (plan, lang) => diagramDxf(plan, { lang }) },
  'floor-svg': { name: 'floor.svg', type: 'image/svg+xml', make: (plan, lang) => floorSvg(plan, { lang }) },
  'floor-dxf': { name: 'floor.dxf', type: dxf, make: (plan, lang) => floorDxf(plan, { lang }) },
};

/** A paper of a plan, with the bytes that `diku report` writes. Throws `InputError` for what the plan lacks. */
export async function makePaper(
  plan: Plan,
  kind: PaperKind,
  lang: Language,
  sources: PaperSources,
): Promise<Paper> {
  if (kind === 'pdf') {
    const fonts = [readFont(await loadFont())] as const;
    const prediction = await predictAll(plan, sources);
    const { bytes, missing } = planPdf(plan, { lang, fonts, prediction });
    return paperOf(plan, 'plan.pdf', 'application/pdf', bytes, missing);
  }
  const { name, type, make } = makers[kind];
  return paperOf(plan, name, type, await make(plan, lang, sources));
}

function paperOf(
  { community }: Plan,
  name: string,
  type: string,
  content: Content,
  missing: readonly string[] = [],
): Paper {
  const bytes = new Uint8Array(typeof content === 'string' ? new TextEncoder().encode(content) : content);
  return { fileName: `${community.id}-${name}`, type, bytes, missing };
}

/** As `diku report` does it: all states of shutters and cars, on its grid. */
function predictAll(plan: Plan, { solver, fields, monitor }: PaperSources): Promise<Prediction> {
  return predictPlan(plan, { solver, fields, monitor, resolutionM: 0.5, scenarios: 'all' });
}

async function loadFont(): Promise<Uint8Array> {
  const response = await fetch(fontUrl);
  if (!response.ok) throw new Error(`the font of the papers: HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
