import type { Progress } from '@diku/engine';
import { Presets, SingleBar } from 'cli-progress';
import { type Language, texts } from './texts.ts';

export interface ProgressBar {
  show(progress: Progress): void;
  /** `doneRatio` from 0 to 1, and what is said beside the bar. */
  showText(doneRatio: number, stage: string, detail: string): void;
  stop(): void;
}

/** A bar on stderr for a terminal; nothing when piped or on a dumb terminal. */
export function openProgressBar(language: Language): ProgressBar {
  if (!process.stderr.isTTY || process.env.TERM === 'dumb') return { show() {}, showText() {}, stop() {} };
  const bar = new SingleBar(
    {
      format: '{bar} {percentage} % {stage} {detail}',
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  let started = false;
  const showText = (doneRatio: number, stage: string, detail: string) => {
    const payload = { stage, detail };
    if (!started) bar.start(1000, 0, payload);
    started = true;
    bar.update(Math.round(doneRatio * 1000), payload);
  };
  return {
    show({ stage, doneRatio, detail = '', placing }) {
      const words = texts[language];
      showText(doneRatio, words.stages[stage], placing ? words.placing(placing) : detail);
    },
    showText,
    stop() {
      if (started) bar.stop();
      started = false;
    },
  };
}
