/** What is said about a review that is kept on this computer. */
export const keptTexts = {
  keepReview: { zh: '记在本机', en: 'Keep on this computer' },
  keepingKept: {
    zh: '刷新或意外关闭后从这里继续；只存在本机，不上传。',
    en: 'A reload or a crash goes on from here. Stays on this computer; nothing is uploaded.',
  },
  keepingOff: { zh: '刷新页面后图纸与更正都会丢失。', en: 'A reload forgets the drawing and the decisions.' },
  keepingTooLarge: {
    zh: '图纸超过 {limit} MB，没有记在本机：请保存更正。',
    en: 'The drawing is larger than {limit} MB and is not kept: save the decisions.',
  },
  keepingRefused: {
    zh: '浏览器没有保存（不允许或空间不足）：请保存更正。',
    en: 'The browser keeps nothing, or has no room: save the decisions.',
  },
  recentPlans: { zh: '本机上的方案', en: 'Plans on this computer' },
  restoring: { zh: '正在恢复 {file} 的核对 {percent}', en: 'Restoring the review of {file} {percent}' },
  restored: {
    zh: '已恢复 {file} 的核对（{time}）',
    en: 'Restored the review of {file} as of {time}',
  },
  restoredNote: {
    zh: '图纸、更正与天线和离开时一样，取自本机。',
    en: 'Drawing, decisions and antennas are as they were, from this computer.',
  },
  restoredDiscard: { zh: '丢弃，从头开始', en: 'Discard and start empty' },
  restoredForget: { zh: '丢弃', en: 'Discard' },
  restoreOffer: {
    zh: '本机留有 {file} 的核对（{time}）',
    en: 'A review of {file} as of {time} is kept here',
  },
  restoreTried: {
    zh: '上次恢复没有完成，所以这次先问。',
    en: 'Restoring it did not come to an end last time, so this time you are asked.',
  },
  restoreRun: { zh: '恢复', en: 'Restore' },
  restoreFailed: { zh: '没能恢复 {file} 的核对', en: 'The review of {file} could not be restored' },
  restoreGone: { zh: '本机保存的图纸读不出来了', en: 'The drawing that was kept cannot be read any more' },
} as const;
