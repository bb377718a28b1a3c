import type { Monitor } from '@diku/engine';
import type { ImportSession } from './import-session.ts';
import { readDocument } from './read-file.ts';
import { describeError } from './work-failure.ts';
import type { OpenedFile, OpenRequest } from './worker-contract.ts';

/** A file by what it is: a document of the planner, or a drawing, which stays in the session. Throws with places. */
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
    // A picture, and nobody has said its scale.
    if (!scale && lacksScale(error)) return { kind: 'picture' };
    throw error;
  }
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

function lacksScale(error: unknown): boolean {
  const found = describeError(error).problems[0]?.found;
  return typeof found === 'object' && found.code === 'picture-without-scale';
}
