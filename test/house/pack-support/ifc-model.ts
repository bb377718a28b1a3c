import { smallModel } from '../../import/ifc-support/small-model.ts';

/** A small garage in IFC, as text: what `scripts/pack.mjs` has the installed packages read. */
export function ifcModel(): string {
  return smallModel().toString();
}
