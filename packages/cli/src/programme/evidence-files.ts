import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stage } from '@diku/engine/programme';
import type { DeskFile } from './desk-form.ts';
import type { GivenEvidence } from './take-steps.ts';

/** Files that a browser sent with a step, in a folder of their own until it is taken. */
interface EvidenceFiles {
  /** Files by what a stage asks for. */
  of(stage: Stage): Omit<GivenEvidence, 'stage'>;
  remove(): void;
}

/** Stores files in a new folder of the system's, each by a name in which nothing leads elsewhere. */
export function layOut(files: readonly DeskFile[]): EvidenceFiles {
  const folder = mkdtempSync(join(tmpdir(), 'diku-step-'));
  const paths = files.map(({ name, bytes }, index) => {
    const place = join(folder, String(index));
    mkdirSync(place);
    const path = join(place, harmless(name));
    writeFileSync(path, bytes);
    return path;
  });
  const kinds = files.map(({ bytes }) => kindOf(bytes));
  const first = (kind: FileKind) => paths[kinds.indexOf(kind)];
  return {
    of(stage) {
      if (paths.length === 0) return {};
      if (stage === 'planned') return { plan: paths[0], attach: paths.slice(1) };
      if (stage === 'tested') return { walk: paths };
      if (stage !== 'accepted') return { attach: paths };
      const report = first('report');
      if (report === undefined) return { report: paths[0] };
      const plan = first('plan');
      const walk = paths.filter((path) => path !== report && path !== plan);
      return { report, walk, ...(plan === undefined ? {} : { plan }) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Letters, digits and a few signs of a name, without folders; a dot does not begin it. */
function harmless(name: string): string {
  const last = name.split(/[\\/]/).pop() ?? '';
  return (
    last
      .replace(/[^\p{L}\p{N} ._()-]/gu, '_')
      .replace(/^\.+/, '')
      .slice(-120) || 'file'
  );
}

type FileKind = 'report' | 'plan' | 'other';

/** A plan file, or what `diku accept --json` printed, by what it has. */
function kindOf(bytes: Uint8Array): FileKind {
  try {
    const document = Object(JSON.parse(new TextDecoder().decode(bytes)));
    if (Object.hasOwn(document, 'acceptance')) return 'report';
    return Object.hasOwn(document, 'levels') && Object.hasOwn(document, 'antennas') ? 'plan' : 'other';
  } catch {
    return 'other';
  }
}
