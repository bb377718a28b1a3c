import { InputError, importDrawing } from '@diku/engine';
import { sortReasons } from '@diku/engine/plan';

/** What an import makes of a drawing whose truth was made by hand, as the scorer of such truths reads it. */
export async function importReal(bytes: Uint8Array, fileName: string) {
  try {
    const { plan, levels, doubts, warnings } = await importDrawing([{ bytes, fileName }]);
    const open = [...new Set(sortReasons(plan).open.map(({ code }) => code))];
    return { plan, summary: { levels, doubts, warnings }, open };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { refusal: error.message, open: [] };
  }
}
