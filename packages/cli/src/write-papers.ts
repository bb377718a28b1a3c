import { floorDxf, type Prediction, planPdf } from '@diku/engine';
import {
  createFileNamer,
  diagramDxf,
  diagramSvg,
  type PaperOptions,
  planCsv,
  planXlsx,
} from '@diku/engine/documents';
import type { OutputFolder } from './output-folder.ts';
import { paperFonts } from './paper-font.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

/** Drawings and tables of a predicted plan: of one without a network those that can be made without. */
export async function writePapers(
  prediction: Prediction,
  folder: OutputFolder,
  session: Pick<Session, 'language' | 'note'>,
): Promise<void> {
  const { plan } = prediction;
  const options: PaperOptions = { lang: session.language, prediction };
  if (plan.network?.sources?.length) {
    folder.write('bill.xlsx', planXlsx(plan, options));
    folder.write('bill.csv', planCsv(plan, 'bill', options));
    folder.write('ports.csv', planCsv(plan, 'ports', options));
    folder.write('diagram.svg', diagramSvg(plan, options));
    folder.write('diagram.dxf', diagramDxf(plan, options));
  }
  const nameFor = createFileNamer();
  for (const { id } of plan.levels) {
    folder.write(`${nameFor(`floor-${id}`)}.dxf`, floorDxf(plan, { ...options, levels: [id] }));
  }
  const { bytes, missing } = planPdf(plan, { ...options, fonts: await paperFonts() });
  if (missing.length > 0) session.note(texts[session.language].missingCharacters(missing.join(' ')));
  folder.write('plan.pdf', bytes);
}
