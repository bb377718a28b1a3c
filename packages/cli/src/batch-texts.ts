import { type BatchCounts, type FailureKind, formatGrouped } from '@diku/engine';
import type { BatchProgress } from './batch/run-batch.ts';

/** What the command line says of a batch. */
export interface BatchTexts {
  /** Beside the bar. */
  batchDone(done: number, total: number): string;
  remaining(range: BatchProgress['remaining']): string;
  batchCounts(counts: BatchCounts, kept: number): string;
  moreFailures(count: number): string;
  /** Of rows of a list. */
  batchWithout(count: number): string;
  batchStopped: string;
  /** Of a worker that has begun. */
  serving(queue: string, count: number): string;
  /** The reason of a row, of what is not wrong with its input. */
  jobFailed(kind: FailureKind, detail: string): string;
}

export const batchTexts: Record<'zh' | 'en', BatchTexts> = {
  zh: {
    batchDone: (done, total) => `${formatGrouped(done)} / ${formatGrouped(total)}`,
    remaining: (range) => (range ? `还需 ${duration(range, ['秒', '分钟', '小时'])}` : ''),
    batchCounts: ({ communities, met, notMet, undecidable, failed }, kept) =>
      `${communities} 个小区：达标 ${met}，未达标 ${notMet}，不能判定 ${undecidable}，未完成 ${failed}${kept > 0 ? `（其中 ${kept} 个沿用先前的结果）` : ''}`,
    moreFailures: (count) => `  其余 ${count} 个见 communities.csv`,
    batchWithout: (count) => `清单中 ${formatGrouped(count)} 行没有填图纸或方案，略过`,
    batchStopped: '已中断；完成的小区已保存，重复同一命令即可继续',
    serving: (queue, count) => `正在执行 ${queue} 的任务，同时 ${count} 个（Ctrl+C 结束）`,
    jobFailed: (kind, detail) =>
      ({
        input: detail,
        time: `超过单个小区的时限 ${detail} 秒`,
        memory: `超过单个进程的内存上限 ${detail} MB`,
        crash: `进程意外结束（${detail}），重试一次后仍然如此`,
        internal: `程序内部错误：${detail}`,
      })[kind],
  },
  en: {
    batchDone: (done, total) => `${formatGrouped(done)} of ${formatGrouped(total)}`,
    remaining: (range) => (range ? `${duration(range, ['s', 'min', 'h'])} left` : ''),
    batchCounts: ({ communities, met, notMet, undecidable, failed }, kept) =>
      `${communities} communities: ${met} met, ${notMet} not met, ${undecidable} not decidable, ${failed} failed${kept > 0 ? ` (${kept} kept from before)` : ''}`,
    moreFailures: (count) => `  ${count} more: see communities.csv`,
    batchWithout: (count) =>
      `rows of the list that name no drawing and no plan: ${formatGrouped(count)}, left out`,
    batchStopped: 'interrupted; finished communities are kept, the same command goes on with the rest',
    serving: (queue, count) => `running the jobs of ${queue}, ${count} at a time (Ctrl+C ends)`,
    jobFailed: (kind, detail) =>
      ({
        input: detail,
        time: `took longer than the ${detail} s that one garage may take`,
        memory: `needed more than the ${detail} MB that one process may have`,
        crash: `its process ended (${detail}), and once more when tried again`,
        internal: `internal error of the program: ${detail}`,
      })[kind],
  },
};

/** A range in the unit that suits its end: whole, rounded outwards. */
function duration({ fromS, toS }: { fromS: number; toS: number }, units: readonly string[]): string {
  const step = toS < 120 ? 0 : toS < 7200 ? 1 : 2;
  const unitS = 60 ** step;
  const from = Math.floor(fromS / unitS);
  const to = Math.ceil(toS / unitS);
  return `${from === to ? '' : `${from}–`}${to} ${units[step]}`;
}
