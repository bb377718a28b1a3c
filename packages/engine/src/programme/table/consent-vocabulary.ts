/** Words by which the consent of owners and the help of a management are recognised, also in notes. */
export const consentWords = {
  /** Refusals. */
  against:
    /不(同意|愿|支持|赞成|行|配合|接受|让|准|许|肯|给|允许|想|要)|反对|拒|抵制|阻[挠拦止工碍]|受阻|抗议|抗拒|有异议|刁难|推诿|推脱|禁止|回绝|谢绝|否决|disagree|refus|oppos|against|reject|uncooperative|declin/i,
  /** Consent. */
  with: /同意|支持|愿意|赞成|通过|可以|无异议|无意见|欢迎|积极|配合|认可|agree|approv|support|cooperat|consent/i,
  /** Consent in part or under terms: nobody's plain yes. */
  qualified:
    /但|不过|只是|仅|个人|口头|前提|条件|除非|收费|费用|要钱|协调费|进场费|补偿|赔偿|部分|个别|少数|观望|犹豫|主任|待|需|未(签|表决|征询|开会|公示)|however|but|if|unless|condition|verbal/i,
  /** Hardly, not quite: neither. */
  hardly: /不(太|大|够|怎么|甚|是很|很|完全|全|十分|积极)|未必|谈不上|算不上|勉强|难以/,
  /** Whose consent a note speaks of. */
  ownersNamed: /业主|业委会|居民|住户|居委/,
  propertyNamed: /物业|管理处/,
  /** A management that asks for something, or may change. */
  propertyTerms:
    /收.*费|要.*(钱|费|元)|费用|协调费|进场费|租金|元|条件|更换|换(了)?物业|撤场|退出|交接|难|审批|总公司|暂/,
  /** Said of only some of the owners, or of talks. */
  ownersTerms:
    /只是|仅|个人|口头|个别|少数|部分|十几户|几户|撤回|反悔|未(开会|表决|征询|公示|过半|达)|待|需|重新|改选|换届/,
} as const;
