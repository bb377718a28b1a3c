import {
  constructionPackZip,
  drawMaps,
  evaluateExposure,
  type FieldSolver,
  type FieldStack,
  floorDxf,
  type Monitor,
  type Plan,
  type Prediction,
  parsePlan,
  planPdf,
  predictPlan,
  readFont,
  reportHtml,
} from '@diku/engine';
import { evaluateHandover } from '@diku/engine/design';
import {
  type DocumentFont,
  type DocumentOptions,
  diagramDxf,
  diagramSvg,
  floorSvg,
  noticePdf,
  planCsv,
  planXlsx,
  requiredNetwork,
} from '@diku/engine/documents';
import { pointBudgets } from '@diku/engine/workflow';
import type { DocumentFields, DocumentKind, PlanDocumentFile } from '../store/document-kinds.ts';

/** The font of the command line's documents, fetched for a PDF only. */
const fontUrl = new URL('../../../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url).href;

/** Inputs of a document. */
interface Sources {
  solver: FieldSolver;
  fields: FieldStack;
  monitor: Monitor;
}

type Language = 'zh' | 'en';
type Content = string | Uint8Array;

/** Request for a document. */
export interface DocumentRequest {
  kind: DocumentKind;
  lang: Language;
  fields: DocumentFields;
  /** Documents of a stale network too, stamped; else they are refused. */
  allowStale: boolean;
}

interface DocumentMaker {
  /** Name of the file, after the community. */
  name: string;
  /** Media type. */
  type: string;
  make(plan: Plan, options: DocumentOptions, sources: Sources, fields: DocumentFields): Made | Promise<Made>;
}

/** The file, or with the characters that its font lacks. */
type Made = Content | { bytes: Uint8Array; missing: readonly string[] };

const dxf = 'application/dxf';
const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const pdf = 'application/pdf';

const makers: Record<DocumentKind, DocumentMaker> = {
  report: {
    name: 'report.html',
    type: 'text/html',
    async make(plan, { lang, allowStale }, sources) {
      const prediction = await predictAll(plan, sources);
      return reportHtml({ prediction, images: drawMaps(prediction, lang), lang, allowStale });
    },
  },
  pdf: {
    name: 'plan.pdf',
    type: pdf,
    async make(plan, options, sources) {
      const fonts = await loadFonts();
      const prediction = await predictAll(plan, sources);
      return planPdf(plan, { ...options, fonts, prediction, ...(await radioResults(prediction)) });
    },
  },
  pack: {
    name: 'construction-pack.zip',
    type: 'application/zip',
    async make(plan, options, sources) {
      requiredNetwork(plan);
      const fonts = await loadFonts();
      const prediction = await predictAll(plan, sources);
      return constructionPackZip(prediction, { ...options, fonts, ...(await radioResults(prediction)) });
    },
  },
  notice: {
    name: 'resident-notice.pdf',
    type: pdf,
    async make(plan, { lang, allowStale }, _sources, fields) {
      const options = { lang, allowStale, ...fields, fonts: await loadFonts() };
      return noticePdf(plan, evaluateExposure(plan), options);
    },
  },
  workbook: {
    name: 'bill.xlsx',
    type: workbook,
    async make(plan, options, sources) {
      const prediction = await predictAll(plan, sources);
      return planXlsx(plan, { ...options, prediction, ...(await radioResults(prediction)) });
    },
  },
  bill: { name: 'bill.csv', type: 'text/csv', make: (plan, options) => planCsv(plan, 'bill', options) },
  ports: { name: 'ports.csv', type: 'text/csv', make: (plan, options) => planCsv(plan, 'ports', options) },
  'diagram-svg': { name: 'diagram.svg', type: 'image/svg+xml', make: diagramSvg },
  'diagram-dxf': { name: 'diagram.dxf', type: dxf, make: diagramDxf },
  'floor-svg': {
    name: 'floor.svg',
    type: 'image/svg+xml',
    make: async (plan, options, sources) =>
      floorSvg(plan, { ...options, prediction: await predictAll(plan, sources) }),
  },
  'floor-dxf': {
    name: 'floor.dxf',
    type: dxf,
    make: async (plan, options, sources) =>
      floorDxf(plan, { ...options, prediction: await predictAll(plan, sources) }),
  },
};

/**
 * A document of a plan, with the bytes that `diku report` and `diku exposure` write. Throws `InputError` for what the
 * plan lacks.
 */
export async function makeDocument(
  plan: Plan,
  { kind, lang, fields, allowStale }: DocumentRequest,
  sources: Sources,
): Promise<PlanDocumentFile> {
  const { name, type, make } = makers[kind];
  // With its records in the order in which a plan file is read.
  const made = await make(parsePlan(plan), { lang, date: fields.date, allowStale }, sources, fields);
  const isPlain = typeof made === 'string' || made instanceof Uint8Array;
  const { bytes, missing } = isPlain ? { bytes: made, missing: [] } : made;
  const content = new Uint8Array(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  return { fileName: `${plan.community.id}-${name}`, type, bytes: content, missing };
}

/** Predicts as `diku report` does: all states of shutters and cars, on its grid. */
function predictAll(plan: Plan, { solver, fields, monitor }: Sources): Promise<Prediction> {
  return predictPlan(plan, { solver, fields, monitor, resolutionM: 0.5, scenarios: 'all' });
}

/** Results that sheets show besides the prediction. */
async function radioResults(prediction: Prediction) {
  return { budgets: await pointBudgets(prediction), handover: await evaluateHandover(prediction) };
}

async function loadFonts(): Promise<readonly [DocumentFont]> {
  const response = await fetch(fontUrl);
  if (!response.ok) throw new Error(`the font of the documents: HTTP ${response.status}`);
  return [readFont(new Uint8Array(await response.arrayBuffer()))];
}
