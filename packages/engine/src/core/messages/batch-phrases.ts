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
  'queue-no-library': { zh: '没有安装 bullmq、ioredis', en: 'bullmq and ioredis not installed' },
  'queue-library': {
    zh: '先运行 npm install bullmq ioredis',
    en: 'npm install bullmq ioredis to be run first',
  },
  'queue-address': { zh: 'redis://主机:端口', en: 'redis://HOST:PORT' },
  'queue-remote': {
    zh: '本机的队列；其他机器的须加 --allow-remote',
    en: 'a queue on this machine, or --allow-remote for one on another',
  },
  'queue-workers': {
    zh: '{url}：等了 {seconds} 秒的 diku worker',
    en: '{url}: diku workers, after {seconds} s',
  },
  'queue-worker-of': { zh: '版本为 {own} 的 diku worker', en: 'one of the build {own}' },
  'queue-unreachable': {
    zh: '{url}：没有 Redis 服务器应答（{reason}）；请启动一个，如 redis-server',
    en: '{url}: no Redis server answers ({reason}); start one, e.g. redis-server',
  },
} as const satisfies BothLanguages;
