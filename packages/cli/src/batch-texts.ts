import { type BatchCounts, type FailureKind, formatGrouped } from '@diku/engine/documents';

/** What the command line says of a batch. */
export interface BatchTexts {
  /** Beside the bar. */
  batchDone(done: number, total: number): string;
  remaining(range: { fromS: number; toS: number } | undefined): string;
  batchCounts(counts: BatchCounts, kept: number): string;
  moreFailures(count: number): string;
  /** Of rows of a list. */
  batchWithout(count: number): string;
  batchStopped: string;
  /** Of a worker that has begun. */
  serving(queue: string, count: number): string;
  /** Of a batch of another build: its jobs are left to workers of that one. */
  otherBatch(builds: string, own: string): string;
  /** Of a batch whose jobs no worker takes. @param others builds of the workers that are there, if any */
  noWorker(own: string, others: string, waitS: number): string;
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
    otherBatch: (builds, own) =>
      `队列中有另一版本 ${builds} 的批次；本进程是 ${own}，结果可能不同，不取它的任务，留给同一版本的进程`,
    noWorker: (own, others, waitS) =>
      `没有版本 ${own} 的 diku worker${others === '' ? '' : `（在运行的是 ${others}，不会取这些任务）`}；再等，至多 ${waitS} 秒`,
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
    otherBatch: (builds, own) =>
      `a batch of another build, ${builds}, is in the queue; this worker is ${own}, may compute otherwise, and leaves its jobs to workers of that build`,
    noWorker: (own, others, waitS) =>
      `no diku worker of the build ${own} is there${others === '' ? '' : ` (those of ${others} do not take these jobs)`}; waiting, for ${waitS} s at most`,
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
