const failed =
  /失败|未接通|不通|掉话|掉线|未通|无法|不能|超时|阻塞|未成功|drop|block|fail|time-?out|no answer|^(0|n|no|false|否|×|✗|x|不合格|ng)$/i;
const worked =
  /成功|接通|正常|通过|可用|可以|^能|^(1|y|yes|true|ok|pass|passed|good|是|√|✓|✔|合格)$|success|succeed|connected|established/i;
/** An event is of a call only where it says so: handovers fail without a call failing. */
const ofCall = /call|呼叫|通话|拨|接通|掉话|voice|volte|vonr|\bm[ot]c?\b|扫码|scan/i;

/** What a cell of a result column says: true a call or scan worked, false it did not, undefined nothing known. */
export function readResult(text: string): boolean | undefined {
  const value = text.normalize('NFKC').trim();
  if (value === '') return undefined;
  if (failed.test(value)) return false;
  return worked.test(value) ? true : undefined;
}

/** The same of a column of events or states, where most rows are about other things. */
export function readEvent(text: string): boolean | undefined {
  return ofCall.test(text) ? readResult(text) : undefined;
}
