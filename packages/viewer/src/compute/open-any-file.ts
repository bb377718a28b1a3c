import type { Monitor } from '@diku/engine';
import type { ImportSession } from './import-session.ts';
import { readDocument } from './read-file.ts';
import { describeError } from './work-failure.ts';
import type { OpenedFile, OpenRequest } from './worker-contract.ts';

/** First bytes of PNG and JPEG. */
const pictureMagics = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
];

/** A file by what it is: a document of the planner, or a drawing, which stays in the session. Throws with places. */
export async function openAnyFile(
  request: OpenRequest,
  session: ImportSession,
  monitor: Monitor,
): Promise<OpenedFile> {
  const { bytes, fileName, sourceId, scale } = request;
  const document = readDocument(bytes, fileName, request.dwgExpected);
  if (document) return document;
  const isPicture = pictureMagics.some((magic) => magic.every((byte, index) => bytes[index] === byte));
  if (isPicture && !scale) return { kind: 'picture' };
  monitor.report?.({ stage: 'import', doneRatio: 0 });
  await session.read({ sourceId, fileName, bytes, scale }, monitor);
  const preset = session.fittingPreset(request.remembered);
  try {
    const recognised = session.recognise({ sourceId, corrections: undefined, changes: [], preset }, monitor);
    return { kind: 'drawing', recognised: recognised! };
  } catch (error) {
    const failure = describeError(error);
    // Without a place in the drawing it is no refusal but a fault.
    if (failure.problems.length === 0) throw error;
    return { kind: 'refused', failure, ...session.describeSource() };
  }
}
