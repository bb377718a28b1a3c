import { InputError, type Monitor, parseCorrections, parsePlan, parsePreset } from '@diku/engine';
import { say, verbatim } from '@diku/engine/core';
import { describeJsonError, isGeoJson, scanOfPdf } from '@diku/engine/import';
import type { ImportSession } from './import-session.ts';
import type { FileBytes } from './read-request.ts';
import { describeError } from './work-failure.ts';
import type { OpenedFile, OpenRequest } from './worker-contract.ts';

/** A file by what it is: a document of the planner, or a drawing, which stays in the session. Throws with positions. */
export async function openAnyFile(
  request: OpenRequest,
  session: ImportSession,
  monitor: Monitor,
): Promise<OpenedFile> {
  const { sourceId, scale } = request;
  const document = await readDocument(request, monitor);
  if (document) return document;
  monitor.report?.({ stage: 'import', doneRatio: 0 });
  try {
    await session.read(request, monitor);
  } catch (error) {
    // An image, and nobody has said its scale.
    if (!scale && lacksScale(error)) return { kind: 'picture', scan: await scanOf(request) };
    throw error;
  }
  const preset = session.fittingPreset(request.remembered);
  try {
    const recognised = session.recognise({ sourceId, corrections: undefined, changes: [], preset }, monitor);
    return { kind: 'drawing', recognised: recognised! };
  } catch (error) {
    const failure = describeError(error);
    // Without a position in the drawing it is no refusal but a fault.
    if (failure.problems.length === 0) throw error;
    return { kind: 'refused', failure, ...session.describeSource(preset) };
  }
}

/** The image that a page of a PDF is; browsers show images of other files by themselves. */
async function scanOf({ bytes, page }: OpenRequest): Promise<Blob | undefined> {
  if (!new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')) return undefined;
  const scan = await scanOfPdf(bytes, { page });
  if (!scan) return undefined;
  const { width, height, data } = scan;
  const pixels = new ImageData(width, height);
  const words = new Uint32Array(pixels.data.buffer);
  for (let i = 0; i < data.length; i++) words[i] = 0xff000000 | (data[i] * 0x010101);
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

function lacksScale(error: unknown): boolean {
  const found = describeError(error).problems[0]?.found;
  return typeof found === 'object' && found.code === 'picture-without-scale';
}

/**
 * Content of a file that is no drawing: a plan, corrections, a preset, a programme. Undefined for a drawing,
 * which GeoJSON is too. Throws with positions in the file.
 */
async function readDocument(file: FileBytes, monitor: Monitor): Promise<OpenedFile | undefined> {
  const { bytes, fileName } = file;
  if (/\.(csv|xlsx?)$/i.test(fileName)) {
    const { openStatusTable } = await import('./open-programme.ts');
    return openStatusTable(file, monitor);
  }
  if (/\.(msi|pln)$/i.test(fileName)) {
    const { readPatterns } = await import('./read-setting-file.ts');
    return { kind: 'antenna-type', type: readPatterns([file]) };
  }
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  if (!/^(\xef\xbb\xbf)?\s*[{[]/.test(head) || isGeoJson(bytes)) return undefined;
  const value = parseJson(bytes);
  const { format } = Object(value) as { format?: unknown };
  if (format === 'diku-corrections') return { kind: 'corrections', corrections: parseCorrections(value) };
  if (format === 'diku-import-preset') return { kind: 'preset', preset: parsePreset(value) };
  if (format === 'diku-settings') {
    const { parseSettings } = await import('../store/settings/change-settings.ts');
    return { kind: 'settings', document: parseSettings(value) };
  }
  if (format !== 'diku-plan') {
    const { openProgrammeJson } = await import('./open-programme.ts');
    const programme = openProgrammeJson(value);
    if (programme) return programme;
  }
  return { kind: 'plan', plan: parsePlan(value) };
}

function parseJson(bytes: Uint8Array): unknown {
  const expected = say('plan-document');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError([{ at: 'JSON', found: say('not-utf8'), expected }]);
  }
  try {
    return JSON.parse(text);
  } catch {
    const { line, rest } = describeJsonError(text);
    const found = rest ? verbatim(JSON.stringify(rest)) : say('end-of-file');
    throw new InputError([{ at: say('json-line', { line }), found, expected }]);
  }
}
