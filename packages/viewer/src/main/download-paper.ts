import type { App } from '../app/app.ts';
import type { DesignRunner } from '../compute/design-runner.ts';
import { describeFailure } from '../review/describe-failure.ts';
import { saveFile } from '../review/save-file.ts';
import type { PaperKind } from '../store/paper.ts';
import { formatPercent, language, text } from '../texts/language.ts';

/** Makes a document of the plan in the language of the page and hands it to the browser's downloads. */
export async function downloadPaper(app: App, design: DesignRunner, kind: PaperKind): Promise<void> {
  const { page, store } = app;
  const { plan } = store;
  if (!plan) return;
  const tell = (doneRatio: number) => {
    const title = text('makingPaper', { name: text(`paper_${kind}`), percent: formatPercent(doneRatio) });
    page.patch({ notice: { kind: 'progress', title, lines: [], doneRatio } });
  };
  tell(0);
  const outcome = await design.makePaper(
    plan,
    {
      ...{ kind, lang: language(), fields: page.value.paperFields },
      allowStale: page.value.allowsStalePapers,
    },
    ({ doneRatio }) => tell(doneRatio),
  );
  // Who stopped it has been told so.
  if (!outcome.ok && outcome.failure.name === 'CancelledError') return;
  if (!outcome.ok) {
    const lines = describeFailure(outcome.failure);
    page.patch({ notice: { kind: 'error', title: text('failedPaper'), lines } });
    return;
  }
  const { fileName, type, bytes, missing } = outcome.value;
  saveFile(new Blob([bytes], { type }), fileName);
  const lines = missing.length > 0 ? [text('paperMissing', { list: missing.join(' ') })] : [];
  page.patch({ notice: { kind: 'info', title: text('saved', { file: fileName }), lines } });
}
