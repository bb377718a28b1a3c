import type { App } from '../app/app.ts';
import { furtherClass, outdoorClass } from '../store/field-scale.ts';
import { findMap, findServers } from '../store/result-state.ts';
import { serverColors } from '../store/scale-colors.ts';
import { text } from '../texts/language.ts';
import { ClassButton } from './class-button.tsx';
import { useAppState } from './use-app.tsx';

/** Antennas in the list, those with the most floor first. */
const mostRows = 12;

/** The antennas that serve a part of the floor, each a class of its own. @param shares of every class, as text */
export function ServerRows({ shares }: { shares: readonly string[] }) {
  const theme = useAppState(({ view }) => view.value.theme);
  const servers = useAppState(readServers)
    .split('\n')
    .map((line) => line.split('\t'));
  const serving = shares
    .map((share, index) => ({ share, index, percent: Number.parseFloat(share) }))
    .filter(({ percent, index }) => percent > 0 && index <= outdoorClass)
    .sort((a, b) => b.percent - a.percent || a.index - b.index);
  const listed = serving.slice(0, mostRows);
  const further = serving.length - listed.length;
  return (
    <div className="servers">
      {listed.map(({ share, index }) => {
        if (index >= furtherClass) {
          const isOutdoor = index === outdoorClass;
          const label = isOutdoor
            ? text('outdoors')
            : text('legendFurther', { count: servers.length - furtherClass });
          const pattern = isOutdoor ? 'outdoors' : 'further';
          return <ClassButton key={index} index={index} label={label} share={share} pattern={pattern} />;
        }
        const [antenna, cell, color] = servers[index] ?? [];
        return (
          <ClassButton
            key={index}
            index={index}
            color={serverColors[theme][Number(color)]}
            label={text('legendServer', { antenna, cell })}
            share={share}
          />
        );
      })}
      {further > 0 && <p className="quiet">{text('legendFurther', { count: further })}</p>}
    </div>
  );
}

/** As text, so that another equal list draws nothing anew: a line for each antenna with id, cell, colour. */
function readServers({ results: { value: results }, view: { value: view }, store }: App): string {
  const map = findMap(results, view.carrierId, view.levelId);
  if (!map) return '';
  return findServers(results, map, store.plan?.antennas ?? [])
    .map(({ id, cell, color }) => [id, cell, color].join('\t'))
    .join('\n');
}
