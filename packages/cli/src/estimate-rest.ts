/** Before that no pace is to be trusted. */
const leastS = 2;
/** The pace of late is that of this share of the whole. */
const lateRatio = 0.15;

interface Moment {
  doneRatio: number;
  atS: number;
}

/**
 * Seconds until work of which the done share is known is over, as a range between what its pace from the beginning and its pace of late
 * come to; undefined while too little is done. To be asked again and again.
 */
export function createRestEstimate(): (
  doneRatio: number,
  nowS: number,
) => { fromS: number; toS: number } | undefined {
  const moments: Moment[] = [];
  return (doneRatio, nowS) => {
    moments.push({ doneRatio, atS: nowS });
    const [first] = moments;
    const late = moments.find((moment) => moment.doneRatio >= doneRatio - lateRatio) ?? first;
    if (nowS - first.atS < leastS) return undefined;
    const rests = [first, late]
      .filter((moment) => moment.doneRatio < doneRatio)
      .map((moment) => ((1 - doneRatio) * (nowS - moment.atS)) / (doneRatio - moment.doneRatio));
    if (rests.length === 0) return undefined;
    return { fromS: Math.min(...rests), toS: Math.max(...rests) };
  };
}
