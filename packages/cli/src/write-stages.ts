import type { ImportResult, ReadDrawing } from '@diku/engine';
import { drawingSvg, formatJson } from '@diku/engine/documents';
import { drawingStage, entitiesStage, evidenceStage, sourceStage } from '@diku/engine/import';
import type { OutputFolder } from './output-folder.ts';

/** The stages before anything is recognised: what the file says and what was read of it. */
export function writeReadStages(read: ReadDrawing, folder: OutputFolder): void {
  folder.write('1-source.json', formatJson(sourceStage(read)));
  folder.write('2-entities.json', formatJson(entitiesStage(read)));
}

/** The flattened drawing, what was recognised in it and why, and the plan. */
export function writeImportStages(imported: ImportResult, folder: OutputFolder): void {
  folder.write('3-drawing.json', formatJson(drawingStage(imported)));
  folder.write('3-drawing.svg', drawingSvg(imported.drawings));
  folder.write('4-evidence.json', formatJson(evidenceStage(imported)));
  folder.write('5-plan.json', formatJson(imported.plan));
}
