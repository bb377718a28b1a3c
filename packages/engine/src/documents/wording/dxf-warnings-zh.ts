/** What a drawing had to be read without or holds in no place, by warning code; {0} is a number of the message, {at} its place or what it names. */
export const dxfWarningTemplates: Readonly<Record<string, string>> = {
  'entities-ignored':
    '图中 {0} 个对象无法读取（如天正等软件的代理对象，请在原软件中分解后另存），未采用：{at}',
  'entities-damaged': '{0} 个损坏的对象未采用，第一个在 {at}',
  'entities-crowded': '{0} 个对象与上千个同类对象起于同一点，未采用，第一个在 {at}',
  'blocks-missing': '{0} 处插入的块在文件中没有定义：{at}',
  'external-references': '{0} 个外部参照不在文件中，请绑定后另存：{at}',
  'encoding-mixed': '{0} 处文字的编码与文件不同，已各按其编码读出',
  'opening-in-no-wall': '{0} 个洞口不在任何墙上，不切断墙体：{at}',
  'file-unended': '文件结尾缺少 EOF，可能不完整（{at}）',
};
