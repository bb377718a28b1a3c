import type { DrawingInspection, ImportPreset } from '@diku/engine/import';
import * as comlink from 'comlink';
import type {
  Correction,
  ImportedDrawing,
  ImportSource,
  LevelDrawingLines,
  UsedPreset,
} from '../store/imported.ts';
import type { Recognised } from './import-session.ts';
import { PlannerClient } from './planner-client.ts';
import { readAllBytes } from './read-bytes.ts';
import type { ReadRequest } from './read-request.ts';
import type { OnProgress, OpenedFile, OpenRequest, Outcome } from './worker-contract.ts';

/** Reads files and recognises drawings in a worker of its own, one at a time. */
export class ImportClient {
  readonly #client = new PlannerClient();
  #sources = 0;

  start(): void {
    this.#client.start();
  }

  /** A name for a reading that is to come. */
  newSourceId(): number {
    return ++this.#sources;
  }

  open(request: OpenRequest, onProgress: OnProgress): Promise<Outcome<OpenedFile>> {
    return this.#client.settle(
      this.#client.remote().openFile(comlink.transfer(request, buffers(request)), comlink.proxy(onProgress)),
    );
  }

  /** A drawing with more decisions; read again where the worker has lost it. */
  async recognise(
    source: ImportSource,
    { changes, preset }: { changes: readonly Correction[]; preset: UsedPreset | undefined },
    onProgress: OnProgress,
  ): Promise<Outcome<Recognised>> {
    const { sourceId, corrections } = source;
    const request = { sourceId, corrections, changes, preset };
    const report = comlink.proxy(onProgress);
    const client = this.#client;
    return this.#askAgain(source, report, () => client.settle(client.remote().recognise(request, report)));
  }

  /** Inspects a drawing that is refused. */
  inspect(
    source: ImportSource,
    { changes, preset }: { changes: readonly Correction[]; preset: UsedPreset | undefined },
  ): Promise<Outcome<DrawingInspection>> {
    const { sourceId, corrections } = source;
    const client = this.#client;
    return this.#askAgain(
      source,
      comlink.proxy(() => {}),
      () => client.settle(client.remote().inspect({ sourceId, corrections, changes, preset })),
    );
  }

  /** The lines of the whole drawing, in its own units. */
  sourceLines(source: ImportSource): Promise<Outcome<LevelDrawingLines>> {
    const client = this.#client;
    return this.#askAgain(
      source,
      comlink.proxy(() => {}),
      () => client.settle(client.remote().sourceLines(source.sourceId)),
    );
  }

  /** Asks the worker about a drawing, and once more after reading it again where the worker has lost it. */
  async #askAgain<Value>(
    { sourceId, file, others, scale, page }: ImportSource,
    report: OnProgress,
    ask: () => Promise<Outcome<Value | undefined>>,
  ): Promise<Outcome<Value>> {
    const client = this.#client;
    const known = await ask();
    if (!known.ok || known.value) return known as Outcome<Value>;
    let wanted: ReadRequest;
    try {
      const [first, ...further] = await readAllBytes([file, ...others]);
      wanted = { ...first, others: further, sourceId, scale, page };
    } catch (error) {
      return { ok: false, failure: { name: 'NotReadableError', message: String(error), problems: [] } };
    }
    const read = await client.settle(
      client.remote().readAgain(comlink.transfer(wanted, buffers(wanted)), report),
    );
    if (!read.ok) return read;
    return (await ask()) as Outcome<Value>;
  }

  /** Settings and shapes of an import as a preset; the drawing is read again where the worker has lost it. */
  presetOf(imported: ImportedDrawing, name: string): Promise<Outcome<ImportPreset>> {
    const { sourceId, corrections, usedPreset: preset } = imported;
    const request = { sourceId, corrections, changes: [], preset };
    const client = this.#client;
    return this.#askAgain(
      imported,
      comlink.proxy(() => {}),
      () => client.settle(client.remote().presetOf(request, name)),
    );
  }

  builtInPreset(name: string) {
    return this.#client.settle(this.#client.remote().builtInPreset(name));
  }

  /** Stops whatever is under way. */
  cancel(): void {
    this.#client.terminate();
  }
}

function buffers({ bytes, others }: ReadRequest): ArrayBuffer[] {
  return [bytes.buffer, ...others.map((other) => other.bytes.buffer)];
}
