/** Parts of a plan that were computed: whether they are of the plan as it is. */
export const derivedTexts = {
  derivedTitle: { zh: '计算得到的内容', en: 'What was computed' },
  derivedNote: {
    zh: '方案文件中由计算得到的各项，以及此后改动了什么。下方判定栏的数值总是按现在的方案重新计算。',
    en: 'Parts of the plan file that were computed, and what changed since. The figures of the verdict bar are always computed of the plan as it is now.',
  },
  'part-current': { zh: '与方案一致', en: 'of this plan' },
  'part-stale': { zh: '已失效', en: 'stale' },
  'part-missing': { zh: '无', en: 'none' },
  'part-none': { zh: '无', en: 'none' },
  'stale-network': {
    zh: '重新设计之前，造价、规则与口功率都是变动前的。',
    en: 'Until it is designed anew, cost, rules and powers are of the plan before that.',
  },
  'stale-portPowers': {
    zh: '实际送到各天线口的功率未知，判定栏按标称口功率计算。',
    en: 'Nobody knows what arrives at the ports: the verdict bar has nominal powers.',
  },
  'stale-import': {
    zh: '识别疑点及其数量是改动之前的；重新识别图纸后更新。',
    en: 'Doubts of the import and their figures are of the plan before that; recognising the drawing anew renews them.',
  },
  'stale-verdict': {
    zh: '文件中的结论属于改动之前的方案，不能引用；以判定栏为准。',
    en: 'The verdict in the file is of the plan before that and is not to be quoted; the verdict bar has the one of this plan.',
  },
  importStale: {
    zh: '导入摘要已失效：{moved}。以下疑点及其数量是改动之前的。',
    en: 'The summary of the import is stale: {moved}. The doubts below and their figures are of the plan before that.',
  },
  staleParts: { zh: '已失效：{parts}', en: 'Stale: {parts}' },
  listGap: { zh: '、', en: ', ' },
} as const;
