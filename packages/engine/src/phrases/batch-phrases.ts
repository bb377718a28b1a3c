import type { BothLanguages } from './both-languages.ts';

/** What a batch of garages, its list and its result set are refused for. */
export const batchPhrases = {
  'batch-list': {
    zh: '小区列表，每项有 id、name、district、file',
    en: 'a list of communities, each with id, name, district, file',
  },
  'batch-empty': { zh: '没有图纸或方案', en: 'no drawing and no plan' },
  'batch-something': { zh: '至少一个小区（{list}）', en: 'at least one community ({list})' },
  'batch-no-file': { zh: '没有文件名', en: 'no file' },
  'batch-file': { zh: '图纸或方案的文件名', en: 'the file of a drawing or a plan' },
  'batch-own-id': { zh: '清单中唯一的编号', en: 'an id that no other row has' },
  'batch-locked': {
    zh: '{host} 上的进程 {pid} 正在写入（若已不在，删除 {file}）',
    en: 'process {pid} on {host} is writing it (if that is no more, remove {file})',
  },
} as const satisfies BothLanguages;
