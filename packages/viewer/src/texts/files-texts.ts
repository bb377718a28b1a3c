/** What is said about files, plans kept on this computer, other tabs and new versions. */
export const filesTexts = {
  saveAs: { zh: '另存为', en: 'Save as' },
  planFile: { zh: '地库方案', en: 'Diku plan' },
  saveFailed: { zh: '没能保存 {file}', en: '{file} could not be saved' },
  saveFailedNote: {
    zh: '{reason}。方案仍在本页；请“另存为”到别处。',
    en: '{reason}. The plan is still on this page: save it elsewhere with “Save as”.',
  },
  saveDenied: {
    zh: '浏览器没有得到写这个文件的许可',
    en: 'The browser was not given leave to write this file',
  },
  saveChanged: {
    zh: '{file} 在打开之后被别的程序改过，没有覆盖',
    en: '{file} was changed by another program since; it was not overwritten',
  },
  saveChangedNote: {
    zh: '“另存为”可两份都保留；也可以覆盖它。',
    en: '“Save as” keeps both; or overwrite it.',
  },
  saveOverwrite: { zh: '覆盖', en: 'Overwrite' },
  restoredPlan: { zh: '已恢复 {file}（{time}）', en: 'Restored {file} as of {time}' },
  restoredPlanNote: {
    zh: '方案、撤销步骤与视图和离开时一样，取自本机。',
    en: 'Plan, undo steps and view are as they were, from this computer.',
  },
  keptUnreadable: {
    zh: '本机保存的 {file} 读不出来，没有改动它',
    en: 'The copy of {file} kept on this computer cannot be read; it was left alone',
  },
  openTwice: {
    zh: '{file} 正在另一个标签页中编辑，这里只读',
    en: '{file} is being edited in another tab; here it is read only',
  },
  openTwiceNote: {
    zh: '接管后另一个标签页变为只读；那边的改动会带过来。',
    en: 'Taken over, it is read only there; what was changed there comes along.',
  },
  takeOver: { zh: '在这里接管', en: 'Take over here' },
  takenOver: { zh: '{file} 现在在这里编辑', en: '{file} is edited here now' },
  readOnlyTakeOver: { zh: '只读：在这里接管', en: 'Read only: take over here' },
  readOnlyMark: { zh: '只读', en: 'read only' },
  keepRefused: {
    zh: '浏览器没有自动保存（不允许或空间不足）',
    en: 'The browser does not save by itself: not allowed, or no room',
  },
  keepRefusedNote: {
    zh: '关闭页面会丢失改动：请用“保存方案文件”。',
    en: 'Closing the page loses the changes: use “Save the plan file”.',
  },
  keepOutdated: {
    zh: '另一个标签页保存了更新的 {file}，这里没有覆盖它',
    en: 'Another tab has kept a newer {file}; it was not overwritten from here',
  },
  updateReady: { zh: '新版本已就绪', en: 'A new version is ready' },
  updateNote: {
    zh: '方便时刷新即可；在那之前一切照旧。',
    en: 'Reload when you like; until then everything stays as it is.',
  },
  updateReload: { zh: '现在刷新', en: 'Reload now' },
} as const;
